import Autograd
import Python

extension Library {
  func method(_ signature: String, _ body: @escaping (Call) throws(TorchError) -> Object) {
    let function = function(Signature(signature), isMethod: true, body)
    tensorType.attributes[function.name] = .builtin(function)
  }

  /// A function of the module `torch` whose first parameter is a tensor, which is also a method.
  func both(_ signature: String, _ body: @escaping (Call) throws(TorchError) -> Object) {
    let signature = Signature(signature)
    tensorType.attributes[signature.name] = .builtin(function(signature, isMethod: true, body))
    torch.attributes[signature.name] = placed(
      .builtin(function(signature, body)), as: signature.name, in: torch.name)
  }

  func free(
    _ signature: String, in module: ModuleObject? = nil,
    _ body: @escaping (Call) throws(TorchError) -> Object
  ) {
    let (signature, module) = (Signature(signature), module ?? torch)
    module.attributes[signature.name] = placed(
      .builtin(function(signature, body)), as: signature.name, in: module.name)
  }

  /// A function, a method, and a method that changes the tensor in place.
  func everywhere(
    _ name: String, _ parameters: String = "",
    _ body: @escaping (Call, Tensor) throws(TorchError) -> Tensor
  ) {
    let rest = parameters.isEmpty ? "" : ", " + parameters
    both("\(name)(input\(rest))") { c throws(TorchError) in
      self.wrap(try body(c, c.tensor("input")))
    }
    method("\(name)_(input\(rest))") { c throws(TorchError) in
      let target = try c.tensor("input")
      let call = c.reading(besides: target)
      try c.runtime.inPlace(target, reading: c.otherTensors) { () throws(TorchError) in
        try body(call, target)
      }
      return c["input"]
    }
  }

  /// Functions of one tensor, by PyTorch's names.
  func defineElementwise() {
    for (name, operation) in [
      ("exp", .exp), ("expm1", .expm1), ("log", .log), ("log2", .log2), ("log10", .log10),
      ("log1p", .log1p), ("sqrt", .sqrt), ("rsqrt", .rsqrt), ("reciprocal", .reciprocal),
      ("sin", .sin), ("cos", .cos), ("tan", .tan), ("asin", .asin), ("acos", .acos),
      ("atan", .atan), ("arcsin", .asin), ("arccos", .acos), ("arctan", .atan), ("sinh", .sinh),
      ("cosh", .cosh), ("tanh", .tanh), ("erf", .erf), ("sigmoid", .sigmoid), ("relu", .relu),
      ("abs", .abs), ("absolute", .abs), ("neg", .negate), ("negative", .negate),
      ("sign", .sign), ("floor", .floor), ("ceil", .ceil), ("trunc", .trunc),
      ("fix", .trunc),
    ] as [(String, Unary)] {
      everywhere(name) { c, x throws(TorchError) in try c.runtime.function(operation, x) }
    }
    everywhere("sgn") { c, x throws(TorchError) in
      let result = try c.runtime.function(.sign, x)
      c.runtime.rename(result, .sgn)
      return result
    }
    for (name, function) in Composite.table {
      everywhere(name) { c, x throws(TorchError) in try c.runtime.composite(function, x) }
    }
    everywhere("round", "*, decimals=0") { c, x throws(TorchError) in
      try c.runtime.round(x, decimals: c.int("decimals"))
    }
    everywhere("square") { c, x throws(TorchError) in
      try c.runtime.power(x, c.runtime.number(2, .integer))
    }
    for name in ["clamp", "clip"] {
      everywhere(name, "min=None, max=None") { c, x throws(TorchError) in
        try c.runtime.clamp(x, min: c.optionalOperand("min"), max: c.optionalOperand("max"))
      }
    }
    for (name, isLower) in [("clamp_min", true), ("clamp_max", false)] {
      everywhere(name, isLower ? "min" : "max") { c, x throws(TorchError) in
        let bound = try c.operand(isLower ? "min" : "max")
        let result = try c.runtime.clamp(
          x, min: isLower ? bound : nil, max: isLower ? nil : bound)
        if bound.isWrittenNumber {
          c.runtime.rename(result, isLower ? .clampMin : .clampMax)
        }
        return result
      }
    }
    everywhere("nan_to_num", "nan=0.0, posinf=None, neginf=None") { c, x throws(TorchError) in
      try c.runtime.nanToNumber(
        x, nan: c.optionalDouble("nan") ?? 0, positive: c.optionalDouble("posinf"),
        negative: c.optionalDouble("neginf"))
    }
    for (name, test) in [
      ("isnan", { $0.isNaN }), ("isinf", { $0.isInfinite }), ("isfinite", { $0.isFinite }),
      ("isposinf", { $0 == .infinity }), ("isneginf", { $0 == -.infinity }),
      ("signbit", { $0.sign == .minus }),
    ] as [(String, (Double) -> Bool)] {
      both("\(name)(input)") { c throws(TorchError) in
        let x = try c.tensor("input")
        return self.wrap(Tensor(x.values.map { test($0) ? 1 : 0 }, shape: x.shape, dtype: .bool))
      }
    }
    both("logical_not(input)") { c throws(TorchError) in
      let x = try c.tensor("input")
      return self.wrap(Tensor(x.values.map { $0 == 0 ? 1 : 0 }, shape: x.shape, dtype: .bool))
    }
    for (name, operation) in [
      ("logical_and", { $0 && $1 }), ("logical_or", { $0 || $1 }), ("logical_xor", { $0 != $1 }),
    ] as [(String, (Bool, Bool) -> Bool)] {
      both("\(name)(input, other)") { c throws(TorchError) in
        self.wrap(try c.runtime.logical(c.operand("input"), c.operand("other"), operation))
      }
    }
  }

