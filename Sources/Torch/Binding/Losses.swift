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
      let (a, b) = (try self.sized(c, "input"), try self.sized(c, "target"))
      self.warnings.broadcast(a, b, in: "mse_loss")
      return self.wrap(
        try self.boxed("mse_loss") {
          try c.runtime.meanSquaredError(
            a, b, weight: c.optionalTensor("weight"), LossReduction(named: c.string("reduction")))
        })
    }
    free(
      "l1_loss(input, target, size_average=None, reduce=None, reduction='mean', weight=None)",
      in: functional
    ) { c in
      self.wrap(
        try self.boxed("l1_loss") {
          try c.runtime.meanAbsoluteError(
            self.sized(c, "input"), self.sized(c, "target"), weight: c.optionalTensor("weight"),
            LossReduction(named: c.string("reduction")))
        })
    }
    free("huber_loss(input, target, reduction='mean', delta=1.0, weight=None)", in: functional) {
      c in
      self.wrap(
        try self.boxed("huber_loss") {
          try c.runtime.huber(
            self.sized(c, "input"), self.sized(c, "target"), delta: c.double("delta"),
            weight: c.optionalTensor("weight"), LossReduction(named: c.string("reduction")))
        })
    }
    free(
      "smooth_l1_loss(input, target, size_average=None, reduce=None, reduction='mean', beta=1.0)",
      in: functional
    ) { c in
      self.wrap(
        try self.boxed("smooth_l1_loss") {
          try c.runtime.smoothAbsoluteError(
            self.sized(c, "input"), self.sized(c, "target"), beta: c.double("beta"),
            LossReduction(named: c.string("reduction")))
        })
    }
    defineLayers(in: functional)
    defineActivations(in: functional)
    defineSoftmax(in: functional)
    defineClassificationLosses(in: functional)
  }

  /// A tensor that PyTorch asks for its size first, in Python.
  func sized(_ c: Call, _ name: String) throws -> Tensor {
    guard let tensor = tensor(c[name]) else {
      throw TorchError(
        "AttributeError", "'\(c.typeName(c[name]))' object has no attribute 'size'")
    }
    return tensor
  }
}
