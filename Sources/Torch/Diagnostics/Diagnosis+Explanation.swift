extension Diagnosis {
  /// The three parts, in the student's own names and lines, of what happened in a line; `source`
  /// gives the text of a line of the program.
  package func explanation(at line: Int, source: @escaping (Int) -> String) -> ErrorExplanation {
    DiagnosisText(line: line, source: source).explanation(of: kind)
  }
}

/// Words a diagnosis.
struct DiagnosisText {
  let line: Int
  let source: (Int) -> String

  func explanation(of kind: Diagnosis.Kind) -> ErrorExplanation {
    switch kind {
    case .rootIsNotOneNumber, .seedHasOtherShape, .seedIsNoTensor, .rootNeedsNoGradient,
      .graphWasFreed, .inputWasNotUsed, .inputNeedsNoGradient, .known, .passEndsAtLeaf,
      .gradientsAreMiscounted, .nanInPass,
      .gradientsDiffer:
      ofPass(kind)
    case .leafChangedInPlace, .savedValueChanged, .gradientOfNonLeaf, .gradientIsMissing,
      .integersNeedNoGradient, .lossBroadcasts, .productDoesNotFit, .shapesDoNotFit:
      ofTensor(kind)
    case .nameIsLocal, .nameComesLater, .nameNeedsImport, .nameIsUnknown, .localBeforeAssignment:
      ofName(kind)
    }
  }

  // MARK: Pieces

  /// The code of the line that failed.
  var code: String { LineEdit.code(source(line)) }

  /// `line 3 (loss.backward())`, or the bare number where the program's text is not at hand.
  func place(_ line: Int) -> String {
    let code = LineEdit.code(source(line))
    return code.isEmpty ? "line \(line)" : "line \(line) (`\(code)`)"
  }

  /// The place, and what computed a tensor.
  func place(_ subject: Subject) -> String {
    guard let origin = subject.origin, origin.line != line else { return place(line) }
    return "\(place(line)); \(quoted(subject)) comes from \(operation(origin))"
  }

  func operation(_ origin: Origin) -> String { "\(origin.function) in \(place(origin.line))" }

  /// The student's name of a tensor.
  func quoted(_ subject: Subject) -> String {
    if let name = subject.name { return "`\(name)`" }
    guard let origin = subject.origin else { return "the tensor" }
    return "the result of \(origin.function)"
  }

  /// A name that a fix can be written with.
  func written(_ subject: Subject, else fallback: String = "x") -> String {
    subject.name ?? fallback
  }

  func shape(_ sizes: [Int]) -> String { Shape(sizes).description }

  func size(_ sizes: [Int]) -> String {
    switch sizes.count {
    case 0: "a single number (shape [])"
    default: "shape \(shape(sizes))"
    }
  }

  /// The line as it would be after a fix.
  func rewrite(_ edited: String?, _ fallback: String) -> String {
    edited.map { "`\($0)`" } ?? fallback
  }

  /// An explanation that does not arise, since another part of the wording covers the case.
  var nothing: ErrorExplanation { ErrorExplanation(what: "", place: place(line), fix: "") }
}
