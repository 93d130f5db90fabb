import Autograd
import Python

extension Library {
  /// What the modules of `torch.nn` compute with.
  func defineLayers(in functional: ModuleObject) {
    free("linear(input, weight, bias=None)", in: functional) { c throws(TorchError) in
      self.wrap(
        try self.boxed("linear") { () throws(TorchError) in
          try c.runtime.linear(
            c.tensor("input"), c.tensor("weight"), c.optionalTensor("bias"))
        })
    }
    both("addmm(input, mat1, mat2, *, beta=1, alpha=1)") { c throws(TorchError) in
      let inputs = try ["input", "mat1", "mat2"].map { name throws(TorchError) in try c.tensor(name)
      }
      if try c.double("beta") == 1, try c.double("alpha") == 1 {
        return self.wrap(try c.runtime.addMatrixProduct(inputs[0], inputs[1], inputs[2]))
      }
      let product = try c.runtime.matmul(inputs[1], inputs[2])
      let sum = try c.runtime.add(
        c.runtime.multiply(inputs[0], c.operand("beta")),
        c.runtime.multiply(product, c.operand("alpha")))
      c.runtime.fuse(sum, as: .addmm, from: inputs)
      return self.wrap(sum)
    }
    both("prelu(input, weight)") { c throws(TorchError) in
      let (x, weight) = (try c.tensor("input"), try c.tensor("weight"))
      guard weight.count > 1 else {
        let slope = weight.rank == 1 ? try c.runtime.reshape(weight, to: []) : weight
        return self.wrap(try c.runtime.prelu(x, slope))
      }
      guard x.rank > 1, x.shape[1] == weight.count else {
        throw TorchError.runtime(
          "Mismatch of parameter numbers and input channel size. Found parameter numbers = "
            + "\(weight.count) and channel size = \(x.rank > 1 ? x.shape[1] : 1).")
      }
      let shape = [weight.count] + [Int](repeating: 1, count: x.rank - 2)
      return self.wrap(try c.runtime.prelu(x, c.runtime.reshape(weight, to: shape)))
    }
    free(
      "embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, "
        + "scale_grad_by_freq=False, sparse=False)", in: functional
    ) { c throws(TorchError) in
      guard !c.has("max_norm"), try !c.bool("scale_grad_by_freq"), try !c.bool("sparse") else {
        throw TorchError.unsupported("embedding with max_norm, scale_grad_by_freq or sparse")
      }
      return self.wrap(
        try self.boxed("embedding") { () throws(TorchError) in
          try c.runtime.embedding(
            c.tensor("input"), c.tensor("weight"), padding: c.optionalInt("padding_idx"))
        })
    }
    free("one_hot(input, num_classes=-1)", in: functional) { c throws(TorchError) in
      self.wrap(try c.runtime.oneHot(c.tensor("input"), classes: c.int("num_classes")))
    }
    free("layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05)", in: functional) {
      c throws(TorchError) in
      self.wrap(
        try self.boxed("layer_norm") { () throws(TorchError) in
          try c.runtime.layerNorm(
            c.tensor("input"), over: c.ints("normalized_shape"),
            weight: c.optionalTensor("weight"), bias: c.optionalTensor("bias"),
            epsilon: c.double("eps"))
        })
    }
  }

  /// Linear equations.
  func defineLinearSystems() {
    let error = interpreter.define(
      exception: "_LinAlgError", base: "RuntimeError", module: "torch._C")
    let linalg = module("torch.linalg")
    linalg.attributes["LinAlgError"] = .type(error)
    free("solve(A, B, *, left=True)", in: linalg) { c throws(TorchError) in
      guard try c.bool("left") else {
        throw TorchError.unsupported("linalg.solve with left=False")
      }
      return self.wrap(try c.runtime.solve(c.tensor("A"), c.tensor("B")))
    }
    for name in ["inv", "det"] {
      func result(_ c: Call) throws(TorchError) -> Object {
        let a = try c.tensor("A")
        return self.wrap(
          name == "inv" ? try c.runtime.inverse(a) : try c.runtime.determinant(a))
      }
      free("\(name)(A)", in: linalg) { c throws(TorchError) in try result(c) }
      both("\(name == "inv" ? "inverse" : "det")(A)") { c throws(TorchError) in try result(c) }
    }
  }

  /// A call in a box of its name, unless a library's function is what makes it: then the box of
  /// that function is enough.
  func boxed<Result, Failure>(
    _ name: String, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    interpreter.isInLibrary ? try body() : try runtime.scope(name, body)
  }
}
