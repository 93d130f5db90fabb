import Autograd
import Python

extension NumPy {
  /// What arrays and numbers have in common.
  var arrayTypes: [TypeObject] { [arrayType, genericType] }

  /// What Python's operators call on an array.
  func defineOperators() {
    for (name, function) in [
      ("add", .add), ("sub", .subtract), ("mul", .multiply), ("truediv", .divide),
      ("floordiv", .floorDivide), ("mod", .remainder), ("pow", .power), ("and", .bitwiseAnd),
      ("or", .bitwiseOr), ("xor", .bitwiseXor), ("lshift", .leftShift), ("rshift", .rightShift),
    ] as [(String, ArrayBinary)] {
      binary(name) { a, b throws(TorchError) in try self.applied(function, a, b) }
      define(on: [arrayType], "__i\(name)__(self_, other)") { c throws(TorchError) in
        guard self.takesPart(c["other"]) else { return .notImplemented }
        let target = try c.array("self_")
        let value = try self.compute(
          function, c.operand(ofArray: "self_"), c.operand(ofArray: "other"))
        try self.overwrite(target, with: value, function.rawValue)
        return c["self_"]
      }
    }
    binary("matmul") { a, b throws(TorchError) in try self.matmul(a, b) }
    binary("divmod") { a, b throws(TorchError) in
      .tuple([try self.applied(.floorDivide, a, b), try self.applied(.remainder, a, b)])
    }
    define(on: [arrayType], "__imatmul__(self_, other)") { c throws(TorchError) in
      let value = try self.array(self.matmul(c["self_"], c["other"]))
      try self.overwrite(c.array("self_"), with: value, "matmul")
      return c["self_"]
    }
    for (name, function) in [
      ("eq", .equal), ("ne", .notEqual), ("lt", .less), ("le", .lessEqual), ("gt", .greater),
      ("ge", .greaterEqual),
    ] as [(String, ArrayBinary)] {
      comparison(name, function)
    }
    for (name, function) in [
      ("neg", .negative), ("pos", .positive), ("abs", .absolute), ("invert", .invert),
    ] as [(String, ArrayUnary)] {
      define(on: arrayTypes, "__\(name)__(self_)") { c throws(TorchError) in
        self.result(try self.compute(function, c.array("self_")))
      }
    }
    defineConversions()
    defineContainer()
  }

  /// `a op b`, and `b op a` where `b` is no array.
  private func binary(
    _ name: String, _ body: @escaping (Object, Object) throws(TorchError) -> Object
  ) {
    define(on: arrayTypes, "__\(name)__(self_, other)") { c throws(TorchError) in
      let other = c["other"]
      if self.library.tensor(other) != nil { return .notImplemented }
      guard self.takesPart(other) else { return try self.deferred(name, c["self_"], other) }
      if let count = self.count(c["self_"]), name == "mul", self.isSequence(other) {
        return try calling(c.interpreter.binary(.multiply, other, count))
      }
      return try body(c["self_"], other)
    }
    define(on: arrayTypes, "__r\(name)__(self_, other)") { c throws(TorchError) in
      let other = c["other"]
      if let tensor = self.library.tensor(other) {
        if self.isScalar(c["self_"]) { return .notImplemented }
        return self.library.wrap(
          try self.tensor(copying: self.array(body(self.wrap(self.array(of: tensor)), c["self_"]))))
      }
      guard self.takesPart(other) else { return .notImplemented }
      if let count = self.count(c["self_"]), name == "mul", self.isSequence(other) {
        return try calling(c.interpreter.binary(.multiply, other, count))
      }
      return try body(other, c["self_"])
    }
  }

  /// A whole number of NumPy as one of Python.
  private func count(_ object: Object) -> Object? {
    guard isScalar(object), let array = library.array(object), array.dtype.category == .integer
    else { return nil }
    return pythonNumber(array)
  }

  private func isSequence(_ object: Object) -> Bool {
    switch object {
    case .list, .tuple, .string: true
    default: false
    }
  }

  /// Whether something can be an operand beside an array.
  func takesPart(_ object: Object) -> Bool {
    switch object {
    case .bool, .int, .bigInt, .float, .list, .tuple, .range: true
    case .instance(let instance): instance.payload is NDArray || instance.payload is TupleBox
    default: false
    }
  }

  /// An operation with an object of a class of the program: a number steps back and lets Python's
  /// number take its place.
  private func deferred(_ name: String, _ own: Object, _ other: Object) throws(TorchError) -> Object
  {
    guard case .instance = other, let array = library.array(own) else { return .notImplemented }
    guard isScalar(own) else {
      throw TorchError.unsupported(
        "an array of \(interpreter.typeOf(other).name) objects (only numbers are)")
    }
    guard let operation = BinaryOperator.allCases.first(where: { $0.methodName == name }) else {
      return .notImplemented
    }
    return try calling(interpreter.binary(operation, pythonNumber(array), other))
  }

