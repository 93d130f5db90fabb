/// A number on a tape: what it is, and how it was computed.
///
/// Sixteen bytes, a pointer to the tape's columns and a row; it does not keep the ``Tape`` alive.
public struct Value: Number {
  let columns: UnsafeMutablePointer<Columns>
  let id: Int32

  /// The row of the tape that holds this value.
  public var node: Int { Int(id) }
  /// The value computed in the forward pass.
  public var number: Double { columns.pointee.value[node] }
  /// What the value is rounded to.
  public var precision: Precision { flags.precision }
  /// Whether a leaf that needs a gradient went into this value.
  public var needsGradient: Bool { flags.needsGradient }
  /// Whether no operation computed this value.
  public var isLeaf: Bool {
    columns.pointee.isSource(node)
  }
  /// The gradient of the newest pass that reached this value; of a leaf, the sum over all passes
  /// since it was cleared.
  public var gradient: Double? {
    columns.pointee.arrived(at: node)
  }

  var flags: Columns.Flags { columns.pointee.kind[node].flags }

  /// Forgets the gradient, as `w.grad = None` does.
  public func clearGradient() { columns.pointee.clearGradients(of: node..<node + 1) }

  /// Replaces the number of a leaf, as an optimiser's step does.
  ///
  /// What was computed from it keeps its old value: rewind the tape and compute it again.
  public func update(to number: Double) {
    precondition(isLeaf, "node \(node) is computed")
    overwrite(precision.rounded(number))
  }

  /// The value cut off from its history.
  public func detached() -> Value { applying(.detach) }

  /// A number written in the program.
  public func constant(_ value: Double) -> Value {
    let precision = precision
    let node = columns.pointee.append(
      .source(.literal), 0, 0, value: precision.rounded(value),
      flags: .of(precision, needsGradient: false).union(.source))
    return Value(columns: columns, id: node)
  }

  /// Records a primitive of one operand.
  @inline(__always)
  public func applying(_ operation: Unary) -> Value {
    record(operation, precision: precision)
  }

  /// Records a primitive of one operand, rounded to a precision that may differ from the
  /// operand's.
  @inline(__always)
  public func record(_ operation: Unary, precision: Precision) -> Value {
    let result = Real(number, precision: precision).applying(operation)
    let flags = Columns.Flags.of(
      precision, needsGradient: needsGradient && operation != .detach)
    return append(.unary(operation), id, 0, result, flags)
  }

  /// Records a primitive of two operands.
  @inline(__always)
  public func applying(_ operation: Binary, _ other: Value) -> Value {
    let (left, right) = (flags, other.flags)
    // What is known when this is compiled is left out of the common case.
    return left.isCommon(beside: right)
      ? record(operation, other, .common, .double)
      : record(operation, other, left.combined(with: right))
  }

  /// As ``applying(_:_:)``, with the primitive folded into the caller's loop in either common
  /// precision.
  @inline(__always)
  func applyingInLoop(_ operation: Binary, _ other: Value) -> Value {
    let flags = self.flags.combined(with: other.flags)
    return switch flags.precision {
    case .double: record(operation, other, flags, .double)
    case .single: record(operation, other, flags, .single)
    case .half: record(operation, other, flags)
    }
  }

  @inline(never)
  private func record(_ operation: Binary, _ other: Value, _ flags: Columns.Flags) -> Value {
    record(operation, other, flags, flags.precision)
  }

  @inline(__always)
  private func record(
    _ operation: Binary, _ other: Value, _ flags: Columns.Flags, _ precision: Precision
  ) -> Value {
    let result = Real(number, precision: precision).applying(
      operation, Real(other.number, precision: precision))
    return append(.binary(operation), id, other.id, result, flags)
  }

  /// Records a reduction of at least one operand, all on one tape.
  public static func reduce(
    _ operation: Reduction, _ operands: [Value], precision: Precision
  ) -> Value {
    precondition(!operands.isEmpty, "a reduction has at least one operand")
    let columns = operands[0].columns
    let node = columns.pointee.append(
      operation, count: operands.count, precision: precision
    ) { operands[$0].id }
    return Value(columns: columns, id: node)
  }

  @inline(__always)
  private func append(
    _ operation: Operation, _ left: Int32, _ right: Int32, _ result: Real, _ flags: Columns.Flags
  ) -> Value {
    let node = columns.pointee.append(
      operation, left, right, value: result.number, flags: flags)
    return Value(columns: columns, id: node)
  }
}

extension Value {
  /// Takes the value out of what needs gradients, as an operation under `no_grad` is.
  package func stopTracking() { columns.pointee.kind[node].flags.insert(.untracked) }

  /// Takes the value into what needs gradients, as the result of a rule that the tape does not
  /// know is.
  package func startTracking() { columns.pointee.kind[node].flags.remove(.untracked) }

  /// Changes the number behind the history's back, as assigning through `.data` does.
  package func overwrite(_ number: Double) { columns.pointee.overwrite(node, number) }
}
