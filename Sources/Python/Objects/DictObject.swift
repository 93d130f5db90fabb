import Platform

/// An insertion-ordered hash table, as Python's `dict`.
///
/// Entries stand in an array in insertion order; `slots` is an open-addressed table of indices into
/// it. Keys that are not plain strings are compared through the interpreter, so `__eq__` is obeyed.
package final class DictObject {
  struct Entry {
    var hash: Int64
    var key: Object
    var value: Object
    var isLive: Bool
  }

  private(set) var entries: [Entry] = []
  /// Where the first live entry stands, so that taking it again and again passes over none twice.
  private var head = 0
  /// Indices into `entries` plus one, zero for free; the size is a power of two.
  private var slots: [Int32] = []
  /// The slots in use, those of entries that are gone among them.
  private var usedSlots = 0
  package private(set) var count = 0
  /// Changes whenever a key is added or removed, so that iteration can notice.
  private(set) var version = 0

  package init() {}

  package init(copying other: DictObject) {
    entries = other.entries
    head = other.head
    slots = other.slots
    usedSlots = other.usedSlots
    count = other.count
  }

  deinit {
    release(&entries, leaving: [])
  }

  // MARK: Reading in order

  package var keys: [Object] { entries.lazy.filter { $0.isLive }.map { $0.key } }
  package var values: [Object] { entries.lazy.filter { $0.isLive }.map { $0.value } }
  package var items: [(key: Object, value: Object)] {
    entries.lazy.filter { $0.isLive }.map { ($0.key, $0.value) }
  }

  /// The first live entry at or after `position`.
  func nextEntry(from position: Int) -> (position: Int, entry: Entry)? {
    var position = max(position, head)
    while position < entries.count {
      if entries[position].isLive { return (position, entries[position]) }
      position += 1
    }
    return nil
  }

  // MARK: String keys

  package func get(_ key: String) -> Object? {
    var hint = -1
    return get(key, hash: stableHash(key), hint: &hint)
  }

  /// Looks a string up; `hint` remembers the entry where it was last found.
  func get(_ key: String, hash: Int64, hint: inout Int) -> Object? {
    if hint >= 0, matches(hint, key, hash) { return entries[hint].value }
    guard let index = find(key, hash: hash) else { return nil }
    hint = index
    return entries[index].value
  }

  package func set(_ key: String, _ value: Object) {
    var hint = -1
    set(key, hash: stableHash(key), value, hint: &hint)
  }

  func set(_ key: String, hash: Int64, _ value: Object, hint: inout Int) {
    if hint >= 0, matches(hint, key, hash) {
      entries[hint].value = value
      return
    }
    if let index = find(key, hash: hash) {
      entries[index].value = value
      hint = index
    } else {
      append(Entry(hash: hash, key: .string(key), value: value, isLive: true))
      hint = entries.count - 1
    }
  }

  /// Takes a value out, to be set again, if the key still has it.
  func take(_ key: String, hash: Int64, ifIdentical value: Object) -> Object? {
    guard let index = find(key, hash: hash), entries[index].value.isIdentical(to: value) else {
      return nil
    }
    let taken = entries[index].value
    entries[index].value = .none
    return taken
  }

  @discardableResult package func remove(_ key: String) -> Object? {
    guard let index = find(key, hash: stableHash(key)) else { return nil }
    return removeEntry(at: index)
  }

  private func matches(_ index: Int, _ key: String, _ hash: Int64) -> Bool {
    guard index < entries.count, entries[index].hash == hash, entries[index].isLive else {
      return false
    }
    switch entries[index].key {
    case .string(let candidate): return candidate.isSame(as: key)
    case .instance(let instance):
      // An instance of a subclass of `str` is found by its text.
      guard let box = instance.payload as? ScalarBox, case .string(let candidate) = box.value else {
        return false
      }
      return candidate.isSame(as: key)
    default: return false
    }
  }

  private func find(_ key: String, hash: Int64) -> Int? {
    guard !slots.isEmpty else { return nil }
    let mask = slots.count - 1
    var slot = spread(hash) & mask
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if matches(index, key, hash) { return index }
      slot = (slot + 1) & mask
    }
    return nil
  }

  // MARK: Any hashable key

  package func get(_ key: Object, _ interpreter: Interpreter) throws(Raised) -> Object? {
    if case .string(let text) = key {
      try interpreter.spend(text.utf8.count)
      return get(text)
    }
    let hash = try interpreter.hash(key)
    guard let index = try find(key, hash: hash, interpreter) else { return nil }
    return entries[index].value
  }

  package func set(_ key: Object, _ value: Object, _ interpreter: Interpreter) throws(Raised) {
    if case .string(let text) = key {
      try interpreter.spend(text.utf8.count)
      try interpreter.checkGrowth(count)
      set(text, value)
      return
    }
    let hash = try interpreter.hash(key)
    if let index = try find(key, hash: hash, interpreter) {
      entries[index].value = value
    } else {
      try interpreter.checkGrowth(count)
      append(Entry(hash: hash, key: key, value: value, isLive: true))
    }
  }

  @discardableResult package func remove(
    _ key: Object, _ interpreter: Interpreter
  ) throws(Raised) -> Object? {
    let hash = try interpreter.hash(key)
    guard let index = try find(key, hash: hash, interpreter) else { return nil }
    return removeEntry(at: index)
  }

  package func removeAll() {
    entries = []
    head = 0
    slots = []
    usedSlots = 0
    count = 0
    version += 1
  }

  /// Removes and returns the entry added last.
  func removeLast() -> (key: Object, value: Object)? {
    while let last = entries.last, !last.isLive { entries.removeLast() }
    guard let entry = entries.last else { return nil }
    removeEntry(at: entries.count - 1)
    return (entry.key, entry.value)
  }

  private func find(
    _ key: Object, hash: Int64, _ interpreter: Interpreter
  ) throws(Raised) -> Int? {
    guard !slots.isEmpty else { return nil }
    var slot = spread(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if index < entries.count, entries[index].hash == hash, entries[index].isLive {
        let candidate = entries[index].key
        if candidate.isIdentical(to: key) { return index }
        let before = version
        let isEqual = try interpreter.equal(candidate, key)
        guard version == before else {
          // A comparison that changed the dictionary tells nothing of what it holds now.
          guard !slots.isEmpty else { return nil }
          slot = spread(hash) & (slots.count - 1)
          continue
        }
        if isEqual { return index }
      }
      slot = (slot + 1) & (slots.count - 1)
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
    if (usedSlots + 1) * 2 > slots.count { rebuild() }
    entries.append(entry)
    insertSlot(hash: entry.hash, index: entries.count - 1)
    count += 1
    version += 1
  }

  private func insertSlot(hash: Int64, index: Int) {
    let mask = slots.count - 1
    var slot = spread(hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = Int32(truncatingIfNeeded: index + 1)
    usedSlots += 1
  }

  private func rebuild() {
    entries.removeAll { !$0.isLive }
    head = 0
    var capacity = 8
    while capacity < (entries.count + 1) * 4 { capacity *= 2 }
    slots = Array(repeating: 0, count: capacity)
    usedSlots = 0
    for (index, entry) in entries.enumerated() {
      insertSlot(hash: entry.hash, index: index)
    }
  }

  @discardableResult private func removeEntry(at index: Int) -> Object {
    let value = entries[index].value
    // The slot keeps pointing at the dead entry, so that probes run over it.
    entries[index] = Entry(hash: 0, key: .none, value: .none, isLive: false)
    count -= 1
    version += 1
    while head < entries.count, !entries[head].isLive { head += 1 }
    if count == 0 {
      removeAll()
    } else if entries.count > 64, entries.count > 4 * count {
      rebuild()
    }
    return value
  }
}

/// FNV-1a over the bytes: the same in every process, unlike Swift's own hash.
func stableHash(_ text: String) -> Int64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in text.utf8 {
    hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
  }
  return Int64(bitPattern: hash)
}
