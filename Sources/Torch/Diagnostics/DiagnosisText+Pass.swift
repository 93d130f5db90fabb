extension DiagnosisText {
  /// What goes wrong with a pass itself: its root, its seed, its graph, what it is asked for.
  func ofPass(_ kind: Diagnosis.Kind) -> ErrorExplanation {
    switch kind {
    case .rootIsNotOneNumber(let root, let call): notOneNumber(root, call)
    case .seedHasOtherShape(let root, let seed, let number): otherShape(root, seed, number)
    case .seedIsNoTensor(let type): noTensor(type)
    case .rootNeedsNoGradient(let root, let cut):
      ErrorExplanation(
        what: "\(quoted(root)) requires no gradient: \(reason(root, cut)), so there is no graph to "
          + "go back through",
        place: place(cut?.line ?? line) + (cut == nil ? "" : "; the pass is \(place(line))"),
        fix: tracking(root, cut))
    case .graphWasFreed(let operation, let freedAt): freed(operation, freedAt)
    case .inputWasNotUsed(let input, let roots):
      ErrorExplanation(
        what: "\(quoted(input)) did not go into \(roots.map { quoted($0) }.joined(separator: ", "))"
          + ", so there is no derivative to ask for",
        place: place(line) + (input.name.map { "; the input is `\($0)`" } ?? ""),
        fix: rewrite(
          LineEdit.adding("allow_unused=True", toCall: "grad", in: code),
          "pass allow_unused=True")
          + " gives None for it; or leave \(quoted(input)) out")
    case .inputNeedsNoGradient(let input, let cut):
      ErrorExplanation(
        what: "\(quoted(input)) requires no gradient: \(reason(input, cut)), so nothing can be "
          + "differentiated with respect to it",
        place: place(line), fix: tracking(input, cut))
    case .leafChangedInPlace, .savedValueChanged, .gradientOfNonLeaf, .gradientIsMissing,
      .integersNeedNoGradient, .lossBroadcasts, .productDoesNotFit, .shapesDoNotFit, .nameIsLocal,
      .nameComesLater, .nameNeedsImport, .nameIsUnknown, .localBeforeAssignment:
      nothing
    }
  }

  private func notOneNumber(_ root: Subject, _ call: PassCall) -> ErrorExplanation {
    let count = Shape(root.shape).count
    let fix: String
    switch call {
    case .backward:
      let summed = rewrite(
        LineEdit.inserting(".sum()", before: ".backward(", in: code),
        "call backward() on \(written(root)).sum()")
      fix = "\(summed), or one seed for each: `gradient=torch.ones_like(\(written(root)))`"
    case .grad:
      fix =
        "differentiate `\(written(root)).sum()`, or give one seed for each: "
        + "`grad_outputs=torch.ones_like(\(written(root)))`"
    }
    return ErrorExplanation(
      what: "\(quoted(root)) holds \(count) numbers (shape \(shape(root.shape))); a pass without a "
        + "seed starts from exactly one, whose seed is 1", place: place(root), fix: fix)
  }

  private func otherShape(_ root: Subject, _ seed: [Int], _ number: Double?) -> ErrorExplanation {
    let name = written(root)
    let fix =
      if let number, Shape(root.shape).count > 1 {
        "`torch.full_like(\(name), \(number))` seeds every element with \(number)"
      } else if root.shape.isEmpty, let number {
        "`torch.tensor(\(number))`, a single number"
      } else if Shape(seed).count == Shape(root.shape).count {
        "reshape the seed: `.reshape(\(name).shape)`"
      } else {
        "make it as large as \(quoted(root)): `torch.ones_like(\(name))` for the plain sum"
      }
    return ErrorExplanation(
      what: "the seed has \(size(seed)) and \(quoted(root)) has \(size(root.shape)); a seed "
        + "holds one number for each element of its root", place: place(root), fix: fix)
  }

  private func noTensor(_ type: String) -> ErrorExplanation {
    ErrorExplanation(
      what: "a seed is a tensor; a Python \(type) is none", place: place(line),
      fix: "wrap it: `torch.tensor(...)`, in the root's shape")
  }

  private func freed(_ operation: Origin, _ freedAt: Int) -> ErrorExplanation {
    let isLoop = freedAt == line
    let earlier = isLoop ? "an earlier round of line \(line)" : "the pass in \(place(freedAt))"
    let fix: String
    if isLoop {
      fix =
        "compute \(place(operation.line)) again in each round, before the pass"
    } else {
      let kept = ["backward", "grad"].lazy.compactMap { call in
        LineEdit.adding("retain_graph=True", toCall: call, in: LineEdit.code(source(freedAt)))
      }.first
      fix =
        "line \(freedAt): \(rewrite(kept, "pass retain_graph=True")); or compute line "
        + "\(operation.line) again before the second pass"
    }
    return ErrorExplanation(
      what: "this is a second pass through \(operation.function); \(earlier) freed the values that "
        + "its rule reads",
      place: "\(place(line)); the freed operation is \(self.operation(operation))", fix: fix)
  }

  private func reason(_ tensor: Subject, _ cut: Cut?) -> String {
    switch cut?.kind {
    case .detach: "detach() cut it from its history"
    case .noGrad: "it was computed under torch.no_grad()"
    case nil: "it was not made with requires_grad=True, nor computed from what was"
    }
  }

  private func tracking(_ tensor: Subject, _ cut: Cut?) -> String {
    switch cut {
    case .some(let cut) where cut.kind == .detach: "leave out the detach() in \(place(cut.line))"
    case .some(let cut): "move \(place(cut.line)) out of the `with torch.no_grad():` block"
    case nil:
      "make the tensor that you want a gradient of with `requires_grad=True`, and compute "
        + "\(quoted(tensor)) from it"
    }
  }
}
