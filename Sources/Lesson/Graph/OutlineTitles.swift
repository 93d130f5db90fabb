import Autograd

/// The words on the cards of an outline: those of the program, where it has some.
struct OutlineTitles {
  private let outliner: Outliner
  private let partOf: [Int32]
  /// The lines of the program.
  private let source: [String]
  /// Which of several results of one name a call's is, counted from 1.
  private var ordinals: [Int: Int] = [:]
  /// What single numbers are called, where a graph that lists them has called them something.
  private let symbolOfNumber: ((Int) -> String)?
  /// How many results without a name are numbered.
  private var tensors = 0
  private var numbers = 0
  private var symbols: [String] = []
  /// How calls read what no operation computed, by the first of its nodes.
  private let readers: [Int: Recording.Block]

  private var recording: Recording { outliner.sources.recording }
  private var blocks: Blocks { outliner.blocks }

  init(
    _ outliner: Outliner, partOf: [Int32], source: [String], symbolOfNumber: ((Int) -> String)?
  ) {
    self.symbolOfNumber = symbolOfNumber
    self.outliner = outliner
    self.partOf = partOf
    self.source = source
    let sources = outliner.sources
    readers = sources.recording.calls.reduce(into: [:]) { readers, call in
      for operand in call.operands {
        guard let first = operand.nodes.first.map({ sources.origins[$0] }), readers[first] == nil,
          sources.recording.nodes[first].operation.isSource
        else { continue }
        readers[first] = .init(
          shape: operand.shape, nodes: operand.nodes.map { sources.origins[$0] })
      }
    }
    var firsts: [String: Int] = [:]
    var counts: [String: Int] = [:]
    for call in outliner.blocks.calls.indices {
      guard let name = name(of: outliner.blocks.calls[call]) else { continue }
      let count = counts[name, default: 0] + 1
      counts[name] = count
      if count == 1 { firsts[name] = call } else { ordinals[call] = count }
      if count == 2, let first = firsts[name] { ordinals[first] = 1 }
    }
  }

  /// Writes all titles; what a part is computed from is told by the links.
  mutating func write(into parts: inout [Outline.Part], _ links: [Outline.Link]) {
    let places = outliner.places
    nameSources(of: &parts, places.groups)
    for (segment, first) in zip(outliner.plan.segments, places.segments) {
      let isOpen = segment.kind == .open
      let count = isOpen ? blocks.calls[segment.calls.lowerBound].count : 1
      for part in first..<first + count {
        parts[part].scope = segment.home
        parts[part].symbol =
          parts[part].members.count == 1
          ? symbol(ofNumber: parts[part].members[0], in: segment) : symbol(of: segment)
      }
      if !isOpen { describe(&parts[first], segment) }
    }
    symbols = parts.map { $0.symbol }
    var operands: [[String]] = parts.map { _ in [] }
    for link in links where !operands[link.to].contains(symbols[link.from]) {
      operands[link.to].append(symbols[link.from])
    }
    let reader = TensorReader(sources: outliner.sources, partOf: partOf, parts: parts)
    for (segment, part) in zip(outliner.plan.segments, places.segments)
    where segment.kind != .open {
      let title = title(of: segment, parts[part], operands[part], reader)
      parts[part].title = title + dimensions(parts[part])
      parts[part].name = name(of: segment, symbols[part])
    }
  }

  /// Which call a part is, and the tensor that it leaves to see.
  private func describe(_ part: inout Outline.Part, _ segment: Segment) {
    part.call = call(of: segment, part)
    part.isTensor = part.call != nil || segment.kind == .call
    let last = blocks.calls[segment.calls.upperBound - 1]
    let results =
      part.call?.results ?? last.call.map { recording.calls[$0].results }
      ?? last.tensor.map {
        [.init(shape: recording.tensors[$0].shape, nodes: recording.tensors[$0].nodes)]
      }
      ?? []
    part.block = results.map(seen).first { block in
      part.outputs.allSatisfy(Set(block.nodes).contains)
    }
  }

  /// A block by the nodes that the graph shows.
  private func seen(_ block: Recording.Block) -> Recording.Block {
    .init(shape: block.shape, nodes: block.nodes.map { outliner.sources.origins[$0] })
  }

