/// Which elements of tensors stand at the same place in memory.
extension Tensor {
  /// Whether the elements fill a stretch of memory, each a place of its own, in whatever order.
  private var isDense: Bool {
    var expected = 1
    for (size, stride) in zip(shape, strides).filter({ $0.0 > 1 }).sorted(by: { $0.1 < $1.1 }) {
      guard stride == expected else { return false }
      expected *= size
    }
    return true
  }

  /// Whether elements are known to share a place, as those of an expanded tensor do.
  ///
  /// Like PyTorch this does not search: views that overlap in another way pass.
  private var repeatsElements: Bool {
    count > 0 && zip(shape, strides).contains { $0 > 1 && $1 == 0 }
  }

  /// Whether elements share a place that PyTorch does not see to do so, as windows of `unfold` may.
  private var interleavesElements: Bool {
    var span = 0
    for (size, stride) in zip(shape, strides).filter({ $0.0 > 1 }).sorted(by: { $0.1 < $1.1 }) {
      guard stride > span else { return Set(positions).count < count }
      span += (size - 1) * stride
    }
    return false
  }

  /// Refuses to write different numbers into elements that share a place.
  func checkRepeats() throws(TorchError) {
    guard !repeatsElements else {
      throw .runtime(
        "unsupported operation: more than one element of the written-to tensor refers to a single "
          + "memory location. Please clone() the tensor before performing the operation.")
    }
    guard !interleavesElements else {
      throw .unsupported("changing in place what overlaps itself")
    }
  }

  /// Refuses to write into a tensor while another one that shares part of the memory is read.
  ///
  /// With `allowsSame` the other may show the very same elements.
  func checkOverlap(with source: Tensor, allowsSame: Bool = true) throws(TorchError) {
    guard source.storage === storage, source !== self || !allowsSame else { return }
    guard count > 0, source.count > 0, isDense, source.isDense else { return }
    guard offset < source.offset + source.count, source.offset < offset + count else { return }
    let isSame = offset == source.offset && count == source.count && strides == source.strides
    guard !isSame || !allowsSame else { return }
    throw .runtime(
      "unsupported operation: some elements of the input tensor and the written-to tensor refer to a "
        + "single memory location. Please clone() the tensor before performing the operation.")
  }
}
