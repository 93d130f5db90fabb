package import Autograd
package import Lesson

/// A rule that yields the answer of a misconception.
package struct Malrule: Sendable {
  /// The misunderstanding that it acts out.
  package let misconception: Misconception
  let mutation: Mutation

  init(_ misconception: Misconception, _ mutation: Mutation) {
    self.misconception = misconception
    self.mutation = mutation
  }

  /// The misconception's stable code, `[a-z-]`.
  package var code: String { misconception.code }
}

/// One point of the way forward and back, done wrong on purpose.
package enum Mutation: Sendable {
  /// What an operation computes.
  case value(@Sendable (Use) -> TracedNumber?)
  /// The local derivative of an operation by one of its operands.
  case local(@Sendable (Use) -> TracedNumber?)
  /// How an upstream gradient and a local derivative become a contribution.
  case combination(
    @Sendable (_ upstream: TracedNumber, _ local: TracedNumber, Use) -> TracedNumber?)
  /// How what arrives at a node becomes its gradient.
  case accumulation(@Sendable ([Arrival]) -> TracedNumber?)
  /// What arrives below a function of an inner one, from the way that leads there.
  case inner(@Sendable (InnerWay) -> TracedNumber?)
  /// What enters a root.
  case seed(@Sendable (_ seed: TracedNumber, _ root: TracedNumber) -> TracedNumber)
  /// What a leaf holds after a pass.
  case total(@Sendable (_ before: TracedNumber, _ pass: TracedNumber) -> TracedNumber)
  /// Clearing is forgotten.
  case clearing
  /// Inner nodes start a pass with what they held after the one before.
  case innerTotals
  /// A node sends its whole gradient again whenever something has arrived at it.
  case revisiting
  /// What is cut off from its history is tracked nevertheless.
  case tracking
  /// An element of a leaf hears of the root in its own place alone.
  case diagonal
  /// What is written down in the end, without a part in what comes after; the value is that of the
  /// node that a gradient is asked of.
  case answer(@Sendable (_ right: TracedNumber, _ value: TracedNumber?) -> TracedNumber?)

  /// One use of an operand by an operation.
  package struct Use {
    /// The operation that uses the operand.
    package let operation: Operation
    /// Which operand it is, counted from 0.
    package let place: Int
    /// All operands of the operation, in order.
    package let operands: [TracedNumber]
    /// What the operation computes.
    package let output: TracedNumber
    /// What the operand was computed from, where it was.
    package let inner: TracedNumber?
    /// The weight that the operand is multiplied by, where a layer below has computed the operand.
    package var layer: Layer?

    /// The operand that this is the use of.
    package var operand: TracedNumber { operands[place] }
    /// The other operand of an operation of two.
    package var partner: TracedNumber { operands[operands.count - 1 - place] }
  }

  /// The weights around what one layer hands to the next.
  package struct Layer {
    /// The weight of the layer below, of its first input.
    package let below: TracedNumber
    /// What the weight of the layer above is after the step that follows the pass, if one does.
    package let updated: TracedNumber?
  }

  /// The way back from a function of an inner one to something that the inner one is made of.
  package struct InnerWay {
    /// The function, and what it is taken of.
    package let outer: Use
    /// The gradient of the function's result.
    package let upstream: TracedNumber
    /// The derivative of what it is taken of, as far as the way leads.
    package let inner: TracedNumber

    /// The way with one more local derivative.
    package func extended(by local: TracedNumber) -> InnerWay {
      InnerWay(outer: outer, upstream: upstream, inner: inner * local)
    }
  }

  /// Something that comes to a node on the way back.
  package struct Arrival {
    /// The node that sent it; nil for a seed.
    package let sender: Int?
    /// The gradient that comes.
    package let amount: TracedNumber
    /// The way from the nearest function above.
    package var way: InnerWay?
  }
}
