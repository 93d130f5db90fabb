import Python

extension NumPy {
  /// The functions that NumPy writes in C; what is made of them stands in the folder Prelude.
  func defineModule() {
    for (name, base) in [
      ("AxisError", "ValueError"), ("LinAlgError", "ValueError"), ("UFuncTypeError", "TypeError"),
    ] {
      let module =
        name == "AxisError"
        ? "numpy.exceptions" : name == "LinAlgError" ? "numpy.linalg" : "numpy._core._exceptions"
      let type = interpreter.define(exception: name, base: base, module: module)
      library.module(module).attributes[name] = .type(type)
    }
    let constants: [(String, Object)] = [
      ("pi", .float(.pi)), ("e", .float(2.718281828459045)), ("inf", .float(.infinity)),
      ("nan", .float(.nan)), ("euler_gamma", .float(0.5772156649015329)), ("newaxis", .none),
      ("ndarray", .type(arrayType)), ("generic", .type(genericType)), ("dtype", .type(dtypeType)),
      ("True_", scalar(1, .bool)), ("False_", scalar(0, .bool)), ("__version__", .string("2.4.6")),
    ]
    for (name, value) in constants { module.attributes[name] = value }
    for (name, type) in abstractTypes { module.attributes[name] = .type(type) }
    for (dtype, type) in scalarTypes {
      type.qualifiedName = dtype.name
      module.attributes[dtype.name] = .type(type)
    }
    for (alias, dtype) in [
      ("bool_", .bool), ("int_", .int64), ("intp", .int64), ("double", .float64),
      ("single", .float32), ("half", .float16), ("byte", .int8), ("short", .int16),
      ("intc", .int32), ("long", .int64), ("longlong", .int64), ("ubyte", .uint8),
    ] as [(String, DType)] {
      module.attributes[alias] = scalarTypes[dtype].map { .type($0) }
    }
    defineElementwise()
    defineOperators()
    defineAttributes()
    defineFactories()
    defineReductions()
    defineShapes()
    defineProducts()
    definePrinting()
    defineRandom()
    defineComposed()
  }

  var module: ModuleObject { library.module("numpy") }

  func free(
    _ signature: String, in place: ModuleObject? = nil,
    _ body: @escaping (Call) throws(TorchError) -> Object
  ) {
    let function = library.function(signature, body)
    (place ?? module).attributes[function.name] = .builtin(function)
  }

  func method(_ signature: String, _ body: @escaping (Call) throws(TorchError) -> Object) {
    define(on: arrayTypes, signature, body)
  }

  /// A function of the module whose first parameter is an array, which is also a method.
  func both(_ signature: String, _ body: @escaping (Call) throws(TorchError) -> Object) {
    free(signature, body)
    method(signature, body)
  }

  private func defineElementwise() {
    for function in ArrayUnary.allCases {
      elementwise(function.rawValue, of: "x") { c throws(TorchError) in
        try self.compute(function, c.array("x"))
      }
    }
    for function in ArrayBinary.allCases {
      elementwise(function.rawValue, of: "x1", "x2") { c throws(TorchError) in
        try self.compute(function, c.operand(ofArray: "x1"), c.operand(ofArray: "x2"))
      }
      defineForms(of: function)
    }
    elementwise("matmul", of: "x1", "x2") { c throws(TorchError) in
      try self.array(self.matmul(c["x1"], c["x2"]))
    }
    for (alias, name) in [
      ("abs", "absolute"), ("bitwise_not", "invert"), ("mod", "remainder"),
      ("true_divide", "divide"), ("deg2rad", "radians"), ("rad2deg", "degrees"), ("pow", "power"),
      ("asin", "arcsin"), ("acos", "arccos"), ("atan", "arctan"), ("asinh", "arcsinh"),
      ("acosh", "arccosh"), ("atanh", "arctanh"), ("atan2", "arctan2"), ("fix", "trunc"),
    ] {
      module.attributes[alias] = module.attributes[name]
    }
    both("round(a, decimals=0)") { c throws(TorchError) in
      self.result(try self.rounded(c.array("a"), decimals: c.whole("decimals")))
    }
    module.attributes["around"] = module.attributes["round"]
    both("clip(a, min=None, max=None, *, a_min=None, a_max=None)") { c throws(TorchError) in
      var result = try c.operand(ofArray: "a")
      for (function, names) in [
        (ArrayBinary.maximum, ["min", "a_min"]), (.minimum, ["max", "a_max"]),
      ] {
        guard let name = names.first(where: { c.has($0) }) else { continue }
        let array = try self.compute(function, result, c.operand(ofArray: name))
        result = ArrayOperand(array: array, isWeak: false, isScalar: false)
      }
      return self.result(result.array)
    }
    free("isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)") { c throws(TorchError) in
      self.result(try self.closeness(c))
    }
    free("allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)") { c throws(TorchError) in
      .bool(try self.closeness(c).values.allSatisfy { $0 != 0 })
    }
  }

