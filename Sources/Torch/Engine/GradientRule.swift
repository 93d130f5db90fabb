/// What PyTorch's backward formula of a function looks like from outside, where it is differentiated
/// itself.
struct GradientRule {
  private let row: BackwardFunction.Row
  /// What PyTorch says where it has no formula for the gradient's gradient.
  let refusal: TorchError?

  init(of function: Function) {
    row = function.backward?.row ?? .init()
    refusal =
      function.backward == .hardsigmoid
      ? .runtime("derivative for aten::hardsigmoid_backward is not implemented") : nil
  }

  /// Whether the result needs a gradient of its own although the tape's rule may be constant.
  var readsInput: Bool { row.readsInput }

  func passesOn(_ input: Int) -> Bool { function(of: input) == nil }

  private func function(of input: Int) -> BackwardFunction? {
    input < row.gradients.count ? row.gradients[input] : row.gradients.last ?? nil
  }

  /// The function of an input's gradient of `count` elements.
  func function(of input: Int, count: Int, of function: Function) -> BackwardFunction {
    // What was broadcast is summed again.
    if row.isElementwise, let outputs = function.outputs.first, count < outputs.count {
      return count == 1 ? .sum : .view
    }
    return self.function(of: input) ?? .mul
  }
}
