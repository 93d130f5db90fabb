import Autograd

/// The rules of PyTorch's functions, by the name of the backward function without `Backward0`.
extension TensorRule {
  /// What a call may send to one of its operands: what depends on arguments that the recording does
  /// not have, such as a dimension, stands here for each of them, and the numbers decide.
  ///
  /// Source: PyTorch's `derivatives.yaml`.
  static func candidates(
    _ call: String, place: Int, operands: [[Int]], result: [Int]
  ) -> [TensorRule] {
    let place = Place(place, operands: operands, result: result)
    return switch call {
    case "mm", "mv", "dot", "bmm", "unsafe_view", "view", "squeeze", "matmul": place.product(0, 1)
    case "addmm", "addmv", "baddbmm": place.isFirst ? place.broadcast : place.product(1, 2)
    case "relu": [.times(.upstream, .mask(.operand(0), .greater, .number(0)))]
    case "maximum": [place.whereOther(.greater)]
    case "minimum": [place.whereOther(.less)]
    case "where": place.branches
    case "masked_fill":
      place.isFirst ? [place.unbroadcast(.times(.upstream, .condition(holds: false)))] : []
    case "clamp", "clamp_min", "clamp_max", "hardtanh", "tril", "triu":
      place.isFirst ? [.times(.upstream, .mask(.operand(0), .equal, .result))] : []
    case "silu": [.times(.upstream, .times(Place.sigmoid, Place.siluRest))]
    case "log_sigmoid": [.times(.upstream, .applied(.sigmoid, .negated(.operand(0))))]
    case "prod": place.factors
    case "var", "std": place.deviations(from: call == "std" ? .result : nil)
    case "cat": place.concatenated
    case "stack": place.stacked
    case "embedding": [.placed(.upstream, "added to the rows that were read")]
    case "index", "index_select", "gather", "take", "sort", "topk", "kthvalue", "median":
      place.isFirst ? [.placed(.upstream, "to where each was read")] : []
    case "sum": place.spread(.upstream)
    case "mean":
      place.spread(place.share == 1 ? .upstream : .over(.upstream, .number(place.share)))
    case "max", "min", "amax", "amin": place.extremes
    case "softmax": place.dimensions.map { Place.softmax(along: $0) }
    case "log_softmax": place.dimensions.map { Place.logSoftmax(along: $0) }
    case "nll_loss": place.isFirst ? place.averages(.negated(.oneHot), of: place.rows) : []
    case "cross_entropy":
      place.averages(.difference(.softmax(.operand(0), along: place.last), .oneHot), of: place.rows)
    case "mse_loss": place.squares
    case "binary_cross_entropy_with_logits":
      place.averages(.difference(.applied(.sigmoid, .operand(0)), .operand(1)))
    case "linalg_vector_norm", "norm":
      place.spread(.upstream).map { .over(.times($0, .operand(0)), .result) }
    case "native_batch_norm", "native_layer_norm": place.norms
    case "convolution": place.convolution
    case _ where call.hasPrefix("max_pool") || call.hasPrefix("adaptive_max_pool"):
      [.placed(.upstream, "to the largest of each window")]
    case _ where call.hasPrefix("avg_pool") || call.hasPrefix("adaptive_avg_pool"):
      [.placed(.upstream, "in equal shares to each window")]
    default: []
    }
  }
}

/// One operand among the shapes of a call.
private struct Place {
  let index: Int
  let operands: [[Int]]
  let result: [Int]

  init(_ index: Int, operands: [[Int]], result: [Int]) {
    self.index = index
    self.operands = operands
    self.result = result
  }

  var isFirst: Bool { index == 0 }
  /// The last of three: a bias.
  var isLast: Bool { index == 2 }
  var shape: [Int] { operands[index] }
  var dimensions: [Int] { shape.indices.reversed() }
  var last: Int { max(shape.count - 1, 0) }
  /// How many numbers there are for each class, where the last dimension is that of classes.
  var rows: Int { shape.dropLast().reduce(1, *) }

  /// How many numbers went into each of the result.
  var share: Double {
    Double(shape.reduce(1, *)) / Double(max(result.reduce(1, *), 1))
  }

