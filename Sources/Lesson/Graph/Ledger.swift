package import Autograd

/// The account of one leaf over the whole program: before a pass, what came, after; and what
/// cleared or changed it.
package struct Ledger: Sendable, Equatable {
  /// The leaf; after updates, the node that holds its newest value.
  package var leaf: Int
  package var name: String
  package var entries: [Entry]

  /// Something that changed what a leaf holds.
  package enum Entry: Sendable, Equatable {
    /// A pass brought contributions.
    case pass(
      number: Int, line: Int, before: Double?, contributions: [Pass.Contribution], seed: Double?,
      hook: Pass.Hook?, after: Double)
    /// The gradient was cleared, to nothing or to zero.
    case cleared(line: Int, to: Double?)
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
    var passNumber = 0
    for moment in recording.events {
      switch moment.event {
      case .passBegan:
        books.open(passes[passNumber])
        passNumber += 1
      case .accumulated(let leaf, let before, let after):
        guard passNumber > 0 else { continue }
        let leaf = origins[leaf]
        books.enter(
          .pass(
            number: passNumber, line: passes[passNumber - 1].line, before: before,
            contributions: books.contributions[leaf, default: []], seed: books.seeds[leaf],
            hook: books.hooks[leaf], after: after), at: leaf)
      case .cleared(let leaf, let value):
        books.enter(.cleared(line: moment.line, to: value), at: origins[leaf])
      case .updated(let old, let new):
        books.enter(
          .updated(
            line: moment.line, from: recording.nodes[old].value, to: recording.nodes[new].value),
          at: origins[old])
        books.move(from: origins[old], to: origins[new])
      case .visited, .contributed, .hooked, .passEnded, .printed, .raised:
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
  private(set) var contributions: [Int: [Pass.Contribution]] = [:]
  private(set) var seeds: [Int: Double] = [:]
  private(set) var hooks: [Int: Pass.Hook] = [:]

  mutating func open(_ pass: Pass) {
    contributions = Dictionary(
      grouping: pass.visits.flatMap { $0.contributions }, by: { $0.edge.from })
    seeds = Dictionary(pass.seeds.map { ($0.node, $0.value) }) { $0 + $1 }
    hooks = Dictionary(
      pass.accumulations.compactMap { $0.hook }.map { ($0.node, $0) }
    ) { _, newer in newer }
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
