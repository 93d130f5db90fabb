import Autograd
import Torch

extension Advice {
  /// Losses that are given probabilities and want logits, since they apply the activation
  /// themselves.
  ///
  /// Source: <https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html>,
  /// <https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html>
  static func doubledActivations(_ recording: Recording) -> [Finding] {
    var lines: Set<Int> = []
    return recording.functions.compactMap { function in
      guard let (activation, loss) = doubled[function.name],
        source(of: function, recording)?.name == activation.function,
        let node = function.nodes.last
      else { return nil }
      let line = recording.sites[recording.nodes[node].site].line
      guard lines.insert(line).inserted else { return nil }
      return Finding(
        line: line, verdict: .warning,
        note: "\(loss) applies \(activation.name) itself, and is given what went through "
          + "\(activation.name) already: give it the logits")
    }
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
  static func spreadDifferences(_ spreads: [Spread]) -> [Finding] {
    var lines: Set<Int> = []
    return spreads.filter { lines.insert($0.line).inserted }.map { spread in
      Finding(
        line: spread.line, verdict: .warning,
        note:
          "predictions of shape \(spread.predictions) and targets of shape \(spread.targets) are "
          + "repeated to \(spread.result), so that each prediction is compared with every target: "
          + "give both one shape, with unsqueeze(1), squeeze(1) or view_as")
    }
  }
}
