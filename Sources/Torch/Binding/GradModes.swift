import Python

extension Library {
  /// `no_grad` and the other modes that hold in a `with` block or a decorated function.
  func defineGradModes() {
    let runtime = runtime
    mode("no_grad", constant: false, isDrawn: { !$0 }, set: { $0.isGradEnabled = $1 })
    mode("enable_grad", constant: true) { $0.isGradEnabled = $1 }
    mode(
      "set_grad_enabled", isDrawn: { !$0 }, holdsAtOnce: true, set: { $0.isGradEnabled = $1 })
    mode(
      "inference_mode", isDrawn: { $0 },
      set: { ($0.isGradEnabled, $0.isInferenceMode) = (!$1, $1) })
    let autograd = module("torch.autograd")
    let gradModes = module("torch.autograd.grad_mode")
    for name in ["no_grad", "enable_grad", "set_grad_enabled", "inference_mode"] {
      autograd.attributes[name] = torch.attributes[name]
      gradModes.attributes[name] = torch.attributes[name]
    }
    runtime.stackText = { [unowned(unsafe) self] in self.interpreter.stackText }
    runtime.warn = { [unowned(unsafe) self] message throws(TorchError) in
      try self.warnings.add(message)
    }
    mode(
      "detect_anomaly", constant: true, in: autograd,
      warning: "Anomaly Detection has been enabled. This mode will increase the runtime and should "
        + "only be enabled for debugging.",
      set: { $0.detectsAnomalies = $1 })
    mode("set_detect_anomaly", in: autograd, holdsAtOnce: true) { $0.detectsAnomalies = $1 }
    free("is_grad_enabled()") { _ in .bool(runtime.isGradEnabled) }
    free("is_inference_mode_enabled()") { _ in .bool(runtime.isInferenceMode) }
    both("is_inference(input)") { c throws(TorchError) in .bool(try c.tensor("input").isInference) }
  }

  /// A mode that is on or off within a `with` block or a decorated function.
  ///
  /// `constant` is what the block sets; if it is nil the program says what. Pictures that draw a
  /// setting show a box around what runs while it holds. The warning is given when the mode is made.
  private func mode(
    _ name: String, constant: Bool? = nil, isDrawn: @escaping (Bool) -> Bool = { _ in false },
    in module: ModuleObject? = nil, holdsAtOnce: Bool = false, warning: String? = nil,
    set: @escaping (inout Modes, Bool) -> Void
  ) {
    let runtime = runtime
    let type = TypeObject(
      name: name, bases: [interpreter.builtinTypes.object], module: "torch.autograd.grad_mode")
    func within(_ wanted: Bool, _ body: Object) -> Object {
      var function = "wrapper"
      if case .string(let text)? = try? interpreter.attribute("__name__", of: body) {
        function = text
      }
      return .builtin(
        BuiltinFunction(function) { interpreter, arguments throws(Raised) in
          let before = runtime.modes
          set(&runtime.modes, wanted)
          var scope = isDrawn(wanted) ? runtime.enterRegion(name) : nil
          defer {
            runtime.modes = before
            runtime.leaveRegion(&scope)
          }
          return try interpreter.call(body, arguments)
        })
    }
    type.attributes["__new__"] = .builtin(
      function("\(name)(type_, mode=None, check_nan=True)") { c throws(TorchError) in
        // Without brackets a decorator is called with the function itself.
        let isDecorator = !holdsAtOnce && self.isProgramCode(c["mode"])
        guard !isDecorator else { return within(constant ?? true, c["mode"]) }
        let wanted =
          if let constant { constant } else if c.has("mode") { try c.bool("mode") } else { true }
        let state = ModeState(wanted: wanted, before: runtime.modes)
        if let warning { try self.warnings.add(warning) }
        if holdsAtOnce { set(&runtime.modes, wanted) }
        return .instance(Instance(type: type, payload: state))
      })
    type.attributes["__init__"] = .builtin(
      BuiltinFunction("__init__") { _, _ throws(Raised) in .none })
    type.attributes["__enter__"] = .builtin(
      function("__enter__(self_)") { c in
        if let state = self.modeState(c["self_"]) {
          if !holdsAtOnce { state.before = runtime.modes }
          set(&runtime.modes, state.wanted)
          if isDrawn(state.wanted) { state.scope = runtime.enterRegion(name) }
        }
        return c["self_"]
      })
    type.attributes["__exit__"] = .builtin(
      function("__exit__(self_, *args=())") { c in
        if let state = self.modeState(c["self_"]) {
          runtime.modes = state.before
          runtime.leaveRegion(&state.scope)
        }
        return .bool(false)
      })
    type.attributes["__call__"] = .builtin(
      function("__call__(self_, function)") { c in
        guard let state = self.modeState(c["self_"]) else { return .none }
        if holdsAtOnce { runtime.modes = state.before }
        return within(state.wanted, c["function"])
      })
    (module ?? torch).attributes[name] = .type(type)
  }

  private func modeState(_ object: Object) -> ModeState? {
    guard case .instance(let instance) = object else { return nil }
    return instance.payload as? ModeState
  }

  private func isProgramCode(_ object: Object) -> Bool {
    switch object {
    case .function, .builtin, .method: true
    default: false
    }
  }
}

/// What a mode's `with` block sets and restores.
private final class ModeState {
  let wanted: Bool
  var before: Modes
  /// The scope that the block stands in, while it runs.
  var scope: Int?

  init(wanted: Bool, before: Modes) {
    self.wanted = wanted
    self.before = before
  }
}
