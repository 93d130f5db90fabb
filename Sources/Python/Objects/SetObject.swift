import Platform

/// A Python `set` or `frozenset`.
///
/// Iteration order is CPython's for integers and floats, which programs print; so the table, its
/// probing and its growth are CPython's. Source: `Objects/setobject.c`, 3.11.
package final class SetObject {
  package let isFrozen: Bool
  private var table: [Slot] = Array(repeating: .free, count: 8)
  private var fill = 0
  /// Where `removeFirst` goes on.
  private var finger = 0
  /// Changes whenever the table does.
  private var version = 0
  package private(set) var count = 0

  private enum Slot {
    case free
    case dead
    case used(hash: Int64, key: Object)
  }

  package init(isFrozen: Bool = false) {
    self.isFrozen = isFrozen
  }

  package init(copying other: SetObject, isFrozen: Bool = false) {
    self.isFrozen = isFrozen
    table = other.table
    fill = other.fill
    count = other.count
  }

  deinit {
    release(&table, leaving: [])
  }

  package var elements: [Object] {
    table.compactMap { slot in
      if case .used(_, let key) = slot { key } else { nil }
    }
  }

  package func contains(_ key: Object, _ interpreter: Interpreter) throws(Raised) -> Bool {
    let hash = try interpreter.hash(key)
    return try find(key, hash, interpreter).isFound
  }

  package func insert(_ key: Object, _ interpreter: Interpreter) throws(Raised) {
    let hash = try interpreter.hash(key)
    let (index, isFound) = try find(key, hash, interpreter)
    if isFound { return }
    try interpreter.checkGrowth(count)
    table[index] = .used(hash: hash, key: key)
    fill += 1
    count += 1
    version += 1
    if fill * 5 >= (table.count - 1) * 3 { resize(count > 50_000 ? count * 2 : count * 4) }
  }

  package func remove(_ key: Object, _ interpreter: Interpreter) throws(Raised) -> Bool {
    let hash = try interpreter.hash(key)
    let (index, isFound) = try find(key, hash, interpreter)
    guard isFound else { return false }
    table[index] = .dead
    count -= 1
    version += 1
    return true
  }

  package func removeFirst() -> Object? {
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

  package func removeAll() {
    table = Array(repeating: .free, count: 8)
    fill = 0
    count = 0
    finger = 0
    version += 1
  }

  private func find(
    _ key: Object, _ hash: Int64, _ interpreter: Interpreter
  ) throws(Raised) -> (index: Int, isFound: Bool) {
    var perturb = UInt64(bitPattern: hash)
    var index = Int(truncatingIfNeeded: hash) & (table.count - 1)
    probe: while true {
      let probes = index + 9 <= table.count - 1 ? 9 : 0
      for candidate in index...(index + probes) where candidate < table.count {
        switch table[candidate] {
        case .free: return (candidate, false)
        case .dead: continue
        case .used(let otherHash, let other):
          guard otherHash == hash else { continue }
          if other.isIdentical(to: key) { return (candidate, true) }
          let before = version
          let isEqual = try interpreter.equal(other, key)
          guard version == before else {
            // A comparison that changed the set tells nothing of what it holds now.
            perturb = UInt64(bitPattern: hash)
            index = Int(truncatingIfNeeded: hash) & (table.count - 1)
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
    for case .used(let hash, let key) in old {
      var perturb = UInt64(bitPattern: hash)
      var index = Int(truncatingIfNeeded: hash) & (capacity - 1)
      place: while true {
        let probes = index + 9 <= capacity - 1 ? 9 : 0
        for candidate in index...(index + probes) {
          if case .free = table[candidate] {
            table[candidate] = .used(hash: hash, key: key)
            break place
          }
        }
        perturb >>= 5
        index = Int(truncatingIfNeeded: UInt64(index) &* 5 &+ 1 &+ perturb) & (capacity - 1)
      }
    }
  }
}
