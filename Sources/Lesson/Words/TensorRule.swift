package import Autograd

/// What a call sends back to one of its operands, written in whole tensors: `grad v₁ · xᵀ`.
///
/// A rule can be computed (``value(in:upstream:)``), so that nothing is said that the numbers of the
/// recording do not bear out.
package indirect enum TensorRule: Sendable, Equatable {
  /// The gradient of the call's result.
  case upstream
  /// An operand of the call, by its place.
  case operand(Int)
  /// What the call computed.
  case result
  /// A number of the rule.
  case number(Double)
  /// A vector as a matrix of one column.
  case column(TensorRule)
  /// A vector as a matrix of one row.
  case row(TensorRule)
  /// The product of two matrices, or of each two in two stacks.
  case product(TensorRule, TensorRule)
  /// Rows and columns exchanged.
  case transposed(TensorRule)
  /// One by one: a ⊙ b.
  case times(TensorRule, TensorRule)
  /// One by one: a / b.
  case over(TensorRule, TensorRule)
  /// One by one: a + b.
  case sum(TensorRule, TensorRule)
  /// One by one: a − b.
  case difference(TensorRule, TensorRule)
  /// One by one: −a.
  case negated(TensorRule)
  /// One by one: f(a).
  case applied(Unary, TensorRule)
  /// 1 where the comparison holds, 0 elsewhere.
  case mask(TensorRule, Comparison, TensorRule)
  /// 1 where the condition of the call holds or, if it is turned round, where it does not; 0
  /// elsewhere.
  case condition(holds: Bool)
  /// One of two where a mask is 1, the other elsewhere.
  case either(TensorRule, where: TensorRule, else: TensorRule)
  /// A run along a dimension; of length 1 and without the dimension for one number of a stack.
  case piece(TensorRule, along: Int, Range<Int>, isStacked: Bool)
  /// Added up along some dimensions, which are kept with the length 1 or left out.
  case summed(TensorRule, over: [Int], keeps: Bool)
  /// Repeated along dimensions that a sum has taken away, up to the shape of an operand.
  case spread(TensorRule, along: [Int], like: Int)
  /// The exponentials along a dimension, scaled to a sum of 1.
  case softmax(TensorRule, along: Int)
  /// Less the mean and over the standard deviation along some dimensions, as a batch or layer norm
  /// has it.
  case normalized(TensorRule, along: [Int])
  /// 1 at the numbers of the first operand that a call picks out, 0 elsewhere.
  case oneHot
  /// What has a name of its own and is not computed here: `correlate(x, grad out)`.
  case called(String, [TensorRule])
  /// Sent to some places only, in words.
  case placed(TensorRule, String)
  /// The rule of the one primitive that computes each number of the result, for one of its places.
  case local(Operation, place: Int, operands: [TensorRule])

  /// How two numbers are compared.
  package enum Comparison: String, Sendable {
    case greater = ">"
    case less = "<"
    case equal = "="
  }

  /// What the names in a rule stand for.
  package struct Context: Sendable {
    /// The operands of the call, in order.
    package var operands: [Tensor]
    /// What it computed.
    package var result: Tensor
    /// Which numbers of the first operand it picks out: 1 for those, 0 for the others.
    package var picked: [Double]
    /// What it chooses each number of the result by, as the program writes it: 1 where that holds.
    package var condition: Tensor?

    /// A call's tensors, with what formulas call them.
    package init(
      operands: [Tensor], result: Tensor, picked: [Double] = [], condition: Tensor? = nil
    ) {
      self.operands = operands
      self.result = result
      self.picked = picked
      self.condition = condition
    }
  }

  /// A tensor under its name.
  package struct Tensor: Sendable, Equatable {
    /// What formulas call it: `W`, `Wᵀ`, `x[0]`.
    package var name: String
    /// The length of each dimension.
    package var shape: [Int]
    /// The numbers, the last dimension running fastest.
    package var numbers: [Double]

    /// A tensor with its name.
    package init(name: String = "", shape: [Int], numbers: [Double]) {
      self.name = name
      self.shape = shape
      self.numbers = numbers
    }
  }
}

extension TensorRule {
  /// The rule for a transposed operand, written for the operand as it is.
  var transpose: TensorRule {
    switch self {
    case .transposed(let inner): inner
    case .product(let a, let b): .product(b.transpose, a.transpose)
    case .upstream, .operand, .result, .number, .column, .row, .times, .over, .sum, .difference,
      .negated, .applied, .mask, .condition, .either, .piece, .summed, .spread, .softmax,
      .normalized, .oneHot, .called, .placed, .local:
      .transposed(self)
    }
  }
}

// MARK: Text

extension TensorRule {
  /// The rule in the names of a call's tensors: `(grad y)ᵀ · x`.
  package func text(in context: Context) -> String { written(context).text }

  /// How tightly a text holds together, as an operand of something else.
  private enum Binding: Int {
    case sum
    case product
    case atom
  }

  private struct Piece {
    var text: String
    var binding: Binding

    init(_ text: String, _ binding: Binding) {
      self.text = text
      self.binding = binding
    }

    func atLeast(_ binding: Binding) -> String {
      self.binding.rawValue < binding.rawValue ? "(\(text))" : text
    }
  }