  /// The call that a segment is: its only one, or the last where that takes in all that the
  /// segment does; a cross entropy is one too, though PyTorch makes two of it.
  private func call(of segment: Segment, _ part: Outline.Part) -> Recording.Call? {
    switch segment.kind {
    case .call, .scope, .line: break
    case .repeats, .piece, .open: return nil
    }
    let calls = blocks.calls[segment.calls].map { $0.call.map { recording.calls[$0] } }
    guard let first = calls.first, let last = calls.last, let last else { return nil }
    if calls.count == 1 || takesInAll(last, part) { return last }
    guard calls.count == 2, let first, first.stem == "log_softmax", last.stem == "nll_loss" else {
      return nil
    }
    return .init(
      name: "CrossEntropyBackward0", operands: first.operands + last.operands.dropFirst(),
      results: last.results)
  }

  /// Whether a call reads all that leads to a part, and nothing in it.
  private func takesInAll(_ call: Recording.Call, _ part: Outline.Part) -> Bool {
    let sources = outliner.sources
    let read = Set(call.operands.flatMap { $0.nodes.map { sources.origins[$0] } })
    let own = partOf[part.members[0]]
    guard read.allSatisfy({ partOf[$0] != own }) else { return false }
    return part.members.allSatisfy { id in
      var isRead = true
      sources.forEachEdge(into: id) { edge in
        if partOf[edge.from] != own, !read.contains(edge.from) { isRead = false }
      }
      return isRead
    }
  }

  // MARK: Sources

  private func nameSources(of parts: inout [Outline.Part], _ places: [Int]) {
    var ordinals: [Int] = []
    var uses: [String: Int] = [:]
    for block in blocks.sources {
      let name = name(of: block) ?? ""
      uses[name, default: 0] += 1
      ordinals.append(uses[name, default: 1])
    }
    var named = Set<Int>()
    var leaves = 0
    for (source, home) in outliner.plan.homes.enumerated() {
      guard case .group(let group) = home else { continue }
      let block = blocks.sources[source]
      let size = outliner.plan.openGroups.contains(group) ? block.count : 1
      for part in places[group]..<places[group] + size where named.insert(part).inserted {
        let isWhole = parts[part].members.count == block.count
        if isWhole {
          parts[part].block = self.block(of: block, parts[part])
          parts[part].isTensor = true
        }
        let name = name(of: parts[part], block)
        let isOneOfMany = isWhole && uses[self.name(of: block) ?? "", default: 0] > 1
        if let known = parts[part].members.count == 1
          ? symbolOfNumber?(parts[part].members[0]) : nil
        {
          parts[part].symbol = known
        } else if let name {
          parts[part].symbol =
            isOneOfMany ? name + OperationText.subscripted(ordinals[source]) : name
        } else if recording.nodes[block.last].needsGradient {
          leaves += 1
          parts[part].symbol = "p" + OperationText.subscripted(leaves)
        } else {
          parts[part].symbol =
            parts[part].members.count > 1
            ? "constants" : NumberText.card(recording.nodes[block.last].value)
        }
        parts[part].title = title(of: parts[part], block) + dimensions(parts[part])
        let line = recording.sites[block.site].line
        parts[part].name = name ?? (line > 0 ? String(line) : parts[part].symbol)
      }
    }
  }

  private func title(of part: Outline.Part, _ block: Blocks.Block) -> String {
    let count = part.members.count
    guard name(of: part, block) == nil, count > 1 else { return part.symbol }
    return recording.nodes[block.last].needsGradient ? "\(count) leaves" : "\(count) constants"
  }

  /// What the program calls the sources of a part, which may be several of one name.
  private func name(of part: Outline.Part, _ block: Blocks.Block) -> String? {
    if part.members.count == 1 { return outliner.sources.names[part.members[0]] }
    return name(of: block)?.prefixBeforeIndex ?? recording.nodes[block.last].name?.prefixBeforeIndex
  }

  // MARK: Names

  private func name(of block: Blocks.Block) -> String? {
    if let tensor = block.tensor { return recording.tensors[tensor].name }
    return block.count == 1 ? outliner.sources.names[block.last] : nil
  }

  private mutating func symbol(ofNumber id: Int, in segment: Segment) -> String {
    if let symbolOfNumber { return symbolOfNumber(id) }
    if let name = outliner.sources.names[id] {
      return segment.kind == .open ? name : name + ordinal(of: segment)
    }
    numbers += 1
    return "v" + OperationText.subscripted(numbers)
  }

  /// Which of several results of one name a segment's is, in subscript digits.
  private func ordinal(of segment: Segment) -> String {
    ordinals[segment.calls.upperBound - 1].map(OperationText.subscripted) ?? ""
  }

  private mutating func symbol(of segment: Segment) -> String {
    if let name = name(ofLastIn: segment) { return name + ordinal(of: segment) }
    tensors += 1
    // A capital letter, as tensors have in formulas; v₁ is a number.
    return "V" + OperationText.subscripted(tensors)
  }

