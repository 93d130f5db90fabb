/// Misunderstandings of local derivatives, and of values on the way forward.
extension Misconception {
  // MARK: Local derivatives

  package static let productSwapped = Misconception(
    "product-swapped", "takes the own factor in a product",
    "The derivative of a product by one factor is the other factor.")
  package static let sumAsProduct = Misconception(
    "sum-as-product", "treats a sum like a product",
    "A sum passes the gradient on unchanged: its local derivative is 1, whatever the other term.")
  package static let subtractionSign = Misconception(
    "subtraction-sign", "loses the sign of a subtraction",
    "What is subtracted has the local derivative −1.")
  package static let negationSign = Misconception(
    "negation-sign", "loses a minus sign",
    "The minus in front is a factor of −1 on the way back too.")
  package static let quotientSign = Misconception(
    "quotient-sign", "loses the sign of the quotient rule",
    "The derivative of a / b by b is −a / b²: a larger divisor makes the quotient smaller.")
  package static let quotientSquare = Misconception(
    "quotient-square", "loses the square of the quotient rule",
    "The derivative of a / b by b is −a / b², with the divisor squared.")
  package static let quotientAsProduct = Misconception(
    "quotient-as-product", "takes the divisor itself as a factor",
    "The derivative of a / b by a is 1 / b, not b.")
  package static let powerExponentDropped = Misconception(
    "power-exponent-dropped", "loses the factor of the power rule",
    "The derivative of xⁿ is n·xⁿ⁻¹; for a square that is 2x, and the 2 stays.")
  package static let powerNotLowered = Misconception(
    "power-not-lowered", "does not lower the exponent",
    "The derivative of xⁿ is n·xⁿ⁻¹: the exponent goes down by one.")
  package static let squareFactorDoubled = Misconception(
    "square-factor-doubled", "has a factor of 2 too many",
    "The derivative of x² is 2x; no further 2 comes from anywhere.")
  package static let sigmoidOfInput = Misconception(
    "sigmoid-of-input", "takes the input of the sigmoid for its output",
    "The derivative of the sigmoid is s·(1 − s) for its output s, not for its input.")
  package static let sigmoidTwice = Misconception(
    "sigmoid-twice", "applies the sigmoid once more",
    "The s in s·(1 − s) is the output that you have already; do not apply the sigmoid to it again.")
  package static let sigmoidSaturated = Misconception(
    "sigmoid-saturated", "takes a saturated sigmoid for flat",
    "The output is close to 1 or 0 but not equal to it, so the derivative is small and not 0.")
  package static let activationDerivativeTwice = Misconception(
    "activation-derivative-twice", "multiplies by an activation's derivative twice",
    "The derivative of the activation is one factor, and it stands there once.")
  package static let tanhOfInput = Misconception(
    "tanh-of-input", "takes the input of tanh for its output",
    "The derivative of tanh is 1 − t² for its output t, not for its input.")
  package static let reluAlwaysOpen = Misconception(
    "relu-always-open", "passes gradients through a closed ReLU",
    "The input of this ReLU is not positive, so its gate is closed and 0 passes.")
  package static let reluValueAsSlope = Misconception(
    "relu-value-as-slope", "takes the output of a ReLU for its derivative",
    "The derivative of an open ReLU is 1, whatever its output.")
  package static let reluClosed = Misconception(
    "relu-closed", "closes an open ReLU",
    "The input of this ReLU is positive, so its gate is open and the gradient passes.")
  package static let leakySlopeDropped = Misconception(
    "leaky-slope-dropped", "sends nothing through the leaky side",
    "A leaky ReLU has a small slope on its negative side, not none.")
  package static let absAtKink = Misconception(
    "abs-at-kink", "takes one side's slope at the kink of an absolute value",
    "At 0 neither side counts: PyTorch takes the slope 0 between −1 and 1.")
  package static let clampOpenAtBound = Misconception(
    "clamp-open-at-bound", "passes gradients through a clamp at its bound",
    "Exactly at a bound a clamp is closed, as it is beyond it: 0 passes.")
  package static let tieNotShared = Misconception(
    "tie-not-shared", "gives a tie to both in full",
    "Where both are equal, each gets half of the gradient.")
  package static let expAsPower = Misconception(
    "exp-as-power", "differentiates an exponential like a power",
    "The derivative of eˣ is eˣ itself; the power rule is for a fixed exponent.")
  package static let logNotInverted = Misconception(
    "log-not-inverted", "takes x for the derivative of its logarithm",
    "The derivative of ln x is 1 / x.")
  package static let outerAtWrongPlace = Misconception(
    "outer-at-wrong-place", "differentiates the outer function at the wrong place",
    "The outer derivative is taken at what the inner function gives, not at its input.")
  package static let functionAsFactor = Misconception(
    "function-as-factor", "multiplies by the function instead of its derivative",
    "In a chain the factors are derivatives; you multiplied by the value of the function itself.")
  package static let weightUpdatedFirst = Misconception(
    "weight-updated-first", "goes back through a weight that has been changed already",
    "All gradients of a pass belong to the weights before the step; change none until every "
      + "gradient is there.")
  package static let weightOfOwnLayer = Misconception(
    "weight-of-own-layer", "goes back through the weight of the layer below",
    "The error goes back through the weight that the layer above multiplied by on the way forward.")
  package static let meanAsSum = Misconception(
    "mean-as-sum", "takes the mean for a sum",
    "A mean is divided by the number of its terms, and so is its gradient.")
  package static let sumAsMean = Misconception(
    "sum-as-mean", "takes the sum for a mean",
    "A sum is not divided by the number of its terms; that would be the mean.")

  // MARK: Values

  package static let differenceReversed = Misconception(
    "difference-reversed", "subtracts the wrong way round",
    "The second is subtracted from the first.")
  package static let quotientReversed = Misconception(
    "quotient-reversed", "divides the wrong way round",
    "The first is divided by the second.")
  package static let powerAsProduct = Misconception(
    "power-as-product", "multiplies by the exponent",
    "An exponent says how often the number is a factor: x² is x·x, not 2x.")
  package static let squareKeepsSign = Misconception(
    "square-keeps-sign", "gives a square a minus sign",
    "The square of a negative number is positive.")
  package static let productAsSum = Misconception(
    "product-as-sum", "adds instead of multiplying",
    "The two are multiplied here, not added.")
  package static let productSign = Misconception(
    "product-sign", "loses the sign of a product",
    "A product of two numbers of different sign is negative, of equal sign positive.")
  package static let reluNotApplied = Misconception(
    "relu-not-applied", "leaves a negative number through a ReLU",
    "A ReLU gives 0 for everything that is not positive.")
  package static let meanNotDivided = Misconception(
    "mean-not-divided", "adds up and does not divide",
    "A mean is divided by the number of its terms.")
  package static let sumDivided = Misconception(
    "sum-divided", "divides a sum by the number of its terms",
    "A sum is not divided; that would be the mean.")
}
