/// What one node of the tape is: a source of values, or a primitive applied to operands.
///
/// The value of every primitive is written once, in ``Real``; its derivative once, in the
/// `contribution` functions beside each of the three kinds.
public enum Operation: Hashable, Sendable {
  /// A value that no operation computed.
  case source(Source)
  /// A primitive of one operand.
  case unary(Unary)
  /// A primitive of two operands.
  case binary(Binary)
  /// A primitive of any number of operands.
  case reduction(Reduction)

  /// Whether the backward pass needs a value of the forward pass, so that a freed graph of this
  /// operation cannot be walked again (PyTorch's "saved tensors").
  public var savesValues: Bool {
    switch self {
    case .source: false
    case .unary(let unary): unary.savesValues
    case .binary(let binary): binary.savesValues
    case .reduction(let reduction): reduction.savesValues
    }
  }
}

/// A node without operands.
public enum Source: String, CaseIterable, Sendable {
  /// A value that needs a gradient.
  case leaf
  /// A value that never needs one.
  case constant
  /// A number written in the program, drawn inside the operation that uses it.
  case literal
}
