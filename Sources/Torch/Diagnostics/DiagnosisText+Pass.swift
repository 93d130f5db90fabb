extension DiagnosisText {
  /// What goes wrong with a pass itself: its root, its seed, its graph, what it is asked for.
  func ofPass(_ kind: Diagnosis.Kind) -> ErrorExplanation {
    switch kind {
    case .rootIsNotOneNumber(let root, let call): notOneNumber(root, call)
    case .seedHasOtherShape(let root, let seed, let number): otherShape(root, seed, number)
    case .seedIsNoTensor(let type): noTensor(type)
    case .known(let what, let fix): ErrorExplanation(what: what, place: place(line), fix: fix)
    case .rootNeedsNoGradient(let root, let cut, let taken):
      ErrorExplanation(
        what:
          "\(quoted(root)) requires no gradient: \(reason(cut, taken)), so there is no graph to "
          + "go back through",
        place: place(cut?.line ?? line) + (cut == nil ? "" : "; the pass is \(place(line))"),
        fix: tracking(root, cut))
    case .graphWasFreed(let operation, let freedAt, let carried):
      carried.map { self.carried($0, operation) } ?? freed(operation, freedAt)
    case .gradientsAreMiscounted(let function, let inputs, let gradients):
      miscounted(function, inputs, gradients)
    case .nanInPass(let origin, let value): nan(origin, value)
    case .gradientsDiffer(let numerical, let analytical, let isCoarse):
      differ(numerical, analytical, isCoarse)
    case .passEndsAtLeaf(let root, let cut):
      ErrorExplanation(
        what: "the pass begins at \(quoted(root)), a leaf, and goes no further: \(reason(cut))",
        place: place(line), fix: tracking(root, cut))
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
        what: "\(quoted(input)) requires no gradient: \(reason(cut)), so nothing can be "
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

  /// What a round took over from an earlier one, whose graph is gone.
  private func carried(_ carried: Carried, _ operation: Origin) -> ErrorExplanation {
    let code = LineEdit.code(source(carried.line))
    let name = LineEdit.carriedName(in: code)
    let root = LineEdit.receiver(of: "backward", in: self.code)
    let what =
      "\(name.map { "`\($0)`" } ?? "what line \(carried.line) computed") still has the graph of the "
      + "earlier round, and line \(carried.usedAt) goes on from it; the earlier pass freed that graph"
    let fix: String
    if let name, name == root {
      fix =
        "`\(self.code)` once, after the loop; or a pass on each round's own part alone, before it is "
        + "added"
    } else if let name, code.lowercased().range(of: "lstm") != nil {
      fix =
        "`\(name) = tuple(part.detach() for part in \(name))` at the start of each round keeps the "
        + "numbers and drops the old graph"
    } else if let name {
      fix =
        "`\(name) = \(name).detach()` at the start of each round keeps the number and drops the old "
        + "graph"
    } else {
      fix = "detach() what line \(carried.usedAt) takes over from the earlier round"
    }
    return ErrorExplanation(
      what: what,
      place: "\(place(line)); the freed operation is \(self.operation(operation))", fix: fix)
  }

  private func miscounted(
    _ function: String, _ inputs: Int, _ gradients: Int
  ) -> ErrorExplanation {
    let returned = gradients == 1 ? "1 gradient" : "\(gradients) gradients"
    return ErrorExplanation(
      what:
        "the `forward` of \(function) takes \(inputs) \(inputs == 1 ? "input" : "inputs") behind "
        + "`ctx`, and its `backward` returned \(returned)",
      place: "the `return` of \(function).backward, called by \(place(line))",
      fix: gradients < inputs
        ? "return one value for each input, in their order, and None for one that needs no gradient"
        : "return exactly one value for each input; `ctx` gets none")
  }

  private func nan(_ origin: Origin, _ value: Double?) -> ErrorExplanation {
    ErrorExplanation(
      what: "the rule of \(origin.function) gave nan"
        + (value.map { ": its input was \(Self.number($0)) in the forward pass" } ?? ""),
      place: "\(operation(origin)); the pass is \(place(line))",
      fix: "keep the input away from where the derivative is nan or infinite, for example with "
        + "clamp(min=1e-8) in line \(origin.line)")
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15
      ? "\(Int64(value)).0" : "\(Float(value))"
  }

  private func differ(
    _ numerical: [Double], _ analytical: [Double], _ isCoarse: Bool
  ) -> ErrorExplanation {
    let pairs = zip(numerical, analytical).filter { $0 != $1 }
    let factors = pairs.compactMap { wanted, found in wanted == 0 ? nil : found / wanted }
    let first = factors.first ?? 0
    let isFactor =
      !factors.isEmpty && factors.count == pairs.count
      && factors.allSatisfy { ($0 - first).magnitude <= 1e-3 * first.magnitude }
    let difference: String
    if isFactor, (first + 1).magnitude < 1e-3 {
      difference = "they differ in sign"
    } else if isFactor, first != 0 {
      difference = "backward's are \(Float((first * 1000).rounded() / 1000)) times as large"
    } else {
      difference = "they differ in \(pairs.count) of \(numerical.count) numbers"
    }
    return ErrorExplanation(
      what:
        "`analytical` is what backward gives, `numerical` what nudging the inputs by 1e-6 shows; "
        + difference,
      place: place(line),
      fix: isCoarse
        ? "float32 is too coarse for so small a nudge: make the inputs with dtype=torch.float64"
        : "compare the formula in `backward` with the derivative of `forward`; if that is kinked "
          + "there, check at another point")
  }
}
