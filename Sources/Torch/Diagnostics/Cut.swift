import Platform
import Python

/// How a tensor lost the history that it would have had.
package struct Cut: Sendable, Equatable {
  /// What cut a tensor off from its history.
  package enum Kind: Sendable, Equatable {
    /// `detach()`.
    case detach
    /// `.data`.
    case data
    /// An operation under `torch.no_grad()` or where the program switched tracking off otherwise.
    case noGrad
    /// The `forward` of a function that the program defines, which runs untracked.
    case customForward(String)
    /// The `backward` of one, in a pass that records nothing.
    case customBackward(String)
    /// A hook, in a pass that records nothing.
    case hook
    /// A pass without `create_graph=True`, whose gradients are plain numbers.
    case pass
    /// A pass with `create_graph=True` through what has no second derivative.
    case constantDerivative
    /// A function that has no derivative, by its name in PyTorch: `argmax`, `__gt__`, `long`.
    case function(String)
    /// A function that makes a tensor of numbers alone, of one tensor's or of those of several:
    /// `tensor`, `from_numpy`.
    case copy(String, ofParts: Bool)
    /// What takes the number out of a tensor: `item`, `tolist`, `__float__`.
    case number(String)
  }

  /// What cut it off.
  package let kind: Kind
  /// The line of the program that did, counted from 1.
  package let line: Int
  /// The program's name of what had its history until then; nil where it had none.
  package let source: String?

  /// Whether the program asked for it in so many words.
  package var isAskedFor: Bool {
    switch kind {
    case .detach, .data, .noGrad, .pass, .hook, .constantDerivative: true
    case .customForward, .customBackward, .function, .copy, .number: false
    }
  }
}

/// Where a tensor lost its history, and which tensor had it until then.
struct LostHistory {
  let cut: Cut
  @Weak var source: Tensor?

  init(_ kind: Cut.Kind, line: Int, from source: Tensor?) {
    cut = Cut(kind: kind, line: line, source: source?.name ?? source?.base?.name)
    self.source = source
  }
}

/// What the newest pass did not reach, since it had lost its history.
struct Losses {
  /// All that went into the pass without one.
  var all: [LostHistory] = []
  /// How the leaves lost theirs that the pass ended at; none if it reached another leaf as well.
  var ends: [LostHistory] = []
  /// Whether the pass reached a leaf that the program made as one.
  var reachesLeaf = false
}

/// A tensor that is not kept alive.
struct WeakTensor {
  @Weak var tensor: Tensor?

  init(_ tensor: Tensor) { self.tensor = tensor }
}

/// A number that the program took out of a tensor with a history.
struct TakenNumber {
  let value: Double
  let history: LostHistory

  /// Whether another number is so surely this one that it must have come from here.
  func isSurely(_ other: Double) -> Bool {
    value == other && (value * 64).rounded() != value * 64
  }
}

/// Whose code runs, where a program differentiates a function by itself.
enum CustomCode {
  case forward(String)
  case backward(String)
}

extension Runtime {
  /// How the result of an untracked call lost its history; nil if it would have none anyway.
  func lostHistory(of inputs: [Tensor]) -> LostHistory? {
    for input in inputs {
      if input.requiresGradient, !isGradEnabled {
        return LostHistory(kindOfUntracked, line: line, from: input)
      }
      if let lost = input.lost { return lost }
    }
    return nil
  }

  /// Why nothing is tracked at the moment.
  private var kindOfUntracked: Cut.Kind {
    switch customCode {
    case .forward(let name): .customForward(name)
    case .backward(let name): .customBackward(name)
    case nil: passDepth > 0 ? .hook : .noGrad
    }
  }

  /// Runs code of the program's own function.
  func running<Result, Failure>(
    _ code: CustomCode, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let outer = customCode
    customCode = code
    defer { customCode = outer }
    return try body()
  }

  /// Remembers that the program took a number out of a tensor with a history.
  func noteTaken(_ tensor: Tensor, by name: String) {
    guard let value = tensor.values.first,
      let source = tensor.requiresGradient ? tensor : tensor.lost?.source
    else { return }
    taken.append(
      TakenNumber(value: value, history: LostHistory(.number(name), line: line, from: source)))
    // Which number a new tensor is made of is asked of the newest only.
    if taken.count > 256 { taken.removeFirst(128) }
  }

