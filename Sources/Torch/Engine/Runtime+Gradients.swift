import Autograd
import Platform

/// What the recording was last told of the leaves' gradients.
struct ToldGradients {
  /// Raised when the gradient of one of the leaves may have changed.
  let change = ChangeFlag()
  fileprivate var leaves: [Leaf] = []
  /// Where each leaf stands in `leaves`.
  private var places: [ObjectIdentifier: Int] = [:]

  fileprivate struct Leaf {
    @Weak var leaf: Tensor?
    /// The memory and how often it had changed; nil while there is no gradient.
    var memory: (storage: Storage, changes: Int)?
    /// The elements; empty while there is no gradient.
    var values: [Double] = []
  }

  /// Where a leaf stands, which is entered if it is new.
  fileprivate mutating func place(of leaf: Tensor) -> Int {
    if let place = places[ObjectIdentifier(leaf)], leaves[place].leaf === leaf { return place }
    places[ObjectIdentifier(leaf)] = leaves.count
    leaves.append(Leaf(leaf: leaf))
    return leaves.count - 1
  }

  /// Forgets the leaves that are gone.
  fileprivate mutating func clean() {
    leaves.removeAll { $0.leaf == nil }
    places = [:]
    for (place, told) in leaves.enumerated() {
      if let leaf = told.leaf { places[ObjectIdentifier(leaf)] = place }
    }
  }
}

extension Runtime {
  /// Calls a seed that later passes go through what it is, unless the program has a name for it.
  func nameSeed(_ node: Int) {
    guard recordsEverything, tape.value(at: node).isLeaf, tape.annotations.names[node] == nil
    else { return }
    tape.name(node, "seed")
  }

  /// Has the recording told of what becomes of a leaf's gradient, which is a new one.
  func followGradient(of leaf: Tensor) {
    guard tape.keepsEvents else { return }
    _ = toldGradients.place(of: leaf)
    toldGradients.change.isRaised = true
  }

  /// Remembers that the recording knows what a leaf's gradient holds by now.
  func tellGradient(of leaf: Tensor) {
    guard tape.keepsEvents else { return }
    let place = toldGradients.place(of: leaf)
    let gradient = leaf.gradient
    gradient?.storage.watch = toldGradients.change
    toldGradients.leaves[place].memory = gradient.map { ($0.storage, $0.storage.changes) }
    toldGradients.leaves[place].values = gradient?.values ?? []
  }

  /// Tells the recording of gradients that the program has changed since, whichever way: clipped,
  /// scaled, assigned, written through an array.
  ///
  /// - Complexity: O(1) where nothing has changed, else O(elements of all gradients).
  func noteChangedGradients() {
    guard toldGradients.change.isRaised else { return }
    toldGradients.change.isRaised = false
    toldGradients.clean()
    for told in toldGradients.leaves {
      guard let leaf = told.leaf, let gradient = leaf.gradient else { continue }
      if let memory = told.memory, memory.storage === gradient.storage,
        memory.changes == gradient.storage.changes
      {
        continue
      }
      let values = gradient.values
      let nodes = gradient.nodesChange == gradient.storage.changes ? gradient.nodes : []
      for (place, node) in leaf.nodes.enumerated() where place < values.count {
        let before = place < told.values.count ? told.values[place] : nil
        guard before?.bitPattern != values[place].bitPattern else { continue }
        tape.note(
          .gradientChanged(
            leaf: node, from: before, to: values[place],
            by: place < nodes.count ? nodes[place] : nil))
      }
      // Its new nodes have its name as the old ones had.
      if !nodes.isEmpty { label(gradient) }
      tellGradient(of: leaf)
    }
  }
}
