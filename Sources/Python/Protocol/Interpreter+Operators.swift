import CStandard

extension Interpreter {
  /// What an operator makes of two objects; throws TypeError where neither knows how.
  package func binary(
    _ operation: BinaryOperator, _ a: Object, _ b: Object
  ) throws(Raised) -> Object {
    switch (a, b) {
    case (.int(let x), .int(let y)):
      if let fast = fastInteger(operation, x, y) { return fast }
    case (.float(let x), .float(let y)):
      if let fast = fastFloat(operation, x, y) { return .float(fast) }
    case (.float(let x), .int(let y)):
      if let fast = fastFloat(operation, x, Double(y)) { return .float(fast) }
    case (.int(let x), .float(let y)):
      if let fast = fastFloat(operation, Double(x), y) { return .float(fast) }
    case (.int(let x), .bool(let y)):
      if let fast = fastInteger(operation, x, y ? 1 : 0) { return fast }
    default: break
    }
    if let result = try dispatch(operation, a, b) { return result }
    throw unsupportedOperands(operation.rawValue, operation, a, b)
  }

  @inline(__always)
  private func fastInteger(_ operation: BinaryOperator, _ x: Int, _ y: Int) -> Object? {
    switch operation {
    case .add:
      let (value, overflow) = x.addingReportingOverflow(y)
      return overflow ? nil : .int(value)
    case .subtract:
      let (value, overflow) = x.subtractingReportingOverflow(y)
      return overflow ? nil : .int(value)
    case .multiply:
      let (value, overflow) = x.multipliedReportingOverflow(by: y)
      return overflow ? nil : .int(value)
    case .floorDivide where y > 0:
      return .int(x >= 0 ? x / y : -((-(x + 1)) / y) - 1)
    case .modulo where y > 0:
      let remainder = x % y
      return .int(remainder < 0 ? remainder + y : remainder)
    case .and: return .int(x & y)
    case .or: return .int(x | y)
    case .xor: return .int(x ^ y)
    case .rightShift where y >= 0: return .int(x >> y)
    case .leftShift where y >= 0 && y < Int.bitWidth && (x << y) >> y == x: return .int(x << y)
    default: return nil
    }
  }

  @inline(__always)
  private func fastFloat(_ operation: BinaryOperator, _ x: Double, _ y: Double) -> Double? {
    switch operation {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide where y != 0: x / y
    default: nil
    }
  }

  // MARK: The protocol

  /// Tries the left operand's method, then the right's; a subclass on the right goes first.
  private func dispatch(
    _ operation: BinaryOperator, _ a: Object, _ b: Object
  ) throws(Raised) -> Object? {
    let isUser = isInstance(a) || isInstance(b)
    guard isUser else { return try native(operation, a, b) }
    let leftType = typeOf(a)
    let rightType = typeOf(b)
    let (direct, reflected, _) = operation.methodNames
    if leftType !== rightType, rightType.isSubtype(of: leftType), isInstance(b),
      let method = rightType.lookup(reflected)
    {
      let result = try callMethod(method, b, a)
      if !result.isNotImplemented { return result }
    }
    if isInstance(a) {
      if let method = leftType.lookup(direct) {
        let result = try callMethod(method, a, b)
        if !result.isNotImplemented { return result }
      }
    } else if operation != .multiply || !isSequence(a),
      let result = try native(operation, a, isFormat(operation, a) ? b : unwrapped(b))
    {
      return result
    }
    if leftType !== rightType, let method = rightType.lookup(reflected) {
      let result = try callMethod(method, b, a)
      if !result.isNotImplemented { return result }
    }
    // A sequence is repeated by what is an index, on either side, once no method multiplies.
    guard operation == .multiply else { return nil }
    if isSequence(a) { return try native(operation, a, unwrapped(b)) }
    return isSequence(b) ? try native(operation, b, unwrapped(a)) : nil
  }

  /// Whether the right operand is formatted, by its own methods.
  private func isFormat(_ operation: BinaryOperator, _ left: Object) -> Bool {
    if operation == .modulo, case .string = left { true } else { false }
  }

  private func isSequence(_ value: Object) -> Bool {
    switch value {
    case .string, .bytes, .list, .tuple: true
    default: false
    }
  }

  private func isInstance(_ value: Object) -> Bool {
    switch value {
    case .instance: true
    case .type(let type): type.metaclass != nil
    default: false
    }
  }

