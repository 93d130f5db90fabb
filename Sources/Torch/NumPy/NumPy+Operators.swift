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
      binary(name) { try self.applied(function, $0, $1) }
      define(on: [arrayType], "__i\(name)__(self_, other)") { c in
        guard self.takesPart(c["other"]) else { return .notImplemented }
        let target = try c.array("self_")
        let value = try self.compute(
          function, c.operand(ofArray: "self_"), c.operand(ofArray: "other"))
        try self.overwrite(target, with: value, function.rawValue)
        return c["self_"]
      }
    }
    binary("matmul") { try self.matmul($0, $1) }
    binary("divmod") { a, b in
      .tuple([try self.applied(.floorDivide, a, b), try self.applied(.remainder, a, b)])
    }
    define(on: [arrayType], "__imatmul__(self_, other)") { c in
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
      define(on: arrayTypes, "__\(name)__(self_)") { c in
        self.result(try self.compute(function, c.array("self_")))
      }
    }
    defineConversions()
    defineContainer()
  }

  /// `a op b`, and `b op a` where `b` is no array.
  private func binary(_ name: String, _ body: @escaping (Object, Object) throws -> Object) {
    define(on: arrayTypes, "__\(name)__(self_, other)") { c in
      let other = c["other"]
      if self.library.tensor(other) != nil { return .notImplemented }
      guard self.takesPart(other) else { return try self.deferred(name, c["self_"], other) }
      if let count = self.count(c["self_"]), name == "mul", self.isSequence(other) {
        return try c.interpreter.binary(.multiply, other, count)
      }
      return try body(c["self_"], other)
    }
    define(on: arrayTypes, "__r\(name)__(self_, other)") { c in
      let other = c["other"]
      if let tensor = self.library.tensor(other) {
        if self.isScalar(c["self_"]) { return .notImplemented }
        return self.library.wrap(
          try self.tensor(copying: self.array(body(self.wrap(self.array(of: tensor)), c["self_"]))))
      }
      guard self.takesPart(other) else { return .notImplemented }
      if let count = self.count(c["self_"]), name == "mul", self.isSequence(other) {
        return try c.interpreter.binary(.multiply, other, count)
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
  private func deferred(_ name: String, _ own: Object, _ other: Object) throws -> Object {
    guard case .instance = other, let array = library.array(own) else { return .notImplemented }
    guard isScalar(own) else {
      throw TorchError.unsupported(
        "an array of \(interpreter.typeOf(other).name) objects (only numbers are)")
    }
    guard let operation = BinaryOperator.allCases.first(where: { $0.methodName == name }) else {
      return .notImplemented
    }
    return try interpreter.binary(operation, pythonNumber(array), other)
  }

  private func applied(_ function: ArrayBinary, _ a: Object, _ b: Object) throws -> Object {
    let (x, y) = (try operand(a), try operand(b))
    let name = x.isScalar && y.isScalar ? "scalar \(function.rawValue)" : function.rawValue
    return result(try compute(function, x, y, name: name))
  }

  func matmul(_ a: Object, _ b: Object) throws -> Object {
    let (x, y) = (try array(a), try array(b))
    try library.runtime.checkRoom(for: [Array(x.shape.dropLast()) + y.shape.suffix(1)])
    return result(try x.matmul(y))
  }

  private func comparison(_ name: String, _ function: ArrayBinary) {
    define(on: arrayTypes, "__\(name)__(self_, other)") { c in
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
  func overwrite(_ target: NDArray, with value: NDArray, _ function: String) throws {
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
    define(on: [arrayType], "__repr__(self_)") { c in
      .string(try self.text(c.array("self_"), separator: ", ").representation())
    }
    define(on: [arrayType], "__str__(self_)") { c in
      let x = try c.array("self_")
      if x.rank == 0 { return .string(self.text(x)) }
      return .string(try self.text(c.array("self_"), separator: " ").text(indent: 0, room: 0))
    }
    define(on: [arrayType], "__format__(self_, spec)") { c in
      let x = try c.array("self_")
      guard try !c.string("spec").isEmpty else { return .string(try c.interpreter.str(c["self_"])) }
      guard x.rank == 0 else {
        throw TorchError.type(
          "unsupported format string passed to numpy.ndarray.__format__")
      }
      return .string(try c.interpreter.format(self.pythonNumber(x), spec: try c.string("spec")))
    }
    define(on: arrayTypes, "__bool__(self_)") { c in
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
      define(on: arrayTypes, "__\(name)__(self_)") { c in
        let x = try c.array("self_")
        guard x.rank == 0 else {
          throw TorchError.type("only 0-dimensional arrays can be converted to Python scalars")
        }
        if name == "float" { return .float(x.first) }
        return try c.interpreter.call(
          .type(c.interpreter.builtinTypes.int), Arguments([self.pythonNumber(x)]))
      }
    }
    define(on: arrayTypes, "__index__(self_)") { c in
      let x = try c.array("self_")
      guard x.rank == 0, x.dtype.category == .integer else {
        if self.isScalar(c["self_"]) {
          throw TorchError.type(
            "'\(c.typeName(c["self_"]))' object cannot be interpreted as an integer")
        }
        throw TorchError.type("only integer scalar arrays can be converted to a scalar index")
      }
      return .int(Int(clamping: x.first))
    }
    for name in ["__copy__(self_)", "__deepcopy__(self_, memo=None)"] {
      define(on: arrayTypes, name) { c in
        let x = try c.array("self_")
        return self.isScalar(c["self_"]) ? c["self_"] : self.wrap(x.converted(to: x.dtype))
      }
    }
  }

  /// Length, iteration, membership and brackets.
  private func defineContainer() {
    define(on: [arrayType], "__len__(self_)") { c in
      guard let first = try c.array("self_").shape.first else {
        throw TorchError.type("len() of unsized object")
      }
      return .int(first)
    }
    define(on: [arrayType], "__iter__(self_)") { c in
      let rows = try self.rows(of: c.array("self_"))
      var index = 0
      return .iterator(
        IteratorObject { _ throws(Raised) in
          guard index < rows.count else { return nil }
          defer { index += 1 }
          return rows[index]
        })
    }
    define(on: [arrayType], "__contains__(self_, element)") { c in
      let equal = try self.compute(
        .equal, c.operand(ofArray: "self_"), c.operand(ofArray: "element"))
      return .bool(equal.values.contains { $0 != 0 })
    }
    define(on: arrayTypes, "__getitem__(self_, index)") { c in
      let x = try c.array("self_")
      if self.isScalar(c["self_"]) {
        guard case .tuple(let parts) = c["index"], parts.isEmpty else {
          throw TorchError.index("invalid index to scalar variable.")
        }
        return c["self_"]
      }
      let selection = try self.selection(of: x, c["index"])
      let part = selection.read(from: x)
      return self.leavesAxes(c["index"]) ? self.wrap(part) : self.result(part)
    }
    define(on: [arrayType], "__setitem__(self_, index, value)") { c in
      let x = try c.array("self_")
      let selection = try self.selection(of: x, c["index"])
      let value = try self.element(c["value"], of: x, selection)
      try self.write(x) { try selection.write(value, into: x) }
      return .none
    }
    define(on: [arrayType], "__delitem__(self_, index)") { _ in
      throw TorchError.value("cannot delete array elements")
    }
  }

  /// What is put into an array; where one element takes it, Python's conversion complains.
  private func element(
    _ value: Object, of x: NDArray, _ selection: ArraySelection
  ) throws -> NDArray {
    if takesPart(value) || library.tensor(value) != nil {
      let array = try array(value)
      if case .view(let view) = selection, view.rank == 0, array.rank > 0 {
        throw TorchError.value("setting an array element with a sequence.")
      }
      return array
    }
    if value.isNone, x.dtype.isFloating { return NDArray(.nan, x.dtype) }
    let types = interpreter.builtinTypes
    let number = try interpreter.call(
      .type(x.dtype.isFloating ? types.float : types.int), Arguments([value]))
    return try array(number)
  }

  /// Whether an index keeps an array even of no dimensions: `a[...]`.
  private func leavesAxes(_ index: Object) -> Bool {
    switch index {
    case .ellipsis: return true
    case .tuple(let parts):
      return parts.contains { if case .ellipsis = $0 { true } else { false } }
    default: return false
    }
  }

  // MARK: What stands between brackets

  func selection(of x: NDArray, _ index: Object) throws -> ArraySelection {
    var parts: [Object] = if case .tuple(let parts) = index { parts } else { [index] }
    let taken = try parts.reduce(0) { try $0 + axisCount($1) }
    guard taken <= x.rank else {
      throw TorchError.index(
        "too many indices for array: array is \(x.rank)-dimensional, but \(taken) were indexed")
    }
    let ellipses = parts.indices.filter { if case .ellipsis = parts[$0] { true } else { false } }
    guard ellipses.count <= 1 else {
      throw TorchError.index("an index can only have a single ellipsis ('...')")
    }
    if let place = ellipses.first {
      let whole = Object.slice(SliceObject(start: .none, stop: .none, step: .none))
      parts.replaceSubrange(
        place...place, with: [Object](repeating: whole, count: x.rank - taken))
    }
    let arrays = parts.contains(where: isArrayIndex)
    var selector = ArraySelector(x)
    for part in parts {
      try selector.take(arrayIndex(part, size: selector.nextSize), amongArrays: arrays)
    }
    let isMask =
      parts.count == 1 && (try? array(parts[0]).dtype) == .bool && isArrayIndex(parts[0])
    return try selector.finished(isMask: isMask)
  }

  /// How many dimensions one part is about.
  private func axisCount(_ part: Object) throws -> Int {
    switch part {
    case .none, .ellipsis: return 0
    case .bool: throw TorchError.unsupported("a truth value as an index of an array")
    default:
      guard isArrayIndex(part) else { return 1 }
      let index = try indexArray(part)
      return index.dtype == .bool ? index.rank : 1
    }
  }

  private func isArrayIndex(_ part: Object) -> Bool {
    switch part {
    case .list, .tuple, .range: return true
    default:
      if let tensor = library.tensor(part) { return tensor.rank > 0 }
      return (library.array(part)?.rank ?? 0) > 0
    }
  }

  private func indexArray(_ part: Object) throws -> NDArray {
    let index = try array(part)
    // An empty list has no type of its own.
    return index.count == 0 && index.dtype.isFloating ? index.converted(to: .int64) : index
  }

  private func arrayIndex(_ part: Object, size: @autoclosure () -> Int) throws -> ArrayIndex {
    switch part {
    case .none: return .newAxis
    case .int(let position): return .integer(position)
    case .slice(let slice):
      let bounds = try interpreter.bounds(slice, size())
      let range = RangeObject(start: bounds.start, stop: bounds.stop, step: bounds.step)
      return .slice(start: bounds.start, step: bounds.step, count: range.count)
    default:
      if isArrayIndex(part) { return .array(try indexArray(part)) }
      let position: Double? =
        if let array = library.array(part), array.dtype.category == .integer {
          array.first
        } else if let tensor = library.tensor(part), tensor.dtype.category == .integer {
          tensor.values[0]
        } else { nil }
      guard let position else {
        throw TorchError.index(
          "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or "
            + "boolean arrays are valid indices")
      }
      return .integer(Int(clamping: position))
    }
  }
}
