import Autograd
import Python

extension Library {
  /// What Python's operators call on a tensor.
  func defineOperators() {
    binary("add") { runtime, a, b throws(TorchError) in try runtime.add(a, b) }
    binary("sub") { runtime, a, b throws(TorchError) in
      try runtime.subtract(a, b, isReflected: a.isWrittenNumber)
    }
    binary("mul") { runtime, a, b throws(TorchError) in try runtime.multiply(a, b) }
    binary("truediv") { runtime, a, b throws(TorchError) in
      try runtime.divide(a, b, isReflected: a.isWrittenNumber)
    }
    binary("floordiv") { runtime, a, b throws(TorchError) in try runtime.floorDivide(a, b) }
    binary("mod") { runtime, a, b throws(TorchError) in try runtime.remainder(a, b) }
    binary("pow") { runtime, a, b throws(TorchError) in try runtime.power(a, b) }
    binary("matmul", takesNumbers: false) { runtime, a, b throws(TorchError) in
      try runtime.matmul(a, b)
    }
    binary("and") { runtime, a, b throws(TorchError) in
      try runtime.bitwise("bitwise_and", a, b, &)
    }
    binary("or") { runtime, a, b throws(TorchError) in try runtime.bitwise("bitwise_or", a, b, |) }
    binary("xor") { runtime, a, b throws(TorchError) in
      try runtime.bitwise("bitwise_xor", a, b, ^)
    }
    binary("lshift") { runtime, a, b throws(TorchError) in try runtime.bitwise("lshift", a, b, <<) }
    binary("rshift") { runtime, a, b throws(TorchError) in try runtime.bitwise("rshift", a, b, >>) }
    comparison("eq") { $0 == $1 }
    comparison("ne") { $0 != $1 }
    comparison("lt") { $0 < $1 }
    comparison("le") { $0 <= $1 }
    comparison("gt") { $0 > $1 }
    comparison("ge") { $0 >= $1 }
    method("__neg__(input)") { c throws(TorchError) in
      self.wrap(try c.runtime.function(.negate, c.tensor("input")))
    }
    method("__abs__(input)") { c throws(TorchError) in
      self.wrap(try c.runtime.function(.abs, c.tensor("input")))
    }
    method("__pos__(input)") { c in c["input"] }
    method("__invert__(input)") { c throws(TorchError) in
      let x = try c.tensor("input")
      guard !x.dtype.isFloating else {
        throw TorchError.type(
          "~ (operator.invert) is only implemented on integer and Boolean-type tensors")
      }
      let values = x.values.map { x.dtype.converted(x.dtype == .bool ? 1 - $0 : -$0 - 1) }
      return self.wrap(Tensor(values, shape: x.shape, dtype: x.dtype))
    }
    defineConversions()
    defineContainer()
  }

  /// `a op b`, `b op a` where `b` is no tensor, and `a op= b`.
  private func binary(
    _ name: String, takesNumbers: Bool = true,
    _ body: @escaping (Runtime, Tensor, Tensor) throws(TorchError) -> Tensor
  ) {
    func operand(_ object: Object) -> Tensor? {
      takesNumbers ? self.operand(object) : self.tensor(object)
    }
    method("__\(name)__(input, other)") { c throws(TorchError) in
      guard let other = operand(c["other"]) else { return .notImplemented }
      return self.wrap(try body(c.runtime, c.tensor("input"), other))
    }
    method("__r\(name)__(input, other)") { c throws(TorchError) in
      guard let other = operand(c["other"]) else { return .notImplemented }
      return self.wrap(try body(c.runtime, other, c.tensor("input")))
    }
    method("__i\(name)__(input, other)") { c throws(TorchError) in
      guard let other = operand(c["other"]) else { return .notImplemented }
      let target = try c.tensor("input")
      let source = c.runtime.operand(other, of: target)
      try c.runtime.inPlace(target, reading: [other]) { () throws(TorchError) in
        try body(c.runtime, target, source)
      }
      return c["input"]
    }
  }

  private func comparison(_ name: String, _ holds: @escaping (Double, Double) -> Bool) {
    method("__\(name)__(input, other)") { c throws(TorchError) in
      guard let other = self.operand(c["other"]) else { return .notImplemented }
      return self.wrap(try c.runtime.compare(c.tensor("input"), other, holds))
    }
  }

