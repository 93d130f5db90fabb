import Python

extension NumPy {
  /// How types, numbers and `dtype` objects are made and shown.
  func defineTypes() {
    defineTypeObjects()
    for (dtype, type) in scalarTypes {
      type.attributes["__new__"] = .builtin(
        library.function("\(dtype.name)(type_, value=0)") { c throws(TorchError) in
          try self.made(c["value"], dtype)
        })
    }
    genericType.attributes["__init__"] = .builtin(
      BuiltinFunction("__init__") { _, _ throws(Raised) in .none })
    define(on: [genericType], "__repr__(self_)") { c throws(TorchError) in
      .string(self.representation(try c.array("self_")))
    }
    define(on: [genericType], "__str__(self_)") { c throws(TorchError) in
      .string(self.text(try c.array("self_")))
    }
    define(on: [genericType], "__format__(self_, spec)") { c throws(TorchError) in
      let number = try self.pythonNumber(c.array("self_"))
      let spec = try c.string("spec")
      if spec.isEmpty { return .string(self.text(try c.array("self_"))) }
      return .string(try calling(c.interpreter.format(number, spec: spec)))
    }
    define(on: [genericType], "__hash__(self_)") { c throws(TorchError) in
      let number = self.pythonNumber(try c.array("self_"))
      return Object(Integer(try calling(c.interpreter.hash(number))))
    }
    define(on: [genericType], "__round__(self_, digits=None)") { c throws(TorchError) in
      let x = try c.array("self_")
      guard c.has("digits") else {
        let number = try self.pythonNumber(self.compute(.rint, x))
        return try calling(
          c.interpreter.call(.type(c.interpreter.builtinTypes.int), Arguments([number])))
      }
      return self.result(try self.rounded(x, decimals: c.whole("digits")))
    }
    for name in ["is_integer", "as_integer_ratio"] {
      define(on: [genericType], "\(name)(self_)") { c throws(TorchError) in
        let number = try self.pythonNumber(c.array("self_"))
        return try calling(
          c.interpreter.call(
            c.interpreter.attribute(name, of: number), Arguments([])))
      }
    }
    arrayType.attributes["__hash__"] = Object.none
  }

  /// `np.float64(x)`: a number of a number or a text, an array of a sequence.
  private func made(_ value: Object, _ dtype: DType) throws(TorchError) -> Object {
    if case .string = value {
      let number = try calling(
        interpreter.call(
          .type(interpreter.builtinTypes.float), Arguments([value])))
      return result(try array(number).converted(to: dtype))
    }
    switch value {
    case .float, .bool: return result(try array(value).converted(to: dtype))
    default: return result(try array(value, dtype: dtype))
    }
  }

  private func representation(_ x: NDArray) -> String {
    x.dtype == .bool ? "np.\(text(x))_" : "np.\(x.dtype.name)(\(text(x)))"
  }

  /// The text of a number.
  func text(_ x: NDArray) -> String {
    switch x.dtype.category {
    case .bool: x.first != 0 ? "True" : "False"
    case .integer: String(Int64(clamping: x.first))
    case .floating:
      FloatDigits(dtype: x.dtype, precision: nil, isShortest: true).alone(x.first)
    }
  }

  /// The number as Python has it.
  func pythonNumber(_ x: NDArray) -> Object { library.scalar(x.first, x.dtype) }

  private func defineTypeObjects() {
    func property(_ name: String, _ get: @escaping (DType) -> Object) {
      dtypeType.attributes[name] = .property(
        PropertyObject(
          getter: .builtin(
            library.function("\(name)(self_)") { c throws(TorchError) in
              try self.dtype(c["self_"]).map(get) ?? .none
            })))
    }
    property("name") { .string($0.name) }
    property("itemsize") { .int($0.size) }
    property("kind") { .string($0.kind) }
    property("char") { .string($0.letter) }
    property("str") { .string($0.code) }
    property("type") { self.scalarTypes[$0].map { .type($0) } ?? .none }
    define(on: [dtypeType], "__repr__(self_)") { c throws(TorchError) in
      .string("dtype('\(try self.dtype(c["self_"])?.name ?? "")')")
    }
    define(on: [dtypeType], "__str__(self_)") { c throws(TorchError) in
      .string(try self.dtype(c["self_"])?.name ?? "")
    }
    define(on: [dtypeType], "__hash__(self_)") { c in
      .int(DType.allCases.firstIndex { $0 == (try? self.dtype(c["self_"])) } ?? 0)
    }
    define(on: [dtypeType], "__eq__(self_, other)") { c throws(TorchError) in
      guard !c["other"].isNone, let other = try? self.dtype(c["other"]) else { return .bool(false) }
      return .bool(try self.dtype(c["self_"]) == other)
    }
    dtypeType.attributes["__new__"] = .builtin(
      library.function("dtype(type_, dtype)") { c throws(TorchError) in
        self.object(try c.arrayType() ?? .float64)
      })
    dtypeType.attributes["__init__"] = .builtin(
      BuiltinFunction("__init__") { _, _ throws(Raised) in .none })
  }

  /// Gives one function to several types.
  func define(
    on types: [TypeObject], _ signature: String,
    _ body: @escaping (Call) throws(TorchError) -> Object
  ) {
    let function = library.function(signature, body)
    for type in types { type.attributes[function.name] = .builtin(function) }
  }
}
