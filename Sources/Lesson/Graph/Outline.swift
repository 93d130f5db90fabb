package import Autograd

/// How a graph that is too large to be read number by number is told: in parts, each of which is
/// drawn as one card.
package struct Outline: Sendable {
  /// What is drawn, sources first, then in the order of computation.
  package private(set) var parts: [Part] = []
  /// The part of each node of the recording; −1 for one outside of the graph.
  package private(set) var partOf: [Int32]
  /// What leads from one part to another.
  package private(set) var links: [Link] = []
  /// The nodes that were taken out of their tensors.
  package private(set) var opened: Set<Int> = []
  /// Where gradients enter.
  let roots: [Int]
  let sources: Sources
  /// How many nodes and edges the whole graph has.
  package private(set) var nodeCount = 0
  /// How many edges the whole graph has.
  package private(set) var edgeCount = 0

  /// Nodes drawn as one card.
  package struct Part: Sendable, Equatable {
    /// What it is, in the words of the program: `W [2×2]`, `h = relu(v₁)`, `Linear(x)`.
    package var title = ""
    /// What formulas call its results.
    package var symbol = ""
    /// What it opens by.
    package var name = ""
    /// In the order of computation.
    package var members: [Int] = []
    /// The members that others use, and roots.
    package var outputs: [Int] = []
    /// Its numbers in their order, where it is one tensor: of leaves, of constants, or the result
    /// of a call.
    package var block: Recording.Block?
    /// The call of a tensor operation that it is.
    package var call: Recording.Call?
    /// The scope it is drawn in: an index into ``Recording/scopes``.
    package var scope = 0
    /// Whether it is one tensor, or what one call computes.
    package var isTensor = false
  }

  /// Edges between the same two parts.
  package struct Link: Sendable, Equatable {
    /// The part that it comes from: an index into ``Outline/parts``.
    package var from: Int
    /// The part that it leads to.
    package var to: Int
    /// The first of its edges.
    package var first: Graph.Edge
    /// How many edges it stands for.
    package var count: Int
    /// What goes back along it, in tensors.
    package var rule: Rule?
  }

  /// What a call sends back to one of its operands: `grad W = grad v₁ · xᵀ`.
  package struct Rule: Sendable, Equatable {
    /// What receives it: `W`, or `xs[2]`.
    package var target: String
    /// What is sent, in the names of the call's tensors.
    package var text: String
    /// Whether it is one of several things that arrive there.
    package var isAdded: Bool
    /// The shapes that meet in it, `[4×1] · [1×3]`; empty where they are those of the cards.
    package var shapes: String

    /// The whole rule.
    package var equation: String { "\(head) \(text)" }

    /// What receives it, up to the sign: `grad W =`.
    package var head: String { "grad \(target) \(isAdded ? "+=" : "=")" }

    /// The same with its shapes.
    package var hint: String { shapes.isEmpty ? equation : "\(equation), \(shapes)" }
  }

  /// What a reader wants folded and opened.
  package struct Wish: Sendable {
    /// Calls, tensors and lines that are to be one card each.
    package var fold: [String]
    /// Those that are not to be one card, whatever the size.
    package var unfold: [String]
    /// The lines of the program, for titles.
    package var source: [String]
    /// What is to be one card; nil for what a graph's size suggests.
    package var level: Level?
    /// A number of a leaf or a constant, by its node: all that it goes into is drawn number by
    /// number.
    package var zoom: Int?

    /// Nothing in particular, unless it is said.
    package init(
      fold: [String] = [], unfold: [String] = [], source: [String] = [], level: Level? = nil,
      zoom: Int? = nil
    ) {
      self.fold = fold
      self.unfold = unfold
      self.source = source
      self.level = level
      self.zoom = zoom
    }
  }

  /// Up to so many nodes a graph is drawn as it is.
  package static let readable = 100
  /// Up to so many nodes it is, even where tensors would make fewer cards.
  static let few = 25
  /// With so many cards a picture still tells the program's structure.
  static let comfortable = 28
  /// So many columns can still be read on one screen.
  static let columns = 16
  /// More cards than this are never made where nothing was asked for.
  static let most = 400
  /// More cards than this are not made even then.
  package static let limit = 1_500

  /// Tells a graph in parts.
  ///
  /// - Returns: Nil where it can be read as it is, or where the reader wants to see all of it.
  /// - Throws: ``FoldError`` for a name that the graph does not have.
  /// - Complexity: O(nodes + edges), but for the depth of calls.
  package init?(
    _ recording: Recording, roots: [Int], _ wish: Wish, readable: Int = Outline.readable
  ) throws(FoldError) {
    try self.init(Sources(recording), roots, wish, readable, symbolOfNumber: nil)
  }

  /// The same for one of several graphs of a recording, which share what is known of it.
  init?(_ sources: Sources, roots: [Int], _ wish: Wish) throws(FoldError) {
    try self.init(sources, roots, wish, Outline.readable, symbolOfNumber: nil)
  }

  /// The same for a graph that lists all its nodes, in whose symbols single numbers stay.
  package init?(
    _ graph: Graph, _ wish: Wish, readable: Int = Outline.readable
  ) throws(FoldError) {
    try self.init(
      Sources(graph.recording), graph.roots, wish, readable,
      symbolOfNumber: { graph.symbol(of: $0) })
  }

  private init?(
    _ sources: Sources, _ roots: [Int], _ wish: Wish, _ readable: Int,
    symbolOfNumber: ((Int) -> String)?
  ) throws(FoldError) {
    var seen: Set<Int> = []
    let roots = roots.map { sources.origins[$0] }.filter { seen.insert($0).inserted }
    let isShown = sources.history(of: roots)
    let count = isShown.count { $0 }
    let level = wish.zoom == nil ? wish.level?.drawn : .operation
    let showsNumbers = level == .scalar || wish.unfold.contains("all")
    if showsNumbers || (level == nil && count <= min(readable, Outline.few)), wish.fold.isEmpty {
      return nil
    }
    var outliner = Outliner(sources, isShown: isShown)
    switch level {
    case _ where showsNumbers: outliner.chooseNumbers()
    case .line: outliner.choose(.lines)
    case .operation: outliner.choose(.calls)
    case .scalar, .iteration, .pass: outliner.chooseNumbers()
    case nil where count > readable: outliner.choose()
    case nil:
      if wish.fold.isEmpty {
        guard outliner.hasTensors else { return nil }
        outliner.choose(.calls)
      } else {
        outliner.chooseNumbers()
      }
    }
    for name in wish.fold { try outliner.fold(name) }
    if !wish.unfold.isEmpty, !showsNumbers {
      let drawn = Outline(outliner, roots, wish.source, symbolOfNumber)
      for name in wish.unfold { try outliner.unfold(name, in: drawn) }
    }
    guard outliner.places.count <= Outline.limit else {
      throw .tooManyCards(count: outliner.places.count, limit: Outline.limit)
    }
    self.init(outliner, roots, wish.source, symbolOfNumber)
    let reader = TensorReader(sources: sources, partOf: partOf, parts: parts)
    OutlineRules(reader, links, source: wish.source).write(into: &links)
    guard let zoom = wish.zoom else { return }
    open(sources.uses(of: sources.origins[zoom], within: isShown), symbolOfNumber)
    guard parts.count <= Outline.limit else {
      throw .tooManyCards(count: parts.count, limit: Outline.limit)
    }
  }

  private init(
    _ outliner: Outliner, _ roots: [Int], _ source: [String], _ symbolOfNumber: ((Int) -> String)?
  ) {
    sources = outliner.sources
    self.roots = roots
    partOf = outliner.assignment()
    parts = Array(repeating: Part(), count: outliner.places.count)
    connect()
    var titles = OutlineTitles(
      outliner, partOf: partOf, source: source, symbolOfNumber: symbolOfNumber)
    titles.write(into: &parts, links)
  }

  /// Finds out what is in each part, what others take from it, and what leads from part to part.
  private mutating func connect() {
    for part in parts.indices { parts[part].members = [] }
    (links, nodeCount, edgeCount) = ([], 0, 0)
    var isOutput = [Bool](repeating: false, count: partOf.count)
    for root in roots { isOutput[root] = true }
    var places: [Int: Int] = [:]
    for id in partOf.indices where partOf[id] >= 0 {
      nodeCount += 1
      let to = Int(partOf[id])
      parts[to].members.append(id)
      sources.forEachEdge(into: id) { edge in
        edgeCount += 1
        let from = Int(partOf[edge.from])
        guard from != to else { return }
        isOutput[edge.from] = true
        let key = from * parts.count + to
        if let place = places[key] {
          links[place].count += 1
        } else {
          places[key] = links.count
          links.append(Link(from: from, to: to, first: edge, count: 1))
        }
      }
    }
    for part in parts.indices {
      parts[part].outputs = parts[part].members.filter { isOutput[$0] }
    }
  }

  /// Gives nodes cards of their own, apart from the parts that they are in.
  ///
  /// The rules stay: they are those of the whole tensors.
  private mutating func open(_ nodes: [Int], _ symbolOfNumber: ((Int) -> String)?) {
    let rules = links.reduce(into: [:]) { $0[[$1.from, $1.to]] = $1.rule }
    var wholes = Array(parts.indices)
    var numbers = 0
    for id in nodes {
      let whole = parts[Int(partOf[id])]
      guard whole.members.count > 1 else { continue }
      var symbol = symbolOfNumber?(id) ?? whole.element(id) ?? sources.names[id]
      if symbol == nil {
        numbers += 1
        symbol = "n" + OperationText.subscripted(numbers)
      }
      wholes.append(Int(partOf[id]))
      partOf[id] = Int32(parts.count)
      parts.append(
        Part(title: symbol ?? "", symbol: symbol ?? "", name: symbol ?? "", scope: whole.scope))
      opened.insert(id)
    }
    // What nothing is left of goes.
    var isLeft = [Bool](repeating: false, count: parts.count)
    for part in partOf where part >= 0 { isLeft[Int(part)] = true }
    var places = [Int32](repeating: -1, count: parts.count)
    let kept = parts.indices.filter { isLeft[$0] }
    for (place, part) in kept.enumerated() { places[part] = Int32(place) }
    parts = kept.map { parts[$0].withoutResult(in: opened) }
    wholes = kept.map { wholes[$0] }
    partOf = partOf.map { $0 < 0 ? $0 : places[Int($0)] }
    connect()
    for place in links.indices
    where !opened.contains(links[place].first.from) && !opened.contains(links[place].first.to) {
      links[place].rule = rules[[wholes[links[place].from], wholes[links[place].to]]]
    }
  }
}

