import Autograd
import Lesson

/// A recording worked out by hand: every quantity of a graph, in terms of the blanks before it, by
/// the rules or with one of them mutated.
package struct Working {
  /// What each quantity comes to, in terms of blanks with smaller numbers.
  package private(set) var results: [Quantity: Derived] = [:]

  private let script: Script
  private let mutation: Mutation?
  private let blanks: [Quantity: Derived]
  private var values: [Derived] = []
  private var isTracked: [Bool] = []
  /// What the leaves hold.
  private var totals: [Int: Derived] = [:]
  /// What the inner nodes held after the newest pass.
  private var inner: [Int: Derived] = [:]

  /// - Parameters:
  ///   - script: What was run.
  ///   - blanks: What stands for a quantity that is asked, wherever it is used.
  ///   - mutation: The malrule; nil for the rules.
  /// - Complexity: O(nodes + edges of all passes).
  package init(
    _ script: Script, blanks: [Quantity: Derived] = [:], mutation: Mutation? = nil
  ) {
    self.script = script
    self.mutation = mutation
    self.blanks = blanks
    computeValues()
    for event in script.events {
      switch event {
      case .pass(let seeds, let keeps, let isShown): pass(seeds, keeps, isShown)
      case .cleared(let leaf, let value): clear(leaf, value)
      case .updated(let old, let new): totals[new] = totals.removeValue(forKey: old)
      }
    }
  }

  private mutating func note(_ quantity: Quantity, _ derived: Derived) -> Derived {
    guard script.shows(quantity) else { return derived }
    var answer = derived
    if case .answer(let mutate)? = mutation, let wrong = mutate(derived, value(beside: quantity)) {
      answer = wrong.mutated
    }
    results[quantity] = answer
    return blanks[quantity] ?? derived
  }
}

/// The way forward.
extension Working {
  /// The value of the node that a gradient is of.
  private func value(beside quantity: Quantity) -> Derived? {
    switch quantity {
    case .gradient(let id): values[id]
    case .value, .local, .contribution: nil
    }
  }

  private mutating func computeValues() {
    values.reserveCapacity(script.nodes.count)
    for (id, node) in script.nodes.enumerated() {
      isTracked.append(tracks(id, node))
      let operands = node.operands.map { values[$0] }
      let value = value(of: id, node, operands)
      values.append(script.origins[id] == id ? note(.value(id), value) : values[script.origins[id]])
    }
  }

  private func tracks(_ id: Int, _ node: Recording.Node) -> Bool {
    guard case .tracking? = mutation else { return node.needsGradient }
    return node.needsGradient || node.operands.contains { isTracked[$0] }
  }

  private func value(of id: Int, _ node: Recording.Node, _ operands: [Derived]) -> Derived {
    guard !script.isOpaque[id] else { return Derived(node.value) }
    // What the sheet shows cannot be got wrong.
    if case .value(let mutate)? = mutation, blanks[.value(id)] != nil, let first = operands.first {
      let use = Mutation.Use(
        operation: node.operation, place: 0, operands: operands, output: first, inner: nil)
      if let value = mutate(use) { return value.mutated }
    }
    return node.operation.value(operands) ?? Derived(node.value)
  }
}

/// The way back.
extension Working {
  private mutating func pass(_ seeds: [Recording.Seed], _ keeps: Set<Int>, _ isShown: Bool) {
    var arrivals: [Int: [Mutation.Arrival]] = [:]
    for seed in seeds {
      var amount = Derived(seed.value)
      if case .seed(let mutate)? = mutation { amount = mutate(amount, values[seed.node]).mutated }
      arrivals[seed.node, default: []].append(.init(sender: nil, amount: amount))
    }
    if case .revisiting? = mutation { return revisit(arrivals, keeps, isShown) }
    var held: [Int: Derived] = [:]
    for id in stride(from: seeds.map(\.node).max() ?? -1, through: 0, by: -1) {
      guard let arrived = arrivals.removeValue(forKey: id), isTracked[id] else { continue }
      let gradient = gradient(of: id, arrived)
      guard !script.nodes[id].operands.isEmpty else {
        keep(gradient, at: id, keeps.contains(id), isShown)
        continue
      }
      held[id] = gradient
      let upstream = isShown ? note(.gradient(id), gradient) : gradient
      for (edge, amount) in contributions(of: id, upstream, isShown) {
        arrivals[edge.from, default: []].append(.init(sender: id, amount: amount))
      }
    }
    inner = held
  }

  /// The most visits that somebody would make by hand, many times over.
  private static let visitLimit = 4_096

