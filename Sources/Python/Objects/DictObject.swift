import Platform

/// An insertion-ordered hash table, as Python's `dict`.
///
/// Entries stand in memory in insertion order; `slots` is an open-addressed table of indices into
/// it, which a small dictionary does without. Keys that are not plain strings are compared through
/// the interpreter, so `__eq__` is obeyed.
package final class DictObject {
  struct Entry {
    var hash: Int64
    /// The words of a plain string's text; the others have none.
    var identity: TextIdentity?
    /// Nil where the entry is gone.
    var key: Object?
    var value: Object
  }

  private var entries: UnsafeMutablePointer<Entry>?
  /// How many entries there are, those that are gone among them.
  private var entryCount = 0
  private var entryCapacity = 0
  /// Where the first live entry stands, so that taking it again and again passes over none twice.
  private var head = 0
  /// Indices into `entries` plus one, zero for free; the size is a power of two.
  private var slots: UnsafeMutablePointer<Int32>?
  private var slotCount = 0
  /// The slots in use, those of entries that are gone among them.
  private var usedSlots = 0
  private var liveCount = 0
  /// Changes whenever a key is added or removed, so that iteration can notice.
  private(set) var version = 0

  /// How many entries are searched one after another.
  private static let fewEntries = 8

  /// How many entries there are.
  package var count: Int { liveCount }

  /// A dictionary without entries.
  package init() {}

  /// A dictionary with the entries of another, in their order.
  package init(copying other: DictObject) {
    reserve(other.liveCount)
    for index in 0..<other.entryCount {
      if let entry = other.live(index) { append(entry) }
    }
  }

  deinit {
    slots?.deallocate()
    guard let entries else { return }
    let remains = Remains(entries, count: entryCount)
    if remains.canNest {
      releaseRemains(remains)
    } else {
      remains.free()
    }
  }

  // MARK: Reading in order

  /// The keys in insertion order.
  package var keys: [Object] {
    var result: [Object] = []
    result.reserveCapacity(liveCount)
    forEach { key, _ in result.append(key) }
    return result
  }

  /// The values in the keys' order.
  package var values: [Object] {
    var result: [Object] = []
    result.reserveCapacity(liveCount)
    forEach { _, value in result.append(value) }
    return result
  }

  /// The entries in insertion order.
  package var items: [(key: Object, value: Object)] {
    var result: [(key: Object, value: Object)] = []
    result.reserveCapacity(liveCount)
    forEach { result.append(($0, $1)) }
    return result
  }

  private func forEach(_ body: (Object, Object) -> Void) {
    guard let entries else { return }
    for index in head..<max(head, entryCount) {
      if let key = entries[index].key { body(key, entries[index].value) }
    }
  }

  /// The first live entry at or after `position`.
  func nextEntry(from position: Int) -> (position: Int, key: Object, value: Object)? {
    guard let entries else { return nil }
    var position = max(position, head)
    while position < entryCount {
      if let key = entries[position].key { return (position, key, entries[position].value) }
      position += 1
    }
    return nil
  }

  private func live(_ index: Int) -> Entry? {
    guard let entries, entries[index].key != nil else { return nil }
    return entries[index]
  }

  // MARK: String keys

  /// The value of a string key; nil where there is none.
  package func get(_ key: String) -> Object? {
    var hint = -1
    return get(key, hash: stableHash(key), hint: &hint)
  }

  /// Looks a string up; `hint` remembers the entry where it was last found.
  @inline(__always)
  func get(_ key: String, hash: Int64, hint: inout Int) -> Object? {
    if let value = value(at: hint, named: TextIdentity(key)) { return value }
    guard let entries, let index = find(key, hash: hash) else { return nil }
    hint = index
    return entries[index].value
  }

  /// The value at a place where a name was found before; nil where it may be no longer.
  @inline(__always)
  func value(at hint: Int, named name: TextIdentity) -> Object? {
    guard hint >= 0, hint < entryCount, let entries, entries[hint].identity == name else {
      return nil
    }
    return entries[hint].value
  }

  /// Sets the value of a string key; a new key comes last.
  package func set(_ key: String, _ value: Object) {
    var hint = -1
    set(key, hash: stableHash(key), value, hint: &hint)
  }

  @inline(__always)
  func set(_ key: String, hash: Int64, _ value: Object, hint: inout Int) {
    if hint >= 0, hint < entryCount, let entries, entries[hint].identity == TextIdentity(key) {
      entries[hint].value = value
      return
    }
    hint = setSlowly(key, hash: hash, value)
  }

  private func setSlowly(_ key: String, hash: Int64, _ value: Object) -> Int {
    if let entries, let index = find(key, hash: hash) {
      entries[index].value = value
      return index
    }
    append(Entry(hash: hash, identity: TextIdentity(key), key: .string(key), value: value))
    return entryCount - 1
  }

  /// Takes a value out, to be set again, if the key still has it.
  func take(_ key: String, hash: Int64, ifIdentical value: Object) -> Object? {
    guard let entries, let index = find(key, hash: hash),
      entries[index].value.isIdentical(to: value)
    else { return nil }
    let taken = entries[index].value
    entries[index].value = .none
    return taken
  }

  /// Takes out a string key, and gives its value; nil where there is none.
  @discardableResult package func remove(_ key: String) -> Object? {
    guard let index = find(key, hash: stableHash(key)) else { return nil }
    return removeEntry(at: index)
  }

  private func matches(_ entry: UnsafeMutablePointer<Entry>, _ key: String, _ hash: Int64) -> Bool {
    guard entry.pointee.hash == hash else { return false }
    if let identity = entry.pointee.identity, identity == TextIdentity(key) { return true }
    switch entry.pointee.key {
    case .string(let candidate)?: return candidate.isSame(as: key)
    case .instance(let instance)?:
      // An instance of a subclass of `str` is found by its text.
      guard let box = instance.payload as? ScalarBox, case .string(let candidate) = box.value else {
        return false
      }
      return candidate.isSame(as: key)
    default: return false
    }
  }

  private func find(_ key: String, hash: Int64) -> Int? {
    guard let entries else { return nil }
    guard let slots else {
      for index in 0..<entryCount where matches(entries + index, key, hash) { return index }
      return nil
    }
    let mask = slotCount - 1
    var slot = spread(hash) & mask
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if matches(entries + index, key, hash) { return index }
      slot = (slot + 1) & mask
    }
    return nil
  }

  // MARK: Any hashable key

  /// The value of a key; nil where there is none, and throws what `__hash__` and `__eq__` raise.
  package func get(_ key: Object, _ interpreter: Interpreter) throws(Raised) -> Object? {
    if case .string(let text) = key {
      try interpreter.spend(text.utf8.count)
      return get(text)
    }
    let hash = try interpreter.hash(key)
    guard let index = try find(key, hash: hash, interpreter), let entries else { return nil }
    return entries[index].value
  }

  /// Sets the value of a key; throws what `__hash__` and `__eq__` raise, and where it grows too
  /// large.
  package func set(_ key: Object, _ value: Object, _ interpreter: Interpreter) throws(Raised) {
    if case .string(let text) = key {
      try interpreter.spend(text.utf8.count)
      try interpreter.checkGrowth(count)
      let hash = stableHash(text)
      if let entries, let index = find(text, hash: hash) {
        entries[index].value = value
      } else {
        append(Entry(hash: hash, identity: TextIdentity(text), key: key, value: value))
      }
      return
    }
    let hash = try interpreter.hash(key)
    if let index = try find(key, hash: hash, interpreter), let entries {
      entries[index].value = value
    } else {
      try interpreter.checkGrowth(count)
      append(Entry(hash: hash, identity: nil, key: key, value: value))
    }
  }

  /// Takes out a key, and gives its value; throws what `__hash__` and `__eq__` raise.
  @discardableResult package func remove(
    _ key: Object, _ interpreter: Interpreter
  ) throws(Raised) -> Object? {
    let hash = try interpreter.hash(key)
    guard let index = try find(key, hash: hash, interpreter) else { return nil }
    return removeEntry(at: index)
  }

  /// Takes out every entry.
  package func removeAll() {
    let remains = entries.map { Remains($0, count: entryCount) }
    entries = nil
    entryCount = 0
    entryCapacity = 0
    head = 0
    dropSlots()
    liveCount = 0
    version += 1
    remains?.free()
  }

  /// Removes and returns the entry added last.
  func removeLast() -> (key: Object, value: Object)? {
    guard let entries else { return nil }
    var last = entryCount - 1
    while last >= 0, entries[last].key == nil { last -= 1 }
    guard last >= 0, let key = entries[last].key else { return nil }
    return (key, removeEntry(at: last))
  }

  private func find(
    _ key: Object, hash: Int64, _ interpreter: Interpreter
  ) throws(Raised) -> Int? {
    // Without a table the entries' own order is the order of the search.
    var slot = slots == nil ? 0 : spread(hash) & (slotCount - 1)
    while let entries {
      let index: Int
      if let slots {
        index = Int(slots[slot]) - 1
        guard index >= 0 else { return nil }
      } else {
        index = slot
        guard index < entryCount else { return nil }
      }
      if entries[index].hash == hash, let candidate = entries[index].key {
        if case .int(let x) = candidate, case .int(let y) = key {
          if x == y { return index }
        } else if candidate.isIdentical(to: key) {
          return index
        }
        let before = version
        let isEqual = try interpreter.equal(candidate, key)
        guard version == before else {
          // A comparison that changed the dictionary tells nothing of what it holds now.
          slot = slots == nil ? 0 : spread(hash) & (slotCount - 1)
          continue
        }
        if isEqual { return index }
      }
      slot = slots == nil ? slot + 1 : (slot + 1) & (slotCount - 1)
    }
    return nil
  }

  // MARK: The table

  /// Every bit of a hash decides about every bit of its slot, since keys are often regular.
  ///
  /// Source: the finalizer of Appleby's MurmurHash3.
  private func spread(_ hash: Int64) -> Int {
    var mixed = UInt64(bitPattern: hash)
    mixed = (mixed ^ (mixed >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    mixed = (mixed ^ (mixed >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return Int(truncatingIfNeeded: (mixed ^ (mixed >> 33)) >> 1)
  }

  private func append(_ entry: Entry) {
    if entryCount == entryCapacity || (slots != nil && (usedSlots + 1) * 2 > slotCount) {
      rebuild()
    }
    guard let entries else { return }
    (entries + entryCount).initialize(to: entry)
    entryCount += 1
    if slots != nil { insertSlot(hash: entry.hash, index: entryCount - 1) }
    liveCount += 1
    version += 1
  }

  private func insertSlot(hash: Int64, index: Int) {
    guard let slots else { return }
    let mask = slotCount - 1
    var slot = spread(hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = Int32(truncatingIfNeeded: index + 1)
    usedSlots += 1
  }

  private func dropSlots() {
    slots?.deallocate()
    slots = nil
    slotCount = 0
    usedSlots = 0
  }

  /// Makes room for one more entry, and leaves out those that are gone.
  private func rebuild() { reserve(liveCount < 4 ? 4 : liveCount * 2) }

  private func reserve(_ capacity: Int) {
    guard capacity > 0 else { return }
    let moved = UnsafeMutablePointer<Entry>.allocate(capacity: capacity)
    var count = 0
    if let entries {
      for index in 0..<entryCount {
        if entries[index].key == nil {
          (entries + index).deinitialize(count: 1)
        } else {
          (moved + count).moveInitialize(from: entries + index, count: 1)
          count += 1
        }
      }
      entries.deallocate()
    }
    entries = moved
    entryCount = count
    entryCapacity = capacity
    head = 0
    dropSlots()
    guard capacity > DictObject.fewEntries else { return }
    slotCount = 16
    while slotCount < capacity * 2 { slotCount *= 2 }
    let table = UnsafeMutablePointer<Int32>.allocate(capacity: slotCount)
    table.initialize(repeating: 0, count: slotCount)
    slots = table
    for index in 0..<count { insertSlot(hash: moved[index].hash, index: index) }
  }

  @discardableResult private func removeEntry(at index: Int) -> Object {
    guard let entries else { return .none }
    // The slot keeps pointing at the dead entry, so that probes run over it.
    let removed = (entries + index).move()
    (entries + index).initialize(to: Entry(hash: 0, identity: nil, key: nil, value: .none))
    liveCount -= 1
    version += 1
    while head < entryCount, entries[head].key == nil { head += 1 }
    if liveCount == 0 {
      removeAll()
    } else if entryCount > 64, entryCount > 4 * liveCount {
      rebuild()
    }
    return removed.value
  }
}

/// The entries of a dictionary that is gone.
private struct Remains {
  private let entries: UnsafeMutablePointer<DictObject.Entry>
  private let count: Int

  init(_ entries: UnsafeMutablePointer<DictObject.Entry>, count: Int) {
    (self.entries, self.count) = (entries, count)
  }

  /// Whether freeing them may free what holds others in turn.
  var canNest: Bool {
    for index in 0..<count {
      if entries[index].identity == nil, entries[index].key != nil { return true }
      if entries[index].value.canNest { return true }
    }
    return false
  }

  func free() {
    entries.deinitialize(count: count)
    entries.deallocate()
  }
}

/// Frees what a dictionary held, at once or when what is freed above it has been.
private func releaseRemains(_ remains: Remains) {
  var held: RemainsHolder? = RemainsHolder(remains)
  release(&held, leaving: nil)
}

private final class RemainsHolder {
  private let remains: Remains

  init(_ remains: Remains) { self.remains = remains }

  deinit { remains.free() }
}

/// FNV-1a over the bytes: the same in every process, unlike Swift's own hash.
func stableHash(_ text: String) -> Int64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in text.utf8 {
    hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
  }
  return Int64(bitPattern: hash)
}
