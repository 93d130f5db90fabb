import Python

extension Library {
  /// `torch.Generator`, and the seeds of the generator that is used where none is named.
  func defineGenerator() {
    let type = TypeObject(
      name: "Generator", bases: [interpreter.builtinTypes.object], module: "torch._C")
    type.attributes["__init__"] = .builtin(
      function("Generator(self_, device=None)") { c in
        guard case .instance(let instance) = c["self_"] else { return .none }
        instance.payload = RandomGenerator()
        return .none
      })
    torch.attributes["Generator"] = .type(type)
    let main = Instance(type: type, payload: generator)
    torch.attributes["default_generator"] = .instance(main)
    func seeded(_ c: Call, _ generator: RandomGenerator) throws(TorchError) {
      generator.reseed(try self.seed(c["seed"]))
    }
    free("manual_seed(seed)") { c throws(TorchError) in
      try seeded(c, self.generator)
      return .instance(main)
    }
    free("initial_seed()") { _ in self.number(self.generator.seed) }
    free("seed()") { _ in
      self.generator.reseed(self.generator.longWord())
      return self.number(self.generator.seed)
    }
    free("get_rng_state()") { _ in self.stateObject(self.generator) }
    free("set_rng_state(new_state)") { c throws(TorchError) in
      try self.restore(c["new_state"], self.generator)
      return .none
    }
    func member(
      _ signature: String, _ body: @escaping (Call, RandomGenerator) throws(TorchError) -> Object
    ) {
      let function = self.function(signature) { c throws(TorchError) in
        guard case .instance(let instance) = c["self_"],
          let generator = instance.payload as? RandomGenerator
        else { return .none }
        return try body(c, generator)
      }
      type.attributes[function.name] = .builtin(function)
    }
    member("manual_seed(self_, seed)") { c, generator throws(TorchError) in
      try seeded(c, generator)
      return c["self_"]
    }
    member("initial_seed(self_)") { _, generator in self.number(generator.seed) }
    member("seed(self_)") { _, generator in
      generator.reseed(generator.longWord())
      return self.number(generator.seed)
    }
    member("get_state(self_)") { _, generator in self.stateObject(generator) }
    member("set_state(self_, new_state)") { c, generator throws(TorchError) in
      try self.restore(c["new_state"], generator)
      return c["self_"]
    }
    type.attributes["device"] = .property(
      PropertyObject(getter: .builtin(function("device(self_)") { _ in self.device("cpu") })))
  }

  /// The generator that a call names, or the common one.
  func generator(_ c: Call) throws(TorchError) -> RandomGenerator {
    guard !c.runtime.refusesDraws else {
      throw TorchError.runtime(
        "vmap: called random operation while in randomness error mode. Please either use the "
          + "'same' or 'different' randomness flags on vmap or perform the randomness operation "
          + "out of vmap")
    }
    if !c.has("generator") { return generator }
    guard case .instance(let instance) = c["generator"],
      let generator = instance.payload as? RandomGenerator
    else {
      throw TorchError.type(
        "\(c.name)(): argument 'generator' must be torch.Generator, not "
          + c.typeName(c["generator"]))
    }
    return generator
  }

  private func seed(_ object: Object) throws(TorchError) -> UInt64 {
    if case .bigInt(let value) = object {
      guard value >= -(Integer(1) << 63), value < Integer(1) << 64 else {
        throw TorchError.runtime("Overflow when unpacking long long")
      }
      return UInt64(truncatingIfNeeded: value)
    }
    let whole = try calling(
      interpreter.call(.type(interpreter.builtinTypes.int), Arguments([object])))
    if case .bigInt = whole { return try seed(whole) }
    return UInt64(bitPattern: Int64(try int(whole, of: "manual_seed", "seed")))
  }

  private func number(_ seed: UInt64) -> Object { Object(Integer(seed)) }

  private func stateObject(_ generator: RandomGenerator) -> Object {
    .instance(
      Instance(type: interpreter.builtinTypes.object, payload: StateBox(generator.state)))
  }

  private func restore(_ object: Object, _ generator: RandomGenerator) throws(TorchError) {
    guard case .instance(let instance) = object, let box = instance.payload as? StateBox else {
      throw TorchError.type("expected a state that get_rng_state() returned")
    }
    generator.state = box.state
  }
}

/// A generator's state as the program holds it.
private final class StateBox {
  let state: RandomGenerator.State

  init(_ state: RandomGenerator.State) { self.state = state }
}
