import Autograd
import Python

extension Library {
  /// The functions of `torch.nn.functional` that compute in one call.
  func defineFunctional() {
    let functional = module("torch.nn.functional")
    free(
      "mse_loss(input, target, size_average=None, reduce=None, reduction='mean', weight=None)",
      in: functional
    ) { c throws(TorchError) in
      let (a, b) = (try self.sized(c, "input"), try self.sized(c, "target"))
      try self.warnings.broadcast(a, b, in: "mse_loss")
      return self.wrap(
        try self.boxed("mse_loss") { () throws(TorchError) in
          try c.runtime.meanSquaredError(
            a, b, weight: c.optionalTensor("weight"), self.reduction(c))
        })
    }
    free(
      "l1_loss(input, target, size_average=None, reduce=None, reduction='mean', weight=None)",
      in: functional
    ) { c throws(TorchError) in
      let (a, b) = (try self.sized(c, "input"), try self.sized(c, "target"))
      try self.warnings.broadcast(a, b, in: "l1_loss")
      return self.wrap(
        try self.boxed("l1_loss") { () throws(TorchError) in
          try c.runtime.meanAbsoluteError(
            a, b, weight: c.optionalTensor("weight"), self.reduction(c))
        })
    }
    free("huber_loss(input, target, reduction='mean', delta=1.0, weight=None)", in: functional) {
      c throws(TorchError) in
      let (a, b) = (try self.sized(c, "input"), try self.sized(c, "target"))
      try self.warnings.broadcast(a, b, in: "huber_loss")
      return self.wrap(
        try self.boxed("huber_loss") { () throws(TorchError) in
          try c.runtime.huber(
            a, b, delta: c.double("delta"), weight: c.optionalTensor("weight"), self.reduction(c))
        })
    }
    free(
      "smooth_l1_loss(input, target, size_average=None, reduce=None, reduction='mean', beta=1.0)",
      in: functional
    ) { c throws(TorchError) in
      let (a, b) = (try self.sized(c, "input"), try self.sized(c, "target"))
      try self.warnings.broadcast(a, b, in: "smooth_l1_loss")
      return self.wrap(
        try self.boxed("smooth_l1_loss") { () throws(TorchError) in
          try c.runtime.smoothAbsoluteError(a, b, beta: c.double("beta"), self.reduction(c))
        })
    }
    defineLayers(in: functional)
    defineActivations(in: functional)
    defineSoftmax(in: functional)
    defineClassificationLosses(in: functional)
  }

  /// How a loss sums its elements up, which old programs say by two other arguments.
  func reduction(_ c: Call) throws(TorchError) -> LossReduction {
    guard c.has("size_average") || c.has("reduce") else {
      return try LossReduction(named: c.string("reduction"))
    }
    let isReduced = c.has("reduce") ? try c.bool("reduce") : true
    let isMean = c.has("size_average") ? try c.bool("size_average") : true
    let name = isReduced ? isMean ? "mean" : "sum" : "none"
    try warnings.add(
      "size_average and reduce args will be deprecated, please use reduction='\(name)' instead.")
    return try LossReduction(named: name)
  }

  /// A tensor that PyTorch asks for its size first, in Python.
  func sized(_ c: Call, _ name: String) throws(TorchError) -> Tensor {
    guard let tensor = tensor(c[name]) else {
      throw TorchError(
        "AttributeError", "'\(c.typeName(c[name]))' object has no attribute 'size'")
    }
    return tensor
  }
}
