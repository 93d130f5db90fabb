import Autograd
import Platform

/// What a program does with the tensors that backward rules read, while they wait:
/// `torch.autograd.graph.saved_tensors_hooks`.
struct SavedTensorHooks {
  /// Takes a tensor, and returns how to get it back.
  let pack: (Tensor) throws(TorchError) -> (() throws(TorchError) -> Tensor)
}

/// The hooks that are in force, and the functions that they have not seen yet.
struct SavedTensorPacking {
  var hooks: [SavedTensorHooks] = []
  /// What to say to who asks for hooks where there must be none.
  var refusal: String?
  fileprivate var waiting: [Waiting] = []
  /// Whether hooks run, which save nothing themselves.
  fileprivate var isUnderWay = false

  /// A function, and the tensors that it saved, which nothing else may keep until then.
  fileprivate struct Waiting {
    @Weak var function: Function?
    let hooks: SavedTensorHooks
    let tensors: [Tensor]
  }
}

extension Runtime {
  /// Lets the innermost hooks have what a function reads, once the call that made it is over: only
  /// then is it known whether it becomes a part of another.
  func packLater(_ function: Function) {
    guard let hooks = packing.hooks.last, !function.saved.isEmpty else { return }
    packing.waiting.append(
      .init(function: function, hooks: hooks, tensors: function.saved.compactMap { $0.tensor }))
  }

  /// Keeps functions from the hooks that became parts of another.
  func forgetPacking(of parts: [Function]) {
    packing.waiting.removeAll { entry in parts.contains { $0 === entry.function } }
  }

  /// Hands what waits over to the hooks, oldest first.
  func packSaved() throws(TorchError) {
    guard !packing.isUnderWay else { return }
    packing.isUnderWay = true
    defer { packing.isUnderWay = false }
    let waiting = packing.waiting
    packing.waiting = []
    for entry in waiting {
      guard let function = entry.function, !function.isFreed else { continue }
      try withGrad(false) { () throws(TorchError) in try pack(function, entry.hooks) }
    }
  }

  private func pack(_ function: Function, _ hooks: SavedTensorHooks) throws(TorchError) {
    for place in function.savedOrder where function.isUnpacked(place) {
      let item = function.saved[place]
      let tensor = item.tensor ?? Tensor(item.storage.values, shape: item.shape, dtype: item.dtype)
      let nodes = item.dtype.isFloating ? nodes(of: tensor) : []
      function.pack(place, nodes: nodes, unpack: try hooks.pack(tensor))
    }
  }

  /// Puts what the hooks hand back in the place of what a function's rule reads.
  ///
  /// - Returns: The nodes that changed, with their own values.
  func unpackSaved(of function: Function) throws(TorchError) -> [(node: Int, value: Double)] {
    var before: [Int: Double] = [:]
    var after: [Int: Double] = [:]
    for place in function.savedOrder {
      guard let packed = function.saved[place].packed else { continue }
      let values = try packed.unpack().values
      guard values.count == packed.nodes.count else { continue }
      for (node, value) in zip(packed.nodes, values) {
        let own = tape.value(at: node).number
        guard own != value, !(own.isNaN && value.isNaN) else { continue }
        guard function.readsWhatItSaves, after[node, default: value] == value else {
          throw .unsupported(
            "an unpack hook that returns other numbers than \(function.name) saved")
        }
        (before[node], after[node]) = (before[node] ?? own, value)
      }
    }
    for (node, value) in after { tape.value(at: node).overwrite(value) }
    return before.map { ($0.key, $0.value) }
  }
}

extension Function {
  /// In which order PyTorch's generated code saves and reads: inputs by name, then outputs.
  fileprivate var savedOrder: [Int] {
    saved.indices.sorted { a, b in
      let (isOutputA, isOutputB) = (saved[a].output != nil, saved[b].output != nil)
      return isOutputA == isOutputB ? saved[a].name < saved[b].name : isOutputB
    }
  }

  /// Whether hooks may still have a saved tensor; a number of the program is none of their business.
  fileprivate func isUnpacked(_ place: Int) -> Bool {
    saved[place].packed == nil && !saved[place].isWrittenNumber
  }

  /// Whether the tape's rule reads just what PyTorch's saves, so that other numbers may stand there.
  fileprivate var readsWhatItSaves: Bool { backward?.row.readsWhatItSaves ?? false }
}
