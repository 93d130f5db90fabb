import Autograd

/// Takes some dimensions of an array together, in the order in which NumPy does.
///
/// The order decides how a sum is rounded: the dimension whose neighbours stand closest in memory
/// is walked innermost. If that is one of those taken together, each run is folded by itself, and
/// otherwise whole rows are combined element by element. Runs that do not follow one another in
/// memory are first gathered, as many as fit into a buffer.
struct ArrayReduction {
  private let array: NDArray
  private let loops: [Loop]
  /// The shape of the result.
  let shape: [Int]
  /// How many elements each element of the result is made of.
  let size: Int

  /// One dimension, or several that are walked as one.
  private struct Loop {
    var size: Int
    var stride: Int
    /// How far apart the results of neighbours stand; nil where the dimension is taken together.
    var target: Int?
  }

  /// How numbers are combined.
  struct Fold {
    let initial: Double
    let combine: (Double, Double) -> Double
    /// Folds a run: the numbers, where it begins, how far apart its elements stand and how many.
    let run: (UnsafeBufferPointer<Double>, Int, Int, Int) -> Double
  }

  init(_ array: NDArray, axes: [Int], keeps: Bool) {
    self.array = array
    shape = Shape(array.shape).reduced(axes, keeping: keeps).sizes
    size = axes.reduce(1) { $0 * array.shape[$1] }
    let kept = array.shape.indices.filter { !axes.contains($0) }
    let targets = Shape(kept.map { array.shape[$0] }).strides
    let dimensions = array.shape.indices.filter { array.shape[$0] != 1 }.map { axis in
      Loop(
        size: array.shape[axis], stride: array.strides[axis],
        target: kept.firstIndex(of: axis).map { targets[$0] })
    }
    // A stable sort: dimensions as far apart keep their order.
    let ordered = dimensions.enumerated().sorted { first, second in
      let (x, y) = (first.element.stride.magnitude, second.element.stride.magnitude)
      return x == y ? first.offset < second.offset : x > y
    }
    loops = ordered.map { $0.element }.reduce(into: []) { merged, loop in
      if let last = merged.last, last.stride == loop.stride * loop.size,
        last.target == loop.target.map({ $0 * loop.size })
      {
        merged[merged.count - 1] = Loop(
          size: last.size * loop.size, stride: loop.stride, target: loop.target)
      } else {
        merged.append(loop)
      }
    }
  }

  /// How many elements NumPy's buffer holds.
  private static let bufferSize = 8192

  /// The innermost dimensions that are taken together.
  private var gathered: ArraySlice<Loop> {
    let kept = loops.lastIndex { $0.target != nil }
    return loops[(kept.map { $0 + 1 } ?? 0)...]
  }

  /// How many elements are folded at once: whole inner dimensions, as many as fit.
  private static func portion(_ loops: ArraySlice<Loop>) -> Int {
    var core = 1
    for loop in loops.reversed() {
      guard core * loop.size <= bufferSize else { return max(1, bufferSize / core) * core }
      core *= loop.size
    }
    return core
  }

  /// Folds several dimensions by way of a buffer.
  private func foldGathered(_ fold: Fold, into results: inout [Double]) {
    let gathered = gathered
    let inner = Shape(gathered.map { $0.size }).positions(
      strides: gathered.map { $0.stride }, offset: 0)
    let portion = ArrayReduction.portion(gathered)
    let outer = loops[..<gathered.startIndex]
    let shape = Shape(outer.map { $0.size })
    let starts = shape.positions(strides: outer.map { $0.stride }, offset: array.offset)
    let targets = shape.positions(strides: outer.map { $0.target ?? 0 }, offset: 0)
    for (start, target) in zip(starts, targets) {
      let line = inner.map { array.storage.values[start + $0] }
      line.withUnsafeBufferPointer { line in
        for first in stride(from: 0, to: line.count, by: portion) {
          let folded = fold.run(line, first, 1, min(portion, line.count - first))
          results[target] = fold.combine(results[target], folded)
        }
      }
    }
  }

