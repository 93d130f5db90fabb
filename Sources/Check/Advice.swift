import Autograd
import Python

/// What learners get wrong although the output may be right.
enum Advice {
  /// Passes of one line that add to gradients an earlier round left behind.
  static func unclearedPasses(
    _ events: ArraySlice<Recording.Moment>, name: (Int) -> String?
  ) -> [Finding] {
    var lastPass: [Int: Int] = [:]
    var successors: [Int: Int] = [:]
    var passLine: Int?
    var seen: Set<Int> = []
    var findings: [Finding] = []
    func current(_ leaf: Int) -> Int {
      var leaf = leaf
      while let next = successors[leaf], next != leaf { leaf = next }
      return leaf
    }
    for moment in events {
      switch moment.event {
      case .passBegan: passLine = moment.line
      case .accumulated(let leaf, let before, _):
        guard let line = passLine else { continue }
        if before != nil, lastPass[current(leaf)] == line, seen.insert(line).inserted {
          let what = name(leaf).map { "`\($0).grad`" } ?? "a leaf's gradient"
          findings.append(
            Finding(
              line: line, verdict: .warning,
              note:
                "the pass runs again without clearing: \(what) still holds the earlier rounds'; "
                + "call zero_grad() before each pass"))
        }
        lastPass[current(leaf)] = line
      case .cleared(let leaf, _): lastPass[current(leaf)] = nil
      case .updated(let old, let new):
        let pass = lastPass.removeValue(forKey: current(old))
        successors[old] = new
        lastPass[current(new)] = pass
      case .visited, .contributed, .hooked, .passEnded, .printed, .raised: continue
      }
    }
    return findings
  }

  /// Losses whose weights multiply the prediction and not the error.
  static func weightedPredictions(
    _ snippet: Snippet, needsGradient: (String) -> Bool
  ) -> [Finding] {
    guard
      let program = try? Program.parse(snippet.source, file: "", firstLine: snippet.firstLine)
    else { return [] }
    var findings: [Finding] = []
    program.forEachExpression { expression in
      guard case .call(let call) = expression.kind, let callee = call.name,
        callee.split(separator: ".").last.map({
          $0.lowercased().contains("loss") || $0 == "criterion"
        })
          ?? false,
        case .binary(.multiply, let left, let right)? = call.positional(0)?.kind,
        let weight = [left, right].compactMap(\.dottedName).first(where: isWeight),
        !needsGradient(weight)
      else { return }
      findings.append(
        Finding(
          line: Int(expression.position.line), verdict: .warning,
          note: "`\(weight)` multiplies the prediction, so the loss pulls towards target / weight; "
            + "to weight the errors, multiply each squared error by its weight"))
    }
    return findings
  }

  /// Whether a name is one of weights of samples, as `weights` is; a model's own `weight` is none.
  private static func isWeight(_ name: String) -> Bool {
    let last = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return last.hasSuffix("weights") || last == "sample_weight" || last == "loss_weight"
      || last == "class_weight"
  }
}
