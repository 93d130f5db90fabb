import Autograd

/// Computing a rule, to hold it against what the recording says.
extension TensorRule {
  /// What the rule comes to for a gradient of the result; nil where its shapes do not fit.
  ///
  /// - Complexity: O(numbers × inner length of products).
  package func value(in context: Context, upstream: [Double]) -> Tensor? {
    func value(_ rule: TensorRule) -> Tensor? { rule.value(in: context, upstream: upstream) }
    switch self {
    case .upstream: return Tensor(shape: context.result.shape, numbers: upstream)
    case .operand(let place): return context.operands[place]
    case .result: return context.result
    case .number(let number): return Tensor(shape: [], numbers: [number])
    case .column(let x): return value(x)?.reshaped { [$0, 1] }
    case .row(let x): return value(x)?.reshaped { [1, $0] }
    case .product(let a, let b):
      return value(a).flatMap { a in value(b).flatMap { a.product(with: $0) } }
    case .transposed(let x): return value(x)?.transposed
    case .times(let a, let b): return Tensor.each(value(a), value(b), *)
    case .over(let a, let b): return Tensor.each(value(a), value(b), /)
    case .sum(let a, let b): return Tensor.each(value(a), value(b), +)
    case .difference(let a, let b): return Tensor.each(value(a), value(b), -)
    case .negated(let x): return value(x)?.mapped { -$0 }
    case .applied(let unary, let x):
      return value(x)?.mapped { Real($0, precision: .double).applying(unary).number }
    case .mask(let a, let comparison, let b):
      return Tensor.each(value(a), value(b)) { comparison.holds($0, $1) ? 1 : 0 }
    case .condition(let holds): return context.condition?.mapped { holds ? $0 : 1 - $0 }
    case .either(let a, let mask, let b):
      let (mask, no) = (value(mask), value(mask)?.mapped { 1 - $0 })
      return Tensor.each(Tensor.each(mask, value(a), *), Tensor.each(no, value(b), *), +)
    case .piece(let x, let dimension, let range, let isStacked):
      return value(x)?.piece(along: dimension, range, isStacked: isStacked)
    case .summed(let x, let dimensions, let keeps):
      return value(x)?.summed(over: dimensions, keeps: keeps)
    case .spread(let x, let dimensions, let place):
      return value(x)?.spread(along: dimensions, to: context.operands[place].shape)
    case .softmax(let x, let dimension): return value(x)?.softmax(along: dimension)
    case .normalized(let x, let dimensions): return value(x)?.normalized(along: dimensions)
    case .oneHot:
      guard let first = context.operands.first, first.numbers.count == context.picked.count else {
        return nil
      }
      return Tensor(shape: first.shape, numbers: context.picked)
    case .called, .placed: return nil
    case .local(let operation, let place, let operands):
      return local(operation, place, operands.map(value), context, upstream)
    }
  }

  /// The shape of what the rule comes to.
  func shape(in context: Context) -> [Int] {
    value(in: context, upstream: context.result.numbers)?.shape ?? []
  }

  private func local(
    _ operation: Operation, _ place: Int, _ operands: [Tensor?], _ context: Context,
    _ upstream: [Double]
  ) -> Tensor? {
    let shape = context.result.shape
    var columns: [[Double]] = []
    for operand in operands {
      guard let numbers = operand?.broadcast(to: shape) else { return nil }
      columns.append(numbers)
    }
    let numbers = upstream.indices.map { index in
      operation.partials(
        one: Real(upstream[index], precision: .double),
        operands: columns.map { Real($0[index], precision: .double) },
        output: Real(context.result.numbers[index], precision: .double))[place].number
    }
    return Tensor(shape: shape, numbers: numbers)
  }
}

extension TensorRule.Comparison {
  fileprivate func holds(_ a: Double, _ b: Double) -> Bool {
    switch self {
    case .greater: a > b
    case .less: a < b
    case .equal: a == b
    }
  }
}

extension TensorRule.Tensor {
  private typealias Tensor = TensorRule.Tensor

  fileprivate func reshaped(_ shape: (Int) -> [Int]) -> TensorRule.Tensor {
    TensorRule.Tensor(shape: shape(numbers.count), numbers: numbers)
  }

  fileprivate func mapped(_ body: (Double) -> Double) -> TensorRule.Tensor {
    TensorRule.Tensor(shape: shape, numbers: numbers.map(body))
  }

  /// For each place of a shape, the place here that is repeated there; nil where none is.
  private func places(in target: [Int]) -> [Int]? {
    let lead = target.count - shape.count
    guard lead >= 0 else { return nil }
    var strides = [Int](repeating: 0, count: target.count)
    var stride = 1
    for dimension in shape.indices.reversed() {
      let length = shape[dimension]
      guard length == target[lead + dimension] || length == 1 else { return nil }
      if length != 1 { strides[lead + dimension] = stride }
      stride *= length
    }
    var places = [0]
    for (length, stride) in zip(target, strides) {
      places = places.flatMap { place in (0..<length).map { place + $0 * stride } }
    }
    return places
  }

  /// The numbers repeated to a shape; nil where they do not fit.
  func broadcast(to target: [Int]) -> [Double]? {
    places(in: target).map { $0.map { numbers[$0] } }
  }

  /// Two tensors number by number, each repeated to the other's shape.
  fileprivate static func each(
    _ a: TensorRule.Tensor?, _ b: TensorRule.Tensor?, _ body: (Double, Double) -> Double
  ) -> TensorRule.Tensor? {
    guard let a, let b, let shape = a.common(with: b), let left = a.broadcast(to: shape),
      let right = b.broadcast(to: shape)
    else { return nil }
    return TensorRule.Tensor(shape: shape, numbers: zip(left, right).map(body))
  }

