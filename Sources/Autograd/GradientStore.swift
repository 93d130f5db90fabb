/// Where a backward pass keeps the gradient of each node, and in which reading of numbers.
///
/// ``NumericGradients`` computes them in the tape's own column; ``RecordedGradients`` records
/// their computation on the tape, which is PyTorch's `create_graph=True`.
public protocol GradientStore {
  /// What a gradient is.
  associatedtype Gradient: Number

  /// The tape that is walked.
  var tape: Tape { get }
  /// The computed node furthest back that something has arrived at; `Int.max` before.
  var oldest: Int { get }
  /// Whether the pass sends gradients to a node.
  func wants(_ node: Int) -> Bool
  /// What has arrived at a node so far in this pass; nil if nothing has.
  func gradient(of node: Int) -> Gradient?
  /// Replaces what has arrived at a node, rounded to the node's precision.
  mutating func setGradient(_ gradient: Gradient?, of node: Int)
  /// Adds to what has arrived at a node, rounding to the node's precision before and after.
  ///
  /// - Returns: Whether nothing had arrived before.
  @discardableResult
  mutating func add(_ contribution: Gradient, to node: Int) -> Bool
  /// The value of a node, as the rule of a node that uses it reads it: in the user's precision.
  func operand(_ node: Int, of user: Int) -> Gradient
  /// A fixed number, as precise as a node.
  func number(_ value: Double, like node: Int) -> Gradient
  /// How many of some nodes something has arrived at.
  func reachedCount(in nodes: Range<Int>) -> Int
  /// Forgets what has arrived at some nodes.
  mutating func clear(_ nodes: Range<Int>)
  /// Sends on what has arrived at each of some nodes, in their order; skips those where nothing
  /// has.
  ///
  /// A requirement, as the two before it are, so that the loop is compiled for each store, and not
  /// for stores in general.
  ///
  /// - Throws: ``GraphError/freed(node:)`` if an earlier pass freed what a rule reads.
  mutating func send(from nodes: Range<Int>) throws(GraphError)
}

extension GradientStore {
  /// Sends on what has arrived at a node, tells the observer, and marks the node; does nothing
  /// where nothing has arrived.
  @inline(__always)
  mutating func send(
    from node: Int, _ observer: inout some PassObserver,
    _ columns: UnsafeMutablePointer<Columns>, marking mark: Columns.Flags = []
  ) throws(GraphError) {
    guard let upstream = gradient(of: node) else { return }
    observer.visit(node, upstream.number)
    try send(from: node, upstream, columns) { observer.contribute($0) }
    columns.pointee.kind[node].flags.formUnion(mark)
  }

  /// ``send(from:)``, which each store calls for itself.
  @inline(__always)
  mutating func sendEach(of nodes: Range<Int>) throws(GraphError) {
    let columns = tape.columns
    if var writer = PassWriter(tape: tape) {
      defer { writer.finish() }
      for node in nodes { try send(from: node, &writer, columns) }
    } else {
      var silence = Silence()
      for node in nodes { try send(from: node, &silence, columns) }
    }
  }

  @inline(__always)
  private mutating func send(
    from node: Int, _ upstream: Gradient, _ columns: UnsafeMutablePointer<Columns>,
    _ observe: (Contribution<Gradient>) -> Void
  ) throws(GraphError) {
    if columns.pointee.kind[node].flags.contains(.freed), lacksSavedValues(node) {
      throw .freed(node: node)
    }
    // The rules of the two commonest primitives are folded into the caller's loop.
    switch columns.pointee.kind[node].operation {
    case .binary(.add): sendBinary(.add, node, upstream, columns, observe)
    case .binary(.multiply): sendBinary(.multiply, node, upstream, columns, observe)
    case let operation: send(operation, node, upstream, observe)
    }
  }

