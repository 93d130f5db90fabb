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
    (0..<(rows * columns)).map { place in
      let (row, column) = (place / columns, place % columns)
      if let bias, inner == 1, isOfMatrices {
        return precision.multiplyAdd(bias[place], left[row], right[column])
      }
      let sum = (0..<inner).reduce(0.0) { sum, k in
        precision.multiplyAdd(sum, left[row * inner + k], right[k * columns + column])
      }
      return bias.map { precision.rounded(sum + $0[place]) } ?? sum
    }
  }

  /// G Bᵀ.
  func toLeft(_ upstream: [Double], _ right: [Double]) -> [Double] {
    (0..<(rows * inner)).map { place in
      let (row, k) = (place / inner, place % inner)
      return (0..<columns).reduce(0) { sum, column in
        precision.multiplyAdd(sum, upstream[row * columns + column], right[k * columns + column])
      }
    }
  }

  /// Aᵀ G.
  func toRight(_ upstream: [Double], _ left: [Double]) -> [Double] {
    (0..<(inner * columns)).map { place in
      let (k, column) = (place / columns, place % columns)
      return (0..<rows).reduce(0) { sum, row in
        precision.multiplyAdd(sum, left[row * inner + k], upstream[row * columns + column])
      }
    }
  }
}
