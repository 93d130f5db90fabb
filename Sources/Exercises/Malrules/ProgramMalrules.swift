import Lesson
import Python

/// How programs are misread, for exercises in which one predicts what is printed.
extension ProgramMalrule {
  /// All of them, for programs.
  package static let all: [ProgramMalrule] = graphs + readings

  private static let readings: [ProgramMalrule] = [
    ProgramMalrule(.seedIgnored) { program, _ in
      program.passes.compactMap { pass in
        if let place = pass.place(of: pass.isMethod ? "gradient" : "grad_tensors") {
          return program.removing(place, from: pass.expression, pass.node)
        }
        return pass.node.positional(pass.isMethod ? 0 : 1).map { SourceEdit($0.extent, "None") }
      }
    },
    ProgramMalrule(.secondPassOverwrites) { program, tensors in
      guard !tensors.leaves.isEmpty else { return [] }
      let clearing = tensors.leaves.map { "\($0).grad = None; " }.joined()
      return program.passes.filter { $0.statement.isSimple }
        .map { SourceEdit(at: $0.statement.extent.start, clearing) }
    },
    ProgramMalrule(.notCleared) { program, _ in
      program.allStatements.filter(\.clearsGradients).map(\.skipped)
    },
    ProgramMalrule(.zeroGradPrintsZero) { program, _ in
      program.calls(["zero_grad"]).filter(\.node.arguments.isEmpty)
        .map { program.adding("set_to_none=False", to: $0.expression, $0.node) }
    },
    ProgramMalrule(.innerGradKept) { program, tensors in
      program.allStatements.compactMap { statement in
        guard case .assign(let targets, _) = statement.kind, targets.count == 1,
          case .name(let node) = targets[0].kind, tensors.inner.contains(node.name)
        else { return nil }
        return SourceEdit(at: statement.extent.end, "; \(node.name).retain_grad()")
      }
    },
    ProgramMalrule(.constantHasGrad) { program, _ in
      program.allStatements.flatMap { (statement) -> [SourceEdit] in
        guard case .assign(_, let value) = statement.kind else { return [] }
        var values = [value]
        if case .tuple(let parts) = value.kind { values = parts }
        return values.compactMap { value in
          guard case .call(let node) = value.kind, node.name == "torch.tensor",
            !node.arguments.contains(where: {
              if case .keyword("requires_grad", _) = $0 { true } else { false }
            })
          else { return nil }
          return program.adding("requires_grad=True", to: value, node)
        }
      }
    },
    ProgramMalrule(.noneIsZero) { program, _ in
      program.calls(["print"]).flatMap { print in
        print.node.arguments.flatMap(\.value.gradientsAsTheyAre).map { gradient in
          let text = program.file.text(of: gradient.extent)
          return SourceEdit(
            gradient.extent, "(torch.tensor(0.) if \(text) is None else \(text))")
        }
      }
    },
    ProgramMalrule(.detachIgnored) { program, _ in
      program.calls(["detach"]).filter(\.node.arguments.isEmpty).compactMap { program.dropping($0) }
        + program.calls(["no_grad"]).compactMap { program.renaming($0, to: "enable_grad") }
    },
    ProgramMalrule(.graphKept) { program, _ in
      program.passes.filter { pass in
        pass.place(of: "retain_graph") == nil && pass.node.positional(pass.isMethod ? 1 : 2) == nil
      }.map { program.adding("retain_graph=True", to: $0.expression, $0.node) }
    },
    ProgramMalrule(.meanAsSum) { program, _ in program.meansAsSums },
    ProgramMalrule(.sumAsMean) { program, _ in program.sumsAsMeans },
    ProgramMalrule(.stepUphill) { program, _ in
      program.calls(optimizers).filter { $0.place(of: "maximize") == nil }
        .map { program.adding("maximize=True", to: $0.expression, $0.node) }
        + program.updates.map(\.uphill)
    },
    ProgramMalrule(.learningRateForgotten) { program, _ in
      program.calls(optimizers).compactMap { $0.argument("lr") ?? $0.node.positional(1) }
        .map { SourceEdit($0.extent, "1.0") }
        + program.updates.compactMap(\.rate).map { SourceEdit($0.extent, "1.0") }
    },
    ProgramMalrule(.backwardSteps) { program, tensors in
      guard let optimizer = tensors.optimizer else { return [] }
      return program.passes.filter { $0.statement.isSimple }
        .map { SourceEdit(at: $0.statement.extent.end, "; \(optimizer).step()") }
    },
    ProgramMalrule(.momentumIgnored) { program, _ in program.dropping("momentum", of: optimizers) },
    ProgramMalrule(.weightDecayIgnored) { program, _ in
      program.dropping("weight_decay", of: optimizers)
    },
    ProgramMalrule(.softmaxTwice) { program, _ in
      let losses = program.names(ofResultsOf: ["CrossEntropyLoss"])
      return program.calls(Set(losses + ["cross_entropy"])).flatMap { (loss) -> [SourceEdit] in
        guard let scores = loss.node.positional(0) ?? loss.argument("input") else { return [] }
        return [
          SourceEdit(at: scores.extent.start, "("),
          SourceEdit(at: scores.extent.end, ").softmax(dim=-1)"),
        ]
      }
    },
    ProgramMalrule(.updateKeepsLeaf) { program, _ in
      program.updates.flatMap { (update) -> [SourceEdit] in
        guard update.isRebound, case .assign(_, let value) = update.statement.kind else {
          return []
        }
        return [
          SourceEdit(at: value.extent.start, "("),
          SourceEdit(at: value.extent.end, ").detach().requires_grad_()"),
        ]
      }
    },
    ProgramMalrule(.stepNotTaken) { program, _ in
      program.calls(["step"]).filter(\.isStatement).map(\.statement.skipped)
        + program.updates.map(\.statement.skipped)
    },
    ProgramMalrule(.weightUpdatedFirst) { program, _ in
      HandUpdates(program).replacing { weight, step, _ in "(\(weight) - \(step))" }
    },
    ProgramMalrule(.weightSkipped) { program, _ in
      HandUpdates(program).replacing { _, _, _ in "1.0" }
    },
    ProgramMalrule(.weightOfOwnLayer) { program, _ in
      HandUpdates(program).replacing { _, _, below in below }
    },
  ]

