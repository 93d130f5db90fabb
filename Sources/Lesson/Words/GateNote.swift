package import Autograd

/// What a kind of gate does to a gradient, in a phrase and in a sentence.
package struct GateNote: Sendable, Hashable {
  /// A phrase, `× swaps`.
  package var title: String
  /// A sentence.
  package var text: String

  private init(_ title: String, _ text: String) {
    self.title = title
    self.text = text
  }

  /// What several uses of one value do.
  package static let fork = GateNote(
    "a fork adds",
    "A value used several times gets a contribution from each use, and they add up.")

  /// What detaching does.
  package static let detach = GateNote(
    "detach cuts", "Past detach the number goes on as a constant, and no gradient comes back.")

  /// The note on an operation; nil for one that says nothing in general.
  package init?(_ operation: Operation) {
    switch operation {
    case .source: return nil
    case .unary(let unary): self.init(unary)
    case .binary(let binary): self.init(binary)
    case .reduction(let reduction): self.init(reduction)
    }
  }

  private init?(_ unary: Unary) {
    switch unary {
    case .alias: return nil
    case .detach: self = .detach
    case .negate: self.init("− flips", "A minus sign flips the sign of the gradient.")
    case .relu:
      self.init(
        "relu gates",
        "relu lets the gradient through unchanged where its input is positive, and stops it elsewhere."
      )
    case .abs:
      self.init(
        "abs takes the sign", "abs passes the gradient on, with its sign flipped where x < 0.")
    case .exp:
      self.init("exp repeats itself", "The derivative of exp is its own output.")
    case .log, .log2, .log10, .log1p:
      self.init("log divides", "A logarithm divides the gradient by its input.")
    case .sigmoid, .tanh, .erf:
      self.init(
        "\(unary.title) squeezes",
        "\(unary.title) is steep in the middle; far out it is flat and lets almost no gradient through."
      )
    case .sign, .floor, .ceil, .round, .trunc:
      self.init("a step is flat", "A step function is flat, so what it sends back is exactly zero.")
    case .sqrt, .rsqrt, .reciprocal, .expm1, .sin, .cos, .tan, .asin, .acos, .atan, .sinh, .cosh:
      return nil
    }
  }

  private init?(_ binary: Binary) {
    switch binary {
    case .add:
      self.init("+ distributes", "A sum passes its gradient unchanged to every term.")
    case .subtract:
      self.init(
        "− distributes",
        "A difference passes its gradient on: to the first unchanged, to the second with its sign flipped."
      )
    case .multiply:
      self.init(
        "× swaps", "A product sends each factor the upstream gradient times the other factor.")
    case .divide, .quotientOfNumber:
      self.init(
        "/ divides", "A quotient divides the gradient by the denominator, as it does the value.")
    case .power:
      self.init("^ lowers", "The power rule: times the exponent, exponent minus one.")
    case .maximum, .minimum:
      self.init(
        "\(binary.title) routes",
        "The gradient goes to the winner; the other gets zero; at a tie each gets half.")
    case .leakyRelu, .elu:
      self.init(
        "\(binary.title) leaks",
        "Where the input is positive the gradient passes unchanged; elsewhere only a part of it.")
    case .huber, .smoothL1:
      self.init(
        "\(binary.title) clips",
        "For a small error the gradient is the error itself; for a large one its size is fixed.")
    case .crossEntropy, .logitCrossEntropy:
      self.init(
        "cross-entropy compares",
        "Behind a sigmoid the gradient of its logit is the probability minus the target.")
    case .remainder, .floorDivide, .atan2, .softplus: return nil
    }
  }

  private init?(_ reduction: Reduction) {
    switch reduction {
    case .sum, .sumByFour, .sumInRuns, .sumInOrder:
      self.init("+ distributes", "A sum passes its gradient unchanged to every term.")
    case .mean:
      self.init("mean shares", "A mean passes 1/n of its gradient to each of its n inputs.")
    case .product:
      self.init(
        "× swaps",
        "A product sends each factor the upstream gradient times all the other factors.")
    case .max, .min, .median:
      self.init(
        "\(reduction.title([])) routes",
        "The gradient goes to the winner; equal winners share it, the others get zero.")
    case .ranked:
      self.init(
        "a rank routes", "The gradient goes to the one that was taken; all others get zero.")
    case .selected:
      self.init("select routes", "The gradient goes to the one that the index names.")
    case .clamp:
      self.init(
        "clamp gates", "Between its bounds clamp passes the gradient on; beyond them it stops it.")
    case .choose:
      self.init("where routes", "The gradient goes to the branch that was chosen.")
    case .logSumExp:
      self.init(
        "logsumexp shares",
        "Each operand gets its softmax share of the gradient; shares add to one.")
    case .norm:
      self.init("norm points", "A norm sends its gradient along the direction of the vector.")
    case .multiplyAdd:
      self.init(
        "a + bc swaps",
        "a gets the gradient unchanged, each factor gets it times the other factor.")
    case .lerp:
      self.init(
        "lerp shares", "Each end gets its weight's share of the gradient.")
    case .variance, .standardDeviation: return nil
    }
  }
}

extension Graph {
  /// The notes that fit the gates gradients pass through, each once, in visiting order.
  package var gateNotes: [GateNote] {
    var seen: Set<GateNote> = []
    var notes: [GateNote] = []
    var uses: [Int: Int] = [:]
    for edge in edges where carriesGradient(edge) { uses[edge.from, default: 0] += 1 }
    for node in nodes.reversed() {
      if uses[node.id, default: 0] > 1, seen.insert(.fork).inserted { notes.append(.fork) }
      guard node.kind == .computed || node.kind == .detached,
        let note = GateNote(recording.nodes[node.id].operation), seen.insert(note).inserted
      else { continue }
      notes.append(note)
    }
    return notes
  }
}
