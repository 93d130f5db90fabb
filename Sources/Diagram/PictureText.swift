package import Lesson

/// A picture in words, for those who do not see it, made from the same numbers.
package enum PictureText {
  /// How many nodes, and how many edges, are told one by one.
  private static let limit = 60

  /// The whole picture, from the hints of what it shows.
  static func description(
    of layout: Layout, _ frame: Frame, cards: [String], sent: [String]
  ) -> String {
    let graph = layout.graph
    var sentences = [overview(of: graph, layout.direction)]
    for (root, seed) in frame.seeds.sorted(by: { $0.key < $1.key }) {
      sentences.append("The seed \(NumberText.card(seed)) enters \(graph.symbol(of: root)).")
    }
    sentences += cards.prefix(limit).map { $0 + "." }
    if cards.count > limit {
      sentences.append("\(cards.count - limit) more nodes follow.")
    } else {
      sentences += sent.prefix(limit).map { $0 + "." }
    }
    for text in [frame.arithmetic, frame.sentence] where !text.isEmpty {
      sentences.append(text)
    }
    return sentences.joined(separator: " ")
  }

  private static func overview(of graph: Graph, _ direction: Direction) -> String {
    let flow =
      switch direction {
      case .leftToRight: "from left to right"
      case .topToBottom: "from top to bottom"
      }
    let nodeCount = graph.outline?.nodeCount ?? graph.nodes.count
    let edgeCount = graph.outline?.edgeCount ?? graph.edges.count
    let nodes = nodeCount == 1 ? "1 node" : "\(nodeCount) nodes"
    let edges = edgeCount == 1 ? "1 edge" : "\(edgeCount) edges"
    let scopes = graph.scopes.map { $0.title }
    return "A computation graph of \(nodes) and \(edges); values flow \(flow)."
      + (scopes.isEmpty ? "" : " Calls: \(scopes.joined(separator: ", ")).")
  }

  /// A node in words: its kind, what it computes, its value and its gradient.
  package static func node(_ node: Graph.Node, _ state: Frame.NodeState?) -> String {
    let kind =
      switch node.kind {
      case .leaf: "leaf"
      case .constant: "constant"
      case .computed: "computed"
      case .untracked: "computed without tracking"
      case .detached: "detached"
      }
    let value =
      state?.isComputed ?? true ? "value \(NumberText.card(node.value))" : "value not computed yet"
    let order = node.order > 0 ? ", computed by a backward pass, order \(node.order)" : ""
    let hook =
      state?.hook.map {
        ", a hook made \(NumberText.card($0.after)) of \(NumberText.card($0.before))"
      } ?? ""
    let error = state?.error.map { ", responsible for the \($0)" } ?? ""
    return "\(Card.oneLineTitle(of: node)): \(kind), \(value), \(gradient(of: state))"
      + "\(hook)\(order)\(error)"
  }

  private static func gradient(of state: Frame.NodeState?) -> String {
    switch state?.gradient {
    case .none, .notYet: return "gradient not there yet"
    case .cleared: return "gradient None"
    case .notNeeded: return "needs no gradient"
    case .unreached: return "no gradient comes here"
    case .value(let number, let arrived, let due, let why):
      let waiting = arrived < due ? ", \(arrived) of \(due) contributions arrived" : ""
      return "gradient \(NumberText.card(number))\(waiting)" + (why.map { ", \($0)" } ?? "")
    }
  }

  /// An edge in words: its ends, its local derivative and its contribution.
  package static func edge(_ edge: Graph.Edge, of graph: Graph, _ frame: Frame) -> String {
    let ends = "\(graph.symbol(of: edge.from)) → \(graph.symbol(of: edge.to))"
    guard let state = frame.edges[edge], graph.carriesGradient(edge) else {
      return "\(ends): carries no gradient"
    }
    let sent =
      state.contribution.map { "contribution \(EdgeText.contribution($0))" } ?? "nothing sent yet"
    let local = state.local.map { "local derivative \(NumberText.card($0)), " } ?? ""
    return "\(ends): \(local)\(sent)"
  }
}
