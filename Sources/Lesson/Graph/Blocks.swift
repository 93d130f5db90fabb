package import Autograd

/// The shown nodes of a recording, call by call: what one call computed is a block, and so is what
/// one tensor of leaves or constants holds.
struct Blocks {
  /// What is computed, in the order of computation.
  private(set) var calls: [Block] = []
  /// What no operation computed, in the order of its first use.
  private(set) var sources: [Block] = []
  /// The block of each node of the recording.
  private(set) var places: [Place]

  /// Nodes that belong together.
  struct Block {
    var count: Int
    /// The newest node: of a call, one of its results.
    var last: Int
    /// An index into ``Recording/sites``.
    var site: Int
    /// PyTorch's function, or the accumulator of a leaf: an index into ``Recording/functions``.
    var function: Int?
    /// The tensor of the program that holds exactly this: an index into ``Recording/tensors``.
    var tensor: Int?
    /// The call of a tensor operation: an index into ``Recording/calls``.
    var call: Int?
    /// Equal for calls that do the same at the same place of the program.
    var kind = 0
  }

  /// Where a node is: an index into ``Blocks/calls`` or ``Blocks/sources``.
  enum Place {
    case hidden
    case call(Int32)
    case source(Int32)
  }

  /// - Complexity: O(nodes + elements of functions and tensors).
  init(_ recording: Recording, isShown: [Bool], origins: [Int]) {
    places = Array(repeating: .hidden, count: recording.nodes.count)
    var builder = BlockBuilder(recording, isShown: isShown, origins: origins)
    for id in isShown.indices where isShown[id] { builder.add(id, &self) }
    builder.closeSteps(&self)
    nameCalls(recording, isShown, origins)
    findCalls(recording, origins)
    var kinds = Kinds(recording)
    for call in calls.indices { calls[call].kind = kinds.kind(of: calls[call]) }
  }

  fileprivate mutating func open(_ block: Block, isSource: Bool) -> Int {
    if isSource {
      sources.append(block)
      return sources.count - 1
    }
    calls.append(block)
    return calls.count - 1
  }

  fileprivate mutating func put(_ id: Int, inCall call: Int) {
    places[id] = .call(Int32(call))
    calls[call].count += 1
    calls[call].last = id
  }

  fileprivate mutating func put(_ id: Int, inSource source: Int) {
    places[id] = .source(Int32(source))
    sources[source].count += 1
    sources[source].last = id
  }

  /// A result has the first name that the program gave to all of it.
  private mutating func nameCalls(_ recording: Recording, _ isShown: [Bool], _ origins: [Int]) {
    for (index, tensor) in recording.tensors.enumerated() {
      guard let node = tensor.nodes.last, case .call(let call) = places[origins[node]] else {
        continue
      }
      let results = calls[Int(call)].function.map { recording.functions[$0].nodes.count }
      guard calls[Int(call)].tensor == nil, tensor.nodes.count == results ?? calls[Int(call)].count
      else { continue }
      calls[Int(call)].tensor = index
    }
  }

  /// A block is the call that computed all of it, if one did.
  private mutating func findCalls(_ recording: Recording, _ origins: [Int]) {
    for (index, call) in recording.calls.enumerated() {
      guard let node = call.results.first?.nodes.last,
        case .call(let place) = places[origins[node]]
      else { continue }
      let block = calls[Int(place)]
      if let function = block.function {
        guard recording.functions[function].nodes.elementsEqual(call.results.flatMap { $0.nodes })
        else { continue }
      } else if block.call != nil || block.count < call.results.reduce(0, { $0 + $1.nodes.count }) {
        // What only passes a result on is not the call that computed it.
        continue
      }
      calls[Int(place)].call = index
    }
  }
}

/// Blocks while they are found, node by node.
private struct BlockBuilder {
  private let recording: Recording
  /// The function whose result a node is, or the accumulator of a leaf; behind the functions, the
  /// calls that no gradient goes through.
  private var owners: [Int32]
  /// The tensor that holds a leaf or a constant.
  private var holders: [Int32]
  private var sourceOfTensor: [Int: Int] = [:]
  private var sourceOfFunction: [Int: Int] = [:]
  /// The owner of the newest block.
  private var newestOwner: Int?
  /// The steps on the way to a result that is still to come.
  private var steps: [Int] = []
  /// The last node that is a source without a tensor.
  private var lastLoose: Int?

  init(_ recording: Recording, isShown: [Bool], origins: [Int]) {
    self.recording = recording
    owners = Array(repeating: -1, count: recording.nodes.count)
    holders = owners
    for (index, function) in recording.functions.enumerated() {
      for node in function.nodes where isShown[origins[node]] {
        let origin = origins[node]
        // Later functions pass it on.
        if recording.nodes[origin].operation.isSource == function.next.isEmpty, owners[origin] < 0 {
          owners[origin] = Int32(index)
        }
      }
    }
    for (index, call) in recording.calls.enumerated() {
      for node in call.results.lazy.flatMap({ $0.nodes.lazy.map { origins[$0] } })
      where isShown[node] && owners[node] < 0 && !recording.nodes[node].needsGradient
        && !recording.nodes[node].operation.isSource
      {
        owners[node] = Int32(recording.functions.count + index)
      }
    }
    for (index, tensor) in recording.tensors.enumerated() {
      for node in tensor.nodes where isShown[origins[node]] {
        let origin = origins[node]
        if recording.nodes[origin].operation.isSource, holders[origin] < 0 {
          holders[origin] = Int32(index)
        }
      }
    }
  }

