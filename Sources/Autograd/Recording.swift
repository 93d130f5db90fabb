/// Everything that happened in one run, as a plain value: what every view is made from.
public struct Recording: Sendable, Equatable {
  /// The operations, in the order of computation; a node's operands stand before it.
  public var nodes: [Node]
  /// Where nodes were made: lines and the calls they belong to.
  public var sites: [Site]
  /// Function and module calls; the first is the whole program.
  public var scopes: [Scope]
  /// What happened besides computing, in order.
  public var events: [Moment]
  /// The backward passes, in the order in which they began.
  public var passes: [Pass]
  /// Shaped groups of nodes that the program gave a name.
  public var tensors: [Tensor]
  /// PyTorch's `grad_fn` graph over the same nodes; empty when the program was not PyTorch's.
  public var functions: [Function]
  /// The calls of tensor operations, tracked or not, in order; of one inside of another the inner
  /// stands first.
  public var calls: [Call]

  /// One operation and its result.
  public struct Node: Sendable, Equatable {
    /// What was computed.
    public var operation: Operation
    /// The nodes it was computed from, in the order in which they are written.
    public var operands: Operands
    /// The result.
    public var value: Double
    /// What the result is rounded to.
    public var precision: Precision
    /// Whether a leaf that needs a gradient went into it.
    public var needsGradient: Bool
    /// Where it was made: an index into ``Recording/sites``.
    public var site: Int
    /// The program's name for it, with an index for an element of a tensor: `w`, `x[1]`.
    public var name: String?
  }

  /// A place in the program.
  public struct Site: Sendable, Hashable {
    /// The line, counted from 1; 0 when there is no program.
    public var line: Int
    /// The call: an index into ``Recording/scopes``.
    public var scope: Int

    /// A line of a call.
    public init(line: Int, scope: Int) {
      self.line = line
      self.scope = scope
    }
  }

  /// A call of a function or a module.
  public struct Scope: Sendable, Equatable {
    /// What the call is titled, for example `model(x)` or `mse_loss`.
    public var name: String
    /// The call that made this one; nil for the program itself.
    public var parent: Int?
  }

  /// Nodes that form one tensor under one name.
  public struct Tensor: Sendable, Equatable {
    /// The name in the program.
    public var name: String
    /// The length of each dimension.
    public var shape: [Int]
    /// One node an element, the last dimension running fastest.
    public var nodes: [Int]

    /// A named tensor.
    public init(name: String, shape: [Int], nodes: [Int]) {
      self.name = name
      self.shape = shape
      self.nodes = nodes
    }
  }

  /// A node of PyTorch's own graph: one call that autograd differentiates.
  public struct Function: Sendable, Equatable {
    /// PyTorch's name, for example `MulBackward0` or `AccumulateGrad`.
    public var name: String
    /// The nodes that the call recorded; of an accumulator, those of its leaf.
    public var nodes: [Int]
    /// The functions that its gradients go to: indices into ``Recording/functions``.
    public var next: [Int]
    /// What it keeps for the backward pass, by name.
    public var saved: [String]
    /// The nodes of each input, where the program itself says how gradients get there; empty where
    /// a rule does.
    public var inputs: [[Int]]

    /// A call that autograd differentiates.
    public init(
      name: String, nodes: [Int], next: [Int], saved: [String], inputs: [[Int]] = []
    ) {
      self.name = name
      self.nodes = nodes
      self.next = next
      self.saved = saved
      self.inputs = inputs
    }
  }

  /// A call of a tensor operation.
  public struct Call: Sendable, Equatable {
    /// PyTorch's name for its backward function, whether it needs one or not.
    public var name: String
    /// What it read, in the order of its parameters.
    public var operands: [Block]
    /// What it computed.
    public var results: [Block]

    /// A call with its name.
    public init(name: String, operands: [Block], results: [Block]) {
      self.name = name
      self.operands = operands
      self.results = results
    }
  }

  /// The nodes of one tensor.
  public struct Block: Sendable, Equatable {
    /// The length of each dimension.
    public var shape: [Int]
    /// One node an element, the last dimension running fastest.
    public var nodes: [Int]

    /// Nodes in a shape.
    public init(shape: [Int], nodes: [Int]) {
      self.shape = shape
      self.nodes = nodes
    }
  }

  /// An event, and when it happened.
  public struct Moment: Sendable, Equatable {
    /// How many nodes had been computed.
    public var nodeCount: Int
    /// The line of the program that ran.
    public var line: Int
    /// What happened.
    public var event: Event
  }

  /// What can happen besides computing.
  public enum Event: Sendable, Equatable {
    /// A backward pass ran: an index into ``Recording/passes``. What happened while it ran, such as
    /// a hook that printed, comes behind it.
    case pass(Int)
    /// Gradients were cleared, to nothing or to zero.
    case cleared(leaf: Int, to: Double?)
    /// The program put another number in place of a gradient, as clipping and assigning do; `by` is
    /// the node that computed it, nil where the number was written.
    case gradientChanged(leaf: Int, from: Double?, to: Double, by: Int? = nil)
    /// A leaf was replaced by its changed value, as an optimiser's step does; `by` is the node that
    /// computed it, nil where the number was written.
    case updated(from: Int, to: Int, by: Int? = nil)
    /// The program printed a text, while a line outside of all functions ran.
    case printed(String, statement: Int)
    /// The program raised an error, at a node where one is responsible.
    case raised(type: String, message: String, node: Int?)
  }
}

