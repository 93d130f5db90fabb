package import Autograd

extension Graph {
  /// The ancestors of some nodes of a recording.
  ///
  /// - Parameters:
  ///   - recording: What the roots are nodes of.
  ///   - roots: Where the graph ends; one that only passes a value on stands for the node it
  ///     comes from.
  ///   - outline: The cards that the nodes are told by, whose names they get; nil for names of their
  ///     own.
  /// - Complexity: O(nodes of the recording).
  package init(_ recording: Recording, roots: [Int], namedBy outline: Outline? = nil) {
    self.init(Sources(recording), nil, roots: roots, namedBy: outline)
  }

  /// The same for one of several graphs of a recording, which share what is known of it; without
  /// `histories` the graph's own is looked for.
  init(_ sources: Sources, _ histories: Histories?, roots: [Int], namedBy outline: Outline? = nil) {
    let recording = sources.recording
    var seen: Set<Int> = []
    let origins = roots.map { sources.origins[$0] }.filter { seen.insert($0).inserted }
    let (shown, edges) = sources.ancestors(of: origins)
    let symbols = sources.symbols(of: shown, histories ?? Histories(sources, shown: shown))
    let told = outline?.symbolsOfNumbers ?? [:]
    self.init(
      sources, shown: shown, edges: edges, roots: origins, outline: nil,
      scopes: shown.filter { recording.kind(of: $0).isComputed }
        .map { recording.sites[recording.nodes[$0].site].scope }
    ) { id in (sources.names[id], told[id] ?? symbols[id] ?? "") }
  }

  /// The nodes that an outline draws one by one; the others are only told of in parts.
  ///
  /// - Complexity: O(parts + orders of derivatives × nodes).
  package init(_ outline: Outline) {
    let sources = outline.sources
    let single = outline.parts.filter { $0.members.count == 1 }.map { $0.members[0] }.sorted()
    var edges: [Edge] = []
    for id in single {
      sources.forEachEdge(into: id) { edge in
        if outline.isSingle(edge.from) { edges.append(edge) }
      }
    }
    self.init(
      sources, shown: single, edges: edges, roots: outline.roots, outline: outline,
      scopes: outline.parts.map { $0.scope }
    ) { id in
      guard let part = outline.part(of: id) else { return (sources.names[id], "") }
      guard !outline.opened.isEmpty, part.members.count > 1 else {
        return (sources.names[id], part.symbol)
      }
      // Beside a number of it a tensor is told number by number too; steps on the way have no name.
      return (sources.names[id], part.element(id) ?? "…")
    }
    for index in nodes.indices where nodes[index].kind.isComputed {
      nodes[index].scope = outline.part(of: nodes[index].id).flatMap { scopeIndices[$0.scope] }
    }
  }

  /// Scopes are those that something is drawn in; `name` says what the program called a node, and
  /// what formulas call it.
  private init(
    _ sources: Sources, shown: [Int], edges: [Edge], roots: [Int], outline: Outline?,
    scopes used: [Int], name: (Int) -> (name: String?, symbol: String)
  ) {
    let recording = sources.recording
    let orders = recording.orders
    let (scopes, indices) = Self.scopes(recording, used)
    nodes = shown.map { id in
      let kind = recording.kind(of: id)
      let (given, symbol) = name(id)
      let operation = recording.nodes[id].operation
      var operands = kind.isComputed ? sources.operands(of: id, name: name) : []
      if outline != nil, case .reduction = operation { operands.keepFirstOfEach() }
      let site = recording.sites[recording.nodes[id].site]
      let call = operation == .unary(.alias) ? sources.call(of: id) { name($0).symbol } : nil
      return Node(
        id: id, kind: kind, name: given, symbol: symbol,
        expression: kind.isComputed
          ? call ?? OperationText.short(operation, operands) : given ?? symbol,
        definition: kind.isComputed ? call ?? OperationText.full(operation, operands) : symbol,
        value: recording.nodes[id].value, birth: NaNOrigin.birth(of: id, recording),
        scope: Self.box(around: site.scope, recording, indices), line: site.line,
        order: orders[id])
    }
    self.edges = edges
    custom = sources.custom
    self.roots = roots
    self.scopes = scopes
    scopeIndices = indices
    self.recording = recording
    origins = sources.origins
    positions = Dictionary(uniqueKeysWithValues: shown.enumerated().map { ($1, $0) })
    self.outline = outline
  }

  /// The box of a call, or of the innermost call around it that has one.
  private static func box(around scope: Int, _ recording: Recording, _ indices: [Int: Int]) -> Int?
  {
    var outer = Optional(scope)
    while let call = outer, indices[call] == nil { outer = recording.scopes[call].parent }
    return outer.flatMap { indices[$0] }
  }

  /// The calls that something is drawn in, each behind its caller; the program itself has no box.
  private static func scopes(
    _ recording: Recording, _ used: [Int]
  ) -> (scopes: [Scope], indices: [Int: Int]) {
    var needed: Set<Int> = []
    for scope in used {
      var outer = Optional(scope)
      while let inner = outer, inner != 0, needed.insert(inner).inserted {
        outer = recording.scopes[inner].parent
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
  ///
  /// What calls pick or put together is of its own where it is much: there a reader sees tensors, and
  /// would not see where a row of one came from.
  package var origins: [Int] {
    var origins = Array(nodes.indices)
    let picked = Set(
      calls.lazy.filter { $0.isPicking && $0.size > Outline.few }
        .flatMap { $0.results.flatMap { $0.nodes } })
    for (id, node) in nodes.enumerated()
    where node.operation == .unary(.alias) && !(node.needsGradient && picked.contains(id)) {
      let operand = node.operands[0]
      if nodes[operand].needsGradient == node.needsGradient { origins[id] = origins[operand] }
    }
    return origins
  }
}

extension Recording.Call {
  /// Whether it takes numbers from tensors as they are, and makes another tensor of them.
  fileprivate var isPicking: Bool {
    switch name {
    case "EmbeddingBackward0", "IndexBackward0", "IndexSelectBackward0", "GatherBackward0",
      "CatBackward0", "StackBackward0":
      true
    default: false
    }
  }

  /// How many numbers it reads and makes.
  fileprivate var size: Int {
    (operands + results).reduce(0) { $0 + $1.nodes.count }
  }
}

extension [OperationText.Operand] {
  /// Leaves out operands that are called the same as one before, as the numbers of a part are.
  fileprivate mutating func keepFirstOfEach() {
    var seen: Set<String> = []
    removeAll { operand in
      switch operand {
      case .number: false
      case .node(_, let symbol): !seen.insert(symbol).inserted
      }
    }
  }
}
