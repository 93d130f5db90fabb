package import Autograd

/// What a recording's nodes come from and are called, once the nodes in between are left out.
struct Sources {
  let recording: Recording
  let origins: [Int]
  /// The names, including those that the program gave to views of a node without one.
  private(set) var names: [Int: String] = [:]
  /// Whether a node is a number that the program wrote, or computed from such numbers only.
  private var isLiteral: [Bool]
  /// The functions that the program differentiates by itself, by the ways through them.
  let custom: [Graph.Edge: String]
  /// Those ways, by the output that they lead to.
  private let bridges: [Int: [Graph.Edge]]

  init(_ recording: Recording) {
    self.recording = recording
    let origins = recording.origins
    self.origins = origins
    var custom: [Graph.Edge: String] = [:]
    var bridges: [Int: [Graph.Edge]] = [:]
    for function in recording.functions where !function.inputs.isEmpty {
      for bridge in function.bridges {
        let edge = Graph.Edge(
          from: origins[bridge.input], to: bridge.output, place: bridge.place)
        custom[edge] = function.name
        bridges[bridge.output, default: []].append(edge)
      }
    }
    self.custom = custom
    self.bridges = bridges
    for (id, node) in recording.nodes.enumerated() {
      if let name = node.name { names[id] = name }
    }
    for (id, node) in recording.nodes.enumerated() {
      if let name = node.name, names[origins[id]] == nil { names[origins[id]] = name }
    }
    isLiteral = []
    isLiteral.reserveCapacity(recording.nodes.count)
    for (id, node) in recording.nodes.enumerated() {
      isLiteral.append(names[id] == nil && isLiteral(node))
    }
  }

  private func isLiteral(_ node: Recording.Node) -> Bool {
    switch node.operation {
    case .source(let source): source == .literal
    case .unary, .binary, .reduction: node.operands.allSatisfy { isLiteral[origins[$0]] }
    }
  }

  /// Whether an operand is written inside its user instead of being a node.
  private func folds(_ operand: Int, _ place: Int, into operation: Operation) -> Bool {
    guard isLiteral[operand] else { return false }
    switch operation {
    case .source, .unary: return false
    case .binary: return true
    case .reduction(let reduction):
      return place < reduction.parameters || reduction == .choose
        || reduction == .clamp && place > 0
    }
  }

  func ancestors(of roots: [Int]) -> (shown: [Int], edges: [Graph.Edge]) {
    let isShown = history(of: roots)
    let shown = isShown.indices.filter { isShown[$0] }
    var edges: [Graph.Edge] = []
    for id in shown { forEachEdge(into: id) { edges.append($0) } }
    return (shown, edges)
  }

  /// For every node of the recording whether some roots were computed from it, or are it.
  func history(of roots: [Int]) -> [Bool] {
    var isShown = [Bool](repeating: false, count: recording.nodes.count)
    for root in roots { isShown[root] = true }
    for id in isShown.indices.reversed() where isShown[id] {
      forEachEdge(into: id) { isShown[$0.from] = true }
    }
    return isShown
  }

  /// A node and all that is computed from it, among those that are shown, in the order of
  /// computation.
  func uses(of id: Int, within isShown: [Bool]) -> [Int] {
    var found: [Int] = []
    var isUse = [Bool](repeating: false, count: isShown.count)
    isUse[id] = true
    for node in isShown.indices where isShown[node] {
      forEachEdge(into: node) { if isUse[$0.from] { isUse[node] = true } }
      if isUse[node] { found.append(node) }
    }
    return found
  }

  /// Calls a body with the edges that lead to a node, in the order of its operands.
  func forEachEdge(into id: Int, _ body: (Graph.Edge) -> Void) {
    let node = recording.nodes[id]
    for place in node.operands.indices {
      let origin = origins[node.operands[place]]
      if folds(origin, place, into: node.operation) { continue }
      body(Graph.Edge(from: origin, to: id, place: place))
    }
    for edge in bridges[id, default: []] { body(edge) }
  }

  /// The call of a function that the program differentiates by itself, `StraightThrough(x)`; nil for
  /// what no such function returned.
  func call(of id: Int, symbol: (Int) -> String) -> String? {
    guard let ways = bridges[id], let first = ways.first, let name = custom[first] else {
      return nil
    }
    var operands: [String] = []
    for way in ways where !operands.contains(symbol(way.from)) { operands.append(symbol(way.from)) }
    let title = name.hasSuffix("Backward") ? String(name.dropLast("Backward".count)) : name
    return OperationText.call(title, operands)
  }

  /// What formulas call each node: names, numbered where several nodes share one.
  func symbols(of shown: [Int], _ histories: Histories) -> [Int: String] {
    var uses: [String: Int] = [:]
    for id in shown { if let name = names[id] { uses[name, default: 0] += 1 } }
    var counts: [String: Int] = [:]
    var symbols: [Int: String] = [:]
    let numbers = histories.numbers(of: shown)
    for id in shown {
      let kind = recording.kind(of: id)
      if names[id] == nil, kind == .constant {
        symbols[id] = NumberText.card(recording.nodes[id].value)
        continue
      }
      if let number = numbers[id] {
        symbols[id] = "v" + OperationText.subscripted(number)
        continue
      }
      let name = names[id] ?? "p"
      counts[name, default: 0] += 1
      let isUnique = names[id] != nil && uses[name] == 1
      symbols[id] = isUnique ? name : name + OperationText.subscripted(counts[name, default: 1])
    }
    return symbols
  }

  /// The number that an operand is written as inside its user; nil for one that is a node.
  func literal(_ operand: Int, _ place: Int, of operation: Operation) -> Double? {
    let origin = origins[operand]
    return folds(origin, place, into: operation) ? recording.nodes[origin].value : nil
  }

  /// What a node is computed from, as formulas write it; `name` gives what the program called an
  /// operand, and its symbol.
  func operands(
    of id: Int, name: (Int) -> (name: String?, symbol: String)
  ) -> [OperationText.Operand] {
    let node = recording.nodes[id]
    return node.operands.enumerated().map { place, operand in
      let origin = origins[operand]
      if folds(origin, place, into: node.operation) {
        return .number(recording.nodes[origin].value)
      }
      let (name, symbol) = name(origin)
      return .node(name: name, symbol: symbol)
    }
  }
}

extension Recording {
  /// The newest node that pictures call by a name, which may be written with or without spaces.
  package func node(named name: String) -> Int? {
    let wanted = name.filter { $0 != " " }
    return nodes.lastIndex { $0.name?.filter { $0 != " " } == wanted }.map { origins[$0] }
  }

  /// Whether some roots were computed from a node, or are it.
  package func isNeeded(_ node: Int, for roots: [Int]) -> Bool {
    let sources = Sources(self)
    return nodes.indices.contains(node)
      && sources.history(of: roots.map { sources.origins[$0] })[sources.origins[node]]
  }
}
