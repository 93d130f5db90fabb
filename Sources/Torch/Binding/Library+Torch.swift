import Python

extension Library {
  /// Offers every name of PyTorch that is supported to the interpreter.
  package func install() {
    interpreter.modules["torch"] = torch
    torch.substitute = { [unowned(unsafe) self] name throws(Raised) in
      try self.missing(name, of: "torch")
    }
    for name in [
      "torch.nn", "torch.nn.functional", "torch.autograd", "torch.linalg", "torch.optim",
      "torch.special", "torch.utils",
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
      ("long", .int64), ("short", .int16),
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
    defineMemory()
    defineGradients()
    defineGradModes()
    defineFunctional()
    defineLinearSystems()
    defineSpecialFunctions()
    defineRandom()
    defineCustomFunctions()
    defineForwardMode()
    defineMapping()
    defineSavedTensorHooks()
    defineArrays()
    definePrelude()
    defineParameters()
    defineSettings()
    defineTypes()
    refuseWhatIsMissing()
  }

  /// The module of a dotted name, made on first use and entered in its parent.
  func module(_ name: String) -> ModuleObject {
    if let module = interpreter.modules[name] { return module }
    let module = ModuleObject(name: name)
    module.substitute = { [unowned(unsafe) self] missing throws(Raised) in
      try self.missing(missing, of: name)
    }
    interpreter.modules[name] = module
    if let dot = name.lastIndex(of: ".") { _ = self.module(String(name[..<dot])) }
    return module
  }

  private func defineParameters() {
    parameterType.attributes["__new__"] = .builtin(
      function("Parameter(type, data=None, requires_grad=True)") { c throws(TorchError) in
        let source =
          c.has("data")
          ? try c.tensor("data") : Tensor([], shape: [0], dtype: c.runtime.defaultDType)
        let parameter = c.runtime.data(of: source)
        let wanted = try c.bool("requires_grad")
        try self.checkDifferentiable(parameter.dtype, wanted: wanted)
        try self.checkMode(parameter, wanted: wanted)
        parameter.isMarked = wanted
        // What stands for the source's numbers without their history is no leaf.
        if wanted { parameter.forgetNodes() }
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
    ) { c throws(TorchError) in
      var options = c.runtime.printOptions
      if c.has("profile") { options = try PrintOptions(profile: c.string("profile")) }
      options.precision = try c.optionalInt("precision") ?? options.precision
      options.threshold = try c.optionalDouble("threshold") ?? options.threshold
      options.edgeItems = max(0, try c.optionalInt("edgeitems") ?? options.edgeItems)
      options.lineWidth = try c.optionalInt("linewidth") ?? options.lineWidth
      options.scientific = c.has("sci_mode") ? try c.bool("sci_mode") : nil
      c.runtime.printOptions = options
      return .none
    }
    for name in ["torch.cuda", "torch.accelerator", "torch.backends.mps", "torch.mps", "torch.xpu"]
    {
      free("is_available()", in: module(name)) { _ in .bool(false) }
      free("device_count()", in: module(name)) { _ in .int(0) }
    }
    for (name, seeding) in [
      ("torch.cuda", "manual_seed"), ("torch.cuda", "manual_seed_all"),
      ("torch.mps", "manual_seed"),
      ("torch.xpu", "manual_seed"), ("torch.xpu", "manual_seed_all"),
    ] {
      free("\(seeding)(seed)", in: module(name)) { _ in .none }
    }
    defineDefaultType()
    let accelerator = module("torch.accelerator")
    free("current_accelerator(check_available=False)", in: accelerator) { _ in .none }
    free("set_default_device(device)") { c throws(TorchError) in
      try self.checkDevice(c["device"])
      return .none
    }
    free("get_default_device()") { _ in self.device("cpu") }
    // What only chooses among equal results, or how fast they come.
    for signature in [
      "set_num_threads(int)", "use_deterministic_algorithms(mode, *, warn_only=False)",
      "set_float32_matmul_precision(precision)", "set_warn_always(b)",
    ] {
      free(signature) { _ in .none }
    }
    free("get_num_threads()") { _ in .int(1) }
    for name in ["save(obj, f)", "load(f, map_location=None, weights_only=None)"] {
      free(name) { c throws(TorchError) in
        throw TorchError.unsupported("torch.\(c.name): there are no files here")
      }
    }
    free("compile(model=None, *, mode=None, backend=None, fullgraph=False, dynamic=None)") { c in
      c["model"]
    }
    let random = module("torch.random")
    for name in ["manual_seed", "initial_seed", "seed", "get_rng_state", "set_rng_state"] {
      random.attributes[name] = torch.attributes[name]
    }
  }

  /// How sizes, element types and devices show themselves.
  private func defineTypes() {
    sizeType.attributes["__repr__"] = .builtin(
      function("__repr__(self_)") { c throws(TorchError) in
        let sizes = try calling(c.interpreter.iterate(c["self_"])).map { size throws(TorchError) in
          try calling(c.interpreter.repr(size))
        }
        return .string("torch.Size([" + sizes.joined(separator: ", ") + "])")
      })
    sizeType.attributes["numel"] = .builtin(
      function("numel(self_)") { c throws(TorchError) in
        var count = 1
        for size in try calling(c.interpreter.iterate(c["self_"])) {
          count *= try self.int(size, of: "numel", "size")
        }
        return .int(count)
      })
    sizeType.attributes["__getitem__"] = .builtin(
      function("__getitem__(self_, index)") { c throws(TorchError) in
        let sizes = Object.tuple(try calling(c.interpreter.iterate(c["self_"])))
        let part = try calling(c.interpreter.subscripted(sizes, c["index"]))
        guard case .tuple(let rest) = part else { return part }
        return .instance(Instance(type: self.sizeType, payload: TupleBox(rest)))
      })
    sizeType.attributes["__add__"] = .builtin(
      function("__add__(self_, other)") { c throws(TorchError) in
        let parts = try [c["self_"], c["other"]].map { part throws(TorchError) in
          try calling(c.interpreter.iterate(part))
        }
        return .instance(
          Instance(type: self.sizeType, payload: TupleBox(parts[0] + parts[1])))
      })
    dtypeType.attributes["__repr__"] = .builtin(
      function("__repr__(self_)") { c in
        .string(self.dtype(c["self_"]).map { "torch.\($0.name)" } ?? "torch.dtype")
      })
    deviceType.attributes["__new__"] = .builtin(
      function("device(type_, type, index=None)") { c throws(TorchError) in
        if case .instance(let instance) = c["type"], instance.type === self.deviceType {
          return c["type"]
        }
        let name = try c.string("type")
        guard ["cpu", "cuda", "mps", "meta", "xpu"].contains(name.prefix { $0 != ":" }) else {
          throw TorchError.runtime(
            "Expected one of \(Library.deviceTypes) device type at start of device string: \(name)")
        }
        let index = try c.optionalInt("index").map { ":\($0)" } ?? ""
        return self.device(name + index)
      })
    deviceType.attributes["__init__"] = .builtin(
      BuiltinFunction("__init__") { _, _ throws(Raised) in .none })
    deviceType.attributes["__repr__"] = .builtin(
      function("__repr__(self_)") { c throws(TorchError) in
        .string("device(type=\(try self.deviceName(c, quoted: true)))")
      })
    deviceType.attributes["__str__"] = .builtin(
      function("__str__(self_)") { c throws(TorchError) in
        .string(try self.deviceName(c, quoted: false))
      })
    deviceType.attributes["__eq__"] = .builtin(
      function("__eq__(self_, other)") { c throws(TorchError) in
        guard case .instance(let other) = c["other"], other.type === self.deviceType else {
          return .notImplemented
        }
        let names = try [c["self_"], c["other"]].map { device throws(TorchError) in
          try calling(c.interpreter.str(c.interpreter.attribute("type", of: device)))
        }
        return .bool(names[0] == names[1])
      })
    deviceType.attributes["__hash__"] = .builtin(
      function("__hash__(self_)") { c throws(TorchError) in
        Object(
          try self.deviceName(c, quoted: false).utf8.reduce(7 as Int64) { $0 &* 31 &+ Int64($1) })
      })
  }

  private func deviceName(_ c: Call, quoted: Bool) throws(TorchError) -> String {
    let type = try calling(c.interpreter.attribute("type", of: c["self_"]))
    let index = try calling(c.interpreter.attribute("index", of: c["self_"]))
    if quoted {
      let place = index.isNone ? "" : ", index=\(try calling(c.interpreter.repr(index)))"
      return try calling(c.interpreter.repr(type)) + place
    }
    return try calling(c.interpreter.str(type))
      + (index.isNone ? "" : ":\(calling(c.interpreter.str(index)))")
  }
}