  /// To Python's own values and texts.
  private func defineConversions() {
    method("__repr__(input)") { c throws(TorchError) in
      let x = try c.tensor("input")
      let isValid = (try? c.runtime.refresh(x)) != nil
      let text = TensorText(
        x, isValid: isValid, options: c.runtime.printOptions,
        defaultDType: c.runtime.defaultDType, tangent: try self.tangentText(x)
      ).text
      return .string(self.isParameter(c["input"]) ? "Parameter containing:\n" + text : text)
    }
    method("__format__(input, spec='')") { c throws(TorchError) in
      let (x, spec) = (try c.tensor("input"), try c.string("spec"))
      if x.rank == 0, !self.isParameter(c["input"]) {
        return .string(
          try calling(c.interpreter.format(self.scalar(x.values[0], x.dtype), spec: spec)))
      }
      guard spec.isEmpty else {
        throw TorchError.type(
          "unsupported format string passed to \(c.typeName(c["input"])).__format__")
      }
      return .string(try calling(c.interpreter.str(c["input"])))
    }
    method("__bool__(input)") { c throws(TorchError) in
      let x = try c.tensor("input")
      guard x.count == 1 else {
        throw TorchError.runtime(
          x.count == 0
            ? "Boolean value of Tensor with no values is ambiguous"
            : "Boolean value of Tensor with more than one value is ambiguous")
      }
      return .bool(x.values[0] != 0)
    }
    for (name, convert) in [
      ("float", { .float($0) }), ("int", { Object(Int64(clamping: $0)) }),
      ("index", { Object(Int64(clamping: $0)) }),
    ] as [(String, (Double) -> Object)] {
      method("__\(name)__(input)") { c throws(TorchError) in
        let x = try c.tensor("input")
        guard x.count == 1 else {
          throw TorchError.value("only one element tensors can be converted to Python scalars")
        }
        if x.requiresGradient {
          try self.warnings.addOnce(
            "Converting a tensor with requires_grad=True to a scalar may lead to unexpected "
              + "behavior.\nConsider using tensor.detach() first.")
        }
        if name == "index", x.dtype.isFloating {
          throw TorchError.type(
            "only integer tensors of a single element can be converted to an index")
        }
        if name == "int", !x.values[0].isFinite {
          throw TorchError(
            x.values[0].isNaN ? "ValueError" : "OverflowError",
            "cannot convert float \(x.values[0].isNaN ? "NaN" : "infinity") to integer")
        }
        c.runtime.noteTaken(x, by: c.name)
        return convert(x.values[0])
      }
    }
    method("__hash__(input)") { c throws(TorchError) in
      .int(ObjectIdentifier(try c.tensor("input")).hashValue)
    }
    // A leaf over the same memory, as PyTorch reduces a tensor and builds it again.
    method("__copy__(input)") { c throws(TorchError) in
      let x = try c.tensor("input")
      let copy = Tensor(sharing: x, shape: x.shape, strides: x.strides, offset: x.offset)
      copy.version = VersionCounter()
      copy.isMarked = x.requiresGradient
      return self.isParameter(c["input"]) ? self.wrapParameter(copy) : self.wrap(copy)
    }
    method("__deepcopy__(input, memo=None)") { c throws(TorchError) in
      let x = try c.tensor("input")
      guard x.isLeaf else {
        throw TorchError.runtime(
          "Only Tensors created explicitly by the user (graph leaves) support the deepcopy "
            + "protocol at the moment.  If you were attempting to deepcopy a module, this may be "
            + "because of a torch.nn.utils.weight_norm usage, see "
            + "https://github.com/pytorch/pytorch/pull/103001")
      }
      let copy = Tensor(x.values, shape: x.shape, dtype: x.dtype)
      copy.isMarked = x.isMarked
      if let gradient = x.gradient {
        copy.gradient = Tensor(gradient.values, shape: gradient.shape, dtype: gradient.dtype)
      }
      return self.isParameter(c["input"]) ? self.wrapParameter(copy) : self.wrap(copy)
    }
  }

