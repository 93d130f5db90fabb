import Python

extension NumPy {
  /// What stands behind the dot of an array without being called.
  func defineAttributes() {
    func property(
      _ name: String, get: @escaping (NDArray) throws(TorchError) -> Object,
      set: ((NDArray, Call) throws(TorchError) -> Void)?
    ) {
      let getter = library.function("\(name)(self_)") { c throws(TorchError) in
        try get(c.array("self_"))
      }
      let setter = set.map { set in
        Object.builtin(
          library.function("\(name)(self_, value)") { c throws(TorchError) in
            try set(c.array("self_"), c)
            return .none
          })
      }
      for type in arrayTypes {
        type.attributes[name] = .property(
          PropertyObject(getter: .builtin(getter), setter: setter))
      }
    }
    func property(_ name: String, _ get: @escaping (NDArray) throws(TorchError) -> Object) {
      property(name, get: get, set: nil)
    }
    property(
      "shape", get: { .tuple($0.shape.map { .int($0) }) },
      set: { x, c throws(TorchError) in
        let sizes = try x.resolved(c.shape("value"))
        guard let strides = Shape(x.shape).strides(of: x.strides, reshapedTo: Shape(sizes)) else {
          throw TorchError(
            "AttributeError", "Incompatible shape for in-place modification.")
        }
        x.arrange(sizes, strides: strides)
      })
    property(
      "dtype", get: { self.object($0.dtype) },
      set: { _, _ throws(TorchError) in
        throw TorchError.unsupported("an assignment to ndarray.dtype")
      })
    property("ndim") { .int($0.rank) }
    property("size") { .int($0.count) }
    property("itemsize") { .int($0.dtype.size) }
    property("nbytes") { .int($0.dtype.size * $0.count) }
    property("strides") { x in .tuple(x.strides.map { .int($0 * x.dtype.size) }) }
    property("T") { x in self.turned(x, x.transposed(x.shape.indices.reversed())) }
    property("mT") { x throws(TorchError) in
      guard x.rank >= 2 else {
        throw TorchError.value("matrix transpose with ndim < 2 is undefined")
      }
      let lead = Array(0..<(x.rank - 2))
      return self.wrap(x.transposed(lead + [x.rank - 1, x.rank - 2]))
    }
    property("real") { self.turned($0, $0) }
    property("flat") { x throws(TorchError) in
      try calling(
        self.interpreter.call(
          self.interpreter.attribute("flatiter", of: .module(self.module)),
          Arguments([self.wrap(x)])))
    }
    for name in ["base", "flags", "ctypes", "data", "imag"] {
      property(name) { _ throws(TorchError) in throw TorchError.unsupported("ndarray.\(name)") }
    }
    for name in [
      "tofile", "tobytes", "dump", "dumps", "byteswap", "getfield", "setfield", "setflags",
      "partition", "argpartition", "resize", "choose", "compress", "put", "to_device",
    ] {
      let refusal = BuiltinFunction(name) { interpreter, _ throws(Raised) in
        throw interpreter.unsupported("ndarray.\(name)()")
      }
      for type in arrayTypes { type.attributes[name] = .builtin(refusal) }
    }
    defineValues()
  }

  /// A rearranged array; a number stays one.
  private func turned(_ x: NDArray, _ view: NDArray) -> Object {
    x.rank == 0 ? result(view) : wrap(view)
  }

  private func defineValues() {
    method("item(self_, *args=())") { c throws(TorchError) in
      let x = try c.array("self_")
      let place = try calling(c.interpreter.iterate(c["args"]))
      guard !place.isEmpty else {
        guard x.count == 1 else {
          throw TorchError.value("can only convert an array of size 1 to a Python scalar")
        }
        return self.library.scalar(x.values[0], x.dtype)
      }
      let flat = place.count == 1 && x.rank != 1 ? try x.reshaped([-1]) : x
      let part = try self.selection(of: flat, .tuple(place)).read(from: flat)
      guard part.count == 1 else { throw TorchError.value("incorrect number of indices for array") }
      return self.pythonNumber(part)
    }
    method("tolist(self_)") { c throws(TorchError) in
      let x = try c.array("self_")
      return self.library.nested(x.values, x.shape[...], x.dtype)
    }
    method("astype(self_, dtype, order=None, casting='unsafe', subok=True, copy=True)") {
      c throws(TorchError) in
      let x = try c.array("self_")
      let dtype = try c.arrayType() ?? .float64
      if !dtype.isFloating, dtype != .bool, x.values.contains(where: { !$0.isFinite }) {
        try self.report(.invalid, in: "cast")
      }
      let converted = x.converted(to: dtype)
      return self.isScalar(c["self_"]) ? self.result(converted) : self.wrap(converted)
    }
    both("copy(a, order=None, subok=False)") { c throws(TorchError) in
      let x = try c.array("a")
      return self.isScalar(c["a"]) ? c["a"] : self.wrap(x.converted(to: x.dtype))
    }
    method("view(self_)") { c throws(TorchError) in
      let x = try c.array("self_")
      return self.wrap(x.view(shape: x.shape, strides: x.strides))
    }
    define(on: [arrayType], "fill(self_, value)") { c throws(TorchError) in
      let x = try c.array("self_")
      let value = x.dtype.converted(try c.array("value").number())
      self.write(x) { x.write([Double](repeating: value, count: x.count)) }
      return .none
    }
  }

