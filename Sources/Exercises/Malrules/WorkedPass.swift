import Autograd
import Lesson

/// A recording worked out by hand: every quantity of a graph, in terms of the blanks before it, by
/// the rules or with some of them mutated.
package struct WorkedPass {
  /// What each quantity comes to, in terms of blanks with smaller numbers.
  package private(set) var results: [Quantity: TracedNumber] = [:]

  private let script: PassScript
  private let mutations: [Mutation]
  /// Whether a malrule looks at the ways forward, at edges, or at ways over several edges; for most
  /// workings there is no need to write them down.
  private let looksAt: (values: Bool, edges: Bool, ways: Bool)
  private let blanks: [Quantity: TracedNumber]
  private var values: [TracedNumber] = []
  private var isTracked: [Bool] = []
  /// What the leaves hold.
  private var totals: [Int: TracedNumber] = [:]
  /// What the inner nodes held after the newest pass.
  private var inner: [Int: TracedNumber] = [:]

  /// - Parameters:
  ///   - script: What was run.
  ///   - blanks: What stands for a quantity that is asked, wherever it is used.
  ///   - mutations: The malrules, none for the rules; where several bear on one point, the first
  ///     that does decides.
  /// - Complexity: O(nodes + edges of all passes).
  package init(
    _ script: PassScript, blanks: [Quantity: TracedNumber] = [:], mutations: [Mutation] = []
  ) {
    self.script = script
    self.mutations = mutations
    self.blanks = blanks
    looksAt = (
      mutations.contains { if case .value = $0 { true } else { false } },
      mutations.contains { mutation in
        switch mutation {
        case .local, .combination, .inner: true
        case .value, .accumulation, .seed, .total, .clearing, .innerTotals, .revisiting, .tracking,
          .diagonal, .answer:
          false
        }
      },
      mutations.contains { if case .inner = $0 { true } else { false } }
    )
    computeValues()
    for event in script.events {
      switch event {
      case .pass(let seeds, let keeps, let isShown): pass(seeds, keeps, isShown)
      case .cleared(let leaf, let value): clear(leaf, value)
      case .updated(let old, let new): totals[new] = totals.removeValue(forKey: old)
      }
    }
  }

  private mutating func note(_ quantity: Quantity, _ derived: TracedNumber) -> TracedNumber {
    guard script.shows(quantity) else { return derived }
    let wrong = mutated { mutation in
      if case .answer(let mutate) = mutation {
        mutate(derived, value(beside: quantity))
      } else {
        nil
      }
    }
    results[quantity] = wrong ?? derived
    return blanks[quantity] ?? derived
  }
}

extension WorkedPass {
  /// What the first malrule makes of a point that it bears on; nil where none does.
  private func mutated(_ result: (Mutation) -> TracedNumber?) -> TracedNumber? {
    mutations.lazy.compactMap(result).first?.mutated
  }

  private func has(_ isMeant: (Mutation) -> Bool) -> Bool { mutations.contains(where: isMeant) }
}

/// The way forward.
extension WorkedPass {
  /// The value of the node that a gradient is of.
  private func value(beside quantity: Quantity) -> TracedNumber? {
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
    if node.needsGradient { return true }
    let isBlind = has { if case .tracking = $0 { true } else { false } }
    return isBlind && node.operands.contains { isTracked[$0] }
  }

  private func value(of id: Int, _ node: Recording.Node, _ operands: [TracedNumber]) -> TracedNumber
  {
    guard !script.isOpaque[id] else { return TracedNumber(node.value) }
    // What the sheet shows cannot be got wrong.
    if looksAt.values, blanks[.value(id)] != nil, let first = operands.first {
      let use = Mutation.Use(
        operation: node.operation, place: 0, operands: operands, output: first, inner: nil)
      let wrong = mutated { if case .value(let mutate) = $0 { mutate(use) } else { nil } }
      if let wrong { return wrong }
    }
    return node.operation.value(operands) ?? TracedNumber(node.value)
  }
}