  @inline(never)
  private mutating func send(
    _ operation: Operation, _ node: Int, _ upstream: Gradient,
    _ observe: (Contribution<Gradient>) -> Void
  ) {
    switch operation {
    case .source: break
    case .unary(let operation):
      let x = Int(tape.columns.pointee.operands[node].left)
      guard wants(x), operation != .detach else { break }
      let contribution = operation.contribution(
        upstream: upstream, x: operand(x, of: node), output: operand(node, of: node))
      deliver(contribution, to: x, place: 0, observe)
    case .binary(let operation):
      sendBinary(operation, node, upstream, tape.columns, observe)
    case .reduction(let operation):
      let (start, count) = tape.columns.pointee.pooled(node)
      if let share = operation.evenShare(upstream: upstream, count: count) {
        for place in 0..<count {
          let x = Int(tape.columns.pointee.pool[start + place])
          if wants(x) { deliver(share, to: x, place: place, observe) }
        }
        break
      }
      let operands = tape.operands(of: node)
      let contributions = operation.contributions(
        upstream: upstream, operands: operands.map { operand($0, of: node) },
        output: operand(node, of: node))
      for (place, x) in operands.enumerated() where wants(x) {
        deliver(contributions[place], to: x, place: place, observe)
      }
    }
  }

  @inline(__always)
  private mutating func sendBinary(
    _ operation: Binary, _ node: Int, _ upstream: Gradient,
    _ columns: UnsafeMutablePointer<Columns>, _ observe: (Contribution<Gradient>) -> Void
  ) {
    let operands = columns.pointee.operands[node]
    let (a, b) = (Int(operands.left), Int(operands.right))
    if wants(a) {
      let contribution = operation.contribution(
        upstream: upstream, to: .left, a: operand(a, of: node), b: operand(b, of: node),
        output: operand(node, of: node))
      deliver(contribution, to: a, place: 0, observe)
    }
    if wants(b) {
      let contribution = operation.contribution(
        upstream: upstream, to: .right, a: operand(a, of: node), b: operand(b, of: node),
        output: operand(node, of: node))
      deliver(contribution, to: b, place: 1, observe)
    }
  }

  @inline(__always)
  private mutating func deliver(
    _ amount: Gradient, to operand: Int, place: Int,
    _ observe: (Contribution<Gradient>) -> Void
  ) {
    let isFirst = add(amount, to: operand)
    observe(Contribution(amount: amount, operand: operand, place: place, isFirst: isFirst))
  }

  /// Whether a freed node cannot be walked: its rule reads values, and an operand needs the result.
  private func lacksSavedValues(_ node: Int) -> Bool {
    tape.operation(of: node).savesValues && tape.operands(of: node).contains(where: wants)
  }
}

/// What one node sends to one of its operands: upstream gradient times local derivative.
public struct Contribution<Gradient: Number> {
  /// How much.
  public let amount: Gradient
  /// The node that gets it.
  public let operand: Int
  /// Which of the sender's operands that is, counted from 0; x·x sends twice, to places 0 and 1.
  public let place: Int
  /// Whether nothing had arrived at the operand before.
  public let isFirst: Bool
}

/// Gradients as numbers, in the tape's gradient column.
public struct NumericGradients: GradientStore {
  /// The tape that is walked.
  public let tape: Tape
  private let columns: UnsafeMutablePointer<Columns>
  /// The computed node furthest back that something has arrived at.
  public private(set) var oldest = Int.max
  /// The leaves that something has arrived at, in that order.
  private(set) var leaves: [Int] = []

  /// The gradients of a tape.
  public init(tape: Tape) {
    self.tape = tape
    columns = tape.columns
  }

  /// Whether a node needs a gradient.
  @inline(__always)
  public func wants(_ node: Int) -> Bool {
    columns.pointee.kind[node].flags.needsGradient
  }

  /// Sends nothing to some nodes that need gradients, until they are released.
  package mutating func withhold(_ nodes: [Int]) {
    for node in nodes { tape.value(at: node).stopTracking() }
  }

  /// Sends to some nodes again.
  package mutating func release(_ nodes: [Int]) {
    for node in nodes { tape.value(at: node).startTracking() }
  }

