/// Misunderstandings of what a program does.
extension Misconception {
  package static let zeroGradPrintsZero = Misconception(
    "zero-grad-prints-zero", "expects a zero after zero_grad",
    "zero_grad() leaves None behind, not a zero, unless set_to_none=False is given.")
  package static let innerGradKept = Misconception(
    "inner-grad-kept", "expects a gradient in an inner node",
    "A gradient passed through here and was not kept: only leaves have a .grad, unless "
      + "retain_grad() asks for it.")
  package static let constantHasGrad = Misconception(
    "constant-has-grad", "expects a gradient in a constant",
    "This tensor was made without requires_grad=True, so nothing is stored in it: None.")
  package static let noneIsZero = Misconception(
    "none-is-zero", "takes None for 0",
    "None is no number: nothing was stored here at all.")
  package static let graphKept = Misconception(
    "graph-kept", "expects the graph to outlive a pass",
    "The first pass freed what the second one needs; only retain_graph=True keeps it.")
  package static let stepUphill = Misconception(
    "step-uphill", "steps along the gradient",
    "A step goes against the gradient: what is subtracted is learning rate times gradient.")
  package static let learningRateForgotten = Misconception(
    "learning-rate-forgotten", "steps by the whole gradient",
    "The step is the gradient times the learning rate.")
  package static let backwardSteps = Misconception(
    "backward-steps", "expects backward to move the weights",
    "backward() fills in gradients and moves nothing; only step() changes a weight.")
  package static let momentumIgnored = Misconception(
    "momentum-ignored", "overlooks the momentum",
    "With momentum a step keeps a part of the steps before it.")
  package static let weightDecayIgnored = Misconception(
    "weight-decay-ignored", "overlooks the weight decay",
    "Weight decay adds its share of the weight to the gradient before the step.")
  package static let softmaxTwice = Misconception(
    "softmax-twice", "applies softmax before cross_entropy",
    "cross_entropy takes the scores themselves; it has the softmax in it.")
  package static let updateKeepsLeaf = Misconception(
    "update-keeps-leaf", "expects an update to leave a leaf behind",
    "`w = w - …` makes a new tensor that is computed, not a leaf: no pass leaves anything in "
      + "its .grad.")
  package static let stepNotTaken = Misconception(
    "step-not-taken", "overlooks the step",
    "step() has changed the weight in place; what follows is computed with the new one.")
  package static let weightOnPrediction = Misconception(
    "weight-on-prediction", "puts the weight on the prediction",
    "The weight multiplies the squared error, not the prediction inside of it.")
  package static let allPairs = Misconception(
    "all-pairs", "compares every prediction with every target",
    "The first prediction is compared with the first target, and so on: N differences, not N "
      + "times N.")
  package static let broadcastOverlooked = Misconception(
    "broadcast-overlooked", "overlooks that the loss compares every prediction with every target",
    "A shape of (N) and one of (N, 1) are broadcast: the loss is over N times N differences.")
  package static let symptomForCause = Misconception(
    "symptom-for-cause", "takes where it shows for where it is",
    "There the wrong number shows; it was made earlier.")
  package static let bugStillThere = Misconception(
    "bug-still-there", "predicts what the wrong program prints",
    "That is what the program prints with the bug in it.")
}
