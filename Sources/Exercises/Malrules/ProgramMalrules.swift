import Foundation
import Lesson

/// How programs are misread, for exercises in which one predicts what is printed.
extension ProgramMalrule {
  package static let all: [ProgramMalrule] = graphs + readings

  private static let readings: [ProgramMalrule] = [
    ProgramMalrule(.seedIgnored) { line, _ in
      line.contains("retain_graph") || !line.contains("backward(")
        ? line.replacing(/gradient=torch\.\w+\([^()]*\),?\s*/, with: "")
        : line.replacing(/backward\(.*\)\s*$/, with: "backward()")
    },
    ProgramMalrule(.secondPassOverwrites) { line, tensors in
      guard line.contains("backward("), !tensors.leaves.isEmpty else { return nil }
      let indent = line.prefix { $0 == " " }
      let clearing = tensors.leaves.map { "\($0).grad = None; " }.joined()
      return indent + clearing + line.dropFirst(indent.count)
    },
    ProgramMalrule(.notCleared) { line, _ in
      let isClearing =
        line.contains("zero_grad(") || line.contains(/\.grad\s*=\s*None/)
        || line.contains(/\.grad\.zero_\(/)
      return isClearing ? line.prefix { $0 == " " } + "pass" : nil
    },
    ProgramMalrule(.zeroGradPrintsZero) { line, _ in
      line.contains(/\.grad\s*=\s*None/)
        ? nil : line.replacing("zero_grad()", with: "zero_grad(set_to_none=False)")
    },
    ProgramMalrule(.innerGradKept) { line, tensors in
      guard let match = line.firstMatch(of: /^\s*(\w+) =\s/),
        tensors.inner.contains(String(match.output.1))
      else { return nil }
      return line + "; \(match.output.1).retain_grad()"
    },
    ProgramMalrule(.constantHasGrad) { line, _ in
      guard line.contains("torch.tensor("), !line.contains("requires_grad"),
        !line.contains("backward("), line.contains("."), line.hasSuffix(")")
      else { return nil }
      return line.dropLast() + ", requires_grad=True)"
    },
    ProgramMalrule(.noneIsZero) { line, _ in
      line.contains("print(")
        ? line.replacing(/(\w+)\.grad\b(?!\.)/) { match in
          "(torch.tensor(0.) if \(match.output.1).grad is None else \(match.output.1).grad)"
        } : nil
    },
    ProgramMalrule(.detachIgnored) { line, _ in
      line.replacing(".detach()", with: "").replacing("with torch.no_grad():", with: "if True:")
    },
    ProgramMalrule(.graphKept) { line, _ in
      line.contains("retain_graph") || !line.contains("backward(")
        ? nil
        : line.replacing("backward()", with: "backward(retain_graph=True)")
          .replacing("backward(gradient", with: "backward(retain_graph=True, gradient")
    },
    ProgramMalrule(.meanAsSum) { line, _ in
      line.replacing(".mean()", with: ".sum()")
        .replacing(/mse_loss\(([^()]*(?:\([^()]*\)[^()]*)*)\)/) { match in
          match.output.1.contains("reduction")
            ? String(match.output.0) : "mse_loss(\(match.output.1), reduction=\"sum\")"
        }
    },
    ProgramMalrule(.sumAsMean) { line, _ in line.replacing(".sum()", with: ".mean()") },
    ProgramMalrule(.stepUphill) { line, _ in
      line.replacing("optim.SGD(", with: "optim.SGD(maximize=True, params=")
        .replacing(/^(\s*\w+) -=\s/) { "\($0.output.1) += " }
    },
    ProgramMalrule(.learningRateForgotten) { line, _ in
      guard line.contains("lr=") || line.contains("-= ") else { return nil }
      return line.replacing(/\blr=[\d.]+/, with: "lr=1.0").replacing(/-= [\w.]+ \* (\w+\.grad)/) {
        "-= \($0.output.1)"
      }
    },
    ProgramMalrule(.backwardSteps) { line, tensors in
      guard let optimizer = tensors.optimizer, line.contains(".backward(") else { return nil }
      return line + "; \(optimizer).step()"
    },
    ProgramMalrule(.momentumIgnored) { line, _ in
      line.contains("momentum=") ? line.replacing(/,\s*momentum=[\d.]+/, with: "") : nil
    },
    ProgramMalrule(.weightDecayIgnored) { line, _ in
      line.contains("weight_decay=") ? line.replacing(/,\s*weight_decay=[\d.]+/, with: "") : nil
    },
    ProgramMalrule(.softmaxTwice) { line, _ in
      guard line.contains("cross_entropy(") else { return nil }
      return line.replacing(/cross_entropy\((\w+),/) {
        "cross_entropy(torch.softmax(\($0.output.1), dim=-1),"
      }
    },
    ProgramMalrule(.updateKeepsLeaf) { line, _ in
      guard line.contains(".grad") else { return nil }
      return line.replacing(/^(\s*)(\w+) = (.*\.grad\b.*)$/) { match in
        match.output.3.hasPrefix("\(match.output.2) - ")
          ? "\(match.output.1)\(match.output.2) = (\(match.output.3)).detach().requires_grad_()"
          : String(match.output.0)
      }
    },
    ProgramMalrule(.stepNotTaken) { line, _ in
      line.contains(".step()") || line.contains(/^\s*\w+ -=\s/)
        ? line.prefix { $0 == " " } + "pass" : nil
    },
    ProgramMalrule(
      .weightUpdatedFirst,
      lines: { lines, _ in
        HandUpdates(lines).replacing { weight, step, _ in "(\(weight) - \(step))" }
      }),
    ProgramMalrule(
      .weightSkipped, lines: { lines, _ in HandUpdates(lines).replacing { _, _, _ in "1.0" } }),
    ProgramMalrule(
      .weightOfOwnLayer,
      lines: { lines, _ in HandUpdates(lines).replacing { _, _, below in below } }),
  ]
}