  private func common(with other: TensorRule.Tensor) -> [Int]? {
    let rank = max(shape.count, other.shape.count)
    var common: [Int] = []
    for dimension in 0..<rank {
      let a = dimension - (rank - shape.count)
      let b = dimension - (rank - other.shape.count)
      let (left, right) = (a < 0 ? 1 : shape[a], b < 0 ? 1 : other.shape[b])
      guard left == right || left == 1 || right == 1 else { return nil }
      common.append(left == 1 ? right : left)
    }
    return common
  }

  /// The last two dimensions exchanged.
  fileprivate var transposed: TensorRule.Tensor? {
    numbers.transposed(from: shape).map {
      TensorRule.Tensor(shape: $0.shape, numbers: $0.elements)
    }
  }

  /// The product of matrices, stack by stack.
  fileprivate func product(with other: TensorRule.Tensor) -> TensorRule.Tensor? {
    guard shape.count >= 2, other.shape.count >= 2, shape.last == other.shape.dropLast().last
    else { return nil }
    let (rows, inner) = (shape[shape.count - 2], shape[shape.count - 1])
    let columns = other.shape[other.shape.count - 1]
    // Stacks are repeated as numbers are: the place of each matrix, by its first number.
    let stack = Self.matrices(of: shape)
    let otherStack = Self.matrices(of: other.shape)
    guard let batch = stack.common(with: otherStack), let left = stack.broadcast(to: batch),
      let right = otherStack.broadcast(to: batch)
    else { return nil }
    var numbers: [Double] = []
    for (left, right) in zip(left, right) {
      let (left, right) = (Int(left) * rows * inner, Int(right) * inner * columns)
      for row in 0..<rows {
        for column in 0..<columns {
          var sum = 0.0
          for k in 0..<inner {
            sum +=
              self.numbers[left + row * inner + k] * other.numbers[right + k * columns + column]
          }
          numbers.append(sum)
        }
      }
    }
    return TensorRule.Tensor(shape: batch + [rows, columns], numbers: numbers)
  }

  /// The matrices of a stack, counted.
  private static func matrices(of shape: [Int]) -> TensorRule.Tensor {
    let lead = Array(shape.dropLast(2))
    return TensorRule.Tensor(shape: lead, numbers: (0..<lead.reduce(1, *)).map { Double($0) })
  }

  fileprivate func summed(over dimensions: [Int], keeps: Bool) -> TensorRule.Tensor? {
    guard dimensions.allSatisfy(shape.indices.contains) else { return nil }
    var short = shape
    for dimension in dimensions { short[dimension] = 1 }
    var sums = [Double](repeating: 0, count: short.reduce(1, *))
    let targets = TensorRule.Tensor(
      shape: short, numbers: sums.indices.map { Double($0) }
    ).broadcast(to: shape)
    guard let targets else { return nil }
    for (number, target) in zip(numbers, targets) { sums[Int(target)] += number }
    let kept = shape.indices.filter { !dimensions.contains($0) }.map { shape[$0] }
    return TensorRule.Tensor(shape: keeps ? short : kept, numbers: sums)
  }

  fileprivate func spread(along dimensions: [Int], to target: [Int]) -> TensorRule.Tensor? {
    guard dimensions.allSatisfy(target.indices.contains) else { return nil }
    var short = target
    for dimension in dimensions { short[dimension] = 1 }
    guard short.reduce(1, *) == numbers.count else { return nil }
    return TensorRule.Tensor(shape: short, numbers: numbers).broadcast(to: target).map {
      TensorRule.Tensor(shape: target, numbers: $0)
    }
  }

  /// The places of a run along a dimension.
  fileprivate func piece(
    along dimension: Int, _ range: Range<Int>, isStacked: Bool
  ) -> TensorRule.Tensor? {
    guard shape.indices.contains(dimension), range.upperBound <= shape[dimension] else {
      return nil
    }
    let inner = shape[(dimension + 1)...].reduce(1, *)
    let step = shape[dimension] * inner
    var kept: [Double] = []
    for start in stride(from: 0, to: numbers.count, by: max(step, 1)) {
      kept += numbers[(start + range.lowerBound * inner)..<(start + range.upperBound * inner)]
    }
    var shape = shape
    if isStacked { shape.remove(at: dimension) } else { shape[dimension] = range.count }
    return TensorRule.Tensor(shape: shape, numbers: kept)
  }

  fileprivate func softmax(along dimension: Int) -> TensorRule.Tensor? {
    let largest = numbers.max() ?? 0
    let powers = mapped { Real($0 - largest, precision: .double).applying(.exp).number }
    return Self.each(powers, powers.summed(over: [dimension], keeps: true), /)
  }

  /// Less the mean and over the standard deviation, with PyTorch's usual `eps`.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html>
  fileprivate func normalized(along dimensions: [Int]) -> TensorRule.Tensor? {
    guard dimensions.allSatisfy(shape.indices.contains) else { return nil }
    let count = Double(dimensions.reduce(1) { $0 * shape[$1] })
    let means = summed(over: dimensions, keeps: true)?.mapped { $0 / count }
    let distances = Self.each(self, means, -)
    let variances = Self.each(distances, distances, *)?.summed(over: dimensions, keeps: true)?
      .mapped { $0 / count }
    return Self.each(distances, variances) { $0 / ($1 + 1e-5).squareRoot() }
  }
}