extension Outline {
  /// What numbers are called: those with a card of their own by its name, those of a tensor by their
  /// index in it.
  var symbolsOfNumbers: [Int: String] {
    var symbols: [Int: String] = [:]
    for part in parts {
      if part.members.count == 1 {
        symbols[part.members[0]] = part.symbol
      } else if let block = part.block {
        for (place, node) in block.nodes.enumerated() where symbols[node] == nil {
          symbols[node] = part.symbol + Recording.index(of: place, in: block.shape)
        }
      }
    }
    return symbols
  }
}

extension Outline.Part {
  /// Only steps are left of a call whose results have cards of their own.
  fileprivate func withoutResult(in opened: Set<Int>) -> Outline.Part {
    guard call != nil, let block, block.nodes.allSatisfy(opened.contains) else { return self }
    var part = self
    part.title = "other steps to \(symbol)"
    (part.call, part.block, part.isTensor) = (nil, nil, false)
    return part
  }

  /// What a number of the part's tensor is called: `h[0, 2]`.
  func element(_ id: Int) -> String? {
    guard let block, let place = block.nodes.firstIndex(of: id), !block.shape.isEmpty else {
      return nil
    }
    return symbol + Recording.index(of: place, in: block.shape)
  }
}

extension Outline {
  /// How many nodes are told on how many cards.
  package var summary: String { "\(nodeCount) nodes are told on \(parts.count) cards" }

