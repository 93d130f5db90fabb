/// The sum of products of two vectors, in one of the orders in which OpenBLAS adds.
struct DotProduct {
  private let order: Order

  enum Order {
    /// Two vectors: blocks of sixteen in eight rows of two, then what is left over.
    case blocks
    /// Rows of a matrix by a vector: four lanes, and what is left over beside them.
    case lanes
    /// Columns of a matrix, one after the other.
    case single
  }

  init(_ order: Order) { self.order = order }

  /// The product of two vectors inside of arrays; the numbers of the second stand `step` apart.
  func callAsFunction(
    _ x: [Double], _ start: Int, _ y: [Double], _ other: Int, step: Int, count: Int
  ) -> Double {
    func product(_ sum: Double, _ index: Int) -> Double {
      sum.addingProduct(x[start + index], y[other + index * step])
    }
    /// The sum of what is left over, without fused multiplications.
    func rest(_ sum: Double, from first: Int) -> Double {
      (first..<count).reduce(sum) { $0 + x[start + $1] * y[other + $1 * step] }
    }
    switch order {
    case .single: return rest(0, from: 0)
    case .blocks:
      let whole = count - count % 16
      guard whole > 0 else { return rest(0, from: 0) }
      var rows = [Double](repeating: 0, count: 16)
      for index in 0..<whole { rows[index % 16] = product(rows[index % 16], index) }
      // Rows are added in pairs, pairs of them again, and the two lanes last.
      while rows.count > 2 {
        let sums = (0..<(rows.count / 2)).map { place -> Double in
          let first = place / 2 * 4 + place % 2
          return rows[first] + rows[first + 2]
        }
        rows = sums
      }
      return rest(rows[0] + rows[1], from: whole)
    case .lanes:
      let whole = count - count % 4
      var lanes = [0.0, 0, 0, 0]
      for index in 0..<whole { lanes[index % 4] = product(lanes[index % 4], index) }
      let left = (whole..<count).reduce(0.0) { product($0, $1) }
      return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]) + left
    }
  }
}
