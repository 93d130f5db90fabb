import Autograd

/// Products of vectors and matrices.
///
/// Every element of a product of matrices is summed from left to right with fused multiplications,
/// as the kernels of a linear algebra library do; where those split a long sum the last digit may
/// differ.
extension NDArray {
  /// `a @ b`: matrices in the last two dimensions, the others broadcast.
  func matmul(_ other: NDArray) throws(TorchError) -> NDArray {
    for (place, array) in [self, other].enumerated() where array.rank == 0 {
      throw .value(
        "matmul: Input operand \(place) does not have enough dimensions (has 0, gufunc core with "
          + "signature (n?,k),(k,m?)->(n?,m?) requires 1)")
    }
    let a = rank == 1 ? view(shape: [1] + shape, strides: [0] + strides) : self
    let b =
      other.rank == 1 ? other.view(shape: other.shape + [1], strides: other.strides + [0]) : other
    let (rows, inner, columns) = (
      a.shape[a.rank - 2], a.shape[a.rank - 1], b.shape[b.rank - 1]
    )
    guard b.shape[b.rank - 2] == inner else {
      throw .value(
        "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
          + "(n?,k),(k,m?)->(n?,m?) (size \(b.shape[b.rank - 2]) is different from \(inner))")
    }
    let stack = try broadcastShape([Array(a.shape.dropLast(2)), Array(b.shape.dropLast(2))])
    let dtype = self.dtype.joined(with: other.dtype)
    let x = try a.broadcast(to: stack.sizes + [rows, inner]).cast(to: dtype).values
    let y = try b.broadcast(to: stack.sizes + [inner, columns]).cast(to: dtype).values
    var values = [Double](repeating: 0, count: stack.count * rows * columns)
    for layer in 0..<stack.count {
      if dtype == .float64, rows == 1 || columns == 1 {
        let order: DotProduct.Order =
          rows > 1
          ? (a.strides[a.rank - 1] == 1 ? .lanes : .single) : columns > 1 ? .single : .blocks
        let product = DotProduct(order)
        for place in 0..<(rows * columns) {
          values[layer * rows * columns + place] = product(
            x, (layer * rows + place / columns) * inner, y,
            layer * inner * columns + place % columns, step: columns, count: inner)
        }
        continue
      }
      multiply(
        x, layer * rows * inner, y, layer * inner * columns, into: &values,
        layer * rows * columns, rows: rows, inner: inner, columns: columns, dtype)
    }
    if dtype.category == .integer { try dtype.settle(&values) }
    let shape =
      stack.sizes + (rank == 1 ? [] : [rows]) + (other.rank == 1 ? [] : [columns])
    return NDArray(values, shape: shape, dtype: dtype)
  }

  /// Row by row of the second factor, so that memory is read in order.
  private func multiply(
    _ x: [Double], _ xStart: Int, _ y: [Double], _ yStart: Int, into result: inout [Double],
    _ start: Int, rows: Int, inner: Int, columns: Int, _ dtype: DType
  ) {
    let precision = dtype.precision
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        result.withUnsafeMutableBufferPointer { result in
          for row in 0..<rows {
            let target = start + row * columns
            for step in 0..<inner {
              let factor = x[xStart + row * inner + step]
              let source = yStart + step * columns
              for column in 0..<columns {
                let sum = result[target + column].addingProduct(factor, y[source + column])
                result[target + column] =
                  dtype.isFloating ? precision.rounded(sum) : wholeResult(sum)
              }
            }
            if dtype == .bool {
              for column in 0..<columns where result[target + column] != 0 {
                result[target + column] = 1
              }
            }
          }
        }
      }
    }
  }

  /// `a.dot(b)`: the last dimension of one with the last but one of the other.
  func dot(_ other: NDArray) throws(TorchError) -> NDArray {
    let (axis, otherAxis) = (rank - 1, max(0, other.rank - 2))
    guard shape[axis] == other.shape[otherAxis] else {
      throw .value(
        "shapes \(compactTuple(shape)) and \(compactTuple(other.shape)) not aligned: "
          + "\(shape[axis]) (dim \(axis)) != \(other.shape[otherAxis]) (dim \(otherAxis))")
    }
    if rank <= 2, other.rank <= 2 { return try matmul(other) }
    // All rows of the one with all columns of the other.
    let size = shape[axis]
    let rows = try reshaped([count / max(1, size), size])
    let order = [otherAxis] + other.shape.indices.filter { $0 != otherAxis }
    let columns = try other.transposed(order).reshaped([size, other.count / max(1, size)])
    let kept = other.shape.indices.filter { $0 != otherAxis }.map { other.shape[$0] }
    return try rows.matmul(columns).reshaped(Array(shape.dropLast()) + kept)
  }
}
