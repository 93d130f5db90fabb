extension Function.Saved {
  /// What PyTorch says when a pass finds that a value is no longer what was saved.
  func changeText(in function: Function, detectsAnomalies: Bool) -> String {
    let hint =
      detectsAnomalies
      ? "the backtrace further above shows the operation that failed to compute its gradient. "
        + "The variable in question was changed in there or anywhere later. Good luck!"
      : "enable anomaly detection to find the operation that failed to compute its gradient, with "
        + "torch.autograd.set_detect_anomaly(True, check_nan=False)."
    return "one of the variables needed for gradient computation has been modified by an inplace "
      + "operation: [torch.\(dtype.legacyName)Tensor \(Shape(shape).description)]"
      + (source(in: function).map { ", which is output \($0)," } ?? "")
      + " is at version \(counter.value); expected version \(version) instead. Hint: " + hint
  }

  /// Which output of what the tensor is by now.
  private func source(in owner: Function) -> String? {
    // PyTorch takes a view of a changed tensor again.
    let isPresent = (tensor?.functionVersion ?? .max) <= version
    if isView, output != nil ? isPresent : origin != nil || (tensor?.requiresGradient ?? false) {
      return "0 of AsStrided"
    }
    if let output {
      return "\(output) of \(Function.forwardName(self.owner ?? owner.name(ofOutput: output)))"
    }
    guard let source = tensor.map({ $0.origin }) ?? counter.origin ?? origin else { return nil }
    return "\(source.output) of \(Function.forwardName(source.function))"
  }
}

extension Function {
  /// What PyTorch's messages call the operation: `Mul` of `MulBackward0`, `Max1` of `MaxBackward1`.
  static func forwardName(_ name: String) -> String {
    let name = fullName(of: name)
    let number = String(name.reversed().prefix(while: { $0.isNumber }).reversed())
    let word = name.dropLast(number.count)
    guard word.hasSuffix("Backward") else { return name }
    return word.dropLast("Backward".count) + (number == "0" ? "" : number)
  }

  /// The name with its namespace, which PyTorch's own classes have and what it generates has not.
  static func fullName(of name: String) -> String {
    switch BackwardFunction(rawValue: name) {
    case .accumulateGrad, .copy, .copySlices, .notImplemented: "torch::autograd::" + name
    default: name
    }
  }
}
