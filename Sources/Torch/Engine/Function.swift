import Platform
import Python

/// A node of PyTorch's graph: one call that autograd differentiates, and the tape's nodes that it
/// recorded.
///
/// A class, because tensors and later functions share it, and a pass frees it.
final class Function: WeaklyReferenced {
  /// Which of PyTorch's functions it is; nil for one that the program defines.
  var backward: BackwardFunction?
  /// Those of single outputs, where they differ.
  var outputFunctions: [BackwardFunction] = []
  /// The name of a function that the program defines.
  private let ownName: String
  /// Counts up with every call, so that later functions come first in a pass.
  let sequence: Int
  var kind: Kind
  /// Runs of nodes that do not depend on one another, in the order of computation.
  var stages: [Range<Int>]
  /// The elements of inputs that stand at several places.
  var fans: [Fan] = []
  /// The inputs whose gradients are added to zeros, as products of matrices are, so that no -0
  /// comes of them.
  var inputsAddedToZeros: [Int] = []
  /// How inputs that nothing is sent to lost their history.
  var lost: [LostHistory] = []
  /// Where PyTorch's digits are not those of the steps on the tape.
  var formula: GradientFormula?
  /// Nodes that stand for outputs whose numbers were changed behind the graph's back; what arrives
  /// there is the outputs'.
  var renewals: [Range<Int>] = []
  /// The tape's nodes of each output.
  var outputs: [[Int]]
  /// Where the gradients go, one an input that is a tensor; nil where none is needed.
  var next: [Edge?]
  /// What the backward rule reads.
  private(set) var saved: [Saved]
  var isFreed: Bool { freedAt != nil }
  /// The line of the pass that released what the rule reads.
  private(set) var freedAt: Int?
  /// The newest function when that pass did so.
  private(set) var newestWhenFreed = 0
  /// The outputs that hooks or `retain_grad` watch.
  var watched: [Watched] = []
  /// The program's object for this function.
  @Weak var object: Instance?
  var life: Life<Function>?
  /// Where in the program it was called.
  let line: Int
  /// Where the program was, if it looks for anomalies.
  var trace: String?
  /// The place in the recording's list of functions.
  var recordIndex: Int?

  private let registry: Registry<Function>
  private var slot = 0

  enum Kind {
    /// Differentiated through the tape.
    case recorded
    /// Adds to the gradient of a leaf.
    case accumulate(Tensor)
    /// PyTorch has no derivative either, and says so in a pass.
    case notDifferentiable(TorchError)
    /// Differentiated by the program, as a `torch.autograd.Function` is.
    case custom(CustomBackward)
  }

  struct Edge {
    let function: Function
    /// The nodes of the input, which receive the gradient.
    let nodes: [Int]
    let outputIndex: Int
  }

  /// A tensor that the backward rule reads, as it was.
  struct Saved {
    let storage: Storage
    /// The change of the storage that `nodes` belong to.
    let change: Int
    let strides: [Int]
    let offset: Int
    /// The nodes that the rule reads it at.
    var nodes: [Int]
    let counter: VersionCounter
    let version: Int
    let name: String
    let dtype: DType
    let shape: [Int]
    /// Which output of the function itself it is, if it is one.
    let output: Int?
    /// The name of the function, where it went into another since.
    var owner: String?
    /// The function that it came from when it was saved, and which output it was.
    let origin: (function: String, output: Int)?
    let isView: Bool
    /// The tensor itself, as long as the program has it.
    @Weak var tensor: Tensor?
    /// Whether it is a number that the program wrote beside a tensor.
    let isWrittenNumber: Bool
    /// What the program's hooks made of it.
    var packed: Packed?
  }

  /// A saved tensor that the program keeps in a way of its own.
  struct Packed {
    /// The tape's nodes of its elements.
    var nodes: [Int]
    let unpack: () throws(TorchError) -> Tensor
  }

  /// Leaves it to the program to keep a saved tensor.
  func pack(_ place: Int, nodes: [Int], unpack: @escaping () throws(TorchError) -> Tensor) {
    saved[place].packed = Packed(nodes: nodes, unpack: unpack)
  }

  /// Follows a compaction of the tape.
  func movePacked(to rows: [Int]) {
    for place in saved.indices {
      if let nodes = saved[place].packed?.nodes {
        saved[place].packed?.nodes = nodes.map { rows[$0] }
      }
    }
  }

  /// A tensor that was an output when it came to be watched.
  struct Watched {
    @Weak var tensor: Tensor?
    let output: Int
  }

  init(
    _ backward: BackwardFunction?, ownName: String = "", sequence: Int, kind: Kind = .recorded,
    stages: [Range<Int>] = [],
    outputs: [[Int]] = [], next: [Edge?] = [], line: Int, registry: Registry<Function>
  ) {
    self.backward = backward
    self.ownName = ownName
    self.sequence = sequence
    self.kind = kind
    self.stages = stages
    self.outputs = outputs
    self.next = next
    saved = []
    self.line = line
    self.registry = registry
    slot = registry.enter(self)
  }