  /// Functions of two tensors, or a tensor and a number.
  func defineArithmetic() {
    func pair(
      _ names: [String], _ parameters: String = "other", takesNumbers: Bool = false,
      _ body: @escaping (Call, Tensor, Tensor) throws(TorchError) -> Tensor
    ) {
      for name in names {
        everywhere(name, parameters) { c, x throws(TorchError) in try body(c, x, c.operand("other"))
        }
        free("\(name)(input, \(parameters))") { c throws(TorchError) in
          let a = try takesNumbers ? c.operand("input") : c.operand("input", beside: "other")
          return self.wrap(try body(c, a, c.operand("other")))
        }
      }
    }
    /// Functions of two tensors that take no number.
    func tensors(
      _ names: [String], _ body: @escaping (Call, Tensor, Tensor) throws(TorchError) -> Tensor
    ) {
      for name in names {
        everywhere(name, "other") { c, x throws(TorchError) in try body(c, x, c.tensor("other")) }
      }
    }
    pair(["add"], "other, *, alpha=1", takesNumbers: true) {
      c, a, b throws(TorchError) in
      try c.runtime.add(a, b, alpha: c.operand("alpha"))
    }
    pair(["sub", "subtract"], "other, *, alpha=1", takesNumbers: true) {
      c, a, b throws(TorchError) in
      try c.runtime.subtract(a, b, alpha: c.operand("alpha"))
    }
    pair(["mul", "multiply"], takesNumbers: true) { c, a, b throws(TorchError) in
      try c.runtime.multiply(a, b)
    }
    pair(["div", "divide", "true_divide"], "other, *, rounding_mode=None", takesNumbers: true) {
      c, a, b throws(TorchError) in
      let mode = c.has("rounding_mode") ? try c.string("rounding_mode") : nil
      return try c.runtime.divide(a, b, rounding: mode)
    }
    pair(["floor_divide"], takesNumbers: true) { c, a, b throws(TorchError) in
      try c.runtime.floorDivide(a, b)
    }
    pair(["fmod"]) { c, a, b throws(TorchError) in try c.runtime.fmod(a, b) }
    pair(["copysign"]) { c, a, b throws(TorchError) in try c.runtime.copySign(a, b) }
    everywhere("heaviside", "values") { c, x throws(TorchError) in
      try c.runtime.heaviside(x, atZero: c.tensor("values"))
    }
    tensors(["hypot"]) { c, a, b throws(TorchError) in
      try self.refuseWholeNumbers(c, a, b)
      return try c.runtime.hypotenuse(a, b)
    }
    both("logaddexp(input, other)") { c throws(TorchError) in
      let (a, b) = (try c.tensor("input"), try c.tensor("other"))
      try self.refuseWholeNumbers(c, a, b)
      return self.wrap(try c.runtime.logAddExp(a, b))
    }
    for (name, operation) in [("fmax", Binary.maximum), ("fmin", .minimum)] {
      both("\(name)(input, other)") { c throws(TorchError) in
        self.wrap(
          try c.runtime.extremeNumber(operation, c.tensor("input"), c.tensor("other")))
      }
    }
    pair(["remainder"]) { c, a, b throws(TorchError) in try c.runtime.remainder(a, b) }
    tensors(["atan2", "arctan2"]) { c, a, b throws(TorchError) in
      try c.runtime.elementwise(
        .atan2, .atan2, a, b, dtype: c.runtime.floating(c.runtime.resultType([a, b])),
        saves: [.input(0), .input(1)])
    }
    pair(["bitwise_and"]) { c, a, b throws(TorchError) in
      try c.runtime.bitwise("bitwise_and", a, b, &)
    }
    pair(["bitwise_or"]) { c, a, b throws(TorchError) in
      try c.runtime.bitwise("bitwise_or", a, b, |)
    }
    pair(["bitwise_xor"]) { c, a, b throws(TorchError) in
      try c.runtime.bitwise("bitwise_xor", a, b, ^)
    }
    pair(["bitwise_left_shift"]) { c, a, b throws(TorchError) in
      try c.runtime.bitwise("lshift", a, b, <<)
    }
    pair(["bitwise_right_shift"]) { c, a, b throws(TorchError) in
      try c.runtime.bitwise("rshift", a, b, >>)
    }
    everywhere("bitwise_not") { c, x throws(TorchError) in
      guard !x.dtype.isFloating else {
        throw TorchError(
          "NotImplementedError",
          "\"bitwise_not_cpu\" not implemented for '\(x.dtype.legacyName)'")
      }
      let values = x.values.map { x.dtype.converted(x.dtype == .bool ? 1 - $0 : -$0 - 1) }
      return Tensor(values, shape: x.shape, dtype: x.dtype)
    }
    for name in ["pow"] {
      everywhere(name, "exponent") { c, x throws(TorchError) in
        try c.runtime.power(x, c.operand("exponent"))
      }
      free("\(name)(input, exponent)") { c throws(TorchError) in
        self.wrap(
          try c.runtime.power(c.operand("input", beside: "exponent"), c.operand("exponent")))
      }
    }
    free("rsub(input, other, *, alpha=1)") { c throws(TorchError) in
      let other = try c.operand("other")
      let result = try c.runtime.subtract(
        other, c.tensor("input"), alpha: c.operand("alpha"), isReflected: other.isWrittenNumber)
      if !other.isWrittenNumber { c.runtime.rename(result, .rsub) }
      return self.wrap(result)
    }
    both("maximum(input, other)") { c throws(TorchError) in
      self.wrap(try c.runtime.extreme(.maximum, c.tensor("input"), c.tensor("other")))
    }
    both("minimum(input, other)") { c throws(TorchError) in
      self.wrap(try c.runtime.extreme(.minimum, c.tensor("input"), c.tensor("other")))
    }
    everywhere("addcmul", "tensor1, tensor2, *, value=1") { c, x throws(TorchError) in
      try c.runtime.addProduct(
        x, c.tensor("tensor1"), c.tensor("tensor2"), value: c.double("value"))
    }
    everywhere("addcdiv", "tensor1, tensor2, *, value=1") { c, x throws(TorchError) in
      try self.addQuotient(c, x)
    }
    everywhere("lerp", "end, weight") { c, x throws(TorchError) in
      let (end, weight) = (try c.tensor("end"), try c.operand("weight"))
      for (name, other) in [("end", end)] + (weight.isWrittenNumber ? [] : [("weight", weight)])
      where other.dtype != x.dtype {
        throw TorchError.runtime(
          "expected dtype \(x.dtype.cName) for `\(name)` but got dtype \(other.dtype.cName)")
      }
      try x.refuseWholeNumbers(
        saying: "\"lerp_kernel_scalar\" not implemented for '\(x.dtype.legacyName)'")
      return try c.runtime.between(x, end, weight)
    }
    both("xlogy(input, other)") { c throws(TorchError) in
      self.wrap(
        try c.runtime.timesLogarithm(
          c.operand("input", beside: "other"), c.operand("other")))
    }
    for (name, holds) in [
      ("eq", { $0 == $1 }), ("ne", { $0 != $1 }), ("lt", { $0 < $1 }), ("le", { $0 <= $1 }),
      ("gt", { $0 > $1 }), ("ge", { $0 >= $1 }),
    ] as [(String, (Double, Double) -> Bool)] {
      both("\(name)(input, other)") { c throws(TorchError) in
        self.wrap(try c.runtime.compare(c.tensor("input"), c.operand("other"), holds))
      }
    }
    defineEquality()
  }