  /// What has arrived at a node so far.
  @inline(__always)
  public func gradient(of node: Int) -> Real? {
    columns.pointee.arrived(at: node).map {
      Real($0, precision: columns.pointee.kind[node].flags.precision)
    }
  }

  /// Replaces what has arrived at a node, rounded to the node's precision.
  @inline(__always)
  public mutating func setGradient(_ gradient: Real?, of node: Int) {
    guard let gradient else {
      columns.pointee.clearGradients(of: node..<node + 1)
      return
    }
    columns.pointee.gradient[node] =
      columns.pointee.kind[node].flags.precision.rounded(gradient.number)
  }

  /// Adds to what has arrived at a node.
  @inline(__always)
  @discardableResult
  public mutating func add(_ contribution: Real, to node: Int) -> Bool {
    let flags = columns.pointee.kind[node].flags
    let precision = flags.precision
    let amount = precision.rounded(contribution.number)
    if let sum = columns.pointee.arrived(at: node) {
      columns.pointee.gradient[node] = precision.rounded(sum + amount)
      return false
    }
    columns.pointee.gradient[node] = amount
    if flags.contains(.source) {
      leaves.append(node)
    } else {
      oldest = min(oldest, node)
    }
    return true
  }

  /// The value of a node in the precision of its user.
  @inline(__always)
  public func operand(_ node: Int, of user: Int) -> Real {
    let precision = columns.pointee.kind[user].flags.precision
    return Real(columns.pointee.value[node], precision: precision)
  }

  /// How many of some nodes something has arrived at.
  public func reachedCount(in nodes: Range<Int>) -> Int {
    let columns = columns.pointee
    return nodes.count { columns.arrived(at: $0) != nil }
  }

  /// Forgets what has arrived at some nodes.
  public mutating func clear(_ nodes: Range<Int>) {
    columns.pointee.clearGradients(of: nodes)
  }

  /// Sends on what has arrived at each of some nodes, in their order.
  public mutating func send(from nodes: Range<Int>) throws(GraphError) {
    try sendEach(of: nodes)
  }

  /// Visits the nodes that something has arrived at, newest first, and marks them, unobserved.
  ///
  /// Sums and products of doubles, of which most of a program is, are sent from here: what they need
  /// to know of their operands was noted when they were made, and the columns' places stay in
  /// registers.
  mutating func sweep(from newest: Int, marking mark: Columns.Flags) throws(GraphError) {
    let all = columns.pointee
    let (kinds, operands) = (all.kind, all.operands)
    let (values, gradients) = (all.value, all.gradient)
    let nothing = Columns.nothing
    @inline(__always)
    func deliver(_ amount: Double, to operand: Int) {
      let sum = gradients[operand]
      if sum.bitPattern != nothing {
        gradients[operand] = sum + amount
        return
      }
      gradients[operand] = amount
      if kinds[operand].flags.contains(.source) {
        leaves.append(operand)
      } else if operand < oldest {
        oldest = operand
      }
    }
    @inline(__always)
    func send(_ operation: Binary, _ node: Int, _ upstream: Double, _ flags: Columns.Flags) {
      let (left, right) = (Int(operands[node].left), Int(operands[node].right))
      let (a, b, output) = (Real(values[left]), Real(values[right]), Real(values[node]))
      func contribution(_ side: Binary.Side) -> Double {
        operation.contribution(
          upstream: Real(upstream), to: side, a: a, b: b, output: output
        ).number
      }
      if flags.contains(.leftWants) { deliver(contribution(.left), to: left) }
      if flags.contains(.rightWants) { deliver(contribution(.right), to: right) }
      kinds[node].flags = flags.union(mark)
    }
    var silence = Silence()
    var node = newest
    while node >= oldest {
      defer { node &-= 1 }
      let upstream = gradients[node]
      guard upstream.bitPattern != nothing else { continue }
      let kind = kinds[node]
      let isPlain = kind.flags.intersection([.isDouble, .freed]) == .isDouble
      switch kind.operation {
      case .binary(.add) where isPlain: send(.add, node, upstream, kind.flags)
      case .binary(.multiply) where isPlain: send(.multiply, node, upstream, kind.flags)
      default: try self.send(from: node, &silence, columns, marking: mark)
      }
    }
  }

