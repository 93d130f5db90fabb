/// The tape's storage: one column a property, a row a node, in the order of computation.
///
/// The columns are raw memory behind one pointer, not arrays in a class: a class property costs an
/// exclusivity check and an array a uniqueness check at every node, ten times the work itself.
struct Columns {
  private var memory: UnsafeMutableRawPointer
  var kind: UnsafeMutablePointer<Kind>
  var operands: UnsafeMutablePointer<Operands>
  private(set) var value: UnsafeMutablePointer<Double>
  var gradient: UnsafeMutablePointer<Double>
  var count = 0
  private var capacity: Int

  /// The operands of all reductions, one after the other.
  private(set) var pool: UnsafeMutablePointer<Int32>
  var poolCount = 0
  private var poolCapacity: Int

  /// The tape that owns this storage; not retained, since the tape outlives it.
  var owner: Unmanaged<Tape>?

  /// What a node is.
  struct Kind {
    var operation: Operation
    var flags: Flags
  }

  /// What a node was computed from.
  struct Operands {
    /// The left or only operand; of a reduction, where its operands start in `pool`.
    var left: Int32
    /// The right operand; of a reduction, how many operands it has.
    var right: Int32
  }

  /// What the gradient column holds where nothing has arrived in the newest pass: a signalling NaN,
  /// which no arithmetic gives.
  static let nothing: UInt64 = 0x7FF0_0000_6E6F_6E65

  /// What has arrived at a node in the newest pass; nil where nothing has.
  @inline(__always)
  func arrived(at node: Int) -> Double? {
    gradient[node].bitPattern == Columns.nothing ? nil : gradient[node]
  }

  /// Forgets what has arrived at some nodes.
  func clearGradients(of nodes: Range<Int>) {
    for node in nodes { gradient[node] = Double(bitPattern: Columns.nothing) }
  }

  /// What is known of a node, a bit each.
  struct Flags: OptionSet {
    let rawValue: UInt8
    /// The node needs no gradient.
    ///
    /// Told this way round, a result's flags are what its operands have in common.
    static let untracked = Flags(rawValue: 1)
    /// Neither the node nor an operand is rounded to less than a double.
    static let isDouble = Flags(rawValue: 2)
    /// The values that the backward rule needs are gone.
    static let freed = Flags(rawValue: 4)
    /// No operation computed the node.
    static let source = Flags(rawValue: 8)
    /// The left or only operand needed a gradient when the node was made, as it does ever since.
    static let leftWants = Flags(rawValue: 16)
    /// The right operand needed one.
    static let rightWants = Flags(rawValue: 32)
    /// The two highest bits are the ``Precision``.
    private static let precisionShift: UInt8 = 6
    private static let precisionBits = Flags(rawValue: 3 << precisionShift)

    @inline(__always)
    var precision: Precision {
      unsafeBitCast(rawValue >> Flags.precisionShift, to: Precision.self)
    }

    /// The flags of a result of two operands: it needs a gradient if either does, and keeps a
    /// reduced precision only if both have it.
    @inline(__always)
    func combined(with other: Flags) -> Flags {
      isCommon(beside: other) ? .common : combinedInParts(with: other)
    }

    /// Whether two operands are what most are: doubles that need gradients.
    @inline(__always)
    func isCommon(beside other: Flags) -> Bool {
      (rawValue | other.rawValue) & Flags.precisionBits.union(.untracked).rawValue == 0
    }

    /// The flags of a result of two such operands.
    static let common: Flags = [.isDouble, .leftWants, .rightWants]

    private func combinedInParts(with other: Flags) -> Flags {
      var flags = intersection(other).intersection(Flags.precisionBits.union(.untracked))
      if union(other).isDisjoint(with: Flags.precisionBits) { flags.insert(.isDouble) }
      if needsGradient { flags.insert(.leftWants) }
      if other.needsGradient { flags.insert(.rightWants) }
      return flags
    }

    @inline(__always)
    static func of(_ precision: Precision, needsGradient: Bool) -> Flags {
      let flags = Flags(rawValue: precision.rawValue << precisionShift)
      return needsGradient ? flags : flags.union(.untracked)
    }

