import Python

extension NumPy {
  /// What `numpy.random` is made of: draws from a generator, so many at a time.
  func defineRandom() {
    let place = library.module("numpy._random")
    let type = TypeObject(
      name: "BitGenerator", bases: [interpreter.builtinTypes.object], module: "numpy.random")
    func source(_ c: Call) throws -> any RandomSource {
      guard case .instance(let instance) = c["source"],
        let source = instance.payload as? any RandomSource
      else { throw TorchError.type("a generator of random numbers was expected") }
      return source
    }
    func state(_ object: Object) throws -> RandomState {
      guard case .instance(let instance) = object, let state = instance.payload as? RandomState
      else { throw TorchError.type("state must be what get_state() returned") }
      return state
    }
    func words(_ object: Object) throws -> [UInt32] {
      try interpreter.iterate(object).map {
        UInt32(truncatingIfNeeded: try interpreter.integer($0))
      }
    }
    func draws(
      _ signature: String, _ dtype: DType, _ draw: @escaping (Call) throws -> () throws -> Double
    ) {
      free(signature, in: place) { c in
        let count = try c.whole("count")
        try self.checkRoom([count])
        let next = try draw(c)
        return self.wrap(
          NDArray(try (0..<count).map { _ in try next() }, shape: [count], dtype: dtype))
      }
    }
    free("state(seed)", in: place) { c in
      let seed = c["seed"]
      let state =
        c.interpreter.isIterable(seed)
        ? RandomState(key: try words(seed))
        : RandomState(seed: UInt32(truncatingIfNeeded: try c.whole("seed")))
      return .instance(Instance(type: type, payload: state))
    }
    free("seeded(entropy)", in: place) { c in
      .instance(
        Instance(
          type: type, payload: PermutedGenerator(seed: SeedSequence(try words(c["entropy"])))))
    }
    free("set_state(source, other)", in: place) { c in
      try state(c["source"]).state = state(c["other"]).state
      return c["source"]
    }
    draws("units(source, count)", .float64) { try source($0).unit }
    draws("normals(source, count)", .float64) { try source($0).normal }
    draws("integers(source, low, high, count)", .int64) { c in
      let (source, low, high) = (try source(c), try c.whole("low"), try c.whole("high"))
      guard low.magnitude <= 1 << 53, high.magnitude <= 1 << 53 else {
        throw TorchError.tooLargeInteger
      }
      return {
        guard low < high else { throw TorchError.value("low >= high") }
        return Double(low + Int(source.below(orEqual: UInt64(high - 1 - low))))
      }
    }
    draws("binomials(source, n, p, count)", .int64) { c in
      let (source, n, p) = (try source(c), try c.whole("n"), try c.double("p"))
      return { Double(source.binomial(n, p)) }
    }
    draws("poissons(source, mean, count)", .int64) { c in
      let (source, mean) = (try source(c), try c.double("mean"))
      return { Double(source.poisson(mean)) }
    }
    free("order(source, count, first=1, masked=True)", in: place) { c in
      let (source, count) = (try source(c), try c.whole("count"))
      try self.checkRoom([count])
      let order = try source.order(
        count, downTo: c.whole("first"),
        c.bool("masked") ? source.masked(orEqual:) : source.below(orEqual:))
      return self.wrap(NDArray(order.map(Double.init), shape: [count], dtype: .int64))
    }
  }
}