  /// A pass without an order: each visit sends what is there, and visits the receivers.
  private mutating func revisit(
    _ arrivals: [Int: [Mutation.Arrival]], _ keeps: Set<Int>, _ isShown: Bool
  ) {
    var gradients = arrivals.mapValues { $0.dropFirst().reduce($0[0].amount) { $0 + $1.amount } }
    var waiting = arrivals.keys.sorted()
    var visits = 0
    while let id = waiting.popLast() {
      guard let gradient = gradients[id], !script.nodes[id].operands.isEmpty else { continue }
      visits += 1
      guard visits <= Self.visitLimit else { return }
      let sent = contributions(of: id, gradient, false)
      for (edge, amount) in sent {
        gradients[edge.from] = gradients[edge.from].map { $0 + amount } ?? amount
      }
      waiting += sent.reversed().map(\.0.from)
    }
    for (id, gradient) in gradients.sorted(by: { $0.key < $1.key }) {
      if script.nodes[id].operands.isEmpty {
        keep(gradient.mutated, at: id, keeps.contains(id), isShown)
      } else if isShown {
        _ = note(.gradient(id), gradient.mutated)
      }
    }
  }

  private func gradient(of id: Int, _ arrived: [Mutation.Arrival]) -> Derived {
    if case .accumulation(let mutate)? = mutation, let gradient = mutate(arrived) {
      return gradient.mutated
    }
    let sum = arrived.dropFirst().reduce(arrived[0].amount) { $0 + $1.amount }
    guard case .innerTotals? = mutation, arrived[0].sender != nil,
      !script.nodes[id].operands.isEmpty, let before = inner[id]
    else { return sum }
    return (before + sum).mutated
  }

  /// Adds what a pass brought to what a leaf holds.
  private mutating func keep(_ gradient: Derived, at leaf: Int, _ isKept: Bool, _ isShown: Bool) {
    var total = gradient
    if isKept, let before = totals[leaf] {
      if case .total(let mutate)? = mutation {
        total = mutate(before, gradient).mutated
      } else {
        total = before + gradient
      }
    }
    if isKept { totals[leaf] = total }
    if isShown { _ = note(.gradient(leaf), total) }
  }

  private mutating func clear(_ leaf: Int, _ value: Double?) {
    if case .clearing? = mutation {
      totals[leaf] = totals[leaf]?.mutated
    } else {
      totals[leaf] = value.map { Derived($0) }
    }
  }

  private mutating func contributions(
    of id: Int, _ upstream: Derived, _ isShown: Bool
  ) -> [(Graph.Edge, Derived)] {
    let node = script.nodes[id]
    let operands = node.operands.map { values[$0] }
    let plain = node.operation.sent(upstream, operands, values[id], isCut: isTracked[id])
    let locals = node.operation.sent(Derived(1), operands, values[id], isCut: isTracked[id])
    var sent: [(Graph.Edge, Derived)] = []
    for (place, operand) in node.operands.enumerated() {
      let origin = script.origins[operand]
      guard isTracked[origin] else { continue }
      let edge = Graph.Edge(from: origin, to: id, place: place)
      var amount = plain[place]
      var local = locals[place]
      let asked = isShown && blanks[.local(edge)] != nil
      if case .local(let mutate)? = mutation,
        let wrong = mutate(use(of: id, place, operands))
      {
        local = wrong.mutated
        amount = upstream * local
      }
      // Only a malrule gets here through what autograd does not track.
      if !node.needsGradient { amount = amount.mutated }
      if isShown { local = note(.local(edge), local) }
      if asked { amount = upstream * local }
      if case .combination(let mutate)? = mutation,
        let wrong = mutate(upstream, local, use(of: id, place, operands))
      {
        amount = wrong.mutated
      }
      sent.append((edge, isShown ? note(.contribution(edge), amount) : amount))
    }
    return sent
  }

  private func use(of id: Int, _ place: Int, _ operands: [Derived]) -> Mutation.Use {
    let node = script.nodes[id]
    let operand = script.nodes[script.origins[node.operands[place]]]
    return Mutation.Use(
      operation: node.operation, place: place, operands: operands, output: values[id],
      inner: operand.operands.first.map { values[$0] })
  }
}

extension Operation {
  /// What an operation computes, where a student computes it in steps.
  fileprivate func value(_ x: [Derived]) -> Derived? {
    switch self {
    case .source: nil
    case .unary(let unary): x[0].applying(unary)
    case .binary(let binary): x[0].applying(binary, x[1])
    case .reduction(.sum), .reduction(.sumInOrder): x.dropFirst().reduce(x[0], +)
    case .reduction(.mean): x.dropFirst().reduce(x[0], +) / Derived(Double(x.count))
    case .reduction(.product): x.dropFirst().reduce(x[0], *)
    case .reduction(.max): x.dropFirst().reduce(x[0]) { $0.applying(.maximum, $1) }
    case .reduction(.min): x.dropFirst().reduce(x[0]) { $0.applying(.minimum, $1) }
    case .reduction: nil
    }
  }

  /// What an operation sends to each of its operands.
  ///
  /// The gate of a ReLU is written as a sign, not as a branch, so that it follows a student's own
  /// output. `isCut` says that something detached is passed through all the same.
  fileprivate func sent(
    _ upstream: Derived, _ operands: [Derived], _ output: Derived, isCut: Bool
  ) -> [Derived] {
    switch self {
    case .unary(.relu): [upstream * output.applying(.sign)]
    case .unary(.detach) where isCut: [upstream]
    case .source, .unary, .binary, .reduction:
      partials(one: upstream, operands: operands, output: output)
    }
  }
}