    @inline(__always)
    var needsGradient: Bool { !contains(.untracked) }
  }

  init(capacity: Int) {
    self.capacity = capacity
    poolCapacity = capacity
    pool = .allocate(capacity: capacity)
    // Each column starts some cache lines further than the one before it ends: at equal places of
    // their pages, a processor takes the store to one column for the load of another.
    let gap = 11 * 64
    let row = MemoryLayout<(Double, Double, Operands, Kind)>.size
    memory = .allocate(byteCount: capacity * row + 4 * gap, alignment: 64)
    var next = memory
    func column<Element>(of type: Element.Type) -> UnsafeMutablePointer<Element> {
      let column = next.bindMemory(to: type, capacity: capacity)
      next += capacity * MemoryLayout<Element>.stride + gap
      return column
    }
    value = column(of: Double.self)
    gradient = column(of: Double.self)
    operands = column(of: Operands.self)
    kind = column(of: Kind.self)
    clearGradients(of: 0..<capacity)
  }

  func deallocate() {
    memory.deallocate()
    pool.deallocate()
  }

  @inline(__always)
  mutating func append(
    _ operation: Operation, _ left: Int32, _ right: Int32, value: Double, flags: Flags
  ) -> Int32 {
    let node = count
    kind[node] = Kind(operation: operation, flags: flags)
    operands[node] = Operands(left: left, right: right)
    self.value[node] = value
    count = node &+ 1
    // Here and not at the start, where all arguments would have to be kept for the call.
    if count == capacity { grow() }
    return Int32(truncatingIfNeeded: node)
  }

  /// Makes room for the operands of a reduction, and returns where they start.
  mutating func reserveInPool(_ count: Int) -> Int {
    while poolCount + count > poolCapacity {
      let larger = UnsafeMutablePointer<Int32>.allocate(capacity: poolCapacity * 2)
      larger.update(from: pool, count: poolCount)
      pool.deallocate()
      pool = larger
      poolCapacity *= 2
    }
    defer { poolCount += count }
    return poolCount
  }

  /// Appends a reduction of operands, each given by its place among them.
  mutating func append(
    _ operation: Reduction, count: Int, precision: Precision, _ operand: (Int) -> Int32
  ) -> Int32 {
    let start = reserveInPool(count)
    var flags = Flags.of(precision, needsGradient: false)
    for place in 0..<count {
      let id = operand(place)
      pool[start + place] = id
      if kind[Int(id)].flags.needsGradient { flags.remove(.untracked) }
    }
    let result = withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { numbers in
      for place in 0..<count {
        numbers.initializeElement(at: place, to: value[Int(pool[start + place])])
      }
      return operation.value(of: Numbers(numbers), precision: precision)
    }
    return append(
      .reduction(operation), Int32(start), Int32(count), value: result, flags: flags)
  }

  mutating func overwrite(_ node: Int, _ number: Double) { value[node] = number }

  /// Forgets every node from `count` on.
  mutating func truncate(to count: Int) {
    guard count < self.count else { return }
    clearGradients(of: count..<self.count)
    if poolCount > 0 {
      for node in count..<self.count {
        guard case .reduction = kind[node].operation else { continue }
        poolCount = Int(operands[node].left)
        break
      }
    }
    self.count = count
  }

  @inline(never)
  private mutating func grow() {
    let larger = capacity * 2
    precondition(larger <= Int(Int32.max), "a tape holds at most \(Int32.max) nodes")
    let old = self
    self = Columns(capacity: larger)
    (count, owner) = (old.count, old.owner)
    value.update(from: old.value, count: count)
    gradient.update(from: old.gradient, count: count)
    operands.update(from: old.operands, count: count)
    kind.update(from: old.kind, count: count)
    pool.deallocate()
    (pool, poolCount, poolCapacity) = (old.pool, old.poolCount, old.poolCapacity)
    old.memory.deallocate()
  }
}

extension Columns {
  func isSource(_ node: Int) -> Bool { kind[node].flags.contains(.source) }

  /// Where the operands of a reduction stand in the pool.
  @inline(__always)
  func pooled(_ node: Int) -> (start: Int, count: Int) {
    (Int(operands[node].left), Int(operands[node].right))
  }
}
