import Python

extension NumPy {
  /// What `numpy.random` is made of: draws from a generator, so many at a time.
  func defineRandom() {
    let place = library.module("numpy._random")
    let type = TypeObject(
      name: "BitGenerator", bases: [interpreter.builtinTypes.object], module: "numpy.random")
    func source(_ c: Call) throws(TorchError) -> any RandomSource {
      if case .instance(let instance) = c["source"] {
        if let generator = instance.payload as? PermutedGenerator { return generator }
        if let state = instance.payload as? RandomState { return state }
      }
      throw TorchError.type("a generator of random numbers was expected")
    }
    func state(_ object: Object) throws(TorchError) -> RandomState {
      guard case .instance(let instance) = object, let state = instance.payload as? RandomState
      else { throw TorchError.type("state must be what get_state() returned") }
      return state
    }
    func words(_ object: Object) throws(TorchError) -> [UInt32] {
      try calling(interpreter.iterate(object)).map { word throws(TorchError) in
        UInt32(truncatingIfNeeded: try calling(interpreter.word(word)))
      }
    }
    func draws(
      _ signature: String, _ dtype: DType,
      _ draw: @escaping (Call) throws(TorchError) -> () -> Double
    ) {
      free(signature, in: place) { c throws(TorchError) in
        let count = try c.whole("count")
        try self.checkRoom([count])
        let next = try draw(c)
        return self.wrap(NDArray((0..<count).map { _ in next() }, shape: [count], dtype: dtype))
      }
    }
    free("state(seed)", in: place) { c throws(TorchError) in
      let seed = c["seed"]
      let state =
        c.interpreter.isIterable(seed)
        ? RandomState(key: try words(seed))
        : RandomState(seed: UInt32(truncatingIfNeeded: try c.wholeWord("seed")))
      return .instance(Instance(type: type, payload: state))
    }
    free("seeded(entropy)", in: place) { c throws(TorchError) in
      .instance(
        Instance(
          type: type, payload: PermutedGenerator(seed: SeedSequence(try words(c["entropy"])))))
    }
    free("set_state(source, other)", in: place) { c throws(TorchError) in
      try state(c["source"]).state = state(c["other"]).state
      return c["source"]
    }
    draws("units(source, count)", .float64) { c throws(TorchError) in try source(c).unit }
    draws("normals(source, count)", .float64) { c throws(TorchError) in try source(c).normal }
    draws("integers(source, low, high, count)", .int64) { c throws(TorchError) in
      let (source, low, high) = (try source(c), try c.wholeWord("low"), try c.wholeWord("high"))
      guard low.magnitude <= 1 << 53, high.magnitude <= 1 << 53 else {
        throw TorchError.tooLargeInteger
      }
      let drawsNothing = try c.whole("count") == 0
      guard low < high || drawsNothing else { throw TorchError.value("low >= high") }
      return { Double(low + Int64(source.below(orEqual: UInt64(high - 1 - low)))) }
    }
    draws("binomials(source, n, p, count)", .int64) { c throws(TorchError) in
      let (source, n, p) = (try source(c), try c.whole("n"), try c.double("p"))
      return { Double(source.binomial(n, p)) }
    }
    draws("poissons(source, mean, count)", .int64) { c throws(TorchError) in
      let (source, mean) = (try source(c), try c.double("mean"))
      return { Double(source.poisson(mean)) }
    }
    free("order(source, count, first=1, masked=True)", in: place) { c throws(TorchError) in
      let (source, count) = (try source(c), try c.whole("count"))
      try self.checkRoom([count])
      let order = try source.order(
        count, downTo: c.whole("first"),
        c.bool("masked") ? source.masked(orEqual:) : source.below(orEqual:))
      return self.wrap(NDArray(order.map(Double.init), shape: [count], dtype: .int64))
    }
  }
}
