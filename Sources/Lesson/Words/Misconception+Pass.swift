/// Misunderstandings of the way back: of how contributions are sent and added up.
extension Misconception {
  // MARK: Adding up

  package static let overwrite = Misconception(
    "overwrite", "overwrites instead of adding up",
    "You kept only the contribution that came last; a value that is used several times adds "
      + "all of them up.")
  package static let oneUse = Misconception(
    "one-use", "x·x taken for one use",
    "The same value stands at both operands, so it gets two contributions, not one.")
  package static let indirectPathDropped = Misconception(
    "indirect-path-dropped", "drops the indirect path",
    "You followed only the shortest way back; the value also acts through what was computed "
      + "from it.")
  package static let directPathDropped = Misconception(
    "direct-path-dropped", "drops the direct path",
    "You followed only the longest way back; the value is also used directly, and that use "
      + "sends a contribution of its own.")
  package static let pathsAveraged = Misconception(
    "paths-averaged", "averages contributions",
    "Contributions are added up; there is nothing to divide by.")
  package static let pathsMultiplied = Misconception(
    "paths-multiplied", "multiplies contributions",
    "Along one way factors are multiplied; where ways meet, contributions are added.")

  // MARK: Sending

  package static let upstreamForgotten = Misconception(
    "upstream-forgotten", "forgets the upstream gradient",
    "That is the local derivative alone; multiply it by the gradient that arrives from above.")
  package static let localForgotten = Misconception(
    "local-forgotten", "forgets the local derivative",
    "You passed the upstream gradient on unchanged; multiply it by the local derivative.")
  package static let addedInsteadOfMultiplied = Misconception(
    "added-instead-of-multiplied", "adds upstream and local derivative",
    "Upstream gradient and local derivative are multiplied, not added.")
  package static let reluGatesGradient = Misconception(
    "relu-gates-gradient", "lets a ReLU look at the gradient",
    "The gate of a ReLU is set on the way forward, by its input; the sign of the gradient does "
      + "not matter.")
  package static let weightSkipped = Misconception(
    "weight-skipped", "takes the output's error for the layer below",
    "Before the error reaches the layer below it goes through the weight between them: "
      + "multiply by that weight.")
  package static let innerDerivativeInside = Misconception(
    "inner-derivative-inside", "puts the inner derivative inside the function",
    "The inner derivative is a factor outside; the outer derivative is taken at the inner "
      + "function alone.")
  package static let seedForgotten = Misconception(
    "seed-forgotten", "starts with 0 instead of the seed",
    "A pass starts with a seed at the root, 1 unless the program says otherwise; with 0 "
      + "everything would be 0.")
  package static let seedIgnored = Misconception(
    "seed-ignored", "starts with 1 instead of the given seed",
    "The program hands in a seed of its own, with gradient=; it takes the place of the 1.")
  package static let seedIsLoss = Misconception(
    "seed-is-loss", "starts with the value of the loss",
    "A pass starts with the derivative of the root by itself, which is 1, not with its value.")

  // MARK: Passes

  package static let secondPassOverwrites = Misconception(
    "second-pass-overwrites", "takes a second pass to replace the first",
    "backward() adds to what a leaf holds already; it replaces nothing.")
  package static let notCleared = Misconception(
    "not-cleared", "overlooks that gradients were cleared",
    "The program cleared this gradient before the pass, so the earlier passes are gone.")
  package static let innerTotals = Misconception(
    "inner-totals", "lets inner nodes keep the gradient of the pass before",
    "Only leaves add up over passes, inner nodes start each pass afresh (micrograd is different).")
  package static let sentAgain = Misconception(
    "sent-again", "sends a gradient again when more arrives",
    "A node sends once, after everything that uses it has sent; otherwise a part is counted twice.")
  package static let jacobianDiagonal = Misconception(
    "jacobian-diagonal", "lets each output reach the input in its own place only",
    "An input gets something from every output that it has a part in, not only from the one in "
      + "the same place.")
  package static let detachIgnored = Misconception(
    "detach-ignored", "sends gradients through detach and no_grad",
    "What is detached, or computed under no_grad, counts as a constant; nothing is sent back "
      + "through it.")

  package static let forwardOrder = Misconception(
    "forward-order", "goes backward in the order of computing",
    "That is the order of the way forward; on the way back a node sends only after everything that "
      + "uses it has sent.")

  // MARK: Slips of the pen

  package static let valueAsGradient = Misconception(
    "value-as-gradient", "writes the value for the gradient",
    "That is the value from the way forward; the gradient is asked.")
  package static let signTurned = Misconception(
    "sign-turned", "turns the sign",
    "The size is right, the sign is not: go through the signs of the factors once more.")
}
