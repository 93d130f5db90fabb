import Autograd

/// What calls send along the links of an outline, in tensors.
///
/// A rule is told only where it gives what the tape's own rules give for gradients of the result
/// that are made up for the purpose, so that no coincidence of numbers hides a mistake.
struct OutlineRules {
  private let reader: TensorReader
  private let recording: Recording
  /// How many links lead away from each part.
  private let uses: [Int]
  /// Whether some pass added to what a leaf held before.
  private let grows: Set<Int>
  /// The lines of the program.
  private let source: [String]

  /// The calls that read some numbers of an operand only, by what another says.
  private static let picking = ["nll_loss", "cross_entropy"]

  /// Calls of more scalar steps than this are not computed again.
  private static let most = 200_000

  init(_ reader: TensorReader, _ links: [Outline.Link], source: [String]) {
    self.reader = reader
    self.source = source
    recording = reader.sources.recording
    var uses = [Int](repeating: 0, count: reader.parts.count)
    for link in links where recording.nodes[link.first.to].needsGradient { uses[link.from] += 1 }
    self.uses = uses
    grows = recording.passes.reduce(into: []) { grows, pass in
      for accumulation in pass.accumulations where accumulation.before ?? 0 != 0 {
        grows.insert(Int(reader.partOf[reader.sources.origins[accumulation.leaf]]))
      }
    }
  }

  /// Writes the rule of every link that has one.
  func write(into links: inout [Outline.Link]) {
    var places: [Int: [Int]] = [:]
    for (place, link) in links.enumerated() { places[link.to, default: []].append(place) }
    for part in reader.parts.indices {
      guard let entering = places[part], let call = call(part) else { continue }
      for place in entering { links[place].rule = rule(from: links[place].from, call) }
    }
  }

  /// A call with all that its rules are held against.
  private struct Call {
    var name: String
    var operands: [TensorReader.Operand]
    var context: TensorRule.Context
    var upstream: [Double]
    /// What each node outside of the call is sent.
    var sent: [Int: Double]
    /// The primitive that computes each number of the result, and which operands it takes in.
    var local: (operation: Operation, operands: [TensorRule], places: [Int?])?
  }

  private func call(_ place: Int) -> Call? {
    let part = reader.parts[place]
    guard let call = part.call, let block = part.block, !block.nodes.isEmpty,
      !call.operands.isEmpty,
      part.members.count <= OutlineRules.most, recording.nodes[block.nodes[0]].needsGradient
    else { return nil }
    let operands = reader.operands(of: part)
    func tensor(_ name: String, _ shape: [Int], _ nodes: [Int]) -> TensorRule.Tensor {
      .init(name: name, shape: shape, numbers: nodes.map { recording.nodes[$0].value })
    }
    let context = TensorRule.Context(
      operands: operands.map { tensor($0.name, $0.shape, $0.nodes) },
      result: tensor(part.symbol, block.shape, block.nodes),
      picked: OutlineRules.picking.contains(call.stem) ? picked(from: operands[0], by: part) : [],
      condition: condition(of: part, block))
    // No two alike, and none that a rule would swallow.
    let upstream = block.nodes.indices.map { 1 + Double(($0 * 37 + 11) % 101) / 101 }
    return Call(
      name: call.stem, operands: operands, context: context, upstream: upstream,
      sent: sent(from: block.nodes, upstream, within: part.members),
      local: local(block.nodes, part, operands, context))
  }

  private func rule(from place: Int, _ call: Call) -> Outline.Rule? {
    let reads = call.operands.indices.filter { call.operands[$0].part == place }
    let part = reader.parts[place]
    guard let first = reads.first,
      part.members.contains(where: { recording.nodes[$0].needsGradient })
    else { return nil }
    let target = call.operands[first].target
    guard reads.allSatisfy({ call.operands[$0].target == target }) else { return nil }
    // Of several reads each has candidates of its own.
    let choices = reads.map { candidates(for: $0, call) }
    guard choices.allSatisfy({ !$0.isEmpty }) else { return nil }
    let most = choices.map { $0.count }.max() ?? 0
    for choice in 0..<most {
      let rules = choices.map { $0[min(choice, $0.count - 1)] }
      guard isTrue(zip(reads, rules).map { ($0, $1) }, of: place, call) else { continue }
      let told = zip(reads, rules).map { read, rule in
        call.operands[read].isTransposed ? rule.transpose : rule
      }
      let texts = told.map { $0.text(in: call.context) }
      let isRepeated = rules.contains { $0.isSpread } && call.operands[first].nodes.count > 1
      return Outline.Rule(
        target: target,
        text: texts.joined(separator: " + ") + (isRepeated ? " to each" : ""),
        isAdded: uses[place] > 1 || grows.contains(place),
        shapes: told.count == 1 ? told[0].shapes(in: call.context) : "")
    }
    return nil
  }

