package import Autograd

extension Graph {
  /// The ancestors of some nodes of a recording.
  ///
  /// - Parameters:
  ///   - recording: What the roots are nodes of.
  ///   - roots: Where the graph ends; one that only passes a value on stands for the node it
  ///     comes from.
  /// - Complexity: O(nodes of the recording).
  package init(_ recording: Recording, roots: [Int]) {
    let sources = Sources(recording)
    let orders = recording.orders
    var seen: Set<Int> = []
    let origins = roots.map { sources.origins[$0] }.filter { seen.insert($0).inserted }
    let (shown, edges) = sources.ancestors(of: origins)
    let (scopes, scopeIndices) = Self.scopes(recording, of: shown)
    let symbols = sources.symbols(of: shown)
    self.nodes = shown.map { id in
      let operands = sources.operands(of: id, symbols: symbols)
      let kind = recording.kind(of: id)
      let source = sources.names[id] ?? symbols[id] ?? ""
      let operation = recording.nodes[id].operation
      return Node(
        id: id, kind: kind, name: sources.names[id], symbol: symbols[id] ?? "",
        expression: kind.isComputed ? OperationText.short(operation, operands) : source,
        definition: kind.isComputed ? OperationText.full(operation, operands) : symbols[id] ?? "",
        value: recording.nodes[id].value,
        scope: scopeIndices[recording.sites[recording.nodes[id].site].scope],
        line: recording.sites[recording.nodes[id].site].line, order: orders[id])
    }
    self.edges = edges
    custom = sources.custom
    self.roots = origins
    self.scopes = scopes
    self.recording = recording
    self.origins = sources.origins
    positions = Dictionary(uniqueKeysWithValues: shown.enumerated().map { ($1, $0) })
  }

  /// The calls that computed nodes belong to, each behind its caller; the program itself has no
  /// box.
  private static func scopes(
    _ recording: Recording, of shown: [Int]
  ) -> (scopes: [Scope], indices: [Int: Int]) {
    var needed: Set<Int> = []
    for id in shown where recording.kind(of: id).isComputed {
      var scope = Optional(recording.sites[recording.nodes[id].site].scope)
      while let inner = scope, inner != 0, needed.insert(inner).inserted {
        scope = recording.scopes[inner].parent
      }
    }
    var scopes: [Scope] = []
    var indices: [Int: Int] = [:]
    for scope in needed.sorted() {
      indices[scope] = scopes.count
      let parent = recording.scopes[scope].parent.flatMap { indices[$0] }
      scopes.append(Scope(title: recording.scopes[scope].name, parent: parent))
    }
    return (scopes, indices)
  }
}

extension Recording {
  func kind(of id: Int) -> Graph.Kind {
    let node = nodes[id]
    switch node.operation {
    case .source(.leaf): return .leaf
    case .source(.constant), .source(.literal): return .constant
    case .unary(.detach): return .detached
    case .unary, .binary, .reduction:
      if node.needsGradient { return .computed }
      return node.operation == .unary(.alias) ? .detached : .untracked
    }
  }

  /// For every node how many backward passes lie behind it.
  ///
  /// - Complexity: O(nodes), but for passes within passes.
  var orders: [Int] {
    var orders = [Int](repeating: 0, count: nodes.count)
    for pass in passes {
      let order = pass.seeds.map { orders[$0.node] }.max() ?? 0
      for id in pass.nodes where nodes[id].needsGradient { orders[id] = max(orders[id], order + 1) }
    }
    return orders
  }

  /// For every node the one that it passes on unchanged, which is mostly itself.
  package var origins: [Int] {
    var origins = Array(nodes.indices)
    for (id, node) in nodes.enumerated() where node.operation == .unary(.alias) {
      let operand = node.operands[0]
      if nodes[operand].needsGradient == node.needsGradient { origins[id] = origins[operand] }
    }
    return origins
  }
}

/// What a recording's nodes come from and are called, once the nodes in between are left out.
private struct Sources {
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
    var isShown = [Bool](repeating: false, count: recording.nodes.count)
    for root in roots { isShown[root] = true }
    for id in isShown.indices.reversed() where isShown[id] {
      for edge in edges(into: id) { isShown[edge.from] = true }
    }
    let shown = isShown.indices.filter { isShown[$0] }
    return (shown, shown.flatMap { edges(into: $0) })
  }

  private func edges(into id: Int) -> [Graph.Edge] {
    let node = recording.nodes[id]
    return node.operands.enumerated().compactMap { place, operand in
      let origin = origins[operand]
      if folds(origin, place, into: node.operation) { return nil }
      return Graph.Edge(from: origin, to: id, place: place)
    } + bridges[id, default: []]
  }

  /// What formulas call each node: names, numbered where several nodes share one.
  func symbols(of shown: [Int]) -> [Int: String] {
    var uses: [String: Int] = [:]
    for id in shown { if let name = names[id] { uses[name, default: 0] += 1 } }
    var counts: [String: Int] = [:]
    var symbols: [Int: String] = [:]
    for id in shown {
      let kind = recording.kind(of: id)
      if names[id] == nil, kind == .constant {
        symbols[id] = NumberText.card(recording.nodes[id].value)
        continue
      }
      let name = names[id] ?? (kind == .leaf ? "p" : "v")
      counts[name, default: 0] += 1
      let isUnique = names[id] != nil && uses[name] == 1
      symbols[id] = isUnique ? name : name + OperationText.subscripted(counts[name, default: 1])
    }
    return symbols
  }

  func operands(of id: Int, symbols: [Int: String]) -> [OperationText.Operand] {
    let node = recording.nodes[id]
    return node.operands.enumerated().map { place, operand in
      let origin = origins[operand]
      if folds(origin, place, into: node.operation) {
        return .number(recording.nodes[origin].value)
      }
      return .node(
        name: names[origin] == nil ? nil : symbols[origin], symbol: symbols[origin] ?? "")
    }
  }
}

extension Reduction {
  /// How many of the first operands are fixed numbers of the program.
  var parameters: Int {
    switch self {
    case .norm, .variance, .standardDeviation: 1
    case .clamp, .choose, .sum, .sumByFour, .sumInRuns, .sumInOrder, .multiplyAdd, .lerp, .mean,
      .product, .max, .min, .median, .logSumExp:
      0
    }
  }
}