  private func written(_ context: Context) -> Piece {
    func text(_ rule: TensorRule, _ binding: Binding) -> String {
      rule.written(context).atLeast(binding)
    }
    switch self {
    case .upstream: return Piece("grad \(context.result.name)", .atom)
    case .operand(let place): return Piece(context.operands[place].name, .atom)
    case .result: return Piece(context.result.name, .atom)
    case .number(let number): return Piece(NumberText.plain(number), .atom)
    case .column(let x), .row(let x): return x.written(context)
    case .product(let a, let b):
      return Piece("\(text(a, .product)) · \(text(b, .product))", .product)
    case .transposed(let x): return Piece(x.transposedText(context), .atom)
    case .times(let a, let b):
      let sign = a.isNumber(context) || b.isNumber(context) ? "·" : "⊙"
      return Piece("\(text(a, .product)) \(sign) \(text(b, .product))", .product)
    case .over(let a, let b): return Piece("\(text(a, .product)) / \(text(b, .atom))", .product)
    case .sum(let a, let b): return Piece("\(text(a, .sum)) + \(text(b, .sum))", .sum)
    case .difference(let a, let b):
      return Piece("\(text(a, .sum)) − \(text(b, .product))", .sum)
    case .negated(let x): return Piece("−\(text(x, .product))", .sum)
    case .applied(let unary, let x): return Piece("\(unary.title)(\(text(x, .sum)))", .atom)
    case .mask: return Piece("(\(comparisonText(context)))", .atom)
    case .condition(let holds):
      let condition = context.condition?.name ?? "condition"
      let isName = condition.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      guard holds else { return Piece("(not \(condition))", .atom) }
      return Piece(isName ? condition : "(\(condition))", .atom)
    case .either(let a, let mask, let b):
      return Piece(
        "(\(text(a, .sum)) where \(mask.comparisonText(context)), else \(text(b, .sum)))", .atom)
    case .piece(let x, let dimension, let range, let isStacked):
      let run = isStacked ? "\(range.lowerBound)" : "\(range.lowerBound):\(range.upperBound)"
      let index = (Array(repeating: ":", count: dimension) + [run]).joined(separator: ", ")
      return Piece("\(text(x, .atom))[\(index)]", .atom)
    case .summed(let x, let dimensions, _): return Piece(x.sumText(dimensions, context), .atom)
    case .spread(let x, _, _): return x.written(context)
    case .softmax(let x, _): return Piece("softmax(\(text(x, .sum)))", .atom)
    case .normalized(let x, _): return Piece("normalized(\(text(x, .sum)))", .atom)
    case .oneHot: return Piece("onehot", .atom)
    case .called(let name, let operands):
      let texts = operands.map { text($0, .sum) }
      return Piece("\(name)(\(texts.joined(separator: ", ")))", .atom)
    case .placed(let x, let place): return Piece("\(text(x, .sum)) \(place)", .sum)
    case .local(let operation, let place, let operands):
      let symbols = operands.map { $0.formula(context) }
      let output = Formula.symbol(context.result.name, context.result.numbers.first ?? 0)
      let upstream = Formula.symbol("grad \(context.result.name)", 1)
      let formula = operation.partials(one: upstream, operands: symbols, output: output)[place]
      return Piece(formula.elementwiseText { isNumber(named: $0, context) }, .product)
    }
  }

  /// The shapes that meet in a product, or that a sum leads from and to.
  func shapes(in context: Context) -> String {
    func text(_ rule: TensorRule) -> String {
      OperationText.dimensions(rule.shape(in: context))
    }
    switch self {
    case .product(let a, let b): return "\(text(a)) · \(text(b))"
    case .summed(.product(let a, let b), _, _):
      return "\(text(a)) · \(text(b)), summed to \(text(self))"
    case .summed(let x, _, _): return "\(text(x)) summed to \(text(self))"
    case .upstream, .operand, .result, .number, .column, .row, .transposed, .times, .over, .sum,
      .difference, .negated, .applied, .mask, .condition, .either, .piece, .spread, .softmax,
      .normalized, .oneHot, .called, .placed, .local:
      return ""
    }
  }

  /// What a mask compares: `x > 0`.
  private func comparisonText(_ context: Context) -> String {
    guard case .mask(let a, let comparison, let b) = self else { return text(in: context) }
    return "\(a.written(context).text) \(comparison.rawValue) \(b.written(context).text)"
  }

  private func transposedText(_ context: Context) -> String {
    let inner = written(context)
    if case .operand = self, inner.text.hasSuffix("ᵀ") { return String(inner.text.dropLast()) }
    let isName = inner.binding == .atom && !inner.text.contains(" ")
    return isName ? "\(inner.text)ᵀ" : "(\(inner.text))ᵀ"
  }

  private func sumText(_ dimensions: [Int], _ context: Context) -> String {
    let inner = written(context).text
    let rank = shape(in: context).count
    if dimensions.count == rank { return "sum(\(inner))" }
    let places = dimensions.map { String($0) }.joined(separator: ", ")
    return "sum(\(inner), dim=\(dimensions.count == 1 ? places : "(\(places))"))"
  }

  /// What a formula of one primitive writes for it.
  private func formula(_ context: Context) -> Formula {
    switch self {
    case .number(let number): .number(number)
    case .operand(let place):
      .symbol(context.operands[place].name, context.operands[place].numbers.first ?? 0)
    case .upstream, .result, .column, .row, .product, .transposed, .times, .over, .sum, .difference,
      .negated, .applied, .mask, .condition, .either, .piece, .summed, .spread, .softmax,
      .normalized, .oneHot, .called, .placed, .local:
      .symbol(text(in: context), 0)
    }
  }

  private func isNumber(named name: String, _ context: Context) -> Bool {
    if name == "grad \(context.result.name)" || name == context.result.name {
      return context.result.numbers.count == 1
    }
    return context.operands.first { $0.name == name }?.numbers.count == 1
  }

  private func isNumber(_ context: Context) -> Bool {
    shape(in: context).reduce(1, *) == 1
  }
}
