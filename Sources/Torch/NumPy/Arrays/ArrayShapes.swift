/// Arrays in another arrangement, over the same memory where that is possible.
extension NDArray {
  /// A dimension counted from either end.
  func axis(_ index: Int, rank: Int? = nil) throws(TorchError) -> Int {
    let rank = rank ?? self.rank
    guard -rank <= index, index < rank else { throw .axis(index, rank: rank) }
    return index < 0 ? index + rank : index
  }

  /// The sizes with the one that was left open, as -1, filled in.
  func resolved(_ sizes: [Int]) throws(TorchError) -> [Int] {
    let open = sizes.indices.filter { sizes[$0] < 0 }
    guard open.count <= 1 else { throw .value("can only specify one unknown dimension") }
    let known = Shape(sizes.filter { $0 >= 0 }).count
    guard let place = open.first else {
      guard known == count else { throw unfit(sizes) }
      return sizes
    }
    guard known > 0, count % known == 0 else { throw unfit(sizes) }
    var result = sizes
    result[place] = count / known
    return result
  }

  private func unfit(_ sizes: [Int]) -> TorchError {
    // An open size in front is left out of the message, and with it the comma of a tuple of one.
    let shown = sizes.drop { $0 < 0 }.map { $0 < 0 ? "newaxis" : String($0) }
    let text = sizes.count == 1 ? compactTuple(sizes) : "(" + shown.joined(separator: ",") + ")"
    return .value("cannot reshape array of size \(count) into shape \(text)")
  }

  func reshaped(_ sizes: [Int]) throws(TorchError) -> NDArray {
    let sizes = try resolved(sizes)
    if let strides = Shape(shape).strides(of: strides, reshapedTo: Shape(sizes)) {
      return view(shape: sizes, strides: strides)
    }
    return NDArray(values, shape: sizes, dtype: dtype)
  }

  func transposed(_ axes: [Int]) -> NDArray {
    view(shape: axes.map { shape[$0] }, strides: axes.map { strides[$0] })
  }

  /// A view that repeats what has size one.
  func broadcast(to sizes: [Int]) throws(TorchError) -> NDArray {
    let lead = sizes.count - rank
    let fits =
      lead >= 0 && shape.indices.allSatisfy { shape[$0] == 1 || shape[$0] == sizes[lead + $0] }
    guard fits else {
      throw .value(
        "operands could not be broadcast together with remapped shapes [original->remapped]: "
          + "\(compactTuple(shape))  and requested shape \(compactTuple(sizes))")
    }
    let steps = sizes.indices.map { dimension in
      dimension < lead || shape[dimension - lead] == 1 ? 0 : strides[dimension - lead]
    }
    return view(shape: sizes, strides: steps)
  }

  /// Arrays one after the other along a dimension.
  static func concatenated(_ arrays: [NDArray], axis: Int) throws(TorchError) -> NDArray {
    guard let first = arrays.first else {
      throw .value("need at least one array to concatenate")
    }
    guard first.rank > 0 else {
      throw .value("zero-dimensional arrays cannot be concatenated")
    }
    let axis = try first.axis(axis)
    for (place, array) in arrays.enumerated() {
      guard array.rank == first.rank else {
        throw .value(
          "all the input arrays must have same number of dimensions, but the array at index 0 has "
            + "\(first.rank) dimension(s) and the array at index \(place) has \(array.rank) "
            + "dimension(s)")
      }
      for dimension in first.shape.indices where dimension != axis {
        guard array.shape[dimension] == first.shape[dimension] else {
          throw .value(
            "all the input array dimensions except for the concatenation axis must match exactly, "
              + "but along dimension \(dimension), the array at index 0 has size "
              + "\(first.shape[dimension]) and the array at index \(place) has size "
              + "\(array.shape[dimension])")
        }
      }
    }
    let dtype = arrays.dropFirst().reduce(first.dtype) { $0.joined(with: $1.dtype) }
    var shape = first.shape
    shape[axis] = arrays.reduce(0) { $0 + $1.shape[axis] }
    // Everything before the dimension is walked; what lies behind it is copied in one piece.
    let pieces = arrays.map { array in
      (values: array.cast(to: dtype).values, size: Shape(Array(array.shape[axis...])).count)
    }
    var values: [Double] = []
    values.reserveCapacity(Shape(shape).count)
    for outer in 0..<Shape(Array(shape[..<axis])).count {
      for piece in pieces {
        values += piece.values[(outer * piece.size)..<((outer + 1) * piece.size)]
      }
    }
    return NDArray(values, shape: shape, dtype: dtype)
  }
}

extension TorchError {
  static func axis(_ index: Int, rank: Int) -> TorchError {
    TorchError("AxisError", "axis \(index) is out of bounds for array of dimension \(rank)")
  }
}