  func inPlace(
    _ operation: BinaryOperator, _ a: Object, _ b: Object
  ) throws(Raised) -> Object {
    switch (a, b) {
    case (.int(let x), .int(let y)):
      if let fast = fastInteger(operation, x, y) { return fast }
    case (.float(let x), .float(let y)):
      if let fast = fastFloat(operation, x, y) { return .float(fast) }
    case (.instance(let instance), _):
      if let method = instance.type.lookup(operation.methodNames.inPlace) {
        let result = try callMethod(method, a, b)
        if !result.isNotImplemented { return result }
      }
    case (.list(let list), _) where operation == .add:
      // What knows how to be added to a list comes before the list's own extension.
      if case .instance(let right) = b, let method = right.type.lookup("__radd__") {
        let result = try callMethod(method, b, a)
        if !result.isNotImplemented { return result }
      }
      guard isIterable(b) else {
        throw typeError("'\(typeOf(b).name)' object is not iterable")
      }
      let added = try iterate(b)
      try checkSize(list.count + added.count)
      list.elements += added
      return a
    case (.bytes(let bytes), .bytes(let other)) where operation == .add && bytes.isMutable:
      try checkSize(bytes.elements.count + other.elements.count)
      bytes.elements += other.elements
      return a
    case (.list(let list), .int) where operation == .multiply:
      if case .list(let repeated)? = try native(operation, a, b) {
        list.elements = repeated.elements
      }
      return a
    case (.set(let set), .set) where !set.isFrozen:
      if try update(set, operation, b) { return a }
    case (.dict(let dict), _) where operation == .or:
      if try merge(b, into: dict) { return a }
    default: break
    }
    if let result = try dispatch(operation, a, b) { return result }
    throw unsupportedOperands(operation.rawValue + "=", operation, a, b)
  }

  private func unsupportedOperands(
    _ symbol: String, _ operation: BinaryOperator, _ a: Object, _ b: Object
  ) -> Raised {
    let (left, right) = (typeOf(a).errorName, typeOf(b).errorName)
    if operation == .add {
      switch a {
      case .bytes: return typeError("can't concat \(right) to \(left)")
      case .string, .list, .tuple:
        return typeError("can only concatenate \(left) (not \"\(right)\") to \(left)")
      default: break
      }
    }
    if operation == .multiply {
      let sequences = ["str", "bytes", "bytearray", "list", "tuple"]
      if sequences.contains(left) {
        return typeError("can't multiply sequence by non-int of type '\(right)'")
      }
      if sequences.contains(right) {
        return typeError("can't multiply sequence by non-int of type '\(left)'")
      }
    }
    let shown = operation == .power && symbol == "**" ? "** or pow()" : symbol
    return typeError("unsupported operand type(s) for \(shown): '\(left)' and '\(right)'")
  }

  // MARK: Native operands

  /// The operation on builtin values, nil where Python would answer NotImplemented.
  func native(
    _ operation: BinaryOperator, _ a: Object, _ b: Object
  ) throws(Raised) -> Object? {
    if case .string(let text) = a {
      switch operation {
      case .modulo: return .string(try percentFormat(text, b))
      case .add:
        guard case .string(let other) = b else { return nil }
        try checkSize(text.utf8.count + other.utf8.count)
        return .string(text + other)
      case .multiply: return try count(b).map { (n) throws(Raised) in try self.repeating(text, n) }
      default: return nil
      }
    }
    if let result = try numeric(operation, a, b) { return result }
    switch (operation, a, b) {
    case (.add, .list(let x), .list(let y)):
      try checkSize(x.count + y.count)
      try spend(x.count + y.count)
      return .list(ListObject(x.elements + y.elements))
    case (.add, .bytes(let x), .bytes(let y)):
      try checkSize(x.elements.count + y.elements.count)
      return .bytes(BytesObject(x.elements + y.elements, isMutable: x.isMutable))
    case (.multiply, .bytes(let bytes), _):
      guard let n = try count(b) else { return nil }
      let elements = try repeating(bytes.elements, n)
      return .bytes(BytesObject(elements, isMutable: bytes.isMutable))
    case (.modulo, .bytes, _): throw unsupported("bytes % values")
    case (.add, .tuple(let x), .tuple(let y)):
      try checkSize(x.count + y.count)
      return .tuple(x + y)
    case (.multiply, .list(let list), _):
      guard let n = try count(b) else { return nil }
      return .list(ListObject(try repeating(list.elements, n)))
    case (.multiply, .tuple(let elements), _):
      guard let n = try count(b) else { return nil }
      return .tuple(try repeating(elements, n))
    case (.multiply, _, .string), (.multiply, _, .bytes), (.multiply, _, .list),
      (.multiply, _, .tuple):
      guard try count(a) != nil else { return nil }
      return try native(.multiply, b, a)
    case (.or, .dict(let x), .dict(let y)):
      let merged = DictObject(copying: x)
      _ = try merge(.dict(y), into: merged)
      return .dict(merged)
    case (.or, .type, _), (.or, _, .type): return try union(a, b)
    default:
      if case .set(let set) = a, case .set = b {
        return try algebra(operation, set, b).map { .set($0) }
      }
      if isSetLike(a) || isSetLike(b) { return try viewAlgebra(operation, a, b).map { .set($0) } }
      return nil
    }
  }

