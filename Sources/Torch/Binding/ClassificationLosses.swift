import Autograd
import Python

extension Library {
  /// The losses of classes and probabilities that compute in one call.
  func defineClassificationLosses(in functional: ModuleObject) {
    free(
      "nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, "
        + "reduction='mean')", in: functional
    ) { c throws(TorchError) in
      self.wrap(
        try self.boxed("nll_loss") { () throws(TorchError) in
          try c.runtime.negativeLogLikelihood(
            c.tensor("input"), c.tensor("target"), weight: c.optionalTensor("weight"),
            ignoring: c.int("ignore_index"), self.reduction(c))
        })
    }
    free(
      "binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, "
        + "reduction='mean')", in: functional
    ) { c throws(TorchError) in
      let (x, target) = (try self.sized(c, "input"), try self.sized(c, "target"))
      let reduction = try self.reduction(c)
      guard x.shape == target.shape else {
        throw TorchError.value(
          "Using a target size (\(self.sizeText(target))) that is different to the input size "
            + "(\(self.sizeText(x))) is deprecated. Please ensure they have the same size.")
      }
      return self.wrap(
        try self.boxed("binary_cross_entropy") { () throws(TorchError) in
          try c.runtime.binaryCrossEntropy(
            x, target, weight: c.optionalTensor("weight"), ofLogits: false, reduction)
        })
    }
    free(
      "binary_cross_entropy_with_logits(input, target, weight=None, size_average=None, "
        + "reduce=None, reduction='mean', pos_weight=None)", in: functional
    ) { c throws(TorchError) in
      let (x, target) = (try self.sized(c, "input"), try self.sized(c, "target"))
      let reduction = try self.reduction(c)
      guard x.shape == target.shape else {
        throw TorchError.value(
          "Target size (\(self.sizeText(target))) must be the same as input size "
            + "(\(self.sizeText(x)))")
      }
      return self.wrap(
        try self.boxed("binary_cross_entropy_with_logits") { () throws(TorchError) in
          let weight = try c.optionalTensor("weight")
          if let positive = try c.optionalTensor("pos_weight") {
            return try c.runtime.binaryCrossEntropy(
              ofLogits: x, target, weight: weight, positiveWeight: positive, reduction)
          }
          return try c.runtime.binaryCrossEntropy(
            x, target, weight: weight, ofLogits: true, reduction)
        })
    }
  }

  private func sizeText(_ x: Tensor) -> String { "torch.Size(\(Shape(x.shape).description))" }
}