  private func applied(_ function: ArrayBinary, _ a: Object, _ b: Object) throws(TorchError)
    -> Object
  {
    let (x, y) = (try operand(a), try operand(b))
    let name = x.isScalar && y.isScalar ? "scalar \(function.rawValue)" : function.rawValue
    return result(try compute(function, x, y, name: name))
  }

  func matmul(_ a: Object, _ b: Object) throws(TorchError) -> Object {
    let (x, y) = (try array(a), try array(b))
    try library.runtime.checkRoom(for: [Array(x.shape.dropLast()) + y.shape.suffix(1)])
    return result(try x.matmul(y))
  }

  private func comparison(_ name: String, _ function: ArrayBinary) {
    define(on: arrayTypes, "__\(name)__(self_, other)") { c throws(TorchError) in
      let other = c["other"]
      let isEquality = function == .equal || function == .notEqual
      if let tensor = self.library.tensor(other) {
        guard isEquality, !self.isScalar(c["self_"]) else { return .notImplemented }
        let value = try self.applied(function, c["self_"], self.wrap(self.array(of: tensor)))
        return self.library.wrap(try self.tensor(copying: self.array(value)))
      }
      if self.takesPart(other) { return try self.applied(function, c["self_"], other) }
      switch other {
      case .none, .string:
        guard isEquality else { return .notImplemented }
        // What is no number equals none.
        let shape = try c.array("self_").shape
        let value = function == .equal ? 0.0 : 1
        return self.result(
          NDArray(
            [Double](repeating: value, count: Shape(shape).count), shape: shape, dtype: .bool))
      default: return .notImplemented
      }
    }
  }

  /// Puts a result into the array itself.
  func overwrite(_ target: NDArray, with value: NDArray, _ function: String) throws(TorchError) {
    guard value.dtype.isSameKind(as: target.dtype) else {
      throw TorchError(
        "UFuncTypeError",
        "Cannot cast ufunc '\(function)' output from dtype('\(value.dtype.name)') to "
          + "dtype('\(target.dtype.name)') with casting rule 'same_kind'")
    }
    guard value.shape == target.shape else {
      throw TorchError.value(
        "non-broadcastable output operand with shape \(compactTuple(target.shape)) doesn't match "
          + "the broadcast shape \(compactTuple(value.shape))")
    }
    write(target) { target.write(value.cast(to: target.dtype).values) }
  }

  /// To Python's own values and texts.
  private func defineConversions() {
    define(on: [arrayType], "__repr__(self_)") { c throws(TorchError) in
      .string(try self.text(c.array("self_"), separator: ", ").representation())
    }
    define(on: [arrayType], "__str__(self_)") { c throws(TorchError) in
      let x = try c.array("self_")
      if x.rank == 0 { return .string(self.text(x)) }
      return .string(try self.text(c.array("self_"), separator: " ").text(indent: 0, room: 0))
    }
    define(on: [arrayType], "__format__(self_, spec)") { c throws(TorchError) in
      let x = try c.array("self_")
      guard try !c.string("spec").isEmpty else {
        return .string(try calling(c.interpreter.str(c["self_"])))
      }
      guard x.rank == 0 else {
        throw TorchError.type(
          "unsupported format string passed to numpy.ndarray.__format__")
      }
      let spec = try c.string("spec")
      return .string(try calling(c.interpreter.format(self.pythonNumber(x), spec: spec)))
    }
    define(on: arrayTypes, "__bool__(self_)") { c throws(TorchError) in
      let x = try c.array("self_")
      guard x.count == 1 else {
        throw TorchError.value(
          x.count == 0
            ? "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that "
              + "an array is not empty."
            : "The truth value of an array with more than one element is ambiguous. Use a.any() "
              + "or a.all()")
      }
      return .bool(x.values[0] != 0)
    }
    for name in ["float", "int"] {
      define(on: arrayTypes, "__\(name)__(self_)") { c throws(TorchError) in
        let x = try c.array("self_")
        guard x.rank == 0 else {
          throw TorchError.type("only 0-dimensional arrays can be converted to Python scalars")
        }
        if name == "float" { return .float(x.first) }
        return try calling(
          c.interpreter.call(
            .type(c.interpreter.builtinTypes.int), Arguments([self.pythonNumber(x)])))
      }
    }
    define(on: arrayTypes, "__index__(self_)") { c throws(TorchError) in
      let x = try c.array("self_")
      guard x.rank == 0, x.dtype.category == .integer else {
        if self.isScalar(c["self_"]) {
          throw TorchError.type(
            "'\(c.typeName(c["self_"]))' object cannot be interpreted as an integer")
        }
        throw TorchError.type("only integer scalar arrays can be converted to a scalar index")
      }
      return Object(Int64(clamping: x.first))
    }
    for name in ["__copy__(self_)", "__deepcopy__(self_, memo=None)"] {
      define(on: arrayTypes, name) { c throws(TorchError) in
        let x = try c.array("self_")
        return self.isScalar(c["self_"]) ? c["self_"] : self.wrap(x.converted(to: x.dtype))
      }
    }
  }
}
