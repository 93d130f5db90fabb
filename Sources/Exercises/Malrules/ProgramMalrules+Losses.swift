import Lesson
import Python

/// Misreadings after which the program computes another graph, so that no point of a pass can be got
/// wrong for them.
extension ProgramMalrule {
  static let graphs: [ProgramMalrule] = [
    ProgramMalrule(.weightOnPrediction) { program, _ in
      program.weightsOnPredictions.flatMap { $0.edits }
    },
    ProgramMalrule(.allPairs) { program, tensors in
      program.comparisons.flatMap { (comparison) -> [SourceEdit] in
        guard let shape = tensors.shapes[comparison.target.name], shape.count == 1, shape[0] > 1,
          comparison.prediction.map({ tensors.shapes[$0.name] == shape }) ?? true
        else { return [] }
        return [SourceEdit(at: comparison.target.extent.end, ".reshape(-1, 1)")]
      }
    },
    ProgramMalrule(.broadcastOverlooked) { program, tensors in
      let aligned = program.calls(["unsqueeze", "view", "reshape"]).filter(\.makesColumn)
      let lines = Set(aligned.map { $0.statement.position.line })
      return aligned.compactMap { program.dropping($0) }
        + program.comparisons.filter { !lines.contains($0.line) }.flatMap {
          (comparison) -> [SourceEdit] in
          guard let prediction = comparison.prediction,
            let one = tensors.shapes[prediction.name],
            let other = tensors.shapes[comparison.target.name], one != other,
            one.count + other.count == 3, one.max() == other.max()
          else { return [] }
          return [prediction, comparison.target].map {
            SourceEdit(at: $0.extent.end, ".flatten()")
          }
        }
    },
  ]
}

/// Predictions that are compared with targets, `mse_loss(p, t)` or `p - t` on the way to a loss.
private struct TargetComparison {
  /// Nil where it is an expression.
  let prediction: Name?
  let target: Name
  /// The line of its statement.
  let line: Int32

  struct Name {
    let name: String
    let extent: Extent

    init?(_ expression: Expression) {
      guard case .name(let node) = expression.kind else { return nil }
      name = node.name
      extent = expression.extent
    }
  }

  init?(_ prediction: Expression, _ target: Expression, _ statement: Statement) {
    guard let target = Name(target) else { return nil }
    self.prediction = Name(prediction)
    self.target = target
    line = statement.position.line
  }
}

extension Program {
  fileprivate var comparisons: [TargetComparison] {
    allStatements.flatMap { (statement) -> [TargetComparison] in
      var called: [TargetComparison] = []
      var subtracted: [TargetComparison] = []
      var isOfLoss = false
      for expression in statement.expressions {
        for part in expression.allParts {
          isOfLoss = isOfLoss || part.hintsAtLoss
          switch part.kind {
          case .call(let node) where node.isLoss:
            guard let prediction = node.positional(0), let target = node.positional(1) else {
              continue
            }
            called += TargetComparison(prediction, target, statement).map { [$0] } ?? []
          case .binary(.subtract, let left, let right):
            subtracted += TargetComparison(left, right, statement).map { [$0] } ?? []
          default: continue
          }
        }
      }
      return called.isEmpty && isOfLoss ? subtracted : called
    }
  }

  /// Squared errors with a weight, `w * (p - t) ** 2`, each with what puts the weight on the
  /// prediction, `(w * p - t) ** 2`.
  var weightsOnPredictions: [(statement: Statement, edits: [SourceEdit])] {
    var found: [(statement: Statement, edits: [SourceEdit])] = []
    for statement in allStatements {
      for expression in statement.expressions {
        for part in expression.allParts {
          guard case .binary(.multiply, let left, let right) = part.kind,
            let sign = extent(of: "* ", from: left.extent.end, to: right.extent.start)
              ?? extent(of: "*", from: left.extent.end, to: right.extent.start)
          else { continue }
          let isFirst = right.squared != nil
          guard let error = right.squared ?? left.squared,
            case .binary(.subtract, let prediction, _) = error.kind
          else { continue }
          let weight = isFirst ? left : right
          let text = file.text(of: weight.extent)
          let dropped =
            isFirst
            ? Extent(start: part.extent.start, end: sign.end)
            : Extent(start: sign.start, end: part.extent.end)
          found.append(
            (
              statement,
              [
                SourceEdit(dropped, ""),
                SourceEdit(
                  at: prediction.extent.start,
                  (weight.isAtom ? text : "(\(text))") + (prediction.isAtom ? " * " : " * (")),
                SourceEdit(at: prediction.extent.end, prediction.isAtom ? "" : ")"),
              ]
            ))
        }
      }
    }
    return found
  }
}

extension CallPlace {
  /// Whether it makes a column of a list: `t.unsqueeze(1)`, `t.view(-1, 1)`.
  fileprivate var makesColumn: Bool {
    let numbers = node.arguments.map(\.value.wholeNumber)
    return name == "unsqueeze"
      ? numbers == [1] || numbers == [-1]
      : numbers.count == 2 && numbers[0] != nil && numbers[1] == 1
  }
}

extension CallNode {
  /// Whether a loss is called: `mse_loss(p, t)`, `criterion(p, t)`, `nn.MSELoss()(p, t)`.
  fileprivate var isLoss: Bool {
    var callee = callee
    if case .call(let maker) = callee.kind { callee = maker.callee }
    return callee.lastName.map { name in
      let name = name.lowercased()
      return ["loss", "criterion"].contains { name.contains($0) }
    } ?? false
  }
}

extension Expression {
  /// Whether it needs no parentheses to be a factor.
  fileprivate var isAtom: Bool {
    switch kind {
    case .name, .constant, .attribute, .subscripted, .call: true
    default: false
    }
  }

  /// Whether a statement with it is likely to compute a loss.
  fileprivate var hintsAtLoss: Bool {
    if squared != nil { return true }
    guard let name = lastName else { return false }
    return name == "abs" || ["err", "diff", "resid", "loss"].contains { name.contains($0) }
  }
}
