import Python

extension Library {
  /// Offers every name of PyTorch that is supported to the interpreter.
  package func install() {
    interpreter.modules["torch"] = torch
    for name in [
      "torch.nn", "torch.nn.functional", "torch.autograd", "torch.linalg", "torch.optim",
      "torch.utils",
    ] {
      _ = module(name)
    }
    torch.attributes["Tensor"] = .type(tensorType)
    torch.attributes["Size"] = .type(sizeType)
    torch.attributes["dtype"] = .type(dtypeType)
    torch.attributes["device"] = .type(deviceType)
    torch.attributes["inf"] = .float(.infinity)
    torch.attributes["nan"] = .float(.nan)
    torch.attributes["pi"] = .float(.pi)
    torch.attributes["e"] = .float(2.718281828459045)
    torch.attributes["__version__"] = .string("2.15.0")
    for dtype in DType.allCases { torch.attributes[dtype.name] = object(dtype) }
    for (name, dtype) in [
      ("float", .float32), ("double", .float64), ("half", .float16), ("int", .int32),
      ("long", .int64),
    ] as [(String, DType)] {
      torch.attributes[name] = object(dtype)
    }
    defineOperators()
    defineAttributes()
    defineElementwise()
    defineArithmetic()
    defineReductions()
    defineShapes()
    defineFactories()
    defineValues()
    defineGradients()
    defineGradModes()
    defineFunctional()
    defineLinearSystems()
    defineRandom()
    defineCustomFunctions()
    definePrelude()
    defineParameters()
    defineSettings()
    defineTypes()
  }

  /// The module of a dotted name, made on first use and entered in its parent.
  func module(_ name: String) -> ModuleObject {
    if let module = interpreter.modules[name] { return module }
    let module = ModuleObject(name: name)
    interpreter.modules[name] = module
    if let dot = name.lastIndex(of: ".") {
      let parent = self.module(String(name[..<dot]))
      parent.attributes[String(name[name.index(after: dot)...])] = .module(module)
    }
    return module
  }

  private func defineParameters() {
    parameterType.attributes["__new__"] = .builtin(
      function("Parameter(type, data=None, requires_grad=True)") { c in
        let source = c.has("data") ? try c.tensor("data") : Tensor([], shape: [0], dtype: .float32)
        let parameter = c.runtime.data(of: source)
        parameter.dataOwner = nil
        let wanted = try c.bool("requires_grad")
        try self.checkDifferentiable(parameter.dtype, wanted: wanted)
        parameter.isMarked = wanted
        return self.wrapParameter(parameter)
      })
    parameterType.attributes["__init__"] = .builtin(
      BuiltinFunction("__init__") { _, _ throws(Raised) in .none })
    let parameters = module("torch.nn.parameter")
    parameters.attributes["Parameter"] = .type(parameterType)
    module("torch.nn").attributes["Parameter"] = .type(parameterType)
  }

  private func defineSettings() {
    free(
      "set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, "
        + "profile=None, sci_mode=None)"
    ) { c in
      var options = c.runtime.printOptions
      if c.has("profile") { options = try PrintOptions(profile: c.string("profile")) }
      options.precision = try c.optionalInt("precision") ?? options.precision
      options.threshold = try c.optionalDouble("threshold") ?? options.threshold
      options.edgeItems = try c.optionalInt("edgeitems") ?? options.edgeItems
      options.lineWidth = try c.optionalInt("linewidth") ?? options.lineWidth
      options.scientific = c.has("sci_mode") ? try c.bool("sci_mode") : nil
      c.runtime.printOptions = options
      return .none
    }
    let cuda = module("torch.cuda")
    free("is_available()", in: cuda) { _ in .bool(false) }
    free("set_default_dtype(d)") { c in
      guard try c.dtype("d") == .float32 else {
        throw TorchError.unsupported("a default dtype other than torch.float32")
      }
      return .none
    }
  }

  /// How sizes, element types and devices show themselves.
  private func defineTypes() {
    sizeType.attributes["__repr__"] = .builtin(
      function("__repr__(self_)") { c in
        let sizes = try c.interpreter.iterate(c["self_"]).map { try c.interpreter.repr($0) }
        return .string("torch.Size([" + sizes.joined(separator: ", ") + "])")
      })
    sizeType.attributes["numel"] = .builtin(
      function("numel(self_)") { c in
        .int(
          try c.interpreter.iterate(c["self_"]).reduce(1) {
            $0 * (try self.int($1, of: "numel", "size"))
          })
      })
    dtypeType.attributes["__repr__"] = .builtin(
      function("__repr__(self_)") { c in
        .string(self.dtype(c["self_"]).map { "torch.\($0.name)" } ?? "torch.dtype")
      })
    deviceType.attributes["__new__"] = .builtin(
      function("device(type_, name, index=None)") { c in
        try self.checkDevice(c["name"])
        return self.device(try c.string("name"))
      })
    deviceType.attributes["__init__"] = .builtin(
      BuiltinFunction("__init__") { _, _ throws(Raised) in .none })
    deviceType.attributes["__repr__"] = .builtin(
      function("__repr__(self_)") { c in
        .string("device(type=\(try self.deviceName(c, quoted: true)))")
      })
    deviceType.attributes["__str__"] = .builtin(
      function("__str__(self_)") { c in .string(try self.deviceName(c, quoted: false)) })
    deviceType.attributes["__eq__"] = .builtin(
      function("__eq__(self_, other)") { c in
        guard case .instance(let other) = c["other"], other.type === self.deviceType else {
          return .notImplemented
        }
        let names = try [c["self_"], c["other"]].map {
          try c.interpreter.str(try c.interpreter.attribute("type", of: $0))
        }
        return .bool(names[0] == names[1])
      })
  }

  private func deviceName(_ c: Call, quoted: Bool) throws -> String {
    let type = try c.interpreter.attribute("type", of: c["self_"])
    return quoted ? try c.interpreter.repr(type) : try c.interpreter.str(type)
  }
}