  /// Length, iteration, membership and brackets.
  private func defineContainer() {
    method("__len__(input)") { c throws(TorchError) in
      let x = try c.tensor("input")
      guard let first = x.shape.first else { throw TorchError.type("len() of a 0-d tensor") }
      return .int(first)
    }
    method("__iter__(input)") { c throws(TorchError) in
      let x = try c.tensor("input")
      guard x.rank > 0 else { throw TorchError.type("iteration over a 0-d tensor") }
      let parts = try c.runtime.unbind(x)
      var index = 0
      return .iterator(
        IteratorObject { _ throws(Raised) in
          guard index < parts.count else { return nil }
          defer { index += 1 }
          return self.wrap(parts[index])
        })
    }
    method("__contains__(input, element)") { c throws(TorchError) in
      guard let element = self.operand(c["element"]) else {
        throw TorchError.runtime(
          "Tensor.__contains__ only supports Tensor or scalar, but you passed in a "
            + "\(c.typeName(c["element"])).")
      }
      let equal = try c.runtime.compare(c.tensor("input"), element) { $0 == $1 }
      return .bool(equal.values.contains { $0 != 0 })
    }
    method("__getitem__(input, index)") { c throws(TorchError) in
      let x = try c.tensor("input")
      return self.wrap(
        try c.runtime.index(x, self.indices(c["index"], c.interpreter, rank: x.rank)))
    }
    method("__setitem__(input, index, value)") { c throws(TorchError) in
      let x = try c.tensor("input")
      guard let value = self.operand(c["value"]) else {
        throw TorchError.type(
          "can't assign a \(c.typeName(c["value"])) to a torch.\(x.dtype.legacyName)Tensor")
      }
      try c.runtime.assign(x, self.indices(c["index"], c.interpreter, rank: x.rank), value)
      return .none
    }
  }

  /// What stands between brackets, part by part.
  private func indices(
    _ object: Object, _ interpreter: Interpreter, rank: Int
  ) throws(TorchError) -> [Index] {
    switch object {
    case .tuple(let parts):
      return try parts.map { part throws(TorchError) in try index(part, interpreter) }
    case .list(let list) where list.elements.contains(where: isIndexOfItsOwn):
      return try list.elements.map { part throws(TorchError) in try index(part, interpreter) }
    default: return [try index(object, interpreter)]
    }
  }

  /// What makes the list around it stand for a tuple.
  private func isIndexOfItsOwn(_ object: Object) -> Bool {
    switch object {
    case .list, .tuple, .slice, .ellipsis, .none, .range: true
    default: tensor(object) != nil || (array(object)?.rank ?? 0) > 0
    }
  }

  /// Bytes select as truth values do, as they did before there were any.
  private func mask(ofBytes tensor: Tensor) throws(TorchError) -> Tensor? {
    guard tensor.dtype == .uint8 else { return nil }
    try warnings.addOnce(
      "indexing with dtype torch.uint8 is now deprecated, please use a dtype torch.bool instead.")
    return Tensor(tensor.values.map { $0 == 0 ? 0 : 1 }, shape: tensor.shape, dtype: .bool)
  }

  private func sliceBound(_ object: Object) throws(TorchError) -> Int {
    switch object {
    case .int, .bool, .bigInt: return try int(object, of: "slice", "index")
    default:
      if let tensor = tensor(object) {
        guard tensor.count == 1, tensor.dtype.category == .integer else {
          throw TorchError.type(
            "only integer tensors of a single element can be converted to an index")
        }
      } else if interpreter.typeOf(object).lookup("__index__") == nil, array(object) == nil {
        throw TorchError.type(
          "slice indices must be integers or None or have an __index__ method")
      }
      return try int(object, of: "slice", "index")
    }
  }

  private func index(_ object: Object, _ interpreter: Interpreter) throws(TorchError) -> Index {
    switch object {
    case .int(let value): return .integer(value)
    case .bool(let value): return .tensor(runtime.tensor(value ? 1 : 0, dtype: .bool))
    case .none: return .newAxis
    case .ellipsis: return .ellipsis
    case .slice(let slice):
      func bound(_ object: Object) throws(TorchError) -> Int? {
        object.isNone ? nil : try sliceBound(object)
      }
      let step = try bound(slice.step) ?? 1
      guard step != 0 else { throw TorchError.value("slice step cannot be zero") }
      return .slice(start: try bound(slice.start), stop: try bound(slice.stop), step: step)
    case .list, .tuple:
      // Numbers become whole ones, as an empty list is one of them.
      let selection = try makeTensor(object, dtype: nil)
      return .tensor(
        selection.dtype == .bool ? selection : try makeTensor(object, dtype: .int64))
    case .range:
      return .tensor(
        try makeTensor(.list(ListObject(try calling(interpreter.iterate(object)))), dtype: nil))
    default:
      if let tensor = tensor(object) {
        if tensor.rank == 0, tensor.dtype.category == .integer {
          return .integer(Int(clamping: tensor.values[0]))
        }
        return .tensor(try mask(ofBytes: tensor) ?? tensor)
      }
      if let array = array(object) {
        return array.rank == 0 && array.dtype.category == .integer
          ? .integer(Int(clamping: array.first)) : .tensor(numpy.tensor(copying: array))
      }
      if case .string = object { throw TorchError.type("new(): invalid data type 'str'") }
      throw TorchError.index(
        "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid "
          + "indices (got \(interpreter.typeOf(object).name))")
    }
  }
}