  /// A function element by element; given tensors, it hands back a tensor.
  private func elementwise(
    _ name: String, of parameters: String..., body: @escaping (Call) throws(TorchError) -> NDArray
  ) {
    let list = parameters.joined(separator: ", ")
    free("\(name)(\(list), *, where=None, dtype=None)") { c throws(TorchError) in
      for argument in ["where", "dtype"] where c.has(argument) {
        throw TorchError.unsupported("numpy.\(name) with \(argument)=")
      }
      let array = try body(c)
      guard parameters.contains(where: { self.library.tensor(c[$0]) != nil }) else {
        return self.result(array)
      }
      return self.library.wrap(self.tensor(copying: array))
    }
  }

  /// The other forms of a function of two operands: `np.add.reduce`, `np.add.at` and the like.
  private func defineForms(of function: ArrayBinary) {
    guard case .builtin(let object)? = module.attributes[function.rawValue] else { return }
    let folds: [ArrayBinary: String] = [
      .add: "sum", .multiply: "prod", .maximum: "max", .minimum: "min", .logicalAnd: "all",
      .logicalOr: "any",
    ]
    if let fold = folds[function] {
      object.attributes["reduce"] = .builtin(
        library.function("reduce(array, axis=0, keepdims=False)") { c throws(TorchError) in
          let keywords = ["axis", "keepdims"].map { (name: $0, value: c[$0]) }
          return try calling(
            c.interpreter.call(
              c.interpreter.attribute(fold, of: .module(self.module)),
              Arguments([c["array"]], keywords: keywords)))
        })
    }
    object.attributes["outer"] = .builtin(
      library.function("outer(A, B)") { c throws(TorchError) in
        let (a, b) = (try c.operand(ofArray: "A"), try c.operand(ofArray: "B"))
        let column = try a.array.reshaped(a.array.shape + b.array.shape.map { _ in 1 })
        return self.result(
          try self.compute(
            function, ArrayOperand(array: column, isWeak: a.isWeak, isScalar: a.isScalar), b))
      })
    object.attributes["at"] = .builtin(
      library.function("at(a, indices, b)") { c throws(TorchError) in
        let target = try c.array("a")
        // One after the other: a place that is named twice changes twice.
        let numbers = NDArray(
          (0..<target.count).map(Double.init), shape: target.shape, dtype: .int64)
        let places = try self.selection(of: numbers, c["indices"]).read(from: numbers)
        let added = try c.array("b")
        var values = target.values
        for (place, value) in zip(places.values, added.values(over: Shape(places.shape))) {
          let held = ArrayOperand(
            array: NDArray(values[Int(place)], target.dtype), isWeak: false, isScalar: true)
          let other = ArrayOperand(
            array: NDArray(value, added.dtype), isWeak: true, isScalar: true)
          let result = try self.compute(function, held, other)
          values[Int(place)] = target.dtype.converted(result.first)
        }
        self.write(target) { target.write(values) }
        return .none
      })
  }

  /// Rounds half to even, in the way that NumPy scales.
  func rounded(_ x: NDArray, decimals: Int) throws(TorchError) -> NDArray {
    if !x.dtype.isFloating, decimals >= 0 {
      return x.dtype == .bool ? x.converted(to: .float16) : x.converted(to: x.dtype)
    }
    guard decimals != 0 else { return try compute(.rint, x) }
    let scale = ArrayOperand(
      array: NDArray(power(of: 10, decimals.magnitude), .float64), isWeak: true, isScalar: true)
    let own = ArrayOperand(array: x, isWeak: false, isScalar: false)
    let (there, back): (ArrayBinary, ArrayBinary) =
      decimals > 0 ? (.multiply, .divide) : (.divide, .multiply)
    let whole = try compute(.rint, compute(there, own, scale))
    let result = try compute(
      back, ArrayOperand(array: whole, isWeak: false, isScalar: false), scale)
    return result.cast(to: x.dtype)
  }

  private func power(of base: Double, _ exponent: UInt) -> Double {
    (0..<min(exponent, 400)).reduce(1) { result, _ in result * base }
  }

  private func closeness(_ c: Call) throws(TorchError) -> NDArray {
    let (relative, absolute) = (try c.array("rtol").number(), try c.array("atol").number())
    let equalNaN = try c.bool("equal_nan")
    let (a, b) = (try c.array("a"), try c.array("b"))
    let shape = try broadcastShape([a.shape, b.shape])
    let values = ElementLoop(a, b, over: shape).map { x, y in
      let isClose =
        x == y || (equalNaN && x.isNaN && y.isNaN)
        || (x.isFinite && y.isFinite && (x - y).magnitude <= absolute + relative * y.magnitude)
      return isClose ? 1 : 0
    }
    return NDArray(values, shape: shape.sizes, dtype: .bool)
  }
}