extension Recording {
  /// Where an element stands in a tensor of some shape, `[0, 2]`; nothing for a number that is no
  /// tensor's.
  package static func index(of element: Int, in shape: [Int]) -> String {
    var rest = element
    var indices: [String] = []
    for length in shape.reversed() {
      indices.append(String(rest % max(length, 1)))
      rest /= max(length, 1)
    }
    return indices.isEmpty ? "" : "[\(indices.reversed().joined(separator: ", "))]"
  }
}

/// What a tape knows of its nodes beyond their numbers.
package struct Annotations {
  /// What the program calls nodes, by node.
  package var names: [Int: String] = [:]
  /// The lines and calls where nodes are made, each once; the first is of no line.
  package var sites = [Recording.Site(line: 0, scope: 0)]
  /// The calls so far, as ``Recording/scopes`` has them.
  package var scopes = [Recording.Scope(name: "program", parent: nil)]
  /// What happened besides computing, in order.
  package var events: [Recording.Moment] = []
  var passes: [Recording.Pass] = []
  /// The passes that run, the innermost last: a hook or a rule of the program's own may begin
  /// another.
  var openPasses: [Int] = []
  /// The named tensors, in the order in which they get their names.
  package var tensors: [Recording.Tensor] = []
  /// The functions of PyTorch's graph, in the order of their calls.
  package var functions: [Recording.Function] = []
  /// The calls of tensor operations.
  package var calls: [Recording.Call] = []
  /// Where nodes were made, as runs: an index into `sites` from each node on, up to the next run.
  private var siteRuns: [(start: Int, site: Int)] = [(0, 0)]
  private var siteIndex = [Recording.Site(line: 0, scope: 0): 0]

  /// The place that nodes are made at now.
  var site: Recording.Site { siteRuns.last.map { sites[$0.site] } ?? sites[0] }

  /// Nodes from `start` on are made at another place.
  mutating func enter(_ site: Recording.Site, from start: Int) {
    let index = index(of: site)
    if siteRuns.last?.start == start { siteRuns.removeLast() }
    if siteRuns.last?.site != index { siteRuns.append((start, index)) }
  }

  /// Where each of some nodes was made: indices into `sites`.
  func sites(ofNodesBelow count: Int) -> [Int] {
    var sites: [Int] = []
    sites.reserveCapacity(count)
    for (place, run) in siteRuns.enumerated() {
      let end = place + 1 < siteRuns.count ? siteRuns[place + 1].start : count
      sites.append(contentsOf: repeatElement(run.site, count: end - run.start))
    }
    return sites
  }

  private mutating func index(of site: Recording.Site) -> Int {
    if let index = siteIndex[site] { return index }
    sites.append(site)
    siteIndex[site] = sites.count - 1
    return sites.count - 1
  }

  mutating func truncate(to count: Int) {
    names = names.filter { $0.key < count }
    let site = site
    siteRuns.removeAll { $0.start > count }
    enter(site, from: count)
    tensors.removeAll { $0.nodes.contains { $0 >= count } }
    calls.removeAll { $0.results.contains { $0.nodes.contains { $0 >= count } } }
    events.removeAll { $0.nodeCount > count }
    passes.removeAll { $0.nodes.lowerBound > count }
    for index in passes.indices { passes[index].nodes = passes[index].nodes.clamped(to: 0..<count) }
  }
}

extension Tape {
  /// The line and call that nodes are made at from now on.
  public var site: Recording.Site {
    get { annotations.site }
    set { annotations.enter(newValue, from: count) }
  }

  /// Runs a body whose nodes belong to a named call.
  public func scope<Result, Failure>(
    _ name: String, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let caller = site
    enterScope(name)
    defer { site = caller }
    return try body()
  }

  /// Begins a call; the caller restores ``site`` when it ends.
  package func enterScope(_ name: String) {
    annotations.scopes.append(.init(name: name, parent: site.scope))
    site.scope = annotations.scopes.count - 1
  }

  /// Names a node for people.
  public func name(_ node: Int, _ name: String) { annotations.names[node] = name }

  /// Notes that something happened, if events are kept.
  package func note(_ event: Recording.Event) {
    guard keepsEvents else { return }
    annotations.events.append(.init(nodeCount: count, line: site.line, event: event))
  }

  /// Everything recorded so far, as a value.
  public var recording: Recording {
    let sites = annotations.sites(ofNodesBelow: count)
    return Recording(
      nodes: (0..<count).map { node in
        Recording.Node(
          operation: columns.pointee.kind[node].operation,
          operands: Recording.Operands(columns.pointee, node),
          value: columns.pointee.value[node],
          precision: columns.pointee.kind[node].flags.precision,
          needsGradient: columns.pointee.kind[node].flags.needsGradient,
          site: sites[node],
          name: annotations.names[node])
      },
      sites: annotations.sites, scopes: annotations.scopes, events: annotations.events,
      passes: annotations.passes, tensors: annotations.tensors, functions: annotations.functions,
      calls: annotations.calls)
  }
}
