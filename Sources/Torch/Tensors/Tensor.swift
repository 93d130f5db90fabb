package import Platform
import Python

/// The numbers of one or more tensors that share memory.
final class Storage {
  var values: [Double]
  /// How often the numbers were changed, by whatever tensor or array, noticed by autograd or not.
  private(set) var changes = 0
  /// The leaf that the recording knows to have these numbers.
  @Weak var leaf: Tensor?
  /// Where the memory seems to begin, once the program asks.
  var address: Int64?

  init(_ values: [Double]) { self.values = values }

  /// Raised by every change of the numbers, where someone waits for one.
  var watch: ChangeFlag?

  func noteChange() {
    changes &+= 1
    watch?.isRaised = true
  }
}

/// Whether some numbers have changed since it was lowered.
final class ChangeFlag {
  var isRaised = false
}

/// Counts in-place changes; views and detached tensors share their base's, `.data` does not.
final class VersionCounter {
  var value = 0
  /// The line of the newest change.
  var line = 0
  /// The function that the whole tensor came from after it, and which output it was.
  var origin: (function: String, output: Int)?
}

/// A shaped array of numbers with its place in PyTorch's graph.
///
/// A class, because a tensor has identity: it is changed in place, and `w.grad` is one object.
package final class Tensor: WeaklyReferenced {
  var storage: Storage
  /// How the elements stand in the storage.
  var strided: Strided
  /// What the elements are.
  package var dtype: DType
  var version: VersionCounter

  /// The call that computed this tensor; nil for a leaf.
  var function: Function?
  /// Which output of the function this is.
  var outputIndex = 0
  /// Whether a leaf asks for a gradient.
  var isMarked = false
  /// What `.grad` holds; nil for None.
  package var gradient: Tensor? {
    didSet {
      gradient?.gradientOwner = self
      if let name { gradient?.name = name + ".grad" }
    }
  }
  /// The tensor whose gradient this is, so that clearing it can be told of the leaf.
  @Weak var gradientOwner: Tensor?
  var retainsGradient = false
  /// How the tensor moves, on a level of forward-mode differentiation.
  var tangent: Tensor?
  /// The line of the newest pass that added to the gradient.
  var filledAt: Int?
  /// The line of the newest step that used what that pass left.
  var steppedAt: Int?
  /// The line that took the gradient away, or set it to zero, after that pass.
  var clearedAt: Int?
  /// How the tensor lost its history, if it would have one.
  var lost: LostHistory?
  var cut: Cut? { lost?.cut }
  var hooks: [Hook] = []
  /// Functions to call with this leaf, each time that its gradient was added to.
  var accumulationHooks: [(id: Int, body: () throws(TorchError) -> Void)] = []

  /// The tape's node of each element, in order; empty when the tensor was never on the tape.
  private(set) var nodes: [Int] = []
  /// Where the tensor is known as one that has nodes.
  private var registration: (registry: Registry<Tensor>, slot: Int)?
  /// The change of the storage that `nodes` belong to.
  var nodesChange = 0
  /// The tensor whose memory this one shows a part of, never a view itself.
  var base: Tensor?
  /// How this view came about.
  var viewOrigin = ViewOrigin.ordinary
  /// The version that this view's `function` belongs to.
  var functionVersion = 0
  /// The mappings that the tensor is one element of, one bit each.
  var mappings: UInt64 = 0
  /// Whether the tensor was made in inference mode and has no place in autograd.
  var isInference = false
  /// The function that adds to `gradient`, for the present nodes.
  var accumulator: Function?

  /// What the program calls this tensor.
  var name: String?
  var isNamedGlobally = false

  /// The program's object for this tensor, so that the same tensor is always the same object.
  @Weak var object: Instance?
  package var life: Life<Tensor>?

  init(_ values: [Double], shape: [Int], dtype: DType) {
    storage = Storage(values)
    strided = Strided(contiguous: shape)
    self.dtype = dtype
    version = VersionCounter()
  }

  /// A tensor over memory that is there already.
  init(sharing storage: Storage, shape: [Int], strides: [Int], offset: Int, dtype: DType) {
    self.storage = storage
    strided = Strided(shape: shape, strides: strides, offset: offset)
    self.dtype = dtype
    version = VersionCounter()
  }

  /// Another tensor over the same memory.
  init(sharing other: Tensor, shape: [Int], strides: [Int], offset: Int) {
    storage = other.storage
    strided = Strided(shape: shape, strides: strides, offset: offset)
    dtype = other.dtype
    version = other.version
    functionVersion = version.value
    isInference = other.isInference
    mappings = other.mappings
  }

  deinit {
    life?.end()
    if let registration { registration.registry.leave(registration.slot) }
    // A gradient may have a gradient, and so on; a long chain is not to be released by recursion.
    var chain = [gradient].compactMap { $0 }
    gradient = nil
    while var tensor = chain.popLast() {
      guard isKnownUniquelyReferenced(&tensor), let next = tensor.gradient else { continue }
      tensor.gradient = nil
      chain.append(next)
    }
  }

  /// Puts the tensor on the tape.
  func place(_ nodes: [Int], in registry: Registry<Tensor>) {
    self.nodes = nodes
    if registration == nil, !nodes.isEmpty { registration = (registry, registry.enter(self)) }
  }

  /// Takes the tensor off the tape; it gets nodes again when they are needed.
  func forgetNodes() { nodes = [] }

  /// Makes a view a tensor of its own that only happens to share memory.
  func cutFromBase() {
    base = nil
    viewOrigin = .ordinary
    version = VersionCounter()
  }

  /// Shows other numbers, as assigning to `.data` does, and keeps its history and version.
  func show(_ other: Tensor) {
    storage = other.storage
    (strided, dtype) = (other.strided, other.dtype)
    nodesChange = storage.changes &- 1
    isInference = other.isInference
  }

  /// Follows a compaction of the tape.
  func move(to rows: [Int]) { nodes = nodes.map { rows[$0] } }

  /// The length of each dimension, `[]` for a single number.
  package var shape: [Int] { strided.shape }
  var strides: [Int] { strided.strides }
  var offset: Int { strided.offset }
  /// How many elements there are.
  package var count: Int { strided.count }
  /// How many dimensions there are.
  package var rank: Int { strided.rank }
  /// Whether no call that autograd differentiates computed it; PyTorch's `is_leaf`.
  package var isLeaf: Bool { function == nil }
  /// The name of the function that computed the tensor, and which output it is.
  var origin: (function: String, output: Int)? {
    function.map { ($0.name(ofOutput: outputIndex), outputIndex) }
  }
  var requiresGradient: Bool {
    isMarked || function != nil || (base?.requiresGradient ?? false)
  }
  /// Whether this is a view whose function is not of the present version.
  var isStaleView: Bool {
    base != nil && functionVersion != version.value && requiresGradient
  }
  /// Whether nothing else shows the tensor's memory, and it is no gradient of another.
  var isFresh: Bool {
    gradientOwner == nil && isKnownUniquelyReferenced(&storage)
  }
  /// Whether this is a number that the program wrote beside a tensor.
  var isWrittenNumber = false

  /// Whether the elements stand in the storage in order and without gaps.
  var isContiguous: Bool { strided.isContiguous }

  /// A dimension that the tensor has, counted from the front.
  func named(_ dimension: Int) throws(TorchError) -> Int {
    guard rank > 0 else {
      throw .index("Dimension specified as \(dimension) but tensor has no dimensions")
    }
    return try Shape(shape).dimension(dimension)
  }

  /// Where in the storage each element stands, in order.
  var positions: [Int] { strided.positions }

  /// The elements in order.
  package var values: [Double] { strided.values(in: storage.values) }

  /// A function to call with this tensor's gradient in a pass; what it returns replaces it.
  struct Hook {
    let id: Int
    /// The function that computed the tensor when the hook was registered; nil of a leaf.
    @Weak var function: Function?
    let body: (Tensor) throws(TorchError) -> Tensor?
  }
}
