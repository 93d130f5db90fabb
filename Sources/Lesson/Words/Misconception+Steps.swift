/// Misunderstandings of the next number, where a step is predicted.
extension Misconception {
  package static let operandAsFactor = Misconception(
    "operand-as-factor", "multiplies by the operand itself",
    "That multiplies by the operand itself; the factor is the local derivative.")
  package static let nothingSent = Misconception(
    "nothing-sent", "expects nothing to be sent",
    "A zero would mean that nudging the operand does not move the result at all.")
  package static let sumForContribution = Misconception(
    "sum-for-contribution", "adds what was there before",
    "That is the sum with what was there; only this contribution is asked.")
  package static let usesTogether = Misconception(
    "uses-together", "takes all uses together",
    "That is for all uses of the operand together; each of them is asked by itself.")
  package static let passNotAdded = Misconception(
    "pass-not-added", "leaves this pass out",
    "That is what it held before; this pass adds to it.")
  package static let firstContributionAlone = Misconception(
    "first-contribution-alone", "keeps the first contribution alone",
    "That is the first contribution alone; contributions are added up.")
}
