/// How a view came about, which decides whether it may be changed in place.
///
/// PyTorch's `CreationMeta`.
enum ViewOrigin {
  case ordinary
  /// One of several views that a function returned.
  case severalOutputs
  /// What a function of the program made, or handed through.
  case customFunction
  case noGrad
  case inference
}

extension Runtime {
  /// What a view is that is made now from another tensor.
  func origin(ofViewOf source: Tensor, isOneOfSeveral: Bool) -> ViewOrigin {
    if isInferenceMode || source.viewOrigin == .inference { return .inference }
    if !isGradEnabled { return .noGrad }
    return isOneOfSeveral ? .severalOutputs : source.viewOrigin
  }

  /// Refuses to change a view in place for which PyTorch does not know what that should mean.
  ///
  /// With `isIndirect` its memory was changed already, through another tensor.
  func checkOrigin(of view: Tensor, isIndirect: Bool = false) throws(TorchError) {
    guard view.viewOrigin != .ordinary else { return }
    let source = view.function.map {
      "Output \(view.outputIndex) of \(Function.forwardName($0.name(ofOutput: view.outputIndex)))"
    }
    let change =
      (isIndirect ? "its base or another view of its base has been" : "is being")
      + " modified inplace"
    let isInference = view.viewOrigin == .inference
    let mode = isInference ? "inference" : "no_grad"
    let opening: String
    if let source, view.viewOrigin != .noGrad, !isInference {
      opening = "\(source) is a view and \(change)."
    } else {
      let subject = source.map { "\($0) is a view of a view which" } ?? "A view"
      opening =
        "\(subject) was created in \(mode) mode and \(change) "
        + (isInference ? "in normal mode." : "with grad mode enabled.")
    }
    throw .runtime(opening + " " + reason(view.viewOrigin))
  }

  private func reason(_ origin: ViewOrigin) -> String {
    switch origin {
    case .ordinary: ""
    case .severalOutputs:
      "This view is the output of a function that returns multiple views. Such functions do not "
        + "allow the output views to be modified inplace. You should replace the inplace operation "
        + "by an out-of-place one."
    case .customFunction:
      "This view was created inside a custom Function (or because an input was returned as-is) and "
        + "the autograd logic to handle view+inplace would override the custom backward associated "
        + "with the custom Function, leading to incorrect gradients. This behavior is forbidden. "
        + "You can fix this by cloning the output of the custom Function."
    case .noGrad: ambiguous(in: "no_grad")
    case .inference: ambiguous(in: "inference_mode")
    }
  }

  private func ambiguous(in mode: String) -> String {
    "Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your "
      + "code by moving both the view and the inplace either both inside the \(mode) block (if you "
      + "don't want the inplace to be tracked) or both outside (if you want the inplace to be "
      + "tracked)."
  }
}
