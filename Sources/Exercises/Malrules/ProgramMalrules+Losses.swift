import Lesson

/// Misreadings after which the program computes another graph, so that no point of a pass can be got
/// wrong for them.
extension ProgramMalrule {
  static let graphs: [ProgramMalrule] = [
    ProgramMalrule(.weightOnPrediction) { line, _ in
      guard line.contains("** 2") else { return nil }
      return line.replacing(/(\w+) \* \((\w+) - (\w+)\) \*\* 2/) { match in
        "(\(match.output.1) * \(match.output.2) - \(match.output.3)) ** 2"
      }
    },
    ProgramMalrule(.allPairs) { line, tensors in
      Self.comparison(line) { prediction, target in
        guard let shape = tensors.shapes[target], shape.count == 1, shape[0] > 1,
          prediction.map({ tensors.shapes[$0] == shape }) ?? true
        else { return nil }
        return (prediction ?? "", "\(target).reshape(-1, 1)")
      }
    },
    ProgramMalrule(.broadcastOverlooked) { line, tensors in
      let isReshaped = ["unsqueeze(", "view(", "reshape("].contains { line.contains($0) }
      let aligned =
        !isReshaped
        ? line
        : line.replacing(
          /\.unsqueeze\(-?1\)|\.(?:view|reshape)\((?:-1|\d+), 1\)/, with: "")
      guard aligned == line else { return aligned }
      return Self.comparison(line) { prediction, target in
        guard let prediction, let one = tensors.shapes[prediction],
          let other = tensors.shapes[target], one != other, one.count + other.count == 3,
          one.max() == other.max()
        else { return nil }
        return ("\(prediction).flatten()", "\(target).flatten()")
      }
    },
  ]

  /// A line that compares predictions with targets, `mse_loss(p, t)` or `p - t` on the way to a
  /// loss, with others in their places; these come from the names, of which the prediction's is nil
  /// where it is an expression, which stays.
  private static func comparison(
    _ line: String, _ other: (_ prediction: String?, _ target: String) -> (String, String)?
  ) -> String {
    // Most lines compare nothing, and an expression takes its time.
    guard ["loss", "criterion", " - "].contains(where: { line.contains($0) }) else { return line }
    let called = line.replacing(/(\w*(?:loss|criterion)\w*)\(([^(),]+), (\w+)/) { match in
      let isName = match.output.2.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      guard let (one, two) = other(isName ? String(match.output.2) : nil, String(match.output.3))
      else { return String(match.output.0) }
      return "\(match.output.1)(\(isName ? one : String(match.output.2)), \(two)"
    }
    guard called == line, line.contains(/\*\* 2|\.abs\(|err|diff|resid|loss/) else { return called }
    let named = line.replacing(/\b([A-Za-z_]\w*) - ([A-Za-z_]\w*)\b(?![.\[(])/) { match in
      guard !isSuffix(match.output.1, of: line, at: match.range.lowerBound),
        let (one, two) = other(String(match.output.1), String(match.output.2))
      else { return String(match.output.0) }
      return "\(one) - \(two)"
    }
    guard named == line else { return named }
    return line.replacing(#/ - ([A-Za-z_]\w*)\b(?![.\[(])/#) { match in
      other(nil, String(match.output.1)).map { " - \($0.1)" } ?? String(match.output.0)
    }
  }

  /// Whether a name is only the end of a longer product, `w * x - y`.
  private static func isSuffix(
    _ name: Substring, of line: String, at place: String.Index
  ) -> Bool {
    line[..<place].last { $0 != " " }.map { "*/.@".contains($0) } ?? false
  }
}
