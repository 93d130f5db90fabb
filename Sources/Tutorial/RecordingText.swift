package import Autograd

/// A recording as JSON: keys in a fixed order, a node or an event a line, numbers as the shortest
/// text that reads back as the same number; `nan` and the infinities are strings.
package enum RecordingText {
  /// The whole recording.
  package static func json(_ recording: Recording) -> String {
    let parts = [
      ("nodes", recording.nodes.map(node)),
      (
        "sites", recording.sites.map { object([("line", "\($0.line)"), ("scope", "\($0.scope)")]) }
      ),
      (
        "scopes",
        recording.scopes.map {
          object([("name", string($0.name)), ("parent", $0.parent.map { "\($0)" } ?? "null")])
        }
      ),
      ("events", recording.events.map(event)),
      (
        "tensors",
        recording.tensors.map {
          object([("name", string($0.name)), ("shape", list($0.shape)), ("nodes", list($0.nodes))])
        }
      ),
      ("functions", recording.functions.map(function)),
    ]
    let lists = parts.map { key, items in
      let body = items.isEmpty ? "" : "\n" + items.joined(separator: ",\n") + "\n"
      return "\"\(key)\": [\(body)]"
    }
    return "{\n\(lists.joined(separator: ",\n"))\n}\n"
  }

  private static func node(_ node: Recording.Node) -> String {
    var members = [
      ("op", string(name(of: node.operation))), ("operands", list(node.operands)),
      ("value", number(node.value)), ("precision", string("\(node.precision)")),
      ("needsGradient", "\(node.needsGradient)"), ("site", "\(node.site)"),
    ]
    if let name = node.name { members.append(("name", string(name))) }
    return object(members)
  }

  private static func name(of operation: Operation) -> String {
    switch operation {
    case .source(let source): "\(source)"
    case .unary(let unary): "\(unary)"
    case .binary(let binary): "\(binary)"
    case .reduction(let reduction): "\(reduction)"
    }
  }

  private static func function(_ function: Recording.Function) -> String {
    object(
      [
        ("name", string(function.name)), ("nodes", list(function.nodes)),
        ("next", list(function.next)),
        ("saved", "[\(function.saved.map(string).joined(separator: ", "))]"),
      ] + inputs(of: function))
  }

  /// Only what a function that the program differentiates has.
  private static func inputs(of function: Recording.Function) -> [(String, String)] {
    guard !function.inputs.isEmpty else { return [] }
    return [("inputs", "[\(function.inputs.map(list).joined(separator: ", "))]")]
  }

  private static func event(_ moment: Recording.Moment) -> String {
    object(
      [("after", "\(moment.nodeCount)"), ("line", "\(moment.line)")] + members(of: moment.event))
  }

  private static func members(of event: Recording.Event) -> [(String, String)] {
    switch event {
    case .passBegan(let seeds):
      let list = seeds.map { object([("node", "\($0.node)"), ("value", number($0.value))]) }
      return [("event", "\"passBegan\""), ("seeds", "[\(list.joined(separator: ", "))]")]
    case .visited(let node, let gradient):
      return [("event", "\"visited\""), ("node", "\(node)"), ("gradient", number(gradient))]
    case .contributed(let sender, let place, let operand, let amount):
      return [
        ("event", "\"contributed\""), ("from", "\(sender)"), ("place", "\(place)"),
        ("to", "\(operand)"), ("amount", number(amount)),
      ]
    case .hooked(let node, let before, let after):
      return [
        ("event", "\"hooked\""), ("node", "\(node)"), ("before", number(before)),
        ("after", number(after)),
      ]
    case .accumulated(let leaf, let before, let after):
      return [
        ("event", "\"accumulated\""), ("leaf", "\(leaf)"), ("before", number(before)),
        ("after", number(after)),
      ]
    case .passEnded: return [("event", "\"passEnded\"")]
    case .cleared(let leaf, let value):
      return [("event", "\"cleared\""), ("leaf", "\(leaf)"), ("to", number(value))]
    case .updated(let old, let new):
      return [("event", "\"updated\""), ("from", "\(old)"), ("to", "\(new)")]
    case .printed(let text, _): return [("event", "\"printed\""), ("text", string(text))]
    case .raised(let type, let message, let node):
      return [
        ("event", "\"raised\""), ("type", string(type)), ("message", string(message)),
        ("node", node.map { "\($0)" } ?? "null"),
      ]
    }
  }

  private static func object(_ members: [(String, String)]) -> String {
    "{\(members.map { "\"\($0)\": \($1)" }.joined(separator: ", "))}"
  }

  private static func list(_ numbers: [Int]) -> String {
    "[\(numbers.map(String.init).joined(separator: ", "))]"
  }

  private static func number(_ value: Double?) -> String {
    guard let value else { return "null" }
    return value.isFinite ? "\(value)" : "\"\(value)\""
  }

  private static func string(_ text: String) -> String {
    var escaped = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped + "\""
  }
}
