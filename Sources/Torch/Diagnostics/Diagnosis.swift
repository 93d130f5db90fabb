/// The cause of an error or a warning, as facts; the wording is ``Diagnosis/explanation(at:source:)``.
package struct Diagnosis: Sendable, Equatable {
  /// What went wrong.
  package let kind: Kind
  /// The tape's node that is responsible, where the run is recorded.
  package let node: Int?

  init(_ kind: Kind, node: Int? = nil) {
    self.kind = kind
    self.node = node
  }

  /// The causes that are told apart, each with the facts that its explanation names.
  package enum Kind: Sendable, Equatable {
    /// A pass without a seed began at a root of several elements.
    case rootIsNotOneNumber(Subject, PassCall)
    /// A seed has another shape than its root; the number, where the seed is one alone.
    case seedHasOtherShape(root: Subject, seed: [Int], number: Double?)
    /// A seed is a Python object of this type.
    case seedIsNoTensor(type: String)
    /// A pass began at a tensor without history; what cut it off, where something did, and else what
    /// took the newest number out of a tensor.
    case rootNeedsNoGradient(Subject, cut: Cut?, taken: Cut?)
    /// A pass reached a call whose saved values an earlier pass freed.
    case graphWasFreed(operation: Origin, freedAt: Int, carried: Carried?)
    /// A leaf that asks for a gradient was changed in place, by itself or through a view.
    case leafChangedInPlace(Subject, isView: Bool)
    /// A value that a backward rule reads was changed after the rule kept it.
    case savedValueChanged(Subject, keptBy: Origin, isResult: Bool, changedAt: Int)
    /// The `.grad` of a computed tensor was read, which PyTorch warns of.
    case gradientOfNonLeaf(Subject)
    /// A `.grad` that was read is None.
    case gradientIsMissing(Subject, because: MissingGradient)
    /// `torch.autograd.grad` asks for the gradient of a tensor that no root depends on.
    case inputWasNotUsed(Subject, roots: [Subject])
    /// A gradient is asked for a tensor that requires none; what cut it off, where something did.
    case inputNeedsNoGradient(Subject, cut: Cut?)
    /// A pass began at a leaf that was made of numbers, and goes no further.
    case passEndsAtLeaf(Subject, cut: Cut)
    /// `requires_grad` is set on a tensor that is not of floating point.
    case integersNeedNoGradient(dtype: String)
    /// A loss compares every input with every target, since their shapes are broadcast.
    case lossBroadcasts(function: String, input: Subject, target: Subject, pairs: Int)
    /// The inner dimensions of a matrix product differ.
    case productDoesNotFit(Subject, Subject)
    /// Two shapes cannot be broadcast to one.
    case shapesDoNotFit(Subject, Subject)
    /// The program's own function gave back another number of gradients than it had inputs.
    case gradientsAreMiscounted(function: String, inputs: Int, gradients: Int)
    /// A rule gave nan while anomalies are looked for.
    case nanInPass(Origin, value: Double?)
    /// The gradients of a function are not what nudging its inputs shows.
    case gradientsDiffer(numerical: [Double], analytical: [Double], isCoarse: Bool)
    /// The message says what went wrong; what it means and what to do.
    case known(what: String, fix: String)
    /// A local name of a function is read outside of it; the line is that of its binding.
    case nameIsLocal(String, function: String, line: Int, isParameter: Bool)
    /// A name is read before the line that binds it.
    case nameComesLater(String, line: Int)
    /// A name of a known module is read; the statement would import it.
    case nameNeedsImport(String, statement: String)
    /// A name that nothing binds; the nearest that something does bind.
    case nameIsUnknown(String, similar: String?)
    /// A local variable is read before it is assigned, in this line where it is known.
    case localBeforeAssignment(String, line: Int?)
  }
}

/// What an exception of the program carries of its diagnosis.
final class DiagnosisBox {
  let diagnosis: Diagnosis

  init(_ diagnosis: Diagnosis) { self.diagnosis = diagnosis }
}

/// A tensor as a diagnosis speaks of it.
package struct Subject: Sendable, Equatable {
  /// The program's name for it; nil where it has none.
  package let name: String?
  /// The length of each dimension.
  package let shape: [Int]
  /// What computed it; nil for a leaf.
  package let origin: Origin?
}

/// A call that autograd differentiates, and where it was made.
package struct Origin: Sendable, Equatable {
  /// PyTorch's name, `MulBackward0`.
  package let function: String
  /// The line of the program, counted from 1.
  package let line: Int
}

/// What an earlier round computed and a later one used, though its graph is gone.
package struct Carried: Sendable, Equatable {
  /// The line that computes it, in each round.
  package let line: Int
  /// The line of the round that uses it.
  package let usedAt: Int
}

/// Which function starts a pass.
package enum PassCall: Sendable {
  /// `backward()`, of a tensor or of `torch.autograd`.
  case backward
  /// `torch.autograd.grad`.
  case grad
}

/// Why `.grad` is None.
package enum MissingGradient: Sendable, Equatable {
  /// The tensor does not require a gradient.
  case nothingAsked
  /// The tensor is computed, and `retain_grad()` was not called.
  case isNotLeaf
  /// No pass has run so far.
  case noPassYet
  /// The gradient was cleared, in this line.
  case clearedAt(Int)
  /// The newest pass, in this line, did not reach the tensor; where its way was cut off, if it is
  /// known.
  case notReached(passLine: Int, cut: Cut?)
}

/// What a reader is told: what happened, the operation and line responsible, the smallest fix.
package struct ErrorExplanation: Sendable, Equatable {
  /// What happened.
  package let what: String
  /// The line responsible, and the operation.
  package let place: String
  /// The smallest change that helps.
  package let fix: String

  /// The parts, each with its heading.
  package var parts: [(heading: String, text: String)] {
    [("What happened", what), ("Where", place), ("Smallest fix", fix)]
  }

  /// What happened, where there is no markup.
  package var plainReason: String { what.filter { $0 != "`" } }

  /// The parts, a line each.
  package var text: String {
    parts.map { "\($0.heading): \($0.text)" }.joined(separator: "\n")
  }
}
