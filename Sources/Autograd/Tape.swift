/// A record of scalar operations, in the order in which they were computed.
///
///     let tape = Tape()
///     let w = tape.leaf(2, name: "w")
///     let loss = (w * 3 - 5) * (w * 3 - 5)
///     try loss.backward()
///     w.gradient  // 6
///
/// A class, because it owns memory that its values point into: keep the tape for as long as you
/// use its values.
public final class Tape {
  let columns: UnsafeMutablePointer<Columns>
  /// What the recording says of nodes beyond their numbers.
  package var annotations = Annotations()
  /// Whether passes are written down, event by event, for a ``Recording``.
  public let keepsEvents: Bool
  /// The nodes that the newest pass reached, whose gradients the next one clears.
  var reached: Range<Int> = 0..<0
  /// The leaves that a pass has reached; some may have been cleared since.
  var leavesWithGradient: [Int] = []

  /// An empty tape.
  ///
  /// - Parameter keepsEvents: Whether to note every contribution for a ``Recording``; a training
  ///   loop that only wants gradients is faster without.
  public init(keepsEvents: Bool = true) {
    self.keepsEvents = keepsEvents
    columns = .allocate(capacity: 1)
    columns.initialize(to: Columns(capacity: 1 << 16))
    columns.pointee.owner = Unmanaged.passUnretained(self)
  }

  deinit {
    columns.pointee.deallocate()
    columns.deallocate()
  }

  /// How many nodes have been recorded.
  public var count: Int { columns.pointee.count }

  /// Forgets every node from `count` on, and with them the values that name those nodes.
  ///
  /// A training loop keeps its parameters at the start of the tape and rewinds to behind them
  /// after each step, so that memory stays flat.
  public func rewind(to count: Int) {
    columns.pointee.truncate(to: count)
    reached = reached.clamped(to: 0..<count)
    leavesWithGradient.removeAll { $0 >= count }
    annotations.truncate(to: count)
  }

  /// Records a value that needs a gradient.
  public func leaf(
    _ value: Double, name: String? = nil, precision: Precision = .double
  ) -> Value {
    source(.leaf, value, name: name, precision: precision)
  }

  /// Records a value that needs no gradient.
  public func constant(
    _ value: Double, name: String? = nil, precision: Precision = .double
  ) -> Value {
    source(.constant, value, name: name, precision: precision)
  }

  /// Records a number that the program wrote inside an operation.
  public func literal(_ value: Double, precision: Precision = .double) -> Value {
    source(.literal, value, name: nil, precision: precision)
  }

  private func source(
    _ source: Source, _ value: Double, name: String?, precision: Precision
  ) -> Value {
    let flags = Columns.Flags.of(precision, needsGradient: source == .leaf).union(.source)
    let node = columns.pointee.append(
      .source(source), 0, 0, value: precision.rounded(value), flags: flags)
    if let name { annotations.names[Int(node)] = name }
    return Value(columns: columns, id: node)
  }

  /// The value of a node.
  ///
  /// - Precondition: `0 <= node < count`.
  public func value(at node: Int) -> Value {
    precondition(0 <= node && node < count, "node \(node) of \(count)")
    return Value(columns: columns, id: Int32(node))
  }

  /// What a node is.
  public func operation(of node: Int) -> Operation { columns.pointee.kind[node].operation }

  /// The nodes that a node was computed from, in the order in which they are written.
  public func operands(of node: Int) -> Recording.Operands {
    Recording.Operands(columns.pointee, node)
  }
}