  /// Some functions and all that gradients go to from them, each once.
  ///
  /// A function that is not wanted is left out, and with it what only it leads to.
  static func reached(
    from first: [Function], where isWanted: (Function) -> Bool = { _ in true }
  ) -> [Function] {
    var found: [Function] = []
    var seen: Set<ObjectIdentifier> = []
    var waiting = first
    while let function = waiting.popLast() {
      guard isWanted(function), seen.insert(ObjectIdentifier(function)).inserted else { continue }
      found.append(function)
      waiting.append(contentsOf: function.next.compactMap { $0?.function })
    }
    return found
  }

  /// PyTorch's name, for example `MulBackward0`.
  var name: String { backward?.rawValue ?? ownName }

  /// The function of one output.
  func backward(ofOutput index: Int) -> BackwardFunction? {
    index < outputFunctions.count ? outputFunctions[index] : backward
  }

  /// PyTorch's name for the function of one output.
  func name(ofOutput index: Int) -> String { backward(ofOutput: index)?.rawValue ?? ownName }

  /// What the backward rule reads, in the order in which PyTorch's takes it up.
  var savedInOrder: [Saved] {
    backward?.row.readsLastFirst ?? false ? saved.reversed() : saved
  }

  /// Notes that the backward rule reads a tensor as it is now.
  func save(_ tensor: Tensor, as name: String, output: Int? = nil) {
    saved.append(
      Saved(
        storage: tensor.storage, change: tensor.storage.changes, strides: tensor.strides,
        offset: tensor.offset, nodes: tensor.nodes, counter: tensor.version,
        version: tensor.version.value, name: name, dtype: tensor.dtype, shape: tensor.shape,
        output: output,
        origin: tensor.origin, isView: tensor.base != nil, tensor: tensor,
        isWrittenNumber: tensor.isWrittenNumber))
  }

  /// Reads a copy of a tensor that this call itself is about to overwrite.
  func copySaved(_ tensor: Tensor) {
    saved = saved.map { item in
      guard item.tensor === tensor, item.name == "self" else { return item }
      let copy = Tensor(tensor.values, shape: tensor.shape, dtype: tensor.dtype)
      return Saved(
        storage: copy.storage, change: 0, strides: copy.strides, offset: 0, nodes: item.nodes,
        counter: copy.version, version: 0, name: item.name, dtype: item.dtype, shape: item.shape,
        output: nil, origin: nil, isView: false, tensor: nil,
        isWrittenNumber: item.isWrittenNumber)
    }
  }

  /// Reads another tensor in place of one that it was copied into.
  func resave(_ old: Tensor, as new: Tensor) {
    let items = saved.filter { $0.storage === old.storage }
    saved.removeAll { $0.storage === old.storage }
    for item in items {
      save(new, as: item.name, output: item.output)
      saved[saved.count - 1].owner = item.owner
    }
  }

  /// Takes over what the rules of other functions read, which this one is made of.
  func takeSaved(of parts: [Function]) {
    for part in parts {
      for var item in part.saved {
        item.owner = part.name
        saved.append(item)
      }
    }
    savesNumbers = parts.contains(where: { $0.savesNumbers })
    fans = parts.flatMap { $0.fans }
  }

  /// Follows a compaction of the tape.
  func moveSaved(to rows: [Int]) {
    for index in saved.indices { saved[index].nodes = saved[index].nodes.map { rows[$0] } }
  }

  /// Releases what the rule reads, after which a second pass fails here.
  func free(at line: Int, newest: Int) {
    guard !saved.isEmpty || savesNumbers else { return }
    saved = []
    formula = nil
    freedAt = line
    newestWhenFreed = newest
  }

  /// Whether inputs that nothing was sent to get no gradient at all, rather than zero.
  var keepsUnreachedInputs = false
  /// Whether the rule reads a number of the program, which a freed graph has lost as well.
  var savesNumbers = false
  /// The number that is the exponent of a power.
  var exponent: Double?

  deinit {
    life?.end()
    registry.leave(slot)
    // A long chain of functions would otherwise be released by recursion.
    var chain = next.compactMap { $0?.function }
    next = []
    while var function = chain.popLast() {
      guard isKnownUniquelyReferenced(&function) else { continue }
      chain.append(contentsOf: function.next.compactMap { $0?.function })
      function.next = []
    }
  }
}

/// How the program itself differentiates a function.
struct CustomBackward {
  /// From the gradients of the outputs, nil where nothing arrived, to those of the inputs; nil where the input gets none.
  let body: ([Tensor?]) throws(TorchError) -> [Tensor?]
  /// The shapes of the outputs.
  let shapes: [[Int]]
  let dtypes: [DType]
}
