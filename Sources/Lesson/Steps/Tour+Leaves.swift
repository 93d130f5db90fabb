import Autograd

extension Tour {
  /// A tensor of leaves, or a leaf of its own.
  package struct Leaf: Sendable {
    /// What the program calls it.
    package var name: String
    /// The lengths of its dimensions.
    package var shape: [Int]
    /// The graph's leaves, the last dimension running fastest; −1 for an element outside of it.
    package var nodes: [Int]
  }

  /// The leaves of each graph, grouped into tensors.
  ///
  /// - Complexity: O(elements of all tensors + nodes of all graphs).
  package var leaves: [[Leaf]] {
    // All graphs are of one recording.
    var tensors: [Int: Int] = [:]
    if let graph = stages.first?.graph {
      for (index, tensor) in graph.recording.tensors.enumerated() {
        for node in tensor.nodes { tensors[graph.origins[node]] = index }
      }
    }
    return stages.map { Self.leaves(of: $0.graph, tensors) }
  }

  /// The leaves of a graph; `tensors` says which tensor of the recording holds a node.
  private static func leaves(of graph: Graph, _ tensors: [Int: Int]) -> [Leaf] {
    let leaves = graph.nodes.filter { $0.kind == .leaf }.map { $0.id }
    let isLeaf = Set(leaves)
    var grouped: [Leaf] = []
    var seen: Set<Int> = []
    for leaf in leaves {
      guard let index = tensors[leaf] else {
        grouped.append(Leaf(name: graph.symbol(of: leaf), shape: [], nodes: [leaf]))
        continue
      }
      guard seen.insert(index).inserted else { continue }
      let tensor = graph.recording.tensors[index]
      let nodes = tensor.nodes.map { isLeaf.contains(graph.origins[$0]) ? graph.origins[$0] : -1 }
      grouped.append(Leaf(name: tensor.name, shape: tensor.shape, nodes: nodes))
    }
    return grouped
  }
}
