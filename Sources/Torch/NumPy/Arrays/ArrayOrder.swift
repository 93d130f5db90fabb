import Autograd

/// What goes along one dimension: running results, extreme places and sorted orders.
extension NDArray {
  /// What `body` makes of every line along a dimension, as an array of the same shape.
  func alongLines(
    _ axis: Int, dtype: DType, _ body: ([Double]) -> [Double]
  ) -> NDArray {
    let source = values
    var result = source
    for line in Shape(shape).groups(reducing: [axis]) {
      for (place, value) in zip(line, body(line.map { source[$0] })) { result[place] = value }
    }
    return NDArray(result, shape: shape, dtype: dtype)
  }

  /// The place of the first largest or smallest number of every line; nan is more extreme than
  /// any.
  func extremePlaces(_ axis: Int, keeps: Bool, isMaximum: Bool) -> NDArray {
    let source = values
    let places = Shape(shape).groups(reducing: [axis]).map { line -> Double in
      var best = 0
      for (place, index) in line.enumerated() {
        let (value, held) = (source[index], source[line[best]])
        if held.isNaN { break }
        if value.isNaN || (isMaximum ? value > held : value < held) { best = place }
      }
      return Double(best)
    }
    return NDArray(
      places, shape: Shape(shape).reduced([axis], keeping: keeps).sizes, dtype: .int64)
  }

  /// Running sums or products, rounded to a type at every step.
  func accumulated(
    _ axis: Int, dtype: DType, _ combine: (Double, Double) -> Double
  ) throws(TorchError) -> NDArray {
    var result = cast(to: dtype).alongLines(axis, dtype: dtype) { line in
      var total: Double?
      return line.map { value in
        let next =
          total.map { total in
            let combined = combine(total, value)
            return dtype.isFloating ? dtype.precision.rounded(combined) : wholeResult(combined)
          } ?? value
        total = next
        return next
      }
    }
    if dtype.category == .integer {
      var values = result.values
      try dtype.settle(&values)
      result = NDArray(values, shape: shape, dtype: dtype)
    }
    return result
  }

  func sorted(_ axis: Int) -> NDArray {
    alongLines(axis, dtype: dtype) { $0.sorted(by: isOrdered) }
  }

  /// The places that sort every line; equal numbers keep their order.
  func sortingPlaces(_ axis: Int) -> NDArray {
    alongLines(axis, dtype: .int64) { line in
      line.indices.sorted { first, second in
        isOrdered(line[first], line[second])
          || (!isOrdered(line[second], line[first]) && first < second)
      }.map(Double.init)
    }
  }

  /// Where each value would have to be put into this sorted line.
  func places(for sought: NDArray, afterEqual: Bool) -> NDArray {
    let line = values
    let places = sought.values.map { value -> Double in
      var (low, high) = (0, line.count)
      while low < high {
        let middle = (low + high) / 2
        let isBefore =
          afterEqual ? !isOrdered(value, line[middle]) : isOrdered(line[middle], value)
        if isBefore { low = middle + 1 } else { high = middle }
      }
      return Double(low)
    }
    return NDArray(places, shape: sought.shape, dtype: .int64)
  }

  /// The places of the elements that are not zero, one array for each dimension.
  var nonzeroPlaces: [NDArray] {
    let chosen = values.enumerated().compactMap { $1 != 0 ? $0 : nil }
    return zip(shape, Shape(shape).strides).map { size, stride in
      NDArray(
        chosen.map { Double($0 / stride % size) }, shape: [chosen.count], dtype: .int64)
    }
  }
}

/// The order of sorting: nan comes last.
func isOrdered(_ a: Double, _ b: Double) -> Bool { a < b || (b.isNaN && !a.isNaN) }
