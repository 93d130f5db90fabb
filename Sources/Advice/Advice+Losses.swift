import Autograd
import Torch

extension Advice {
  /// Losses that are given probabilities and want logits, since they apply the activation
  /// themselves, or the logarithms of probabilities.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html>,
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html>
  static func doubledActivations(_ recording: Recording) -> [Advice] {
    var lines: Set<Int> = []
    return recording.functions.compactMap { function in
      guard let node = function.nodes.last, let note = note(on: function, at: node, recording)
      else { return nil }
      let line = recording.sites[recording.nodes[node].site].line
      return lines.insert(line).inserted ? Advice(line: line, note: note) : nil
    }
  }

  private static func note(
    on function: Recording.Function, at node: Int, _ recording: Recording
  ) -> String? {
    guard let source = source(of: function, recording)?.name else { return nil }
    if let (activation, loss) = doubled[function.name], source == activation.function {
      return "\(loss) applies \(activation.name) itself, and is given what went through "
        + "\(activation.name) already: give it the logits"
    }
    guard source == "SoftmaxBackward0" else { return nil }
    let call = recording.sites[recording.nodes[node].site].scope
    // A target may need a gradient as well; the input has logarithms then.
    let isDivergence =
      recording.scopes[call].name == "kl_div" && function.name == "MulBackward0"
      && !recording.functions.contains { other in
        other.nodes.last.map { recording.sites[recording.nodes[$0].site].scope } == call
          && other.next.contains { recording.functions[$0].name == "LogSoftmaxBackward0" }
      }
    guard function.name == "NllLossBackward0" || isDivergence else { return nil }
    return "\(isDivergence ? "kl_div" : "nll_loss") takes the logarithms of probabilities, and is "
      + "given what softmax made: use log_softmax"
  }

  /// The function whose results a function takes, behind those that only give them another shape.
  private static func source(
    of function: Recording.Function, _ recording: Recording
  ) -> Recording.Function? {
    var source = function.next.first.map { recording.functions[$0] }
    while let next = source, moves.contains(where: { next.name.hasPrefix($0) }) {
      source = next.next.first.map { recording.functions[$0] }
    }
    return source
  }

  private static let moves = [
    "View", "UnsafeView", "Squeeze", "Unsqueeze", "Select", "Transpose", "Permute", "TBackward",
  ]

  /// By the backward function of a loss's own activation, the one that is not to stand before it.
  private static let doubled:
    [String: (activation: (function: String, name: String), loss: String)] = [
      "LogSoftmaxBackward0": (("SoftmaxBackward0", "softmax"), "cross_entropy"),
      "BinaryCrossEntropyWithLogitsBackward0":
        (("SigmoidBackward0", "sigmoid"), "binary_cross_entropy_with_logits"),
    ]
}

extension Advice {
  /// Differences in which each prediction met every target, a line each.
  static func spreadDifferences(_ spreads: [Spread]) -> [Advice] {
    var lines: Set<Int> = []
    return spreads.filter { lines.insert($0.line).inserted }.map { spread in
      Advice(
        line: spread.line,
        note:
          "predictions of shape \(text(spread.predictions)) and targets of shape "
          + "\(text(spread.targets)) are repeated to \(text(spread.result)), so that each prediction "
          + "is compared with every target: give both one shape, with unsqueeze(1), squeeze(1) or view_as"
      )
    }
  }

  /// A shape as PyTorch writes it.
  private static func text(_ shape: [Int]) -> String {
    "[\(shape.map { "\($0)" }.joined(separator: ", "))]"
  }
}
