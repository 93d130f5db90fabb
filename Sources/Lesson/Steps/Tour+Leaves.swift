import Autograd

extension Tour {
  /// A tensor of leaves, or a leaf of its own.
  package struct Leaf: Sendable {
    /// What the program calls it.
    package var name: String
    /// The lengths of its dimensions.
    package var shape: [Int]
    /// The leaves, the last dimension running fastest; the graph need not have all of them.
    package var nodes: [Int]
  }

  /// The leaves of each graph, grouped into tensors.
  ///
  /// - Complexity: O(elements of all tensors + nodes of all graphs).
  package var leaves: [[Leaf]] {
    // All graphs are of one recording.
    var tensors: [Int: Int] = [:]
    if let graph = stages.first?.graph {
      // A tensor that shows some of another's numbers holds them only where no other does.
      for isOwn in [false, true] {
        for (index, tensor) in graph.recording.tensors.enumerated() {
          for node in tensor.nodes where isOwn == (graph.origins[node] == node) {
            tensors[graph.origins[node]] = index
          }
        }
      }
    }
    return stages.map { Self.leaves(of: $0, tensors) }
  }

  /// The leaves of a graph; `tensors` says which tensor of the recording holds a node.
  private static func leaves(of stage: Stage, _ tensors: [Int: Int]) -> [Leaf] {
    let graph = stage.graph
    let leaves = graph.nodes.filter { $0.kind == .leaf }.map { $0.id }
    var grouped: [Leaf] = []
    var seen: Set<Int> = []
    for leaf in leaves {
      guard let index = tensors[leaf] else {
        grouped.append(Leaf(name: graph.symbol(of: leaf), shape: [], nodes: [leaf]))
        continue
      }
      guard seen.insert(index).inserted else { continue }
      let tensor = graph.recording.tensors[index]
      let nodes = tensor.nodes.map { graph.origins[$0] }
      let part = stage.outline?.part(of: leaf)
      let name = part.flatMap { $0.members.count > 1 && $0.isTensor ? $0.symbol : nil }
      grouped.append(Leaf(name: name ?? tensor.name, shape: tensor.shape, nodes: nodes))
    }
    return numbered(grouped)
  }

  /// Several of one name are counted.
  private static func numbered(_ leaves: [Leaf]) -> [Leaf] {
    let uses = leaves.reduce(into: [:]) { $0[$1.name, default: 0] += 1 }
    var counts: [String: Int] = [:]
    return leaves.map { leaf in
      guard uses[leaf.name, default: 0] > 1 else { return leaf }
      counts[leaf.name, default: 0] += 1
      var leaf = leaf
      leaf.name += OperationText.subscripted(counts[leaf.name, default: 1])
      return leaf
    }
  }
}
