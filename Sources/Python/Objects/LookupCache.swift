/// What a look-up came to: nothing, perhaps.
struct Found {
  let value: Object?
  /// Whether an instance's own attribute of the name comes before what was found.
  let isReadPlainly: Bool
  /// Whether setting the attribute on an instance only sets its own.
  let isWrittenPlainly: Bool
}

/// The latest look-ups in a class, found by where the text of a name is in memory: the same place of
/// a program asks with the same text, and so without a hash of its characters.
struct LookupCache {
  private struct Entry {
    /// None for a place that is free.
    let identity: TextIdentity?
    /// Keeps the text where it is.
    let name: String
    let found: Found

    static var free: Entry {
      Entry(
        identity: nil, name: "",
        found: Found(value: nil, isReadPlainly: false, isWrittenPlainly: false))
    }
  }

  private static let capacity = 64
  private var entries: UnsafeMutablePointer<Entry>?

  func deallocate() {
    entries?.deinitialize(count: LookupCache.capacity)
    entries?.deallocate()
  }

  /// What a look-up of the name came to lately.
  @inline(__always)
  subscript(name: String) -> Found? {
    guard let entries else { return nil }
    let identity = TextIdentity(name)
    let place = identity.place(among: LookupCache.capacity)
    if entries[place].identity == identity { return entries[place].found }
    return entries[place ^ 1].identity == identity ? entries[place ^ 1].found : nil
  }

  /// Whether it is known that an instance's own attribute of the name comes first.
  @inline(__always)
  func isReadPlainly(_ identity: TextIdentity) -> Bool {
    guard let entries else { return false }
    let place = identity.place(among: LookupCache.capacity)
    if entries[place].identity == identity { return entries[place].found.isReadPlainly }
    return entries[place ^ 1].identity == identity && entries[place ^ 1].found.isReadPlainly
  }

  /// Whether it is known that setting the attribute on an instance only sets its own.
  @inline(__always)
  func isWrittenPlainly(_ identity: TextIdentity) -> Bool {
    guard let entries else { return false }
    let place = identity.place(among: LookupCache.capacity)
    if entries[place].identity == identity { return entries[place].found.isWrittenPlainly }
    return entries[place ^ 1].identity == identity && entries[place ^ 1].found.isWrittenPlainly
  }

  mutating func remember(_ found: Found, as name: String) {
    let entries = entries ?? allocate()
    let identity = TextIdentity(name)
    // What stood there goes to the place beside it.
    let place = identity.place(among: LookupCache.capacity)
    if entries[place].identity != nil { entries[place ^ 1] = entries[place] }
    entries[place] = Entry(identity: identity, name: name, found: found)
  }

  func removeAll() {
    guard let entries else { return }
    for place in 0..<LookupCache.capacity where entries[place].identity != nil {
      entries[place] = .free
    }
  }

  private mutating func allocate() -> UnsafeMutablePointer<Entry> {
    let made = UnsafeMutablePointer<Entry>.allocate(capacity: LookupCache.capacity)
    made.initialize(repeating: .free, count: LookupCache.capacity)
    entries = made
    return made
  }
}

/// The words that make a text: two texts with the same are the same, as long as both are there.
struct TextIdentity: Equatable {
  private let first: UInt64
  private let last: UInt64

  @inline(__always) init(_ text: String) {
    let size = MemoryLayout<String>.size
    (first, last) = withUnsafeBytes(of: text) { bytes in
      (
        bytes.loadUnaligned(as: UInt64.self),
        bytes.loadUnaligned(fromByteOffset: size - 8, as: UInt64.self)
      )
    }
  }

  @inline(__always) static func == (a: TextIdentity, b: TextIdentity) -> Bool {
    a.first == b.first && a.last == b.last
  }

  /// - Precondition: `count` is a power of two.
  @inline(__always) func place(among count: Int) -> Int {
    let mixed = (first ^ (last &<< 1)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 40) & (count - 1)
  }
}
