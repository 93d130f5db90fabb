import Autograd
import Python

extension Library {
  /// The functions of `torch.nn.functional` that compute in one call.
  func defineFunctional() {
    let functional = module("torch.nn.functional")
    free(
      "mse_loss(input, target, size_average=None, reduce=None, reduction='mean', weight=None)",
      in: functional
    ) { c in
      let (a, b) = (try c.tensor("input"), try c.tensor("target"))
      self.warnings.broadcast(a, b, in: "mse_loss")
      return self.wrap(
        try c.runtime.scope("mse_loss") {
          try c.runtime.meanSquaredError(
            a, b, weight: c.optionalTensor("weight"), LossReduction(named: c.string("reduction")))
        })
    }
    free(
      "l1_loss(input, target, size_average=None, reduce=None, reduction='mean', weight=None)",
      in: functional
    ) { c in
      self.wrap(
        try c.runtime.scope("l1_loss") {
          try c.runtime.meanAbsoluteError(
            c.tensor("input"), c.tensor("target"), weight: c.optionalTensor("weight"),
            LossReduction(named: c.string("reduction")))
        })
    }
    free("huber_loss(input, target, reduction='mean', delta=1.0, weight=None)", in: functional) {
      c in
      self.wrap(
        try c.runtime.scope("huber_loss") {
          try c.runtime.huber(
            c.tensor("input"), c.tensor("target"), delta: c.double("delta"),
            weight: c.optionalTensor("weight"), LossReduction(named: c.string("reduction")))
        })
    }
    free(
      "smooth_l1_loss(input, target, size_average=None, reduce=None, reduction='mean', beta=1.0)",
      in: functional
    ) { c in
      self.wrap(
        try c.runtime.scope("smooth_l1_loss") {
          try c.runtime.smoothAbsoluteError(
            c.tensor("input"), c.tensor("target"), beta: c.double("beta"),
            LossReduction(named: c.string("reduction")))
        })
    }
    for name in ["relu", "sigmoid", "tanh", "softmax", "log_softmax"] {
      functional.attributes[name] = torch.attributes[name]
    }
    free("relu(input, inplace=False)", in: functional) { c in
      self.wrap(try c.runtime.function(.relu, c.tensor("input")))
    }
    free("softplus(input, beta=1.0, threshold=20.0)", in: functional) { c in
      self.wrap(
        try c.runtime.activation(
          .softplus, "SoftplusBackward0", c.tensor("input"), c.double("beta")))
    }
    free("leaky_relu(input, negative_slope=0.01, inplace=False)", in: functional) { c in
      self.wrap(
        try c.runtime.activation(
          .leakyRelu, "LeakyReluBackward0", c.tensor("input"), c.double("negative_slope")))
    }
    free("elu(input, alpha=1.0, inplace=False)", in: functional) { c in
      self.wrap(
        try c.runtime.activation(.elu, "EluBackward0", c.tensor("input"), c.double("alpha")))
    }
  }
}