  private func count(_ value: Object) throws(Raised) -> Int? {
    switch value {
    case .int(let n): return n
    case .bool(let flag): return flag ? 1 : 0
    case .bigInt: throw raise("OverflowError", "cannot fit 'int' into an index-sized integer")
    case .instance: return try indexIfPresent(value).map { Int(clamping: $0) }
    default: return nil
    }
  }

  private func repeating<Element>(_ elements: [Element], _ n: Int) throws(Raised) -> [Element] {
    guard n > 0, !elements.isEmpty else { return [] }
    let (total, overflow) = elements.count.multipliedReportingOverflow(by: n)
    try checkSize(overflow ? .max : total)
    try spend(total)
    if elements.count == 1 { return Array(repeating: elements[0], count: n) }
    var result: [Element] = []
    result.reserveCapacity(total)
    for _ in 0..<n { result += elements }
    return result
  }

  private func repeating(_ text: String, _ n: Int) throws(Raised) -> Object {
    guard n > 0, !text.isEmpty else { return .string("") }
    let (total, overflow) = text.utf8.count.multipliedReportingOverflow(by: n)
    try checkSize(overflow ? .max : total)
    try spend(bytes: total)
    return .string(String(repeating: text, count: n))
  }

  // MARK: Unary operators

  func unary(_ operation: UnaryOperator, _ value: Object) throws(Raised) -> Object {
    if operation == .not { return .bool(try !isTrue(value)) }
    switch (operation, value) {
    case (.negative, .int(let n)):
      return n == .min ? .bigInt(-Integer(n)) : .int(-n)
    case (.negative, .float(let x)): return .float(-x)
    case (.negative, .bigInt(let n)): return Object(-n)
    case (.negative, .bool(let flag)): return .int(flag ? -1 : 0)
    case (.positive, .int), (.positive, .float), (.positive, .bigInt): return value
    case (.positive, .bool(let flag)): return .int(flag ? 1 : 0)
    case (.invert, .int(let n)): return .int(~n)
    case (.invert, .bool(let flag)): return .int(flag ? -2 : -1)
    case (.invert, .bigInt(let n)): return Object(~n)
    default: break
    }
    if case .instance = value, let result = try special(operation.methodName, value) {
      return result
    }
    throw typeError(
      "bad operand type for unary \(operation.rawValue): '\(typeOf(value).errorName)'")
  }
}

extension BinaryOperator {
  /// The name between the underscores of the special method.
  package var methodName: String {
    switch self {
    case .add: "add"
    case .subtract: "sub"
    case .multiply: "mul"
    case .matrixMultiply: "matmul"
    case .divide: "truediv"
    case .floorDivide: "floordiv"
    case .modulo: "mod"
    case .power: "pow"
    case .leftShift: "lshift"
    case .rightShift: "rshift"
    case .and: "and"
    case .or: "or"
    case .xor: "xor"
    }
  }
}

extension BinaryOperator {
  /// The special methods of the left operand, of the right one, and of assignments.
  var methodNames: (direct: String, reflected: String, inPlace: String) {
    switch self {
    case .add: ("__add__", "__radd__", "__iadd__")
    case .subtract: ("__sub__", "__rsub__", "__isub__")
    case .multiply: ("__mul__", "__rmul__", "__imul__")
    case .matrixMultiply: ("__matmul__", "__rmatmul__", "__imatmul__")
    case .divide: ("__truediv__", "__rtruediv__", "__itruediv__")
    case .floorDivide: ("__floordiv__", "__rfloordiv__", "__ifloordiv__")
    case .modulo: ("__mod__", "__rmod__", "__imod__")
    case .power: ("__pow__", "__rpow__", "__ipow__")
    case .leftShift: ("__lshift__", "__rlshift__", "__ilshift__")
    case .rightShift: ("__rshift__", "__rrshift__", "__irshift__")
    case .and: ("__and__", "__rand__", "__iand__")
    case .or: ("__or__", "__ror__", "__ior__")
    case .xor: ("__xor__", "__rxor__", "__ixor__")
    }
  }
}

extension UnaryOperator {
  var methodName: String {
    switch self {
    case .negative: "__neg__"
    case .positive: "__pos__"
    case .invert: "__invert__"
    case .not: "__not__"
    }
  }
}