  func callAsFunction(_ fold: Fold) -> [Double] {
    var results = [Double](repeating: fold.initial, count: Shape(shape).count)
    guard array.count > 0 else { return results }
    if gathered.count > 1 {
      foldGathered(fold, into: &results)
      return results
    }
    array.storage.values.withUnsafeBufferPointer { values in
      guard let inner = loops.last else {
        results[0] = fold.combine(fold.initial, values[array.offset])
        return
      }
      let outer = Shape(loops.dropLast().map { $0.size })
      let starts = outer.positions(
        strides: loops.dropLast().map { $0.stride }, offset: array.offset)
      let targets = outer.positions(
        strides: loops.dropLast().map { $0.target ?? 0 }, offset: 0)
      for (start, target) in zip(starts, targets) {
        guard let step = inner.target else {
          let folded = fold.run(values, start, inner.stride, inner.size)
          results[target] = fold.combine(results[target], folded)
          continue
        }
        for index in 0..<inner.size {
          let place = target + index * step
          results[place] = fold.combine(results[place], values[start + index * inner.stride])
        }
      }
    }
    return results
  }
}

extension ArrayReduction.Fold {
  /// Combines one after the other.
  init(initial: Double, _ combine: @escaping (Double, Double) -> Double) {
    self.init(initial: initial, combine: combine) { values, start, stride, count in
      var result = values[start]
      for index in 1..<max(1, count) { result = combine(result, values[start + index * stride]) }
      return result
    }
  }
}

extension ArrayReduction {
  /// What is made of the numbers that are taken together.
  enum Kind: String {
    case sum
    case product
    case maximum
    case minimum
    case any
    case all

    /// The type that numbers of a type are brought to.
    func type(for dtype: DType) -> DType {
      switch self {
      case .sum, .product: dtype.ofSums
      case .maximum, .minimum: dtype
      case .any, .all: .bool
      }
    }

    /// The way to combine numbers of a type; sums of halves are added as singles.
    func fold(_ type: DType) -> Fold {
      switch self {
      case .sum where type == .float64:
        return Fold(initial: 0, combine: +, run: PairwiseSum { $0 + $1 }.callAsFunction)
      case .sum where type.isFloating:
        let sum = PairwiseSum { Double(Float($0 + $1)) }
        return Fold(
          initial: 0, combine: { type.precision.rounded($0 + $1) }, run: sum.callAsFunction)
      case .sum: return Fold(initial: 0) { wholeResult($0 + $1) }
      case .product where type.isFloating:
        return Fold(initial: 1) { type.precision.rounded($0 * $1) }
      case .product: return Fold(initial: 1) { wholeResult($0 * $1) }
      case .maximum: return Fold(initial: -.infinity) { $0.isNaN || $0 >= $1 ? $0 : $1 }
      case .minimum: return Fold(initial: .infinity) { $0.isNaN || $0 <= $1 ? $0 : $1 }
      case .any: return Fold(initial: 0) { $0 != 0 || $1 != 0 ? 1 : 0 }
      case .all: return Fold(initial: 1) { $0 != 0 && $1 != 0 ? 1 : 0 }
      }
    }
  }
}

/// The sum of a run by halves, down to blocks of 128 that are added in eight rows.
///
/// Source: Higham, *The Accuracy of Floating Point Summation*, 1993; the size of the blocks is
/// NumPy's.
struct PairwiseSum {
  private let add: (Double, Double) -> Double

  init(_ add: @escaping (Double, Double) -> Double) { self.add = add }

  func callAsFunction(
    _ values: UnsafeBufferPointer<Double>, _ start: Int, _ stride: Int, _ count: Int
  ) -> Double {
    if count > 128 {
      let half = count / 2 - count / 2 % 8
      return add(
        self(values, start, stride, half),
        self(values, start + half * stride, stride, count - half))
    }
    guard count >= 8 else {
      var sum = -0.0
      for index in 0..<count { sum = add(sum, values[start + index * stride]) }
      return sum
    }
    var rows = (0..<8).map { values[start + $0 * stride] }
    let whole = count - count % 8
    for index in 8..<max(8, whole) {
      rows[index % 8] = add(rows[index % 8], values[start + index * stride])
    }
    var sum = add(
      add(add(rows[0], rows[1]), add(rows[2], rows[3])),
      add(add(rows[4], rows[5]), add(rows[6], rows[7])))
    for index in whole..<count { sum = add(sum, values[start + index * stride]) }
    return sum
  }
}
