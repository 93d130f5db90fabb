import Autograd

extension Runtime {
  /// The x of A x = b, by elimination; every step is on the tape, and so differentiable.
  func solve(
    _ a: Tensor, _ b: Tensor, name: BackwardFunction = .linalgSolveEx
  ) throws(TorchError) -> Tensor {
    let size = try squareSize(a, "linalg.solve")
    guard let rows = b.shape.first, rows == size, b.rank <= 2 else {
      throw .runtime(
        "linalg.solve: Incompatible shapes of A and B for the equation AX = B "
          + "(\(size)x\(size) and \(b.shape.map(String.init).joined(separator: "x")))")
    }
    let columns = b.count / max(1, size)
    return try call(
      name, [a, b], shape: b.shape, dtype: a.dtype.promoted(with: b.dtype),
      saves: [.input(0), .output]
    ) { (builder, entries) throws(TorchError) in
      builder.precision = .double
      var matrix = (0..<size).map { row in
        Array(entries[0][(row * size)..<((row + 1) * size)])
          + entries[1][(row * columns)..<((row + 1) * columns)]
      }
      for step in 0..<size {
        guard try pivot(&matrix, at: step) != nil else {
          throw .linearAlgebra(
            "torch.linalg.solve: The solver failed because the input matrix is singular.")
        }
        let divisor = matrix[step].map { _ in matrix[step][step] }
        matrix[step] = builder.zip(.divide, matrix[step], divisor)
        for row in 0..<size where row != step {
          eliminate(row, with: step, in: &matrix, builder)
        }
      }
      builder.precision = a.dtype.precision
      return builder.map(.alias, matrix.flatMap { $0[size...] })
    }
  }

  /// The determinant, by elimination.
  func determinant(_ a: Tensor) throws(TorchError) -> Tensor {
    let size = try squareSize(a, "linalg.det")
    return try call(
      .linalgDet, [a], shape: [], dtype: a.dtype, saves: [.input(0), .output]
    ) { (builder, entries) throws(TorchError) in
      builder.precision = .double
      var matrix = (0..<size).map { Array(entries[0][($0 * size)..<(($0 + 1) * size)]) }
      var sign = 1.0
      for step in 0..<size {
        guard let swapped = try pivot(&matrix, at: step) else { break }
        if swapped { sign = -sign }
        for row in (step + 1)..<max(size, step + 1) {
          let divisor = matrix[step][step]
          let ratio = builder.zip(.divide, [matrix[row][step]], [divisor])
          let removed = builder.zip(.multiply, matrix[step], matrix[step].map { _ in ratio[0] })
          matrix[row] = builder.zip(.subtract, matrix[row], removed)
        }
      }
      var product = builder.reduce(.product, [(0..<size).map { matrix[$0][$0] }])
      if sign < 0 { product = builder.map(.negate, product) }
      builder.precision = a.dtype.precision
      return builder.map(.alias, product)
    }
  }

  func inverse(_ a: Tensor) throws(TorchError) -> Tensor {
    let size = try squareSize(a, "linalg.inv")
    let unit = Tensor(
      (0..<(size * size)).map { $0 / size == $0 % size ? 1 : 0 }, shape: [size, size],
      dtype: a.dtype)
    do {
      let inverse = try solve(a, unit, name: .linalgInvEx)
      inverse.function?.next.removeLast()
      return inverse
    } catch let error where error.type == "_LinAlgError" {
      throw .linearAlgebra(
        "linalg.inv: The diagonal element \(size) is zero, the inversion could not be completed "
          + "because the input matrix is singular.")
    }
  }

  /// Brings the largest element of a column to the diagonal, and says whether rows changed places;
  /// nil if all are zero.
  private func pivot(_ matrix: inout [[Entry]], at step: Int) throws(TorchError) -> Bool? {
    let best = (step..<matrix.count).max {
      matrix[$0][step].value.magnitude < matrix[$1][step].value.magnitude
    }
    guard let best, matrix[best][step].value != 0 else { return nil }
    matrix.swapAt(step, best)
    return best != step
  }

  private func eliminate(
    _ row: Int, with step: Int, in matrix: inout [[Entry]], _ builder: Builder
  ) {
    let factor = matrix[row][step]
    guard factor.value != 0 || factor.node != nil else { return }
    let removed = builder.zip(.multiply, matrix[step], matrix[step].map { _ in factor })
    matrix[row] = builder.zip(.subtract, matrix[row], removed)
  }

  private func squareSize(_ a: Tensor, _ function: String) throws(TorchError) -> Int {
    guard a.rank >= 2 else {
      throw .runtime(
        "\(function): The input tensor A must have at least 2 dimensions.")
    }
    guard a.rank == 2 else { throw .unsupported("\(function) of a stack of matrices") }
    guard a.shape[0] == a.shape[1] else {
      throw .runtime(
        "\(function): A must be batches of square matrices, but they are \(a.shape[0]) by "
          + "\(a.shape[1]) matrices")
    }
    guard a.dtype.isFloating else {
      throw .runtime(
        "\(function): Expected a floating point or complex tensor as input. Got "
          + a.dtype.legacyName)
    }
    return a.shape[0]
  }
}

extension TorchError {
  fileprivate static func linearAlgebra(_ message: String) -> TorchError {
    TorchError("_LinAlgError", message)
  }
}
