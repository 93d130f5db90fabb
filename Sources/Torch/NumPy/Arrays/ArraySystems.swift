import CStandard

/// A square matrix taken apart by elimination with row exchanges: P A = L U.
///
/// Source: Golub & Van Loan, *Matrix Computations*, algorithm 3.4.1.
struct LUDecomposition {
  private var matrix: [[Double]]
  private var order: [Int]
  private var sign = 1.0
  /// Whether a pivot is zero.
  private(set) var isSingular = false

  /// - Throws: LinAlgError, unless the array is one square matrix.
  init(_ array: NDArray) throws(TorchError) {
    guard array.rank >= 2 else {
      throw .linAlgError(
        "\(array.rank)-dimensional array given. Array must be at least two-dimensional")
    }
    guard array.rank == 2 else { throw .unsupported("numpy.linalg of a stack of matrices") }
    let size = array.shape[0]
    guard array.shape[1] == size else {
      throw .linAlgError("Last 2 dimensions of the array must be square")
    }
    let values = array.values
    matrix = (0..<size).map { Array(values[($0 * size)..<(($0 + 1) * size)]) }
    order = Array(0..<size)
    for step in 0..<size { eliminate(step) }
  }

  private mutating func eliminate(_ step: Int) {
    let size = matrix.count
    var best = step
    for row in step..<size where matrix[row][step].magnitude > matrix[best][step].magnitude {
      best = row
    }
    guard matrix[best][step] != 0 else {
      isSingular = true
      return
    }
    if best != step {
      matrix.swapAt(best, step)
      order.swapAt(best, step)
      sign = -sign
    }
    for row in (step + 1)..<max(size, step + 1) {
      let factor = matrix[row][step] / matrix[step][step]
      matrix[row][step] = factor
      for column in (step + 1)..<max(size, step + 1) {
        matrix[row][column] -= factor * matrix[step][column]
      }
    }
  }

  /// The product of the pivots, by way of their logarithms as NumPy takes it.
  var determinant: Double {
    var (sign, logarithm) = (sign, 0.0)
    for step in matrix.indices {
      if matrix[step][step] < 0 { sign = -sign }
      logarithm += log(matrix[step][step].magnitude)
    }
    return sign * exp(logarithm)
  }

  /// The x of A x = b, for one column.
  func solve(_ b: [Double]) -> [Double] {
    var x = order.map { b[$0] }
    for row in x.indices {
      for column in 0..<row { x[row] = x[row].addingProduct(-matrix[row][column], x[column]) }
    }
    for row in x.indices.reversed() {
      for column in (row + 1)..<max(x.count, row + 1) {
        x[row] = x[row].addingProduct(-matrix[row][column], x[column])
      }
      x[row] /= matrix[row][row]
    }
    return x
  }

  /// The X of A X = B for a matrix of columns, or the x of A x = b.
  ///
  /// - Throws: LinAlgError if A is singular, ValueError if the sizes do not fit.
  func solve(_ b: NDArray, dtype: DType) throws(TorchError) -> NDArray {
    let size = matrix.count
    guard b.rank == 1 || b.rank == 2 else {
      throw .unsupported("numpy.linalg.solve of a stack of matrices")
    }
    guard b.shape[0] == size else {
      let (name, signature) =
        b.rank == 1 ? ("solve1", "(m,m),(m)->(m)") : ("solve", "(m,m),(m,n)->(m,n)")
      throw .value(
        "\(name): Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
          + "\(signature) (size \(b.shape[0]) is different from \(size))")
    }
    guard !isSingular else { throw .linAlgError("Singular matrix") }
    let columns = b.rank == 1 ? 1 : b.shape[1]
    let source = b.values
    var values = source
    for column in 0..<columns {
      let x = solve((0..<size).map { source[$0 * columns + column] })
      for row in 0..<size { values[row * columns + column] = dtype.converted(x[row]) }
    }
    return NDArray(values, shape: b.shape, dtype: dtype)
  }
}

extension TorchError {
  static func linAlgError(_ message: String) -> TorchError {
    TorchError("LinAlgError", message)
  }
}
