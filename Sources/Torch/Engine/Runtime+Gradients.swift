import Autograd
import Platform

/// What the recording was last told of a leaf's gradient.
struct ToldGradient {
  @Weak var leaf: Tensor?
  /// The memory and how often it had changed; nil while there is no gradient.
  var memory: (storage: Storage, changes: Int)?
  /// The elements; empty while there is no gradient.
  var values: [Double]
}

extension Runtime {
  /// Has the recording told of what becomes of a leaf's gradient.
  func followGradient(of leaf: Tensor) {
    guard tape.keepsEvents, !toldGradients.contains(where: { $0.leaf === leaf }) else { return }
    toldGradients.append(ToldGradient(leaf: leaf, memory: nil, values: []))
  }

  /// Remembers that the recording knows what a leaf's gradient holds by now.
  func tellGradient(of leaf: Tensor) {
    followGradient(of: leaf)
    guard let index = toldGradients.firstIndex(where: { $0.leaf === leaf }) else { return }
    let gradient = leaf.gradient
    toldGradients[index].memory = gradient.map { ($0.storage, $0.storage.changes) }
    toldGradients[index].values = gradient?.values ?? []
  }

  /// Tells the recording of gradients that the program has changed since, whichever way: clipped,
  /// scaled, assigned, written through an array.
  func noteChangedGradients() {
    guard !toldGradients.isEmpty else { return }
    toldGradients.removeAll { $0.leaf == nil }
    for told in toldGradients {
      guard let leaf = told.leaf, let gradient = leaf.gradient else { continue }
      if let memory = told.memory, memory.storage === gradient.storage,
        memory.changes == gradient.storage.changes
      {
        continue
      }
      let values = gradient.values
      for (place, node) in leaf.nodes.enumerated() where place < values.count {
        let before = place < told.values.count ? told.values[place] : nil
        guard before?.bitPattern != values[place].bitPattern else { continue }
        tape.note(.gradientChanged(leaf: node, from: before, to: values[place]))
      }
      tellGradient(of: leaf)
    }
  }
}