  private func candidates(for operand: Int, _ call: Call) -> [TensorRule] {
    let shape = call.operands[operand].shape
    let named = TensorRule.candidates(
      call.name, place: operand, operands: call.operands.map { $0.shape },
      result: call.context.result.shape)
    guard named.isEmpty, let local = call.local else { return named }
    let parts = local.places.indices.filter { local.places[$0] == operand }.map {
      TensorRule.slope(of: local.operation, place: $0, operands: local.operands)
    }
    guard let first = parts.first else { return [] }
    let sum = parts.dropFirst().reduce(first) { .sum($0, $1) }
    return [.elementwise(sum, shape: shape, result: call.context.result.shape)]
  }

  /// Whether some rules for the reads of one part give it what the call sends it.
  private func isTrue(
    _ rules: [(read: Int, rule: TensorRule)], of part: Int, _ call: Call
  ) -> Bool {
    var told: [Int: Double] = [:]
    for (read, rule) in rules {
      if rule.isDefinition { return rules.count == 1 }
      let nodes = call.operands[read].nodes
      guard let value = rule.value(in: call.context, upstream: call.upstream),
        value.numbers.count == nodes.count
      else { return false }
      for (node, number) in zip(nodes, value.numbers) { told[node, default: 0] += number }
    }
    let sent = call.sent.filter { reader.partOf[$0.key] == part }
    let size = sent.values.reduce(0) { max($0, $1.magnitude) }
    guard size.isFinite else { return false }
    return Set(sent.keys).union(told.keys).allSatisfy { node in
      (sent[node, default: 0] - told[node, default: 0]).magnitude <= 1e-4 * size
    }
  }

  /// Which numbers of an operand the first step of a call reads, or the step behind a softmax.
  private func picked(from operand: TensorReader.Operand, by part: Outline.Part) -> [Double] {
    let members = Set(part.members)
    let softmax = recording.calls.last { call in
      call.stem == "log_softmax" && call.operands[0].nodes.count == operand.nodes.count
        && call.results[0].nodes.contains { members.contains(reader.sources.origins[$0]) }
    }
    let source = softmax?.results[0].nodes.map { reader.sources.origins[$0] } ?? operand.nodes
    let read = part.members.reduce(into: Set<Int>()) { read, id in
      guard recording.nodes[id].operation == .unary(.negate) else { return }
      read.insert(reader.sources.origins[recording.nodes[id].operands[0]])
    }
    return source.map { read.contains($0) ? 1 : 0 }
  }

  /// What a call chooses the numbers of its result by; nil for one that chooses none.
  private func condition(of part: Outline.Part, _ block: Recording.Block) -> TensorRule.Tensor? {
    var flags: [Double] = []
    for id in block.nodes {
      let node = recording.nodes[id]
      guard node.operation == .reduction(.choose) else { return nil }
      flags.append(recording.nodes[node.operands[0]].value)
    }
    let line = recording.sites[recording.nodes[block.nodes[0]].site].line
    let text =
      source.indices.contains(line - 1) ? OperationText.condition(in: source[line - 1]) : nil
    return .init(name: text ?? "condition", shape: block.shape, numbers: flags)
  }

  /// What the tape's rules send to the nodes outside of a call.
  private func sent(
    from outputs: [Int], _ upstream: [Double], within members: [Int]
  ) -> [Int: Double] {
    let inside = Set(members)
    var gradients: [Int: Double] = [:]
    for (node, number) in zip(outputs, upstream) { gradients[node, default: 0] += number }
    var sent: [Int: Double] = [:]
    for id in members.reversed() {
      guard let gradient = gradients[id] else { continue }
      let node = recording.nodes[id]
      let shares = node.operation.partials(
        one: Real(gradient, precision: .double),
        operands: node.operands.map { Real(recording.nodes[$0].value, precision: .double) },
        output: Real(node.value, precision: .double))
      for (operand, share) in zip(node.operands, shares)
      where recording.nodes[operand].needsGradient {
        let origin = reader.sources.origins[operand]
        if inside.contains(origin) {
          gradients[origin, default: 0] += share.number
        } else {
          sent[origin, default: 0] += share.number
        }
      }
    }
    return sent
  }