  /// The optimisers of `torch.optim`.
  static let optimizers: Set = [
    "ASGD", "Adadelta", "Adagrad", "Adam", "AdamW", "Adamax", "LBFGS", "NAdam", "RAdam", "RMSprop",
    "Rprop", "SGD",
  ]
}

extension Program {
  /// Sums where there are means, and losses that add up where they average.
  var meansAsSums: [SourceEdit] { exchanging("mean", for: "sum", isDefault: true) }

  /// Means where there are sums.
  var sumsAsMeans: [SourceEdit] { exchanging("sum", for: "mean", isDefault: false) }

  /// One reduction in place of another; `isDefault` says whether a loss has that one by itself.
  private func exchanging(
    _ name: String, for other: String, isDefault: Bool
  ) -> [SourceEdit] {
    let calls = calls([name]).compactMap { renaming($0, to: other) }
    return calls
      + self.calls(Self.reducingLosses).compactMap { loss in
        guard let reduction = loss.argument("reduction") else {
          return isDefault
            ? adding("reduction=\"\(other)\"", to: loss.expression, loss.node) : nil
        }
        guard case .constant(.string(name)) = reduction.kind else { return nil }
        return SourceEdit(reduction.extent, "\"\(other)\"")
      }
  }

  /// Without a keyword argument, as if it were not there.
  fileprivate func dropping(_ keyword: String, of functions: Set<String>) -> [SourceEdit] {
    calls(functions).compactMap { call in
      call.place(of: keyword).flatMap { removing($0, from: call.expression, call.node) }
    }
  }

  private static var reducingLosses: Set<String> {
    [
      "mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss", "cross_entropy", "nll_loss",
      "binary_cross_entropy", "binary_cross_entropy_with_logits", "MSELoss", "L1Loss",
      "SmoothL1Loss", "HuberLoss", "CrossEntropyLoss", "NLLLoss", "BCELoss", "BCEWithLogitsLoss",
    ]
  }
}

extension Statement {
  /// Whether it throws gradients away: `optimizer.zero_grad()`, `w.grad = None`, `w.grad.zero_()`.
  var clearsGradients: Bool {
    switch kind {
    case .expression(let value):
      guard case .call(let node) = value.kind,
        case .attribute(let owner, let name) = node.callee.kind
      else { return false }
      return name == "zero_grad" || name == "zero_" && owner.isGradient
    case .assign(let targets, let value):
      guard case .tuple(let values) = value.kind else {
        return value.isNone && targets.allSatisfy(\.isGradient)
      }
      return values.allSatisfy(\.isNone)
        && targets.allSatisfy { target in
          if case .tuple(let parts) = target.kind { parts.allSatisfy(\.isGradient) } else { false }
        }
    default: return false
    }
  }
}

extension Expression {
  /// The gradients within it of which nothing is asked further, as in `print(w.grad)`.
  fileprivate var gradientsAsTheyAre: [Expression] {
    let parts = allParts
    let owners = parts.compactMap { part in
      if case .attribute(let owner, _) = part.kind { owner.extent } else { nil }
    }
    return parts.filter { $0.isGradient && !owners.contains($0.extent) }
  }
}