  /// What the program calls the result of a segment; where an element is the last, its tensor.
  private func name(ofLastIn segment: Segment) -> String? {
    let name = name(of: blocks.calls[segment.calls.upperBound - 1])
    return segment.calls.count > 1 ? name?.prefixBeforeIndex : name
  }

  private func name(of segment: Segment, _ symbol: String) -> String {
    switch segment.kind {
    case .scope(let scope): return ScopeTitle(recording.scopes[scope].name).name
    case .call, .line, .repeats, .piece, .open:
      let last = segment.calls.upperBound - 1
      let line = outliner.cutter.line(of: last)
      return name(ofLastIn: segment)
        ?? (line > 0 && segment.kind != .call ? String(line) : symbol)
    }
  }

  // MARK: Shapes

  /// The tensor of leaves or constants that a source is: as the program named it, or as a call
  /// read it.
  private func block(of source: Blocks.Block, _ part: Outline.Part) -> Recording.Block? {
    if let tensor = source.tensor {
      return seen(
        .init(shape: recording.tensors[tensor].shape, nodes: recording.tensors[tensor].nodes))
    }
    guard let first = part.members.first, let block = readers[first],
      Set(block.nodes) == Set(part.members)
    else { return nil }
    return block
  }

  private func dimensions(_ part: Outline.Part) -> String {
    guard let shape = part.block?.shape, !shape.isEmpty else { return "" }
    return " " + OperationText.dimensions(shape)
  }

  // MARK: Titles

  private func title(
    of segment: Segment, _ part: Outline.Part, _ operands: [String], _ reader: TensorReader
  ) -> String {
    let symbol = part.symbol
    if let call = part.call {
      return "\(symbol) = \(formula(of: call, part, reader))"
    }
    switch segment.kind {
    case .call, .open:
      let call = blocks.calls[segment.calls.lowerBound]
      return "\(symbol) = \(definition(of: call, part, operands))"
    case .line:
      let text = text(ofLine: outliner.cutter.line(of: segment.calls.lowerBound))
      guard let name = name(ofLastIn: segment), text.hasPrefix("\(name) = ") else { return text }
      return symbol + text.dropFirst(name.count)
    case .scope(let scope):
      let name = recording.scopes[scope].name
      if name.contains("(") { return name }
      return "\(symbol) = \(operands.isEmpty ? name : OperationText.call(name, operands))"
    case .repeats(let count):
      let same = sharesWeights(segment) ? "× \(count) of the same" : "+ \(count) more"
      return "\(same)\n\(lines(of: segment))"
    case .piece: return lines(of: segment)
    }
  }

  /// What a call computes, with what it picks or chooses by, as far as the program or the numbers
  /// say so.
  private func formula(
    of call: Recording.Call, _ part: Outline.Part, _ reader: TensorReader
  ) -> String {
    var operands = reader.operands(of: part)
    func written(_ text: String) -> TensorReader.Operand {
      .init(name: text, nodes: [], shape: [])
    }
    var condition: String {
      let line = part.members.last.map { recording.sites[recording.nodes[$0].site].line } ?? 0
      return OperationText.condition(in: text(ofLine: line)) ?? "condition"
    }
    switch call.stem {
    case "where": operands.insert(written(condition), at: 0)
    case "masked_fill": operands.insert(written(condition), at: 1)
    case "embedding": operands.insert(written(rows(of: call).map { "[\($0)]" } ?? "…"), at: 0)
    case "index" where operands.count == 1:
      return "\(operands[0].name)[\(rows(of: call).map { "[\($0)]" } ?? "…")]"
    default: break
    }
    return OperationText.formula(call.stem, operation(of: part), operands)
  }

  /// The rows of its first operand that a call puts together: `2, 0`; nil for many, and where it is
  /// something else.
  private func rows(of call: Recording.Call) -> String? {
    guard let table = call.operands.first, let result = call.results.first,
      let length = table.shape.first, length > 0
    else { return nil }
    let width = table.nodes.count / length
    let places = table.nodes.enumerated().reduce(into: [:]) { $0[$1.element] = $1.offset }
    let count = result.nodes.count
    guard width > 0, count.isMultiple(of: width), count <= 6 * width else { return nil }
    var rows: [String] = []
    for start in stride(from: 0, to: count, by: width) {
      guard let first = recording.nodes[result.nodes[start]].operands.first,
        let place = places[first], place.isMultiple(of: width)
      else { return nil }
      rows.append(String(place / width))
    }
    return rows.joined(separator: ", ")
  }