/// The way back.
extension WorkedPass {
  private mutating func pass(_ seeds: [Recording.Seed], _ keeps: Set<Int>, _ isShown: Bool) {
    var arrivals: [Int: [Mutation.Arrival]] = [:]
    for seed in seeds {
      let right = TracedNumber(seed.value)
      let wrong = mutated {
        if case .seed(let mutate) = $0 { mutate(right, values[seed.node]) } else { nil }
      }
      arrivals[seed.node, default: []].append(.init(sender: nil, amount: wrong ?? right))
    }
    if has({ if case .revisiting = $0 { true } else { false } }) {
      return revisit(arrivals, keeps, isShown)
    }
    let diagonal = diagonal(seeds, arrivals)
    var held: [Int: TracedNumber] = [:]
    for id in stride(from: seeds.map(\.node).max() ?? -1, through: 0, by: -1) {
      guard let arrived = arrivals.removeValue(forKey: id), isTracked[id] else { continue }
      let gradient = diagonal[id]?.mutated ?? gradient(of: id, arrived)
      guard !script.nodes[id].operands.isEmpty else {
        keep(gradient, at: id, keeps.contains(id), isShown)
        continue
      }
      held[id] = gradient
      let upstream = isShown ? note(.gradient(id), gradient) : gradient
      let way = arrived.count == 1 ? arrived[0].way : nil
      for (edge, arrival) in contributions(of: id, upstream, way, isShown) {
        arrivals[edge.from, default: []].append(arrival)
      }
    }
    inner = held
  }

