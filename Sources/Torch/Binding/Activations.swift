import Autograd
import Python

extension Library {
  /// The activations of `torch.nn.functional` that compute in one call.
  func defineActivations(in functional: ModuleObject) {
    for name in ["relu", "sigmoid", "tanh", "prelu"] {
      functional.attributes[name] = torch.attributes[name].map {
        placed($0, as: name, in: functional.name)
      }
    }
    func define(
      _ name: String, _ parameters: String = "",
      _ body: @escaping (Call, Tensor) throws(TorchError) -> Tensor
    ) {
      let rest = parameters.isEmpty ? "" : ", " + parameters
      free("\(name)(input\(rest), inplace=False)", in: functional) { c throws(TorchError) in
        let x = try c.tensor("input")
        guard try c.bool("inplace") else { return self.wrap(try body(c, x)) }
        try c.runtime.inPlace(x, reading: c.otherTensors) { () throws(TorchError) in
          try body(c, x)
        }
        return c["input"]
      }
    }
    define("relu") { c, x throws(TorchError) in try c.runtime.function(.relu, x) }
    define("leaky_relu", "negative_slope=0.01") { c, x throws(TorchError) in
      try c.runtime.activation(.leakyRelu, .leakyRelu, x, c.double("negative_slope"))
    }
    define("elu", "alpha=1.0") { c, x throws(TorchError) in
      try c.runtime.activation(.elu, .elu, x, c.double("alpha"))
    }
    define("silu") { c, x throws(TorchError) in try c.runtime.silu(x) }
    define("mish") { c, x throws(TorchError) in try c.runtime.mish(x) }
    define("hardtanh", "min_val=-1.0, max_val=1.0") { c, x throws(TorchError) in
      try c.runtime.hardTanh(x, from: c.double("min_val"), to: c.double("max_val"))
    }
    define("relu6") { c, x throws(TorchError) in try c.runtime.hardTanh(x, from: 0, to: 6) }
    define("hardsigmoid") { c, x throws(TorchError) in try c.runtime.hardSigmoid(x) }
    define("hardswish") { c, x throws(TorchError) in try c.runtime.hardSwish(x) }
    define("selu") { c, x throws(TorchError) in
      try c.runtime.elu(
        x, .elu, alpha: 1.6732632423543772, scale: 1.0507009873554805, inner: 1)
    }
    define("celu", "alpha=1.0") { c, x throws(TorchError) in
      let alpha = try c.double("alpha")
      guard alpha != 0 else {
        throw TorchError.runtime("ZeroDivisionError: alpha cannot be 0 for CELU")
      }
      return try c.runtime.elu(x, .celu, alpha: alpha, scale: 1, inner: 1 / alpha)
    }
    define("threshold", "threshold, value") { c, x throws(TorchError) in
      try c.runtime.threshold(x, c.double("threshold"), c.double("value"))
    }
    define("softplus", "beta=1.0, threshold=20.0") { c, x throws(TorchError) in
      try c.runtime.softplus(x, beta: c.double("beta"), threshold: c.double("threshold"))
    }
    define("logsigmoid") { c, x throws(TorchError) in try c.runtime.logSigmoid(x) }
    define("gelu", "*, approximate='none'") { c, x throws(TorchError) in
      try c.runtime.gelu(x, approximate: c.string("approximate"))
    }
    define("softshrink", "lambd=0.5") { c, x throws(TorchError) in
      let bound = try c.double("lambd")
      guard bound >= 0 else {
        throw TorchError.runtime("lambda must be greater or equal to 0, but found to be \(bound).")
      }
      return try c.runtime.shrink(x, bound, isSoft: true)
    }
    define("hardshrink", "lambd=0.5") { c, x throws(TorchError) in
      try c.runtime.shrink(x, c.double("lambd"), isSoft: false)
    }
  }

  /// Softmax and its logarithm, whose dimension must be named.
  func defineSoftmax(in functional: ModuleObject) {
    func define(
      _ name: String, _ body: @escaping (Runtime, Tensor, Int) throws(TorchError) -> Tensor
    ) {
      func result(_ c: Call, _ dimension: Int) throws(TorchError) -> Object {
        var x = try c.tensor("input")
        if let dtype = try c.dtype() { x = try c.runtime.cast(x, to: dtype) }
        return self.wrap(try body(c.runtime, x, dimension))
      }
      both("\(name)(input, dim, dtype=None)") { c throws(TorchError) in try result(c, c.int("dim"))
      }
      free("\(name)(input, dim=None, _stacklevel=3, dtype=None)", in: functional) {
        c throws(TorchError) in
        if let dimension = try c.optionalInt("dim") { return try result(c, dimension) }
        try self.warnings.add(
          "Implicit dimension choice for \(name) has been deprecated. Change the call to include "
            + "dim=X as an argument.")
        // PyTorch guesses by the rank.
        return try result(c, [0, 1, 3].contains(c.tensor("input").rank) ? 0 : 1)
      }
    }
    define("softmax") { runtime, x, dimension throws(TorchError) in
      try runtime.softmax(x, dimension)
    }
    define("log_softmax") { runtime, x, dimension throws(TorchError) in
      try runtime.logSoftmax(x, dimension)
    }
  }
}