  mutating func add(_ id: Int, _ blocks: inout Blocks) {
    if recording.nodes[id].operation.isSource { return addSource(id, &blocks) }
    if let step = steps.last, !isTogether(step, id) { closeSteps(&blocks) }
    guard owners[id] >= 0 else { return steps.append(id) }
    let owner = Int(owners[id])
    let call: Int
    if let last = blocks.calls.indices.last, newestOwner == owner {
      call = last
    } else {
      let function = recording.functions.indices.contains(owner) ? owner : nil
      call = blocks.open(block(id, function: function), isSource: false)
      newestOwner = owner
    }
    for step in steps { blocks.put(step, inCall: call) }
    steps = []
    blocks.put(id, inCall: call)
  }

  /// Whether two steps may lead to the same result; what PyTorch has no function for leads to none.
  private func isTogether(_ one: Int, _ other: Int) -> Bool {
    let (one, other) = (recording.nodes[one], recording.nodes[other])
    return one.site == other.site && one.needsGradient == other.needsGradient
  }

  /// Makes blocks of steps that led to no function's result: runs of one operation.
  mutating func closeSteps(_ blocks: inout Blocks) {
    var last: Int?
    for step in steps {
      if let last, recording.nodes[last].operation == recording.nodes[step].operation {
        blocks.put(step, inCall: blocks.calls.count - 1)
      } else {
        blocks.put(step, inCall: blocks.open(block(step), isSource: false))
        newestOwner = nil
      }
      last = step
    }
    steps = []
  }

  private mutating func addSource(_ id: Int, _ blocks: inout Blocks) {
    if holders[id] >= 0 {
      let tensor = Int(holders[id])
      let place = sourceOfTensor[tensor] ?? blocks.open(block(id, tensor: tensor), isSource: true)
      sourceOfTensor[tensor] = place
      return blocks.put(id, inSource: place)
    }
    if owners[id] >= 0 {
      let function = Int(owners[id])
      let place =
        sourceOfFunction[function] ?? blocks.open(block(id, function: function), isSource: true)
      sourceOfFunction[function] = place
      return blocks.put(id, inSource: place)
    }
    if let last = lastLoose, recording.nodes[last].site == recording.nodes[id].site,
      recording.nodes[last].operation == recording.nodes[id].operation,
      case .source(let place) = blocks.places[last], last == id - 1
    {
      blocks.put(id, inSource: Int(place))
    } else {
      blocks.put(id, inSource: blocks.open(block(id), isSource: true))
    }
    lastLoose = id
  }

  private func block(_ id: Int, function: Int? = nil, tensor: Int? = nil) -> Blocks.Block {
    Blocks.Block(
      count: 0, last: id, site: recording.nodes[id].site, function: function, tensor: tensor)
  }
}

/// Numbers for what calls do, so that repetitions are found by comparing numbers.
private struct Kinds {
  private let recording: Recording
  private var numbers: [Kind: Int] = [:]
  private var names: [String: Int] = [:]
  /// The same for calls of the same functions inside one another.
  private var scopes: [Int] = []

  private enum Kind: Hashable {
    case scope(parent: Int, name: Int)
    case function(name: Int, count: Int, line: Int, scope: Int)
    case operation(Operation, count: Int, line: Int, scope: Int)
  }

  init(_ recording: Recording) {
    self.recording = recording
    for scope in recording.scopes {
      let parent = scope.parent.map { scopes[$0] } ?? -1
      scopes.append(number(of: .scope(parent: parent, name: name(scope.name))))
    }
  }

  mutating func kind(of call: Blocks.Block) -> Int {
    let site = recording.sites[call.site]
    let scope = scopes[site.scope]
    guard let function = call.function else {
      let operation = recording.nodes[call.last].operation
      return number(
        of: .operation(operation, count: call.count, line: site.line, scope: scope))
    }
    let name = name(recording.functions[function].name)
    return number(of: .function(name: name, count: call.count, line: site.line, scope: scope))
  }

  private mutating func name(_ name: String) -> Int {
    if let number = names[name] { return number }
    names[name] = names.count
    return names.count - 1
  }

  private mutating func number(of kind: Kind) -> Int {
    if let number = numbers[kind] { return number }
    numbers[kind] = numbers.count
    return numbers.count - 1
  }
}

extension Operation {
  /// Whether no operation made such a node.
  package var isSource: Bool {
    if case .source = self { true } else { false }
  }
}