  /// Functions that rearrange arrays.
  func defineShapes() {
    func refuseOrder(_ c: Call) throws(TorchError) {
      if case .string(let order) = c["order"], !["C", "A", "K"].contains(order) {
        throw TorchError.unsupported("numpy.\(c.name) with order='\(order)'")
      }
    }
    free("reshape(a, shape=None, order=None, *, newshape=None)") { c throws(TorchError) in
      try refuseOrder(c)
      return self.wrap(try c.array("a").reshaped(c.shape(c.has("shape") ? "shape" : "newshape")))
    }
    method("reshape(self_, *shape, order=None)") { c throws(TorchError) in
      try refuseOrder(c)
      return self.wrap(try c.array("self_").reshaped(c.shape()))
    }
    free("transpose(a, axes=None)") { c throws(TorchError) in
      let x = try c.array("a")
      return self.turned(x, try self.transposed(x, c.has("axes") ? c.shape("axes") : []))
    }
    method("transpose(self_, *axes=())") { c throws(TorchError) in
      let x = try c.array("self_")
      let axes = try calling(c.interpreter.iterate(c["axes"]))
      let isNone = axes.count == 1 && axes[0].isNone
      return self.turned(x, try self.transposed(x, isNone ? [] : c.shape("axes")))
    }
    both("ravel(a, order=None)") { c throws(TorchError) in
      try refuseOrder(c)
      return self.wrap(try c.array("a").reshaped([-1]))
    }
    method("flatten(self_, order=None)") { c throws(TorchError) in
      try refuseOrder(c)
      let x = try c.array("self_")
      return self.wrap(NDArray(x.values, shape: [x.count], dtype: x.dtype))
    }
    free("broadcast_to(array, shape)") { c throws(TorchError) in
      self.wrap(try c.array("array").broadcast(to: c.shape()))
    }
    free("concatenate(arrays, axis=0, *, dtype=None)") { c throws(TorchError) in
      guard c.interpreter.isIterable(c["arrays"]) else {
        throw TorchError.type("The first input argument needs to be a sequence")
      }
      let arrays = try calling(c.interpreter.iterate(c["arrays"])).map { part throws(TorchError) in
        try self.array(part)
      }
      let isFlat = !c.has("axis")
      let joined = try NDArray.concatenated(
        isFlat ? arrays.map { array throws(TorchError) in try array.reshaped([-1]) } : arrays,
        axis: isFlat ? 0 : c.whole("axis"))
      return self.wrap(joined.cast(to: try c.arrayType() ?? joined.dtype))
    }
    module.attributes["concat"] = module.attributes["concatenate"]
    free("result_type(*args=())") { c throws(TorchError) in
      let operands = try calling(c.interpreter.iterate(c["args"])).map {
        argument throws(TorchError) in
        if let dtype = try? self.dtype(argument), !argument.isNone {
          return ArrayOperand(array: NDArray(0, dtype), isWeak: false, isScalar: true)
        }
        return try self.operand(argument)
      }
      return self.object(self.joinedType(operands))
    }
  }

  private func transposed(_ x: NDArray, _ axes: [Int]) throws(TorchError) -> NDArray {
    guard !axes.isEmpty else { return x.transposed(x.shape.indices.reversed()) }
    guard axes.count == x.rank else { throw TorchError.value("axes don't match array") }
    let order = try axes.map { axis throws(TorchError) in try x.axis(axis) }
    guard Set(order).count == order.count else {
      throw TorchError.value("repeated axis in transpose")
    }
    return x.transposed(order)
  }
}
