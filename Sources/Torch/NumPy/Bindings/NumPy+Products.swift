import Python

extension NumPy {
  /// Products and equations of matrices.
  func defineProducts() {
    both("dot(a, b)") { c throws(TorchError) in
      let (a, b) = (try c.array("a"), try c.array("b"))
      guard a.rank > 0, b.rank > 0 else {
        return self.result(
          try self.compute(.multiply, c.operand(ofArray: "a"), c.operand(ofArray: "b")))
      }
      try self.library.runtime.checkRoom(for: [Array(a.shape.dropLast()) + b.shape.suffix(1)])
      return self.result(try a.dot(b))
    }
    let linalg = library.module("numpy.linalg")
    free("solve(a, b)", in: linalg) { c throws(TorchError) in
      let (a, b) = (try c.array("a"), try c.array("b"))
      let dtype = a.dtype.joined(with: b.dtype).ofFunctions
      return self.wrap(try LUDecomposition(a).solve(b, dtype: self.solved(dtype)))
    }
    free("inv(a)", in: linalg) { c throws(TorchError) in
      let a = try c.array("a")
      let system = try LUDecomposition(a)
      let size = a.shape[0]
      let unit = NDArray(
        (0..<(size * size)).map { $0 / size == $0 % size ? 1 : 0 }, shape: a.shape,
        dtype: .float64)
      return self.wrap(try system.solve(unit, dtype: self.solved(a.dtype.ofFunctions)))
    }
    free("det(a)", in: linalg) { c throws(TorchError) in
      let a = try c.array("a")
      let dtype = self.solved(a.dtype.ofFunctions)
      return self.scalar(dtype.converted(try LUDecomposition(a).determinant), dtype)
    }
  }

  /// Equations are solved in single or double precision.
  private func solved(_ dtype: DType) -> DType { dtype == .float32 ? .float32 : .float64 }
}
