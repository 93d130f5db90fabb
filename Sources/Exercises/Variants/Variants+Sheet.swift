import Diagram
import Foundation
import Notebook
import Questions
import Rendering

/// What a sheet says and shows.
extension Variants {
  func picture(of draw: Draw) throws(ExerciseError) -> BlankPicture? {
    guard let plot = draw.plot else { return nil }
    do throws(LayoutError) {
      return try plot.picture()
    } catch {
      throw ExerciseError(file: exercise.file, line: 1, .picture(error.description))
    }
  }

  /// The prose with the values of its expressions put in.
  static func prose(
    of exercise: Exercise, _ values: [String?]
  ) throws(ExerciseError.Problem) -> String {
    var rest = values[...]
    var texts: [String] = []
    for prose in exercise.prose {
      let text = try prose.filled { (expression) throws(ExerciseError.Problem) in
        guard let value = rest.popFirst() ?? nil else { throw .badExpression(expression.source) }
        return Markdown.value(value)
      }
      texts.append(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    return texts.joined(separator: "\n\n")
  }

  func text(_ draw: Draw) -> String {
    var parts: [String] = []
    if !draw.prose.isEmpty { parts.append(draw.prose) }
    parts.append("```python\n\(Self.numbered(draw.source))\n```")
    if !draw.remark.isEmpty { parts.append(draw.remark) }
    parts.append(contentsOf: instructions(draw))
    return parts.joined(separator: "\n\n")
  }

  /// The program with its line numbers, as comments would disturb it.
  private static func numbered(_ source: String) -> String {
    var lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    let width = "\(lines.count)".count
    return lines.enumerated().map { index, line in
      let number = "\(index + 1)"
      return String(repeating: " ", count: width - number.count) + number
        + (line.isEmpty ? "" : "  \(line)")
    }.joined(separator: "\n")
  }

  private func instructions(_ draw: Draw) -> [String] {
    exercise.asks.map { ask in
      switch ask.kind {
      case .values: "Work out the **forward values** and write them into the numbered blanks."
      case .gradients:
        "Work out the **gradients** and write them into the numbered blanks. Go backward from the "
          + "root; where several edges leave a node, add up what comes back along them."
      case .locals:
        "Work out the **local derivatives** on the edges: how much the node that an arrow leads to "
          + "moves when the node it comes from is moved a little."
      case .contributions:
        "Work out the **contributions**: what each node sends back along its edges, upstream "
          + "gradient times local derivative."
      case .prints:
        "**What does each line print?** Write it exactly as PyTorch does. If a line raises an error "
          + "instead, write the name of its class; the program ends there."
      case .order:
        "**Put the backward steps in an order** in which they can be taken, and write their "
          + "letters one after the other, such as `B A C`.\n\n" + Self.steps(draw)
      case .bug:
        draw.bug?.task ?? ""
      }
    }
  }

  private static func steps(_ draw: Draw) -> String {
    for draft in draw.drafts {
      guard case .order(let steps, _) = draft.key else { continue }
      return steps.enumerated().map { index, step in
        "- **\(ChoiceLabel.letter(index))**: \(step)"
      }.joined(separator: "\n")
    }
    return ""
  }
}
