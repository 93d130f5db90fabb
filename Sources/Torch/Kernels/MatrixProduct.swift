import Autograd

/// A product of matrices and what its factors are sent, each product fused into its sum, as the
/// kernels of processors with such an instruction compute them.
struct MatrixProduct {
  private let rows: Int
  private let inner: Int
  private let columns: Int
  private let precision: Precision

  init(rows: Int, inner: Int, columns: Int, _ precision: Precision) {
    (self.rows, self.inner, self.columns) = (rows, inner, columns)
    self.precision = precision
  }

  /// Whether neither factor is a vector, whose products have kernels of their own.
  var isOfMatrices: Bool { rows > 1 && columns > 1 }

  /// A B, and a bias that is added last, unless it is fused with the only product.
  func values(_ left: [Double], _ right: [Double], bias: [Double]? = nil) -> [Double] {
    if let bias, inner == 1, isOfMatrices {
      return (0..<(rows * columns)).map { place in
        precision.multiplyAdd(bias[place], left[place / columns], right[place % columns])
      }
    }
    let sums = products(rows, inner, columns, Factor(left, inner, 1), Factor(right, columns, 1))
    return bias.map { bias in zip(sums, bias).map { precision.rounded($0 + $1) } } ?? sums
  }

  /// G Bᵀ.
  func toLeft(_ upstream: [Double], _ right: [Double]) -> [Double] {
    products(rows, columns, inner, Factor(upstream, columns, 1), Factor(right, 1, columns))
  }

  /// Aᵀ G.
  func toRight(_ upstream: [Double], _ left: [Double]) -> [Double] {
    products(inner, rows, columns, Factor(left, 1, inner), Factor(upstream, columns, 1))
  }

  /// A matrix, and how far apart neighbours in a column and in a row stand.
  private struct Factor {
    let numbers: [Double]
    let down: Int
    let across: Int

    init(_ numbers: [Double], _ down: Int, _ across: Int) {
      (self.numbers, self.down, self.across) = (numbers, down, across)
    }
  }

  /// The product of two matrices, row by row: the sums of one row grow side by side, each in the
  /// order of its terms.
  private func products(
    _ rows: Int, _ inner: Int, _ columns: Int, _ a: Factor, _ b: Factor
  ) -> [Double] {
    switch precision {
    case .double:
      products(rows, inner, columns, a, b) { $0.addingProduct($1, $2) }
    case .single:
      products(rows, inner, columns, a, b) { Double(Float($0).addingProduct(Float($1), Float($2))) }
    case .half:
      products(rows, inner, columns, a, b) { precision.multiplyAdd($0, $1, $2) }
    }
  }

  @inline(__always)
  private func products(
    _ rows: Int, _ inner: Int, _ columns: Int, _ a: Factor, _ b: Factor,
    _ multiplyAdd: (Double, Double, Double) -> Double
  ) -> [Double] {
    var sums = [Double](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for k in 0..<inner {
        let factor = a.numbers[row * a.down + k * a.across]
        for column in 0..<columns {
          let place = row * columns + column
          sums[place] = multiplyAdd(
            sums[place], factor, b.numbers[k * b.down + column * b.across])
        }
      }
    }
    return sums
  }
}
