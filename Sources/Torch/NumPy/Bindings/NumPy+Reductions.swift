import Python

extension NumPy {
  /// Functions that take dimensions together or go along them.
  func defineReductions() {
    reduction("sum", .sum)
    reduction("prod", .product)
    reduction("max", .maximum)
    reduction("min", .minimum)
    reduction("any", .any)
    reduction("all", .all)
    module.attributes["amax"] = module.attributes["max"]
    module.attributes["amin"] = module.attributes["min"]
    for (name, isMaximum) in [("argmax", true), ("argmin", false)] {
      both("\(name)(a, axis=None, *, keepdims=False)") { c throws(TorchError) in
        if self.library.tensor(c["a"]) != nil {
          return try calling(
            c.interpreter.call(
              c.interpreter.attribute(name, of: c["a"]), Arguments([c["axis"]])))
        }
        let x = try c.array("a")
        let keeps = try c.bool("keepdims")
        let (line, axis) =
          c.has("axis") ? (x, try x.axis(c.whole("axis"))) : (try x.reshaped([-1]), 0)
        guard line.shape[axis] > 0 else {
          throw TorchError.value("attempt to get \(name) of an empty sequence")
        }
        let places = line.extremePlaces(axis, keeps: keeps, isMaximum: isMaximum)
        guard !c.has("axis"), keeps else { return self.result(places) }
        return self.wrap(try places.reshaped(x.shape.map { _ in 1 }))
      }
    }
    for (name, combine) in [("cumsum", { $0 + $1 }), ("cumprod", { $0 * $1 })]
      as [(String, (Double, Double) -> Double)]
    {
      both("\(name)(a, axis=None, dtype=None)") { c throws(TorchError) in
        let x = try c.array("a")
        let (line, axis) =
          c.has("axis") ? (x, try x.axis(c.whole("axis"))) : (try x.reshaped([-1]), 0)
        return self.wrap(
          try line.accumulated(axis, dtype: c.arrayType() ?? x.dtype.ofSums, combine))
      }
    }
    defineOrders()
  }

  private func reduction(_ name: String, _ kind: ArrayReduction.Kind) {
    both("\(name)(a, axis=None, dtype=None, *, keepdims=False, initial=None, where=None)") {
      c throws(TorchError) in
      try self.refuseTensor(c, "a")
      for argument in ["initial", "where"] where c.has(argument) {
        throw TorchError.unsupported("numpy.\(name) with \(argument)=")
      }
      let x = try c.array("a")
      let type = try c.arrayType() ?? kind.type(for: x.dtype)
      if x.dtype == .uint8, type == .int64, !c.has("dtype") {
        throw TorchError.unsupported("numpy.uint64")
      }
      // Truth values are looked at as they are.
      let source = type == .bool ? x : x.cast(to: type)
      let reduction = ArrayReduction(
        source, axes: try c.axes(of: x), keeps: try c.bool("keepdims"))
      if kind == .maximum || kind == .minimum, reduction.size == 0 {
        throw TorchError.value(
          "zero-size array to reduction operation \(kind.rawValue) which has no identity")
      }
      var values = reduction(kind.fold(type))
      if type.category == .integer { try type.settle(&values) }
      return self.result(NDArray(values, shape: reduction.shape, dtype: type))
    }
  }

  /// NumPy asks a tensor's own method, which does not take NumPy's arguments.
  func refuseTensor(_ c: Call, _ name: String) throws(TorchError) {
    if library.tensor(c[name]) != nil {
      throw TorchError.type("\(c.name)() got an unexpected keyword argument 'axis'")
    }
  }

  private func defineOrders() {
    free("sort(a, axis=-1, kind=None)") { c throws(TorchError) in
      let x = try c.array("a")
      guard c.has("axis") else { return self.wrap(try x.reshaped([-1]).sorted(0)) }
      return self.wrap(x.sorted(try x.axis(c.whole("axis"))))
    }
    define(on: [arrayType], "sort(a, axis=-1, kind=None)") { c throws(TorchError) in
      let x = try c.array("a")
      let sorted = x.sorted(try x.axis(c.whole("axis")))
      self.write(x) { x.write(sorted.values) }
      return .none
    }
    both("argsort(a, axis=-1, kind=None, *, stable=None)") { c throws(TorchError) in
      let x = try c.array("a")
      guard c.has("axis") else { return self.wrap(try x.reshaped([-1]).sortingPlaces(0)) }
      return self.wrap(x.sortingPlaces(try x.axis(c.whole("axis"))))
    }
    both("searchsorted(a, v, side='left')") { c throws(TorchError) in
      let isRight = try c.string("side") == "right"
      return self.result(try c.array("a").places(for: c.array("v"), afterEqual: isRight))
    }
    both("nonzero(a)") { c throws(TorchError) in
      .tuple(try c.array("a").nonzeroPlaces.map { self.wrap($0) })
    }
    free("where(condition, x=None, y=None)") { c throws(TorchError) in
      let condition = try c.array("condition")
      guard c.has("x") || c.has("y") else {
        return .tuple(condition.nonzeroPlaces.map { self.wrap($0) })
      }
      let (x, y) = (try c.operand(ofArray: "x"), try c.operand(ofArray: "y"))
      let dtype = self.joinedType([x, y])
      let shape = try broadcastShape([condition.shape, x.array.shape, y.array.shape])
      try self.checkRoom(shape.sizes)
      let (first, second) = (
        try self.array(x, as: dtype).values(over: shape),
        try self.array(y, as: dtype).values(over: shape)
      )
      let values = condition.values(over: shape).enumerated().map {
        $1 != 0 ? first[$0] : second[$0]
      }
      return self.wrap(NDArray(values, shape: shape.sizes, dtype: dtype))
    }
  }
}
