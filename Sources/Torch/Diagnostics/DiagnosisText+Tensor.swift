extension DiagnosisText {
  /// What goes wrong with a tensor: changed, not tracked, of the wrong shape.
  func ofTensor(_ kind: Diagnosis.Kind) -> ErrorExplanation {
    switch kind {
    case .leafChangedInPlace(let leaf, let isView): changedLeaf(leaf, isView)
    case .savedValueChanged(let value, let origin, let isResult, let changedAt):
      changedValue(value, origin, isResult, changedAt)
    case .gradientOfNonLeaf(let tensor):
      ErrorExplanation(
        what: "\(quoted(tensor)) is computed, not a leaf; a pass sends its gradient on and keeps "
          + "nothing, so `.grad` is None", place: place(tensor),
        fix: update(tensor)
          ?? "`\(written(tensor)).retain_grad()` after line \(tensor.origin?.line ?? line) and "
          + "before the pass")
    case .gradientIsMissing(let tensor, let reason): missing(tensor, reason)
    case .integersNeedNoGradient(let dtype):
      ErrorExplanation(
        what: "a gradient asks what a small change does, and \(dtype) numbers cannot change by a "
          + "little", place: place(line),
        fix: "write them with a point, `3.0` for `3`, or add `dtype=torch.float32`")
    case .lossBroadcasts(let function, let input, let target, let pairs):
      broadcast(function, input, target, pairs)
    case .productDoesNotFit(let a, let b): product(a, b)
    case .shapesDoNotFit(let a, let b): shapes(a, b)
    case .rootIsNotOneNumber, .seedHasOtherShape, .seedIsNoTensor, .rootNeedsNoGradient,
      .graphWasFreed, .inputWasNotUsed, .inputNeedsNoGradient, .known, .passEndsAtLeaf,
      .gradientsAreMiscounted, .nanInPass,
      .gradientsDiffer, .nameIsLocal, .nameComesLater,
      .nameNeedsImport, .nameIsUnknown, .localBeforeAssignment:
      nothing
    }
  }

  private func changedLeaf(_ leaf: Subject, _ isView: Bool) -> ErrorExplanation {
    ErrorExplanation(
      what:
        "\(quoted(leaf)) is a leaf that requires grad\(isView ? ", changed through a view" : "")"
        + "; changing it in place would lose the value that its gradient is taken at",
      place: place(line),
      fix: "for an update, put the line under `with torch.no_grad():`; for a computation, work on "
        + "a copy, `\(written(leaf)).clone()`")
  }

  private func changedValue(
    _ value: Subject, _ origin: Origin, _ isResult: Bool, _ changedAt: Int
  ) -> ErrorExplanation {
    let change = LineEdit.code(source(changedAt))
    let fix: String
    if change.range(of: ".step(") != nil {
      fix = "take the step after the last pass, or compute line \(origin.line) again after it"
    } else if let new = LineEdit.makingNew(change) {
      fix = "line \(changedAt): `\(new)` makes a new tensor"
    } else {
      fix = "change a copy: `\(written(value)).clone()` before line \(changedAt)"
    }
    let what =
      isResult
      ? "the result of \(origin.function) was changed in place, and its backward rule reads it"
      : "\(quoted(value)) was changed in place after \(origin.function) had kept it for its "
        + "backward rule"
    return ErrorExplanation(
      what: what,
      place: "changed in \(place(changedAt)); kept by \(operation(origin)); the pass is "
        + place(line), fix: fix)
  }

  private func missing(_ tensor: Subject, _ reason: MissingGradient) -> ErrorExplanation {
    let name = written(tensor)
    let (what, fix): (String, String) =
      switch reason {
      case .nothingAsked:
        ("it requires no gradient", "make \(quoted(tensor)) with `requires_grad=True`")
      case .isNotLeaf:
        (
          "\(quoted(tensor)) is computed, not a leaf, and a pass keeps gradients at leaves only",
          update(tensor) ?? "`\(name).retain_grad()` before the pass"
        )
      case .noPassYet: ("no pass has run yet", "call `backward()` on the loss before this line")
      case .clearedAt(let line):
        ("it was cleared in \(place(line))", "read it after the next pass, or before it is cleared")
      case .notReached(let line, let cut?):
        (
          "the pass in \(place(line)) did not reach \(quoted(tensor)): \(self.reason(cut))",
          tracking(tensor, cut)
        )
      case .notReached(let line, nil):
        (
          "the pass in \(place(line)) did not reach \(quoted(tensor))",
          "compute the root of the pass from \(quoted(tensor))"
        )
      }
    return ErrorExplanation(
      what: "`\(name).grad` is None: \(what)", place: place(line), fix: fix)
  }

  /// The fix where a leaf's name was given to a computed tensor, `w = w - lr * w.grad` or
  /// `w = randn(2, requires_grad=True) * 0.1`.
  private func update(_ tensor: Subject) -> String? {
    guard let origin = tensor.origin else { return nil }
    let code = LineEdit.code(source(origin.line))
    if code.range(of: "requires_grad=True") != nil {
      return
        "line \(origin.line) computes \(quoted(tensor)) from the leaf that it makes: compute first, "
        + "without requires_grad=True, and end the line in `.requires_grad_()`"
    }
    guard let change = LineEdit.updating(code) else { return nil }
    return "line \(origin.line) makes a new tensor; keep the leaf and change it, `\(change)` under "
      + "`with torch.no_grad():`"
  }

  private func broadcast(
    _ function: String, _ input: Subject, _ target: Subject, _ pairs: Int
  ) -> ErrorExplanation {
    let (a, b) = (Shape(input.shape).count, Shape(target.shape).count)
    let fix =
      a == b
      ? "`\(written(target, else: "target")).reshape(\(shapeArgument(input)))` as the target"
      : "give both the same number of elements; here they have \(a) and \(b)"
    return ErrorExplanation(
      what: "\(function) got \(shape(input.shape)) and \(shape(target.shape)); broadcasting "
        + "compares \(pairs) pairs, where "
        + (max(a, b) == pairs ? "one side is repeated" : "\(max(a, b)) were meant"),
      place: place(line), fix: fix)
  }

  /// What `reshape` takes to give another tensor the shape of this one.
  private func shapeArgument(_ tensor: Subject) -> String {
    if let name = tensor.name { return "\(name).shape" }
    return tensor.shape.isEmpty ? "()" : tensor.shape.map(String.init).joined(separator: ", ")
  }

  private func product(_ a: Subject, _ b: Subject) -> ErrorExplanation {
    if let given = a.shape.last, let wanted = b.shape.first, b.shape.count == 2,
      b.origin?.function == "TBackward0", b.origin?.line == line
    {
      return ErrorExplanation(
        what: "the layer takes rows of \(wanted) numbers, and was given rows of \(given) (shape "
          + "\(shape(a.shape)))",
        place: place(line),
        fix: "make the last size of the input \(wanted), or the layer's `in_features` \(given)")
    }
    let inner = a.shape.last ?? 1
    let outer = b.shape.count == 1 ? b.shape[0] : b.shape.dropLast().last ?? 1
    let fix =
      if b.shape.count == 2, b.shape[1] == inner {
        "turn the second one: `\(written(b, else: "b")).T`"
      } else if a.shape.count == 2, a.shape[0] == outer {
        "turn the first one: `\(written(a, else: "a")).T`"
      } else {
        "make the two inner sizes equal: (rows × n) @ (n × columns)"
      }
    return ErrorExplanation(
      what: "\(quoted(a)) is \(shape(a.shape)) and \(quoted(b)) is \(shape(b.shape)); a product "
        + "pairs the \(inner) columns of the first with the \(outer) rows of the second",
      place: place(line), fix: fix)
  }

  private func shapes(_ a: Subject, _ b: Subject) -> ErrorExplanation {
    ErrorExplanation(
      what: "\(quoted(a)) is \(shape(a.shape)) and \(quoted(b)) is \(shape(b.shape)); read from "
        + "the right, two sizes fit if they are equal or one of them is 1", place: place(line),
      fix: Shape(a.shape).count == Shape(b.shape).count
        ? "`\(written(b, else: "b")).reshape(\(written(a, else: "a")).shape)`"
        : "give both the same shape, or sizes of 1 where one is to be repeated")
  }
}