  /// x + value · a / b, in the order in which PyTorch rounds it.
  private func addQuotient(_ c: Call, _ x: Tensor) throws(TorchError) -> Tensor {
    let (a, b) = (try c.tensor("tensor1"), try c.tensor("tensor2"))
    let scaled = try c.runtime.multiply(a, c.operand("value"))
    let result = try c.runtime.add(x, c.runtime.divide(scaled, b))
    c.runtime.fuse(result, as: .addcdiv, from: [x, a, b])
    return result
  }

  private func refuseWholeNumbers(_ c: Call, _ a: Tensor, _ b: Tensor) throws(TorchError) {
    let dtype = c.runtime.resultType([a, b])
    guard !dtype.isFloating else { return }
    throw TorchError(
      "NotImplementedError", "\"\(c.name)_cpu\" not implemented for '\(dtype.legacyName)'")
  }

  private func defineEquality() {
    both("equal(input, other)") { c throws(TorchError) in
      let (a, b) = (try c.tensor("input"), try c.tensor("other"))
      return .bool(a.shape == b.shape && a.values == b.values)
    }
    func close(_ c: Call) throws(TorchError) -> Tensor {
      let (relative, absolute) = (try c.double("rtol"), try c.double("atol"))
      let equalNaN = try c.bool("equal_nan")
      let (x, other) = (try c.tensor("input"), try c.tensor("other"))
      guard x.dtype == other.dtype else {
        throw TorchError.runtime("\(x.dtype.legacyName) did not match \(other.dtype.legacyName)")
      }
      return try c.runtime.compare(c.tensor("input"), c.tensor("other")) { a, b in
        a == b || (equalNaN && a.isNaN && b.isNaN)
          || (a.isFinite && b.isFinite && (a - b).magnitude <= absolute + relative * b.magnitude)
      }
    }
    both("isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)") { c throws(TorchError) in
      self.wrap(try close(c))
    }
    both("allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)") {
      c throws(TorchError) in
      .bool(try close(c).values.allSatisfy { $0 != 0 })
    }
  }
}
