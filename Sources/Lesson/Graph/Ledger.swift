package import Autograd

/// The account of one leaf over the whole program: before a pass, what came, after; and what
/// cleared or changed it.
package struct Ledger: Sendable, Equatable {
  /// The leaf; after updates, the node that holds its newest value.
  package var leaf: Int
  /// The program's name for the leaf, or `leaf 1` where it has none.
  package var name: String
  /// What happened to its gradient, in order.
  package var entries: [Entry]

  /// Something that changed what a leaf holds.
  package enum Entry: Sendable, Equatable {
    /// A pass brought contributions.
    case pass(
      number: Int, line: Int, before: Double?, contributions: [Pass.Contribution], seed: Double?,
      hook: Pass.Hook?, after: Double)
    /// The gradient was cleared, to nothing or to zero.
    case cleared(line: Int, to: Double?)
    /// The program put another number in place of the gradient.
    case changed(line: Int, from: Double?, to: Double)
    /// The leaf's value changed.
    case updated(line: Int, from: Double, to: Double)
  }
}

extension Ledger {
  /// The accounts of all leaves that a pass reached or that were cleared or updated, in the order
  /// in which they were made.
  ///
  /// - Complexity: O(nodes + events).
  package static func all(in recording: Recording) -> [Ledger] {
    let origins = recording.origins
    let passes = Pass.all(in: recording)
    var books = Books()
    for moment in recording.events {
      switch moment.event {
      case .pass(let index): books.enter(passes[index])
      case .cleared(let leaf, let value):
        books.enter(.cleared(line: moment.line, to: value), at: origins[leaf])
      case .gradientChanged(let leaf, let old, let new, _):
        books.enter(.changed(line: moment.line, from: old, to: new), at: origins[leaf])
      case .updated(let old, let new, _):
        books.enter(
          .updated(
            line: moment.line, from: recording.nodes[old].value, to: recording.nodes[new].value),
          at: origins[old])
        books.move(from: origins[old], to: origins[new])
      case .printed, .raised:
        continue
      }
    }
    return books.ledgers(recording)
  }
}

/// The accounts while they are written.
private struct Books {
  private var entries: [[Ledger.Entry]] = []
  /// The first node of each account, which gives its place.
  private var firsts: [Int] = []
  private var lasts: [Int] = []
  private var accounts: [Int: Int] = [:]

  /// What a pass brought to each leaf.
  mutating func enter(_ pass: Pass) {
    let contributions = Dictionary(
      grouping: pass.visits.flatMap { $0.contributions }, by: { $0.edge.from })
    for accumulation in pass.accumulations {
      let leaf = accumulation.leaf
      enter(
        .pass(
          number: pass.number, line: pass.line, before: accumulation.before,
          contributions: contributions[leaf, default: []],
          seed: pass.seeds.first { $0.node == leaf }?.value, hook: accumulation.hook,
          after: accumulation.after), at: leaf)
    }
  }

  mutating func enter(_ entry: Ledger.Entry, at leaf: Int) {
    entries[account(of: leaf)].append(entry)
  }

  mutating func move(from old: Int, to new: Int) {
    let account = account(of: old)
    accounts[new] = account
    lasts[account] = new
  }

  private mutating func account(of leaf: Int) -> Int {
    if let account = accounts[leaf] { return account }
    accounts[leaf] = entries.count
    entries.append([])
    firsts.append(leaf)
    lasts.append(leaf)
    return entries.count - 1
  }

  func ledgers(_ recording: Recording) -> [Ledger] {
    entries.indices.sorted { firsts[$0] < firsts[$1] }.map { account in
      let name = recording.nodes[lasts[account]].name ?? recording.nodes[firsts[account]].name
      return Ledger(
        leaf: lasts[account], name: name ?? "leaf \(account + 1)", entries: entries[account])
    }
  }
}