  /// How much is not shown, and how a command opens it.
  package var note: String {
    let folded = parts.filter { $0.members.count > 1 }
    var seen: Set<String> = []
    let names = folded.map { $0.name }.filter { seen.insert($0).inserted }
    let shown = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
    return summary
      + (names.isEmpty ? "" : "; --unfold NAME opens one of \(shown)") + "; --of NAME draws a part"
  }

  /// The part that a node of the recording is in; nil outside of the graph.
  package func part(of id: Int) -> Part? {
    guard partOf.indices.contains(id), partOf[id] >= 0 else { return nil }
    return parts[Int(partOf[id])]
  }

  /// Whether a link is an edge between two nodes with cards of their own.
  package func isBetweenNumbers(_ link: Link) -> Bool {
    link.count == 1 && parts[link.from].members.count == 1 && parts[link.to].members.count == 1
  }

  /// Whether a node is a card of its own.
  func isSingle(_ id: Int) -> Bool { part(of: id)?.members.count == 1 }
}

/// Why a graph cannot be told as a reader wants it.
package enum FoldError: Error, Equatable, Sendable {
  /// A name to fold or open that nothing in the graph has.
  case unknown(name: String, known: [String])
  /// So much was opened that nobody could read it.
  case tooManyCards(count: Int, limit: Int)
}