  /// How numbers that a tensor is made of were taken out of another, as far as that is sure.
  func lostHistory(of numbers: [Double]) -> LostHistory? {
    taken.last { $0.history.cut.line == line || numbers.contains(where: $0.isSurely) }?.history
  }

  /// How the way from the newest pass to a leaf was cut off; nil where that is not known.
  ///
  /// Either a tensor without a history went into what the pass went through, and came from the leaf;
  /// or all that the pass ended at was made of numbers.
  func cutBefore(_ leaf: Tensor) -> Cut? {
    (losses.all.first { isBehind(leaf, $0.source) } ?? losses.ends.first)?.cut
  }

  /// Remembers what a pass through some functions does not reach.
  func noteLosses(in functions: [Function]) {
    losses = Losses()
    for function in functions {
      losses.all += function.lost
      guard case .accumulate(let leaf) = function.kind else { continue }
      guard let lost = leaf.lost else {
        losses.reachesLeaf = true
        continue
      }
      losses.all.append(lost)
      losses.ends.append(lost)
    }
    if losses.reachesLeaf { losses.ends = [] }
  }

  /// Whether a tensor was computed from a leaf.
  private func isBehind(_ leaf: Tensor, _ tensor: Tensor?) -> Bool {
    guard let tensor else { return false }
    return tensor === leaf
      || Function.reached(from: [tensor.function].compactMap { $0 }).contains { function in
        if case .accumulate(let other) = function.kind { other === leaf } else { false }
      }
  }
}

extension Library {
  /// Notes how the result of a call lost its history, where an argument has one, or had.
  func noteLoss(in result: Object, of name: String, _ arguments: Arguments) {
    switch result {
    case .instance(let instance):
      if let tensor = instance.payload as? Tensor {
        noteLoss(in: tensor, of: name, arguments)
      } else if let box = instance.payload as? TupleBox {
        for element in box.elements { noteLoss(in: element, of: name, arguments) }
      }
    case .tuple(let elements):
      for element in elements { noteLoss(in: element, of: name, arguments) }
    default: return
    }
  }

  private func noteLoss(in result: Tensor, of name: String, _ arguments: Arguments) {
    guard result.lost == nil, !result.requiresGradient else { return }
    for case let source? in arguments.positional.lazy.map({ self.tensor($0) }) {
      if source === result { return }
      guard source.requiresGradient || source.lost != nil else { continue }
      if Self.makesFresh(name) { return }
      if source.requiresGradient {
        let kind: Cut.Kind =
          Self.copies.contains(name) ? .copy(name, ofParts: false) : .function(name)
        result.lost = LostHistory(kind, line: runtime.line, from: source)
      } else {
        result.lost = source.lost
      }
      return
    }
  }

  /// Whether a function looks only at the shape and type of its argument, or says itself how its
  /// results come about.
  private static func makesFresh(_ name: String) -> Bool {
    name == "grad" || name.hasSuffix("_like") || name.hasPrefix("new_")
  }

  private static let copies: Set<String> = ["tensor", "as_tensor", "asarray", "from_numpy"]

  /// Notes of a tensor made of Python's values where those came from, as far as that is known.
  func noteOrigin(of made: Tensor, from data: Object, by name: String) {
    guard made.dtype.isFloating else { return }
    let elements = elements(data) ?? [data]
    let tensors = elements.lazy.compactMap { self.tensor($0) }
    if let source = tensors.first(where: { $0.requiresGradient }) ?? owner(ofMemoryOf: data) {
      made.lost = LostHistory(
        .copy(name, ofParts: tensor(data) == nil && array(data) == nil), line: runtime.line,
        from: source)
    } else if !runtime.taken.isEmpty {
      made.lost = runtime.lostHistory(of: made.values)
    }
  }

  /// The tensor with a history whose memory an array shows.
  private func owner(ofMemoryOf data: Object) -> Tensor? {
    guard let array = array(data) else { return nil }
    return runtime.tensors.all.first { $0.storage === array.storage && $0.requiresGradient }
  }
}