  /// The one primitive of an operation that works number by number, if it is one whose rule can be
  /// written for all of them at once.
  private func local(
    _ outputs: [Int], _ part: Outline.Part, _ operands: [TensorReader.Operand],
    _ context: TensorRule.Context
  ) -> (operation: Operation, operands: [TensorRule], places: [Int?])? {
    let operation = recording.nodes[outputs[0]].operation
    guard operation.hasOneFormula, part.members.count == outputs.count else { return nil }
    let spread = operands.map { operand in
      TensorRule.Tensor(shape: operand.shape, numbers: operand.nodes.map { Double($0) })
        .broadcast(to: context.result.shape)
    }
    let places = recording.nodes[outputs[0]].operands.indices
    var rules: [TensorRule] = []
    var sources: [Int?] = []
    for place in places {
      let read = outputs.map { id in
        Double(reader.sources.origins[recording.nodes[id].operands[place]])
      }
      // `x * x` takes in the same twice.
      let matching = operands.indices.filter { spread[$0]?.elementsEqual(read) ?? false }
      if let match = matching.first(where: { !sources.contains($0) }) ?? matching.first {
        rules.append(operands[match].literal.map { .number($0) } ?? .operand(match))
        sources.append(match)
      } else if let number = literal(place, outputs) {
        rules.append(.number(number))
        sources.append(nil)
      } else {
        return nil
      }
    }
    if operation == .binary(.power), !rules[1].isNumber { return nil }
    return (operation, rules, sources)
  }

  /// The number of the program that all results take in at a place.
  private func literal(_ place: Int, _ outputs: [Int]) -> Double? {
    var common: Double?
    for id in outputs {
      let node = recording.nodes[id]
      guard let number = reader.sources.literal(node.operands[place], place, of: node.operation),
        common == nil || common == number
      else { return nil }
      common = number
    }
    return common
  }
}

extension TensorRule {
  /// Whether it only names what PyTorch does, and is not to be computed here.
  fileprivate var isDefinition: Bool {
    switch self {
    case .called, .placed: true
    case .upstream, .operand, .result, .number, .column, .row, .product, .transposed, .times, .over,
      .sum, .difference, .negated, .applied, .mask, .condition, .either, .piece, .summed, .spread,
      .softmax, .normalized, .oneHot, .local:
      false
    }
  }

  fileprivate var isNumber: Bool { if case .number = self { true } else { false } }

  /// Whether what is sent is the same for several numbers of an operand.
  fileprivate var isSpread: Bool {
    switch self {
    case .spread: true
    case .times(let a, let b), .over(let a, let b): a.isSpread || b.isSpread
    case .upstream, .operand, .result, .number, .column, .row, .product, .transposed, .sum,
      .difference, .negated, .applied, .mask, .condition, .either, .piece, .summed, .softmax,
      .normalized, .oneHot, .called, .placed, .local:
      false
    }
  }
}

extension Operation {
  /// Whether the rule is the same text whatever the numbers are.
  fileprivate var hasOneFormula: Bool {
    switch self {
    case .unary(let unary):
      switch unary {
      case .negate, .exp, .expm1, .log, .log2, .log10, .log1p, .sqrt, .rsqrt, .reciprocal, .sin,
        .cos, .tan, .asin, .acos, .atan, .sinh, .cosh, .tanh, .erf, .sigmoid, .abs:
        true
      case .alias, .detach, .relu, .sign, .floor, .ceil, .round, .trunc: false
      }
    case .binary(let binary):
      switch binary {
      case .add, .subtract, .multiply, .divide, .quotientOfNumber, .power, .leakyRelu, .elu,
        .softplus:
        true
      case .maximum, .minimum, .remainder, .floorDivide, .atan2, .huber, .smoothL1, .crossEntropy,
        .logitCrossEntropy:
        false
      }
    case .source, .reduction: false
    }
  }
}