  /// A matrix product of two of the operands, vectors as columns after and rows before a matrix.
  func product(_ a: Int, _ b: Int) -> [TensorRule] {
    guard operands.indices.contains(b), index == a || index == b else { return [] }
    let (left, right) = (TensorRule.operand(a), TensorRule.operand(b))
    let rule: TensorRule
    switch (operands[a].count, operands[b].count, index == a) {
    case (1, 1, let isLeft): rule = .times(.upstream, isLeft ? right : left)
    case (2, 1, true): rule = .product(.column(.upstream), .transposed(.column(right)))
    case (2, 1, false): rule = .product(.transposed(left), .column(.upstream))
    case (1, 2, true): rule = .product(.row(.upstream), .transposed(right))
    case (1, 2, false): rule = .product(.transposed(.row(left)), .row(.upstream))
    case (2..., 2..., true): rule = .product(.upstream, .transposed(right))
    case (2..., 2..., false): rule = .product(.transposed(left), .upstream)
    case (_, _, _): return []
    }
    let lead = result.count - shape.count
    guard shape.count >= 2, lead > 0 else { return [rule] }
    return [.summed(rule, over: Array(0..<lead), keeps: false)]
  }

  /// What was repeated to the shape of the result is added up again.
  func unbroadcast(_ rule: TensorRule) -> TensorRule {
    let lead = result.count - shape.count
    let dimensions = result.indices.filter {
      $0 < lead || shape[$0 - lead] == 1 && result[$0] != 1
    }
    guard !dimensions.isEmpty else { return rule }
    return .summed(rule, over: dimensions, keeps: false)
  }

  var broadcast: [TensorRule] { [unbroadcast(.upstream)] }

  /// To each number that went into a sum.
  func spread(_ rule: TensorRule) -> [TensorRule] {
    guard isFirst else { return [] }
    let all = [Array(shape.indices)] + dimensions.map { [$0] }
    let pairs = dimensions.flatMap { a in dimensions.filter { $0 > a }.map { [a, $0] } }
    return (all + pairs).filter { dimensions in
      dimensions.reduce(1) { $0 * shape[$1] } * result.reduce(1, *) == shape.reduce(1, *)
    }.map { .spread(rule, along: $0, like: index) }
  }

  /// To those that are equal to the result.
  var extremes: [TensorRule] {
    zip(spread(.upstream), spread(.result)).map { upstream, result in
      .times(upstream, .mask(.operand(0), .equal, result))
    }
  }

  func whereOther(_ comparison: TensorRule.Comparison) -> TensorRule {
    unbroadcast(
      .times(.upstream, .mask(.operand(index), comparison, .operand(index == 0 ? 1 : 0))))
  }

  /// Where the condition holds the gradient is the first's, elsewhere the second's.
  var branches: [TensorRule] {
    [unbroadcast(.times(.upstream, .condition(holds: isFirst)))]
  }

  static let sigmoid = TensorRule.applied(.sigmoid, .operand(0))
  static let siluRest = TensorRule.sum(
    .number(1), .times(.operand(0), .difference(.number(1), sigmoid)))

  /// To each factor all the others.
  var factors: [TensorRule] {
    spread(.times(.upstream, .result)).map { .over($0, .operand(0)) }
  }

  /// Of a variance or, with the deviation itself, of a standard deviation; divided by one less than
  /// the count, or by the count.
  func deviations(from deviation: TensorRule?) -> [TensorRule] {
    guard isFirst else { return [] }
    let all = [Array(shape.indices)] + dimensions.map { [$0] }
    return all.flatMap { dimensions -> [TensorRule] in
      let count = dimensions.reduce(1) { $0 * shape[$1] }
      guard count * result.reduce(1, *) == shape.reduce(1, *), count > 1 else { return [] }
      func each(_ rule: TensorRule) -> TensorRule { .spread(rule, along: dimensions, like: index) }
      let mean = TensorRule.over(
        .summed(.operand(0), over: dimensions, keeps: true), .number(Double(count)))
      let distance = TensorRule.difference(.operand(0), mean)
      return [count - 1, count].map { divisor in
        let slope = TensorRule.over(
          deviation == nil ? .times(.number(2), distance) : distance, .number(Double(divisor)))
        let whole = TensorRule.times(each(.upstream), slope)
        return deviation.map { .over(whole, each($0)) } ?? whole
      }
    }
  }

