/// The cause of an error or a warning, as facts; the wording is ``Diagnosis/explanation(at:source:)``.
package struct Diagnosis: Sendable, Equatable {
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
    case seedHasOtherShape(root: Subject, seed: [Int], number: Double?)
    case seedIsNoTensor(type: String)
    case rootNeedsNoGradient(Subject, cut: Cut?)
    /// A pass reached a call whose saved values an earlier pass freed.
    case graphWasFreed(operation: Origin, freedAt: Int)
    case leafChangedInPlace(Subject, isView: Bool)
    /// A value that a backward rule reads was changed after the rule kept it.
    case savedValueChanged(Subject, keptBy: Origin, isResult: Bool, changedAt: Int)
    case gradientOfNonLeaf(Subject)
    case gradientIsMissing(Subject, because: MissingGradient)
    case inputWasNotUsed(Subject, roots: [Subject])
    case inputNeedsNoGradient(Subject, cut: Cut?)
    case integersNeedNoGradient(dtype: String)
    case lossBroadcasts(function: String, input: Subject, target: Subject, pairs: Int)
    case productDoesNotFit(Subject, Subject)
    case shapesDoNotFit(Subject, Subject)
    case nameIsLocal(String, function: String, line: Int, isParameter: Bool)
    case nameComesLater(String, line: Int)
    case nameNeedsImport(String, statement: String)
    case nameIsUnknown(String, similar: String?)
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
  package let name: String?
  package let shape: [Int]
  /// What computed it; nil for a leaf.
  package let origin: Origin?
}

/// A call that autograd differentiates, and where it was made.
package struct Origin: Sendable, Equatable {
  /// PyTorch's name, `MulBackward0`.
  package let function: String
  package let line: Int
}

/// How a tensor lost the history that it would have had.
package struct Cut: Sendable, Equatable {
  /// What cut a tensor off from its history.
  package enum Kind: Sendable {
    case detach
    case noGrad
  }

  package let kind: Kind
  package let line: Int
}

/// Which function starts a pass.
package enum PassCall: Sendable {
  case backward
  case grad
}

/// Why `.grad` is None.
package enum MissingGradient: Sendable, Equatable {
  case nothingAsked
  case isNotLeaf
  case noPassYet
  case clearedAt(Int)
  case notReached(passLine: Int)
}

/// What a reader is told: what happened, the operation and line responsible, the smallest fix.
package struct ErrorExplanation: Sendable, Equatable {
  package let what: String
  package let place: String
  package let fix: String

  /// The parts, each with its heading.
  package var parts: [(heading: String, text: String)] {
    [("What happened", what), ("Where", place), ("Smallest fix", fix)]
  }

  /// What happened, where there is no markup.
  package var plainReason: String { what.filter { $0 != "`" } }

  package var text: String {
    parts.map { "\($0.heading): \($0.text)" }.joined(separator: "\n")
  }
}