  /// The primitive that computes each number of a part, where there is one.
  private func operation(of part: Outline.Part) -> Operation? {
    guard let first = part.block?.nodes.first, part.members.count == part.block?.nodes.count else {
      return nil
    }
    let operation = recording.nodes[first].operation
    return part.members.allSatisfy { recording.nodes[$0].operation == operation } ? operation : nil
  }

  /// What a call computes that is not on record as one of tensors: its formula where it works
  /// number by number, else its name.
  private func definition(
    of call: Blocks.Block, _ part: Outline.Part, _ operands: [String]
  ) -> String {
    let node = recording.nodes[call.last]
    let function = call.function.map { recording.functions[$0] }
    if let function, !function.inputs.isEmpty {
      return OperationText.call(OperationText.stem(function.name), inputs(of: function))
    }
    switch node.operation {
    case .unary, .binary:
      guard let operands = operandsOfAll(part, like: node), operands.contains(where: { $0.isKnown })
      else { break }
      return OperationText.full(node.operation, operands)
    case .source, .reduction: break
    }
    guard let function else {
      return OperationText.call(OperationText.title(of: node.operation), operands)
    }
    return OperationText.call(OperationText.stem(function.name), operands)
  }

  /// What all numbers of a part are computed from; nil where they are computed in different ways.
  ///
  /// What is not the same for all is left open.
  private func operandsOfAll(
    _ part: Outline.Part, like node: Recording.Node
  ) -> [OperationText.Operand]? {
    let sources = outliner.sources
    func known(_ operand: Int, _ place: Int) -> (literal: Double?, part: Int32) {
      let literal = sources.literal(operand, place, of: node.operation)
      return (literal, literal == nil ? partOf[sources.origins[operand]] : -1)
    }
    let first = node.operands.indices.map { known(node.operands[$0], $0) }
    var isSame = first.map { _ in true }
    for id in part.members {
      guard recording.nodes[id].operation == node.operation else { return nil }
      for place in first.indices where isSame[place] {
        isSame[place] = known(recording.nodes[id].operands[place], place) == first[place]
      }
    }
    return first.indices.map { place in
      if !isSame[place] { return .node(name: nil, symbol: "…") }
      if let literal = first[place].literal { return .number(literal) }
      let operand = sources.origins[node.operands[place]]
      return .node(name: sources.names[operand], symbol: symbols[Int(first[place].part)])
    }
  }

  /// The parts that a function of the program's own sends gradients to.
  private func inputs(of function: Recording.Function) -> [String] {
    var seen: Set<String> = []
    return function.inputs.joined().compactMap { node in
      let part = partOf[outliner.sources.origins[node]]
      guard part >= 0, seen.insert(symbols[Int(part)]).inserted else { return nil }
      return symbols[Int(part)]
    }
  }

  private func text(ofLine line: Int) -> String {
    guard source.indices.contains(line - 1) else { return "line \(line)" }
    let text = source[line - 1].split(separator: "#", maxSplits: 1).first ?? ""
    let words = text.split { $0 == " " || $0 == "\t" }
    return words.isEmpty ? "line \(line)" : words.joined(separator: " ")
  }

  /// The calls that a segment is made of, or its lines.
  private func lines(of segment: Segment) -> String {
    var lines: ClosedRange<Int>?
    for call in segment.calls where outliner.cutter.scope(of: call) == segment.home {
      let line = outliner.cutter.line(of: call)
      lines = lines.map { min($0.lowerBound, line)...max($0.upperBound, line) } ?? line...line
    }
    guard let lines else {
      var scope = outliner.cutter.scope(of: segment.calls.lowerBound)
      while let parent = recording.scopes[scope].parent, parent != segment.home { scope = parent }
      return recording.scopes[scope].name
    }
    return lines.count == 1
      ? text(ofLine: lines.lowerBound) : "lines \(lines.lowerBound)–\(lines.upperBound)"
  }

  /// Whether repetitions take in the leaves that the first took in, and no others.
  private func sharesWeights(_ segment: Segment) -> Bool {
    var shares = false
    for source in blocks.sources.indices
    where recording.nodes[blocks.sources[source].last].needsGradient {
      let users = outliner.users[source]
      guard users.overlaps(segment.calls) else { continue }
      if users.lowerBound >= segment.calls.lowerBound { return false }
      shares = true
    }
    return shares
  }
}

extension String {
  /// `w` of `w[3]`.
  fileprivate var prefixBeforeIndex: String { String(prefix { $0 != "[" }) }
}
