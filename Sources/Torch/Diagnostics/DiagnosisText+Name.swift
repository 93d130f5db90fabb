extension DiagnosisText {
  /// Names that Python does not find.
  func ofName(_ kind: Diagnosis.Kind) -> ErrorExplanation {
    switch kind {
    case .nameIsLocal(let name, let function, let line, let isParameter):
      ErrorExplanation(
        what: "`\(name)` is \(isParameter ? "a parameter" : "a local variable") of \(function)(): "
          + "it lives only while a call of \(function)() runs",
        place: "\(place(self.line)); `\(name)` is made in \(place(line))",
        fix: isParameter
          ? "use the name of what you pass to \(function)()"
          : "move `\(LineEdit.code(source(line)))` out of \(function)(), above its `def`")
    case .nameComesLater(let name, let line):
      ErrorExplanation(
        what: "`\(name)` gets its value only later in the program",
        place:
          "\(place(self.line)); `\(name)` is made in \(place(line))",
        fix: "move line \(line) above line \(self.line)")
    case .nameNeedsImport(let name, let statement):
      ErrorExplanation(
        what: "`\(name)` was not imported", place: place(line),
        fix: "`\(statement)` at the top")
    case .nameIsUnknown(let name, let similar):
      ErrorExplanation(
        what: "nothing in the program is called `\(name)`", place: place(line),
        fix: similar.map { "did you mean `\($0)`?" } ?? "give `\(name)` a value before this line")
    case .localBeforeAssignment(let name, let line):
      ErrorExplanation(
        what: "the function assigns to `\(name)`, so `\(name)` is its own variable throughout, and "
          + "it has no value yet",
        place: place(self.line) + (line.map { "; it is assigned in \(place($0))" } ?? ""),
        fix:
          "pass `\(name)` in as a parameter and return the new value, or declare "
          + "`global \(name)`")
    case .rootIsNotOneNumber, .seedHasOtherShape, .seedIsNoTensor, .rootNeedsNoGradient,
      .graphWasFreed, .inputWasNotUsed, .inputNeedsNoGradient, .known, .passEndsAtLeaf,
      .gradientsAreMiscounted, .nanInPass,
      .gradientsDiffer, .leafChangedInPlace,
      .savedValueChanged, .gradientOfNonLeaf, .gradientIsMissing, .integersNeedNoGradient,
      .lossBroadcasts, .productDoesNotFit, .shapesDoNotFit:
      nothing
    }
  }
}
