import Autograd
import Lesson
import Questions

/// The weights of a network, as a recording shows them: leaves with a gradient that something is
/// multiplied by.
struct Layers: Sendable {
  /// For each node the weight of the layer that computed it; of several the first.
  private var own: [Int?] = []
  private var uses: [Int: Int] = [:]
  /// What the step after the pass does to a leaf.
  private var steps: [Int: Step] = [:]

  /// A change by an amount that goes with the gradient.
  struct Step {
    fileprivate var after: Double
    /// The change for each unit of the gradient.
    fileprivate var rate: Double

    /// What a leaf becomes, from another value or by another gradient than was recorded.
    func value(from value: TracedNumber, by gradient: TracedNumber) -> TracedNumber {
      value + TracedNumber(HandNumber.cleaned(rate)) * gradient
    }
  }

  /// - Complexity: O(nodes + events).
  init(_ recording: Recording, _ origins: [Int], after pass: Pass?) {
    let nodes = recording.nodes
    own.reserveCapacity(nodes.count)
    for node in nodes {
      let operands = node.operands.map { origins[$0] }
      // The step itself, under no_grad, is no use that a gradient comes from.
      if node.needsGradient {
        for operand in operands { uses[operand, default: 0] += 1 }
      }
      own.append(ownWeight(of: node, operands, nodes))
    }
    if let pass { steps = Self.steps(recording, origins, after: pass) }
  }

  private func ownWeight(
    of node: Recording.Node, _ operands: [Int], _ nodes: [Recording.Node]
  ) -> Int? {
    guard node.operation == .binary(.multiply) else {
      return operands.lazy.compactMap { own[$0] }.first
    }
    let weights = operands.filter { nodes[$0].isWeight }
    return weights.count == 1 ? weights[0] : nil
  }

  private static func steps(
    _ recording: Recording, _ origins: [Int], after pass: Pass
  ) -> [Int: Step] {
    var steps: [Int: Step] = [:]
    var number = 0
    for moment in recording.events {
      switch moment.event {
      case .pass(let index): number = index + 1
      case .updated(let from, let to, _) where number == pass.number:
        let gradient = pass.accumulations.first { $0.leaf == from }?.after ?? 0
        let (before, after) = (recording.nodes[from].value, recording.nodes[to].value)
        guard steps[origins[from]] == nil, gradient != 0 else { continue }
        steps[origins[from]] = Step(after: after, rate: (after - before) / gradient)
      case .cleared, .gradientChanged, .updated, .printed, .raised: continue
      }
    }
    return steps
  }

  /// The weight of the layer that computed an operand.
  func weight(below operand: Int) -> Int? { own[operand] }

  /// What the step after the pass does to a leaf, if its gradient comes to something.
  func step(of leaf: Int) -> Step? { steps[leaf] }

  /// What a weight becomes by the step after the pass, if its gradient comes to something.
  func updated(_ weight: Int, from value: TracedNumber, by gradient: TracedNumber) -> TracedNumber?
  {
    guard let step = steps[weight] else { return nil }
    // Other uses have a part in the gradient that this one does not know.
    return uses[weight] == 1 ? step.value(from: value, by: gradient) : TracedNumber(step.after)
  }
}

extension Recording.Node {
  /// Whether it is a leaf that learns.
  var isWeight: Bool { operation == .source(.leaf) && needsGradient }
}
