import Python

/// What stands between the brackets of an array.
extension NumPy {
  func selection(of x: NDArray, _ index: Object) throws(TorchError) -> ArraySelection {
    var parts: [Object] = if case .tuple(let parts) = index { parts } else { [index] }
    var taken = 0
    for part in parts { taken += try axisCount(part) }
    guard taken <= x.rank else {
      throw TorchError.index(
        "too many indices for array: array is \(x.rank)-dimensional, but \(taken) were indexed")
    }
    let ellipses = parts.indices.filter { if case .ellipsis = parts[$0] { true } else { false } }
    guard ellipses.count <= 1 else {
      throw TorchError.index("an index can only have a single ellipsis ('...')")
    }
    if let place = ellipses.first {
      let whole = Object.slice(SliceObject(start: .none, stop: .none, step: .none))
      parts.replaceSubrange(
        place...place, with: [Object](repeating: whole, count: x.rank - taken))
    }
    let arrays = parts.contains(where: isArrayIndex)
    var selector = ArraySelector(x)
    for part in parts {
      try selector.take(arrayIndex(part, size: selector.nextSize), amongArrays: arrays)
    }
    let isMask =
      parts.count == 1 && (try? array(parts[0]).dtype) == .bool && isArrayIndex(parts[0])
    return try selector.finished(isMask: isMask)
  }

  /// How many dimensions one part is about.
  private func axisCount(_ part: Object) throws(TorchError) -> Int {
    switch part {
    case .none, .ellipsis: return 0
    case .bool: throw TorchError.unsupported("a truth value as an index of an array")
    default:
      guard isArrayIndex(part) else { return 1 }
      let index = try indexArray(part)
      return index.dtype == .bool ? index.rank : 1
    }
  }

  private func isArrayIndex(_ part: Object) -> Bool {
    switch part {
    case .list, .tuple, .range: return true
    default:
      if let tensor = library.tensor(part) { return tensor.rank > 0 }
      return (library.array(part)?.rank ?? 0) > 0
    }
  }

  private func indexArray(_ part: Object) throws(TorchError) -> NDArray {
    let index = try array(part)
    // An empty list has no type of its own.
    return index.count == 0 && index.dtype.isFloating ? index.converted(to: .int64) : index
  }

  private func arrayIndex(_ part: Object, size: @autoclosure () -> Int) throws(TorchError)
    -> ArrayIndex
  {
    switch part {
    case .none: return .newAxis
    case .int(let position): return .integer(position)
    case .slice(let slice):
      let bounds = try calling(interpreter.bounds(slice, size()))
      let range = RangeObject(start: bounds.start, stop: bounds.stop, step: bounds.step)
      return .slice(start: bounds.start, step: bounds.step, count: range.small?.count ?? 0)
    default:
      if isArrayIndex(part) { return .array(try indexArray(part)) }
      let position: Double? =
        if let array = library.array(part), array.dtype.category == .integer {
          array.first
        } else if let tensor = library.tensor(part), tensor.dtype.category == .integer {
          tensor.values[0]
        } else { nil }
      guard let position else {
        throw TorchError.index(
          "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or "
            + "boolean arrays are valid indices")
      }
      return .integer(Int(clamping: position))
    }
  }
}
