package import Autograd
import Rendering

/// A recording as JSON: keys in a fixed order, a node or an event a line, a step of a pass a line, numbers as the shortest
/// text that reads back as the same number; `nan` and the infinities are strings.
package enum RecordingText {
  /// The whole recording.
  package static func json(_ recording: Recording) -> String {
    let parts = [
      ("nodes", recording.nodes.map(node)),
      (
        "sites",
        recording.sites.map { JSONText.object([("line", "\($0.line)"), ("scope", "\($0.scope)")]) }
      ),
      (
        "scopes",
        recording.scopes.map {
          JSONText.object([
            ("name", JSONText.string($0.name)), ("parent", $0.parent.map { "\($0)" } ?? "null"),
          ])
        }
      ),
      ("events", recording.events.map(event)),
      ("passes", recording.passes.map(pass)),
      (
        "tensors",
        recording.tensors.map {
          JSONText.object([
            ("name", JSONText.string($0.name)), ("shape", JSONText.list($0.shape)),
            ("nodes", JSONText.list($0.nodes)),
          ])
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
      ("op", JSONText.string(node.operation.name)),
      ("operands", JSONText.list(Array(node.operands))),
      ("value", JSONText.number(node.value)), ("precision", JSONText.string("\(node.precision)")),
      ("needsGradient", "\(node.needsGradient)"), ("site", "\(node.site)"),
    ]
    if let name = node.name { members.append(("name", JSONText.string(name))) }
    return JSONText.object(members)
  }

  private static func function(_ function: Recording.Function) -> String {
    JSONText.object(
      [
        ("name", JSONText.string(function.name)), ("nodes", JSONText.list(function.nodes)),
        ("next", JSONText.list(function.next)),
        ("saved", "[\(function.saved.map(JSONText.string).joined(separator: ", "))]"),
      ] + inputs(of: function))
  }

  /// Only what a function that the program differentiates has.
  private static func inputs(of function: Recording.Function) -> [(String, String)] {
    guard !function.inputs.isEmpty else { return [] }
    return [("inputs", "[\(function.inputs.map(JSONText.list).joined(separator: ", "))]")]
  }

  private static func event(_ moment: Recording.Moment) -> String {
    JSONText.object(
      [("after", "\(moment.nodeCount)"), ("line", "\(moment.line)")] + members(of: moment.event))
  }

  private static func members(of event: Recording.Event) -> [(String, String)] {
    switch event {
    case .pass(let pass): return [("event", "\"pass\""), ("pass", "\(pass)")]
    case .cleared(let leaf, let value):
      return [("event", "\"cleared\""), ("leaf", "\(leaf)"), ("to", JSONText.number(value))]
    case .gradientChanged(let leaf, let old, let new, _):
      return [
        ("event", "\"gradientChanged\""), ("leaf", "\(leaf)"), ("from", JSONText.number(old)),
        ("to", JSONText.number(new)),
      ]
    case .updated(let old, let new, _):
      return [("event", "\"updated\""), ("from", "\(old)"), ("to", "\(new)")]
    case .printed(let text, _): return [("event", "\"printed\""), ("text", JSONText.string(text))]
    case .raised(let type, let message, let node):
      return [
        ("event", "\"raised\""), ("type", JSONText.string(type)),
        ("message", JSONText.string(message)),
        ("node", node.map { "\($0)" } ?? "null"),
      ]
    }
  }

  private static func pass(_ pass: Recording.Pass) -> String {
    let seeds = pass.seeds.map {
      JSONText.object([("node", "\($0.node)"), ("value", JSONText.number($0.value))])
    }
    let steps = pass.steps.map { "\n  " + JSONText.object(members(of: $0, in: pass)) }
    return JSONText.object([
      ("seeds", "[\(seeds.joined(separator: ", "))]"),
      ("nodes", JSONText.list([pass.nodes.lowerBound, pass.nodes.upperBound])),
      ("steps", "[\(steps.joined(separator: ","))]"),
    ])
  }

  private static func members(
    of step: Recording.Pass.Step, in pass: Recording.Pass
  ) -> [(String, String)] {
    switch step {
    case .visited(let visit):
      let sent = pass.contributions[visit.sent].map {
        JSONText.object([
          ("place", "\($0.place)"), ("to", "\($0.to)"), ("amount", JSONText.number($0.amount)),
        ])
      }
      return [
        ("step", "\"visited\""), ("node", "\(visit.node)"),
        ("gradient", JSONText.number(visit.gradient)),
        ("sent", "[\(sent.joined(separator: ", "))]"),
      ]
    case .hooked(let node, let before, let after):
      return [
        ("step", "\"hooked\""), ("node", "\(node)"), ("before", JSONText.number(before)),
        ("after", JSONText.number(after)),
      ]
    case .accumulated(let sum):
      return [
        ("step", "\"accumulated\""), ("leaf", "\(sum.leaf)"),
        ("before", JSONText.number(sum.before)), ("after", JSONText.number(sum.after)),
      ]
    case .returned(let node, let value):
      return [("step", "\"returned\""), ("node", "\(node)"), ("value", JSONText.number(value))]
    }
  }
}