  /// A number rounded to a node's precision.
  public func number(_ value: Double, like node: Int) -> Real {
    let precision = columns.pointee.kind[node].flags.precision
    return Real(precision.rounded(value), precision: precision)
  }
}

/// Gradients as values on the same tape, so that they can be differentiated again.
public struct RecordedGradients: GradientStore {
  /// The tape that is walked, and grows.
  public let tape: Tape
  /// The computed node furthest back that something has arrived at.
  public private(set) var oldest = Int.max
  private var gradients: [Int: Value] = [:]
  /// Whether each node leads to one that was asked for; nil when all are.
  private var isAskedFor: [Bool]?
  private var withheld: Set<Int> = []

  /// No gradients yet.
  public init(tape: Tape) { self.tape = tape }

  /// No gradients yet, of a pass that records only what some targets need.
  init(tape: Tape, from root: Int, to targets: [Int]) {
    self.tape = tape
    var leads = [Bool](repeating: false, count: root + 1)
    for target in targets where target <= root {
      leads[target] = tape.value(at: target).needsGradient
    }
    for node in (targets.min() ?? root)...max(root, targets.min() ?? root)
    where node <= root && !leads[node] && tape.value(at: node).needsGradient {
      leads[node] = tape.operands(of: node).contains { leads[$0] }
    }
    isAskedFor = leads
  }

  /// Whether a node needs a gradient, or leads to one that was asked for.
  public func wants(_ node: Int) -> Bool {
    !withheld.contains(node) && (isAskedFor?[node] ?? tape.value(at: node).needsGradient)
  }

  /// Sends nothing to some nodes that need gradients, until they are released.
  package mutating func withhold(_ nodes: [Int]) { withheld.formUnion(nodes) }

  /// Sends to some nodes again.
  package mutating func release(_ nodes: [Int]) { withheld.subtract(nodes) }

  /// What has arrived at a node so far.
  public func gradient(of node: Int) -> Value? { gradients[node] }

  /// Replaces what has arrived at a node, in the node's precision.
  public mutating func setGradient(_ gradient: Value?, of node: Int) {
    gradients[node] = gradient.map { rounded($0, like: node) }
  }

  /// Adds to what has arrived at a node.
  @discardableResult
  public mutating func add(_ contribution: Value, to node: Int) -> Bool {
    let amount = rounded(contribution, like: node)
    let sum = gradients[node]
    gradients[node] = sum.map { $0 + amount } ?? amount
    if !tape.value(at: node).isLeaf { oldest = min(oldest, node) }
    return sum == nil
  }

  /// The value of a node in the precision of its user.
  public func operand(_ node: Int, of user: Int) -> Value {
    rounded(tape.value(at: node), like: user)
  }

  /// How many of some nodes something has arrived at.
  public func reachedCount(in nodes: Range<Int>) -> Int { nodes.count { gradients[$0] != nil } }

  /// Forgets what has arrived at some nodes.
  public mutating func clear(_ nodes: Range<Int>) {
    for node in nodes { gradients[node] = nil }
  }

  /// Sends on what has arrived at each of some nodes, in their order.
  public mutating func send(from nodes: Range<Int>) throws(GraphError) {
    try sendEach(of: nodes)
  }

  /// A number written on the tape, rounded to a node's precision.
  public func number(_ value: Double, like node: Int) -> Value {
    tape.value(at: node).constant(value)
  }

  private func rounded(_ value: Value, like node: Int) -> Value {
    let precision = tape.value(at: node).precision
    return value.precision == precision ? value : value.record(.alias, precision: precision)
  }
}
