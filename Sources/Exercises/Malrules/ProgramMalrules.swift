import Foundation

/// How programs are misread, for exercises in which one predicts what is printed.
extension ProgramMalrule {
  package static let all: [ProgramMalrule] = graphs + readings

  private static let readings: [ProgramMalrule] = [
    ProgramMalrule(
      "seed-ignored", "starts with 1 instead of the given seed",
      "The program hands in a seed of its own, with gradient=; it takes the place of the 1."
    ) { line, _ in
      line.contains("retain_graph") || !line.contains("backward(")
        ? line.replacing(/gradient=torch\.\w+\([^()]*\),?\s*/, with: "")
        : line.replacing(/backward\(.*\)\s*$/, with: "backward()")
    },
    ProgramMalrule(
      "second-pass-overwrites", "takes a second pass to replace the first",
      "backward() adds to what a leaf holds already; it replaces nothing."
    ) { line, tensors in
      guard line.contains("backward("), !tensors.leaves.isEmpty else { return nil }
      let indent = line.prefix { $0 == " " }
      let clearing = tensors.leaves.map { "\($0).grad = None; " }.joined()
      return indent + clearing + line.dropFirst(indent.count)
    },
    ProgramMalrule(
      "not-cleared", "overlooks that gradients were cleared",
      "The program cleared this gradient before the pass, so the earlier passes are gone."
    ) { line, _ in
      let isClearing =
        line.contains("zero_grad(") || line.contains(/\.grad\s*=\s*None/)
        || line.contains(/\.grad\.zero_\(/)
      return isClearing ? line.prefix { $0 == " " } + "pass" : nil
    },
    ProgramMalrule(
      "zero-grad-prints-zero", "expects a zero after zero_grad",
      "zero_grad() leaves None behind, not a zero, unless set_to_none=False is given."
    ) { line, _ in
      line.contains(/\.grad\s*=\s*None/)
        ? nil : line.replacing("zero_grad()", with: "zero_grad(set_to_none=False)")
    },
    ProgramMalrule(
      "inner-grad-kept", "expects a gradient in an inner node",
      "A gradient passed through here and was not kept: only leaves have a .grad, unless "
        + "retain_grad() asks for it."
    ) { line, tensors in
      guard let match = line.firstMatch(of: /^\s*(\w+) =\s/),
        tensors.inner.contains(String(match.output.1))
      else { return nil }
      return line + "; \(match.output.1).retain_grad()"
    },
    ProgramMalrule(
      "constant-has-grad", "expects a gradient in a constant",
      "This tensor was made without requires_grad=True, so nothing is stored in it: None."
    ) { line, _ in
      guard line.contains("torch.tensor("), !line.contains("requires_grad"),
        !line.contains("backward("), line.contains("."), line.hasSuffix(")")
      else { return nil }
      return line.dropLast() + ", requires_grad=True)"
    },
    ProgramMalrule(
      "none-is-zero", "takes None for 0",
      "None is no number: nothing was stored here at all."
    ) { line, _ in
      line.contains("print(")
        ? line.replacing(/(\w+)\.grad\b(?!\.)/) { match in
          "(torch.tensor(0.) if \(match.output.1).grad is None else \(match.output.1).grad)"
        } : nil
    },
    ProgramMalrule(
      "detach-ignored", "sends gradients through detach and no_grad",
      "What is detached, or computed under no_grad, counts as a constant; nothing is sent back "
        + "through it."
    ) { line, _ in
      line.replacing(".detach()", with: "").replacing("with torch.no_grad():", with: "if True:")
    },
    ProgramMalrule(
      "graph-kept", "expects the graph to outlive a pass",
      "The first pass freed what the second one needs; only retain_graph=True keeps it."
    ) { line, _ in
      line.contains("retain_graph") || !line.contains("backward(")
        ? nil
        : line.replacing("backward()", with: "backward(retain_graph=True)")
          .replacing("backward(gradient", with: "backward(retain_graph=True, gradient")
    },
    ProgramMalrule(
      "mean-as-sum", "takes the mean for a sum",
      "A mean is divided by the number of its terms, and so is its gradient."
    ) { line, _ in
      line.replacing(".mean()", with: ".sum()")
        .replacing(/mse_loss\(([^()]*(?:\([^()]*\)[^()]*)*)\)/) { match in
          match.output.1.contains("reduction")
            ? String(match.output.0) : "mse_loss(\(match.output.1), reduction=\"sum\")"
        }
    },
    ProgramMalrule(
      "sum-as-mean", "takes the sum for a mean",
      "A sum is not divided by the number of its terms; that would be the mean."
    ) { line, _ in line.replacing(".sum()", with: ".mean()") },
    ProgramMalrule(
      "step-uphill", "steps along the gradient",
      "A step goes against the gradient: what is subtracted is learning rate times gradient."
    ) { line, _ in
      line.replacing("optim.SGD(", with: "optim.SGD(maximize=True, params=")
        .replacing(/^(\s*\w+) -=\s/) { "\($0.output.1) += " }
    },
    ProgramMalrule(
      "learning-rate-forgotten", "steps by the whole gradient",
      "The step is the gradient times the learning rate."
    ) { line, _ in
      line.replacing(/\blr=[\d.]+/, with: "lr=1.0").replacing(/-= [\w.]+ \* (\w+\.grad)/) {
        "-= \($0.output.1)"
      }
    },
    ProgramMalrule(
      "backward-steps", "expects backward to move the weights",
      "backward() fills in gradients and moves nothing; only step() changes a weight."
    ) { line, tensors in
      guard let optimizer = tensors.optimizer, line.contains(".backward(") else { return nil }
      return line + "; \(optimizer).step()"
    },
    ProgramMalrule(
      "momentum-ignored", "overlooks the momentum",
      "With momentum a step keeps a part of the steps before it."
    ) { line, _ in line.replacing(/,\s*momentum=[\d.]+/, with: "") },
    ProgramMalrule(
      "weight-decay-ignored", "overlooks the weight decay",
      "Weight decay adds its share of the weight to the gradient before the step."
    ) { line, _ in line.replacing(/,\s*weight_decay=[\d.]+/, with: "") },
    ProgramMalrule(
      "softmax-twice", "applies softmax before cross_entropy",
      "cross_entropy takes the scores themselves; it has the softmax in it."
    ) { line, _ in
      line.replacing(/cross_entropy\((\w+),/) {
        "cross_entropy(torch.softmax(\($0.output.1), dim=-1),"
      }
    },
    ProgramMalrule(
      "update-keeps-leaf", "expects an update to leave a leaf behind",
      "`w = w - …` makes a new tensor that is computed, not a leaf: no pass leaves anything in its "
        + ".grad."
    ) { line, _ in
      line.replacing(/^(\s*)(\w+) = (.*\.grad\b.*)$/) { match in
        match.output.3.hasPrefix("\(match.output.2) - ")
          ? "\(match.output.1)\(match.output.2) = (\(match.output.3)).detach().requires_grad_()"
          : String(match.output.0)
      }
    },
    ProgramMalrule(
      "step-not-taken", "overlooks the step",
      "step() has changed the weight in place; what follows is computed with the new one."
    ) { line, _ in
      line.contains(".step()") || line.contains(/^\s*\w+ -=\s/)
        ? line.prefix { $0 == " " } + "pass" : nil
    },
    ProgramMalrule(
      "weight-updated-first", "goes back through a weight that has been changed already",
      "All gradients of a pass belong to the weights before the step; change none until every "
        + "gradient is there.",
      lines: { lines, _ in
        HandUpdates(lines).replacing { weight, step, _ in "(\(weight) - \(step))" }
      }),
    ProgramMalrule(
      "weight-skipped", "takes the output's error for the layer below",
      "Before the error reaches the layer below it goes through the weight between them: multiply by "
        + "that weight.",
      lines: { lines, _ in HandUpdates(lines).replacing { _, _, _ in "1.0" } }),
    ProgramMalrule(
      "weight-of-own-layer", "goes back through the weight of the layer below",
      "The error goes back through the weight that the layer above multiplied by on the way forward.",
      lines: { lines, _ in HandUpdates(lines).replacing { _, _, below in below } }),
  ]
}
