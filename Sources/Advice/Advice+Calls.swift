import Lesson
import Python

extension Advice {
  /// Methods that are named and not called, `opt.step` for `opt.step()`.
  static func uncalledMethods(_ program: Program) -> [Advice] {
    program.allStatements.compactMap { statement in
      guard case .expression(let value) = statement.kind,
        case .attribute(let owner, let method) = value.kind,
        ["backward", "step", "zero_grad", "train", "eval"].contains(method)
      else { return nil }
      let name = "\(owner.dottedName ?? "…").\(method)"
      return Advice(
        line: Int(value.position.line),
        note: "`\(name)` is named and not called, so nothing happens: `\(name)()`")
    }
  }

  /// Calls of a module's `forward` where hooks wait, which only a call of the module itself runs.
  static func skippedHooks(
    _ program: Program, evaluate: (String) -> String?
  ) -> [Advice] {
    var advice: [Advice] = []
    program.forEachExpression { expression in
      guard case .call(let call) = expression.kind, let name = call.name,
        name.hasSuffix(".forward"),
        let count = evaluate(hooks(of: String(name.dropLast(8)))), count != "0"
      else { return }
      let module = name.dropLast(8)
      advice.append(
        Advice(
          line: Int(expression.position.line),
          note: "`\(name)(…)` runs no hooks, and `\(module)` has some: call `\(module)(…)` itself"))
    }
    return advice
  }

  /// How many hooks a module has, as an expression.
  private static func hooks(of module: String) -> String {
    [
      "_forward_hooks", "_forward_pre_hooks", "_backward_hooks", "_backward_pre_hooks",
    ].map { "len(\(module).\($0))" }.joined(separator: " + ")
  }

  /// Errors whose weights multiply the prediction and not the error, a line each.
  static func weightedPredictions(
    _ program: Program, evaluate: (String) -> String?
  ) -> [Advice] {
    var lines: Set<Int> = []
    var advice: [Advice] = []
    program.forEachExpression { expression in
      let line = Int(expression.position.line)
      for product in expression.predictionsOfErrors {
        guard let weight = weight(in: product, evaluate), lines.insert(line).inserted else {
          continue
        }
        advice.append(
          Advice(
            line: line,
            note:
              "`\(weight)` multiplies the prediction, so the loss pulls towards target / weight; "
              + "to weight the errors, multiply each squared error by its weight"))
      }
    }
    return advice
  }

  /// The factor of a product that weights samples: by its name, or by a short name of something that
  /// requires no gradient beside something that does.
  private static func weight(
    in product: (Expression, Expression), _ evaluate: (String) -> String?
  ) -> String? {
    for (one, other) in [product, (product.1, product.0)] {
      guard let name = one.dottedName, evaluate("\(name).requires_grad") != "True" else { continue }
      if isWeights(name) { return name }
      guard ["w", "weight", "wt"].contains(name), let prediction = other.dottedName,
        evaluate("\(prediction).requires_grad and \(name).numel() > 1") == "True"
      else { continue }
      return name
    }
    return nil
  }

  /// Whether a name is one of weights of samples, as `weights` is; a model's own `weight` is none.
  private static func isWeights(_ name: String) -> Bool {
    let last = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return last.hasSuffix("weights") || last == "sample_weight" || last == "loss_weight"
      || last == "class_weight"
  }
}

extension Expression {
  /// The products that stand where the prediction of an error does: as the first argument of a loss,
  /// or on one side of a difference that is squared or made absolute.
  fileprivate var predictionsOfErrors: [(Expression, Expression)] {
    switch kind {
    case .binary(.power, let base, _): return base.sidesOfDifference
    case .call(let call):
      if case .attribute(let owner, let name) = call.callee.kind,
        ["pow", "square", "abs"].contains(name)
      {
        let ownSides = owner.sidesOfDifference
        if !ownSides.isEmpty { return ownSides }
      }
      guard let first = call.positional(0),
        let name = call.name?.split(separator: ".").last?.lowercased()
      else { return [] }
      if ["pow", "square", "abs"].contains(name) { return first.sidesOfDifference }
      guard name.firstPlace(of: "loss") != nil || name == "criterion" else { return [] }
      return first.factors.map { [$0] } ?? []
    default: return []
    }
  }

  /// The products on the sides of a difference.
  private var sidesOfDifference: [(Expression, Expression)] {
    guard case .binary(.subtract, let left, let right) = kind else { return [] }
    return [left, right].compactMap { $0.factors }
  }

  private var factors: (Expression, Expression)? {
    guard case .binary(.multiply, let left, let right) = kind else { return nil }
    return (left, right)
  }
}
