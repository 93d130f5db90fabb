/// Where a backward pass keeps the gradient of each node, and in which reading of numbers.
///
/// ``NumericGradients`` computes them in the tape's own column; ``RecordedGradients`` records
/// their computation on the tape, which is PyTorch's `create_graph=True`.
public protocol GradientStore {
  /// What a gradient is.
  associatedtype Gradient: Number

  /// The tape that is walked.
  var tape: Tape { get }
  /// What has arrived at a node so far in this pass; nil if nothing has.
  func gradient(of node: Int) -> Gradient?
  /// Replaces what has arrived at a node.
  mutating func setGradient(_ gradient: Gradient?, of node: Int)
  /// The value of a node, as the rules read it.
  func operand(_ node: Int) -> Gradient
  /// A fixed number, as precise as a node.
  func number(_ value: Double, like node: Int) -> Gradient
}

extension GradientStore {
  /// Adds to what has arrived at a node.
  @inline(__always)
  public mutating func add(_ contribution: Gradient, to node: Int) {
    if let sum = gradient(of: node) {
      setGradient(sum + contribution, of: node)
    } else {
      setGradient(contribution, of: node)
    }
  }

  /// Sends a node's gradient on to each operand that needs one.
  ///
  /// - Parameter observe: Called with each contribution before it is added.
  /// - Throws: ``GraphError/freed(node:)`` if an earlier pass freed what the rule reads.
  @inline(__always)
  public mutating func send(
    from node: Int, _ upstream: Gradient, observe: (Contribution<Gradient>) -> Void
  ) throws(GraphError) {
    let columns = tape.columns
    if columns.pointee.flags[node].contains(.freed), columns.pointee.operation[node].savesValues {
      throw .freed(node: node)
    }
    switch columns.pointee.operation[node] {
    case .source: break
    case .unary(let operation):
      let x = Int(columns.pointee.left[node])
      guard columns.pointee.flags[x].contains(.needsGradient), operation != .detach else { break }
      let contribution = operation.contribution(
        upstream: upstream, x: operand(x), output: operand(node))
      deliver(contribution, to: x, place: 0, observe)
    case .binary(let operation):
      let (a, b) = (Int(columns.pointee.left[node]), Int(columns.pointee.right[node]))
      if columns.pointee.flags[a].contains(.needsGradient) {
        let contribution = operation.contribution(
          upstream: upstream, to: .left, a: operand(a), b: operand(b), output: operand(node))
        deliver(contribution, to: a, place: 0, observe)
      }
      if columns.pointee.flags[b].contains(.needsGradient) {
        let contribution = operation.contribution(
          upstream: upstream, to: .right, a: operand(a), b: operand(b), output: operand(node))
        deliver(contribution, to: b, place: 1, observe)
      }
    case .reduction(let operation):
      let operands = columns.pointee.operands(of: node)
      let contributions = operation.contributions(
        upstream: upstream, operands: operands.map { operand($0) }, output: operand(node))
      for (place, x) in operands.enumerated()
      where columns.pointee.flags[x].contains(.needsGradient) {
        deliver(contributions[place], to: x, place: place, observe)
      }
    }
  }
}

extension GradientStore {
  @inline(__always)
  private mutating func deliver(
    _ amount: Gradient, to operand: Int, place: Int,
    _ observe: (Contribution<Gradient>) -> Void
  ) {
    let sum = gradient(of: operand)
    observe(Contribution(amount: amount, operand: operand, place: place, isFirst: sum == nil))
    if let sum {
      setGradient(sum + amount, of: operand)
    } else {
      setGradient(amount, of: operand)
    }
  }
}

/// What one node sends to one of its operands: upstream gradient times local derivative.
public struct Contribution<Gradient: Number> {
  /// How much.
  public let amount: Gradient
  /// The node that gets it.
  public let operand: Int
  /// Which of the sender's operands that is, counted from 0; x·x sends twice, to places 0 and 1.
  public let place: Int
  /// Whether nothing had arrived at the operand before.
  public let isFirst: Bool
}

/// Gradients as numbers, in the tape's gradient column.
public struct NumericGradients: GradientStore {
  /// The tape that is walked.
  public let tape: Tape
  private let columns: UnsafeMutablePointer<Columns>

  /// The gradients of a tape.
  public init(tape: Tape) {
    self.tape = tape
    columns = tape.columns
  }

  /// What has arrived at a node so far.
  @inline(__always)
  public func gradient(of node: Int) -> Real? {
    let flags = columns.pointee.flags[node]
    guard flags.contains(.reached) else { return nil }
    return Real(columns.pointee.gradient[node], precision: flags.precision)
  }

  /// Replaces what has arrived at a node, rounded to the node's precision.
  @inline(__always)
  public mutating func setGradient(_ gradient: Real?, of node: Int) {
    guard let gradient else {
      columns.pointee.flags[node].remove(.reached)
      return
    }
    columns.pointee.gradient[node] =
      columns.pointee.flags[node].precision.rounded(gradient.number)
    columns.pointee.flags[node].insert(.reached)
  }

  /// The value of a node.
  @inline(__always)
  public func operand(_ node: Int) -> Real { columns.pointee.real(node) }

  /// A number rounded to a node's precision.
  public func number(_ value: Double, like node: Int) -> Real {
    let precision = columns.pointee.flags[node].precision
    return Real(precision.rounded(value), precision: precision)
  }
}

/// Gradients as values on the same tape, so that they can be differentiated again.
public struct RecordedGradients: GradientStore {
  /// The tape that is walked, and grows.
  public let tape: Tape
  private var gradients: [Int: Value] = [:]

  /// No gradients yet.
  public init(tape: Tape) { self.tape = tape }

  /// What has arrived at a node so far.
  public func gradient(of node: Int) -> Value? { gradients[node] }

  /// Replaces what has arrived at a node.
  public mutating func setGradient(_ gradient: Value?, of node: Int) {
    guard let gradient else {
      gradients[node] = nil
      return
    }
    let precision = tape.value(at: node).precision
    gradients[node] =
      gradient.precision == precision
      ? gradient : gradient.record(.alias, precision: precision)
  }

  /// The value of a node.
  public func operand(_ node: Int) -> Value { tape.value(at: node) }

  /// A number written on the tape, rounded to a node's precision.
  public func number(_ value: Double, like node: Int) -> Value {
    tape.value(at: node).constant(value)
  }
}