  /// The run of the result that an operand is, along each dimension that it can be.
  var concatenated: [TensorRule] {
    dimensions.compactMap { dimension in
      let lengths = operands.map { $0.indices.contains(dimension) ? $0[dimension] : 0 }
      let start = lengths.prefix(index).reduce(0, +)
      guard result.indices.contains(dimension), lengths.reduce(0, +) == result[dimension] else {
        return nil
      }
      return .piece(
        .upstream, along: dimension, start..<start + lengths[index], isStacked: false)
    }
  }

  /// The place of an operand in a stack, along each dimension that it can be.
  var stacked: [TensorRule] {
    result.indices.filter { result[$0] == operands.count }.map {
      .piece(.upstream, along: $0, index..<index + 1, isStacked: true)
    }
  }

  static func softmax(along dimension: Int) -> TensorRule {
    let weighted = TensorRule.summed(.times(.upstream, .result), over: [dimension], keeps: true)
    return .times(.result, .difference(.upstream, weighted))
  }

  static func logSoftmax(along dimension: Int) -> TensorRule {
    .difference(
      .upstream,
      .times(.applied(.exp, .result), .summed(.upstream, over: [dimension], keeps: true)))
  }

  /// A loss of the first operand and a second that is given: number by number, or the mean or the
  /// sum of them.
  func averages(_ rule: TensorRule) -> [TensorRule] {
    isFirst && operands.count > 1 ? averages(rule, of: operands[1].reduce(1, *)) : []
  }

  func averages(_ rule: TensorRule, of count: Int) -> [TensorRule] {
    let whole = TensorRule.times(.upstream, rule)
    return count > 1 ? [.over(whole, .number(Double(count))), whole] : [whole]
  }

  /// The square of a difference is as much the one's as the other's.
  var squares: [TensorRule] {
    guard operands.count == 2 else { return [] }
    let difference = TensorRule.difference(.operand(index), .operand(1 - index))
    return averages(.times(.number(2), difference), of: shape.reduce(1, *))
  }

  var convolution: [TensorRule] {
    switch index {
    case 0: [.called("conv_transpose", [.upstream, .operand(1)])]
    case 1: [.called("correlate", [.operand(0), .upstream])]
    default: sumsToOwnShape
    }
  }

  /// A bias: what was sent, added up along all dimensions but its own.
  var sumsToOwnShape: [TensorRule] { others.map { .summed(.upstream, over: $0, keeps: false) } }

  /// The scale and the shift behind a normalization of the first operand.
  var norms: [TensorRule] {
    switch index {
    case 1:
      others.flatMap { sums in
        [sums, [last(of: result)]].map { normal in
          .summed(
            .times(.upstream, .normalized(.operand(0), along: normal)), over: sums, keeps: false)
        }
      }
    case 2: sumsToOwnShape
    default: []
    }
  }

  private func last(of shape: [Int]) -> Int { max(shape.count - 1, 0) }

  /// All dimensions of the result but one that is as long as a vector of weights; channels mostly
  /// stand second.
  private var others: [[Int]] {
    guard shape.count == 1, result.count >= 2 else { return [] }
    let own = [1] + result.indices.filter { $0 != 1 }.reversed()
    return own.filter { result[$0] == shape[0] }.map { own in
      result.indices.filter { $0 != own }
    }
  }
}

extension TensorRule {
  /// What one primitive sends to one of its places; with slopes that differ from side to side, both
  /// are told.
  static func slope(
    of operation: Operation, place: Int, operands: [TensorRule]
  ) -> TensorRule {
    switch operation {
    case .binary(.leakyRelu):
      .times(
        .upstream,
        .either(.number(1), where: .mask(operands[0], .greater, .number(0)), else: operands[1]))
    case .binary(.elu):
      .times(
        .upstream,
        .either(
          .number(1), where: .mask(operands[0], .greater, .number(0)),
          else: .sum(.result, operands[1])))
    case .binary(.softplus):
      .times(
        .upstream,
        .applied(
          .sigmoid, operands[1] == .number(1) ? operands[0] : .times(operands[1], operands[0])))
    case .source, .unary, .binary, .reduction: .local(operation, place: place, operands: operands)
    }
  }

  /// What one primitive sends to one of its places, added up where the operand was repeated.
  static func elementwise(
    _ local: TensorRule, shape: [Int], result: [Int]
  ) -> TensorRule {
    Place(0, operands: [shape], result: result).unbroadcast(local)
  }
}
