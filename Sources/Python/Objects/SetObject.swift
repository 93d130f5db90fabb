import Platform

/// A Python `set` or `frozenset`.
///
/// Iteration order is CPython's for integers and floats, which programs print; so the table, its
/// probing and its growth are CPython's. Source: `Objects/setobject.c`, 3.11.
package final class SetObject {
  let isFrozen: Bool
  private var table: [Slot] = Array(repeating: .free, count: 8)
  private var fill = 0
  /// Where `removeFirst` goes on.
  private var finger = 0
  /// Changes whenever the table does.
  private var version = 0
  private(set) var count = 0

  private enum Slot {
    case free
    case dead
    case used(hash: Int64, key: Object)
  }

  init(isFrozen: Bool = false) {
    self.isFrozen = isFrozen
  }

  init(copying other: SetObject, isFrozen: Bool = false) {
    self.isFrozen = isFrozen
    makeRoom(for: other.count)
    takeAll(of: other)
  }

  deinit {
    release(&table, leaving: [])
  }

  var elements: [Object] {
    table.compactMap { slot in
      if case .used(_, let key) = slot { key } else { nil }
    }
  }

  func contains(_ key: Object, _ interpreter: Interpreter) throws(Raised) -> Bool {
    let hash = try interpreter.hash(key)
    return try find(key, hash, interpreter).isFound
  }

  func insert(_ key: Object, _ interpreter: Interpreter) throws(Raised) {
    try insert(key, try interpreter.hash(key), interpreter)
  }

  private func insert(
    _ key: Object, _ hash: Int64, _ interpreter: Interpreter
  ) throws(Raised) {
    let (index, isFound) = try find(key, hash, interpreter)
    if isFound { return }
    try interpreter.checkGrowth(count)
    let isFresh = if case .free = table[index] { true } else { false }
    table[index] = .used(hash: hash, key: key)
    count += 1
    version += 1
    guard isFresh else { return }
    fill += 1
    if isCrowded(by: 0) { resize(grown) }
  }

  /// Adds all elements of another set; one that is empty takes them as they stand.
  func merge(_ other: SetObject, _ interpreter: Interpreter) throws(Raised) {
    guard other !== self else { return }
    try interpreter.checkGrowth(count + other.count)
    makeRoom(for: other.count)
    if fill == 0 {
      takeAll(of: other)
    } else {
      for case .used(let hash, let key) in other.table { try insert(key, hash, interpreter) }
    }
  }

  /// Grows ahead of so many more elements, if they might need it.
  func makeRoom(for added: Int) {
    if added > 0, isCrowded(by: added) { resize((count + added) * 2) }
  }

  /// Makes the table smaller where many elements were taken out.
  func tidy() {
    if fill - count > (table.count - 1) / 4 { resize(grown) }
  }

  private func isCrowded(by added: Int) -> Bool { (fill + added) * 5 >= (table.count - 1) * 3 }

  private var grown: Int { count > 50_000 ? count * 2 : count * 4 }

  /// Fills a table without elements.
  private func takeAll(of other: SetObject) {
    version += 1
    if table.count == other.table.count, other.fill == other.count {
      table = other.table
    } else {
      for case .used(let hash, let key) in other.table { place(key, hash) }
    }
    (fill, count) = (other.count, other.count)
  }

  func remove(_ key: Object, _ interpreter: Interpreter) throws(Raised) -> Bool {
    let hash = try interpreter.hash(key)
    let (index, isFound) = try find(key, hash, interpreter)
    guard isFound else { return false }
    table[index] = .dead
    count -= 1
    version += 1
    return true
  }

  func removeFirst() -> Object? {
    for step in table.indices {
      let index = (finger + step) & (table.count - 1)
      if case .used(_, let key) = table[index] {
        table[index] = .dead
        count -= 1
        version += 1
        finger = index + 1
        return key
      }
    }
    return nil
  }

  /// Takes the place of another, which nobody else has.
  func replace(with other: SetObject) {
    (table, fill, count) = (other.table, other.fill, other.count)
    finger = 0
    version += 1
  }

  func removeAll() {
    table = Array(repeating: .free, count: 8)
    fill = 0
    count = 0
    finger = 0
    version += 1
  }

  /// Where the key is, or where it would be put: in the last place on its way that was taken out.
  private func find(
    _ key: Object, _ hash: Int64, _ interpreter: Interpreter
  ) throws(Raised) -> (index: Int, isFound: Bool) {
    var perturb = UInt64(bitPattern: hash)
    var index = Int(truncatingIfNeeded: hash) & (table.count - 1)
    var vacant: Int?
    probe: while true {
      let probes = index + 9 <= table.count - 1 ? 9 : 0
      for candidate in index...(index + probes) where candidate < table.count {
        switch table[candidate] {
        case .free: return (vacant ?? candidate, false)
        case .dead: vacant = candidate
        case .used(let otherHash, let other):
          guard otherHash == hash else { continue }
          if other.isIdentical(to: key) { return (candidate, true) }
          let before = version
          let isEqual = try interpreter.equal(other, key)
          guard version == before else {
            // A comparison that changed the set tells nothing of what it holds now.
            perturb = UInt64(bitPattern: hash)
            index = Int(truncatingIfNeeded: hash) & (table.count - 1)
            vacant = nil
            continue probe
          }
          if isEqual { return (candidate, true) }
        }
      }
      perturb >>= 5
      index = Int(truncatingIfNeeded: UInt64(index) &* 5 &+ 1 &+ perturb) & (table.count - 1)
    }
  }

  private func resize(_ minimum: Int) {
    var capacity = 8
    while capacity <= minimum { capacity *= 2 }
    let old = table
    version += 1
    table = Array(repeating: .free, count: capacity)
    fill = count
    for case .used(let hash, let key) in old { place(key, hash) }
  }

  /// Puts a key that is not there yet in the first free place of its path.
  private func place(_ key: Object, _ hash: Int64) {
    var perturb = UInt64(bitPattern: hash)
    var index = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while true {
      let probes = index + 9 <= table.count - 1 ? 9 : 0
      for candidate in index...(index + probes) {
        if case .free = table[candidate] {
          table[candidate] = .used(hash: hash, key: key)
          return
        }
      }
      perturb >>= 5
      index = Int(truncatingIfNeeded: UInt64(index) &* 5 &+ 1 &+ perturb) & (table.count - 1)
    }
  }
}