  /// The most visits that a student would make by hand, many times over.
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
      let sent = contributions(of: id, gradient, nil, false)
      for (edge, arrival) in sent {
        gradients[edge.from] = gradients[edge.from].map { $0 + arrival.amount } ?? arrival.amount
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

  /// What each element of a leaf gets from the root in its own place alone, for leaves with as many
  /// elements as there are roots; empty unless a malrule says so.
  ///
  /// - Complexity: O(roots · edges).
  private mutating func diagonal(
    _ seeds: [Recording.Seed], _ arrivals: [Int: [Mutation.Arrival]]
  ) -> [Int: TracedNumber] {
    guard seeds.count > 1, has({ if case .diagonal = $0 { true } else { false } }) else {
      return [:]
    }
    var diagonal: [Int: TracedNumber] = [:]
    for (place, seed) in seeds.enumerated() {
      var arrivals = arrivals.filter { $0.key == seed.node }
      for id in stride(from: seed.node, through: 0, by: -1) {
        guard let arrived = arrivals.removeValue(forKey: id), isTracked[id] else { continue }
        let gradient = gradient(of: id, arrived)
        if let element = script.elements[id], element == (place, seeds.count) {
          diagonal[id] = gradient
        }
        for (edge, arrival) in contributions(of: id, gradient, nil, false) {
          arrivals[edge.from, default: []].append(arrival)
        }
      }
    }
    return diagonal
  }

  private func gradient(of id: Int, _ arrived: [Mutation.Arrival]) -> TracedNumber {
    let wrong = mutated { if case .accumulation(let mutate) = $0 { mutate(arrived) } else { nil } }
    let sum = wrong ?? arrived.dropFirst().reduce(arrived[0].amount) { $0 + $1.amount }
    guard has({ if case .innerTotals = $0 { true } else { false } }), arrived[0].sender != nil,
      !script.nodes[id].operands.isEmpty, let before = inner[id]
    else { return sum }
    return (before + sum).mutated
  }

  /// Adds what a pass brought to what a leaf holds.
  private mutating func keep(
    _ gradient: TracedNumber, at leaf: Int, _ isKept: Bool, _ isShown: Bool
  ) {
    var total = gradient
    if isKept, let before = totals[leaf] {
      let wrong = mutated {
        if case .total(let mutate) = $0 { mutate(before, gradient) } else { nil }
      }
      total = wrong ?? before + gradient
    }
    if isKept { totals[leaf] = total }
    if isShown { _ = note(.gradient(leaf), total) }
  }

  private mutating func clear(_ leaf: Int, _ value: Double?) {
    if has({ if case .clearing = $0 { true } else { false } }) {
      totals[leaf] = totals[leaf]?.mutated
    } else {
      totals[leaf] = value.map { TracedNumber($0) }
    }
  }

  private mutating func contributions(
    of id: Int, _ upstream: TracedNumber, _ way: Mutation.InnerWay?, _ isShown: Bool
  ) -> [(Graph.Edge, Mutation.Arrival)] {
    let node = script.nodes[id]
    let operands = node.operands.map { values[$0] }
    let plain = node.operation.sent(upstream, operands, values[id], isCut: isTracked[id])
    let locals = node.operation.sent(TracedNumber(1), operands, values[id], isCut: isTracked[id])
    var sent: [(Graph.Edge, Mutation.Arrival)] = []
    for (place, operand) in node.operands.enumerated() {
      let origin = script.origins[operand]
      guard isTracked[origin] else { continue }
      let edge = Graph.Edge(from: origin, to: id, place: place)
      let use = looksAt.edges ? use(of: id, place, operands, plain) : nil
      var amount = plain[place]
      var local = locals[place]
      let asked = isShown && blanks[.local(edge)] != nil
      if let use,
        let wrong = mutated({ if case .local(let mutate) = $0 { mutate(use) } else { nil } })
      {
        local = wrong
        amount = upstream * local
      }
      // Only a malrule gets here through what autograd does not track.
      if !node.needsGradient { amount = amount.mutated }
      if isShown { local = note(.local(edge), local) }
      if asked { amount = upstream * local }
      var way = looksAt.ways ? way?.extended(by: local) : nil
      if let use {
        let wrong = mutated {
          switch $0 {
          case .combination(let mutate): mutate(upstream, local, use)
          case .inner(let mutate): way.flatMap(mutate)
          case .value, .local, .accumulation, .seed, .total, .clearing, .innerTotals, .revisiting,
            .tracking, .diagonal, .answer:
            nil
          }
        }
        if let wrong { amount = wrong }
        if looksAt.ways, use.isCurved {
          way = Mutation.InnerWay(outer: use, upstream: upstream, inner: TracedNumber(1))
        }
      }
      if isShown { amount = note(.contribution(edge), amount) }
      sent.append((edge, Mutation.Arrival(sender: id, amount: amount, way: way)))
    }
    return sent
  }

  private func use(
    of id: Int, _ place: Int, _ operands: [TracedNumber], _ sent: [TracedNumber]
  ) -> Mutation.Use {
    let node = script.nodes[id]
    let operand = script.nodes[script.origins[node.operands[place]]]
    var use = Mutation.Use(
      operation: node.operation, place: place, operands: operands, output: values[id],
      inner: operand.operands.first.map { values[$0] })
    if node.operation == .binary(.multiply) { use.layer = layer(of: id, place, sent) }
    return use
  }

  /// The layers around a product of a weight and of what another weight had a hand in.
  private func layer(of id: Int, _ place: Int, _ sent: [TracedNumber]) -> Mutation.Layer? {
    let operands = script.nodes[id].operands.map { script.origins[$0] }
    let (operand, weight) = (operands[place], operands[1 - place])
    guard script.nodes[weight].isWeight, !script.nodes[operand].operands.isEmpty,
      let below = script.layers.weight(below: operand)
    else { return nil }
    let total = totals[weight].map { $0 + sent[1 - place] } ?? sent[1 - place]
    return Mutation.Layer(
      below: values[below],
      updated: script.layers.updated(weight, from: values[weight], by: total))
  }
}
