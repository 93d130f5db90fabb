extension Interpreter {
  func compare(
    _ comparison: ComparisonOperator, _ a: Object, _ b: Object
  ) throws(Raised) -> Object {
    switch comparison {
    case .is: return .bool(a.isIdentical(to: b))
    case .isNot: return .bool(!a.isIdentical(to: b))
    case .in: return .bool(try contains(b, a))
    case .notIn: return .bool(try !contains(b, a))
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: break
    }
    if case .int(let x) = a, case .int(let y) = b { return .bool(comparison.holds(x, y)) }
    if case .float(let x) = a, case .float(let y) = b { return .bool(comparison.holds(x, y)) }
    if case .string = a, case .string = b, comparison == .equal || comparison == .notEqual {
      return .bool(try equal(a, b) == (comparison == .equal))
    }
    if let result = try richCompare(comparison, a, b) { return result }
    throw typeError(
      "'\(comparison.rawValue)' not supported between instances of "
        + "'\(typeOf(a).errorName)' and '\(typeOf(b).errorName)'")
  }

  func equal(_ a: Object, _ b: Object) throws(Raised) -> Bool {
    switch (a, b) {
    case (.int(let x), .int(let y)): return x == y
    case (.float(let x), .float(let y)): return x == y
    case (.string(let x), .string(let y)):
      try spend(bytes: min(x.utf8.count, y.utf8.count))
      return x.isSame(as: y)
    default:
      guard let result = try richCompare(.equal, a, b) else { return a.isIdentical(to: b) }
      return try isTrue(result)
    }
  }

  /// Identity or equality: what containers ask of their elements.
  func isSame(_ a: Object, _ b: Object) throws(Raised) -> Bool {
    if a.isIdentical(to: b) { return true }
    return try equal(a, b)
  }

  func isLess(_ a: Object, _ b: Object) throws(Raised) -> Bool {
    if case .int(let x) = a, case .int(let y) = b { return x < y }
    return try isTrue(try compare(.less, a, b))
  }

  /// The comparison protocol; nil if neither side knows.
  private func richCompare(
    _ comparison: ComparisonOperator, _ a: Object, _ b: Object
  ) throws(Raised) -> Object? {
    let isLeftUser = isUser(a)
    let isRightUser = isUser(b)
    guard isLeftUser || isRightUser else {
      return try nativeCompare(comparison, a, b).map { .bool($0) }
    }
    let leftType = typeOf(a)
    let rightType = typeOf(b)
    let rightFirst =
      isRightUser && leftType !== rightType && rightType.isSubtype(of: leftType)
    if rightFirst, let result = try ask(b, comparison.reflected, a) { return result }
    if isLeftUser {
      if let result = try ask(a, comparison, b) { return result }
    } else if let result = try nativeCompare(comparison, a, unwrapped(b)), !isPlainInstance(b) {
      return .bool(result)
    }
    if !rightFirst, isRightUser, let result = try ask(b, comparison.reflected, a) { return result }
    switch comparison {
    case .equal: return .bool(a.isIdentical(to: b))
    case .notEqual: return .bool(!a.isIdentical(to: b))
    default: return nil
    }
  }

  private func isUser(_ value: Object) -> Bool {
    switch value {
    case .instance: true
    case .type(let type): type.metaclass != nil
    default: false
    }
  }

  /// An instance that is not a builtin value in disguise.
  private func isPlainInstance(_ value: Object) -> Bool {
    if case .instance = unwrapped(value) { true } else { false }
  }

  private func ask(
    _ receiver: Object, _ comparison: ComparisonOperator, _ other: Object
  ) throws(Raised) -> Object? {
    if let method = typeOf(receiver).lookup(comparison.methodName), !method.isNone {
      let result = try callMethod(method, receiver, other)
      return result.isNotImplemented ? nil : result
    }
    // `!=` is the inverse of `==` where only that is defined.
    guard comparison == .notEqual, let method = typeOf(receiver).lookup("__eq__") else {
      return nil
    }
    let result = try callMethod(method, receiver, Arguments([other]))
    return result.isNotImplemented ? nil : .bool(try !isTrue(result))
  }

  // MARK: Builtin values

  /// Compares builtin values; nil if they have no order (unequal kinds are just not equal).
  func nativeCompare(
    _ comparison: ComparisonOperator, _ a: Object, _ b: Object
  ) throws(Raised) -> Bool? {
    if let x = Number(a), let y = Number(b) { return compare(comparison, x, y) }
    switch (a, b) {
    case (.string(let x), .string(let y)):
      switch comparison {
      case .equal: return try equal(a, b)
      case .notEqual: return try !equal(a, b)
      default:
        try spend(min(x.utf8.count, y.utf8.count))
        return comparison.holds(order(x, y), 0)
      }
    case (.bytes(let x), .bytes(let y)):
      switch comparison {
      case .equal: return x.elements == y.elements
      case .notEqual: return x.elements != y.elements
      default:
        let isSame = x.elements == y.elements
        let order = isSame ? 0 : x.elements.lexicographicallyPrecedes(y.elements) ? -1 : 1
        return comparison.holds(order, 0)
      }
    case (.list(let x), .list(let y)):
      if x === y, comparison == .equal { return true }
      return try recursing(" in comparison") { () throws(Raised) in
        try self.compareSequences(comparison, x.elements, y.elements)
      }
    case (.tuple(let x), .tuple(let y)):
      return try recursing(" in comparison") { () throws(Raised) in
        try self.compareSequences(comparison, x, y)
      }
    case (.dict(let x), .dict(let y)):
      guard comparison == .equal || comparison == .notEqual else { return nil }
      let same = try recursing(" in comparison") { () throws(Raised) in
        try self.areEqual(x, y)
      }
      return same == (comparison == .equal)
    case (.range(let x), .range(let y)):
      let count = x.count
      let same =
        count == y.count
        && (count.isZero || (x.start == y.start && (count == 1 || x.step == y.step)))
      return comparison == .equal ? same : comparison == .notEqual ? !same : nil
    case (.method(let x), .method(let y)):
      let same = x.function.isIdentical(to: y.function) && x.receiver.isIdentical(to: y.receiver)
      return comparison == .equal ? same : comparison == .notEqual ? !same : nil
    case (.slice(let x), .slice(let y)):
      return try recursing(" in comparison") { () throws(Raised) in
        try self.compareSequences(
          comparison, [x.start, x.stop, x.step], [y.start, y.stop, y.step])
      }
    default: break
    }
    if let x = comparable(a), let y = comparable(b) { return try compareSets(comparison, x, y) }
    switch comparison {
    case .equal: return a.isIdentical(to: b)
    case .notEqual: return !a.isIdentical(to: b)
    default: return nil
    }
  }

  private func comparable(_ value: Object) -> [Object]? {
    switch value {
    case .set(let set): set.elements
    case .view(let view) where view.kind != .values: view.elements
    default: nil
    }
  }

  private func compare(_ comparison: ComparisonOperator, _ x: Number, _ y: Number) -> Bool {
    if let m = x.integer, let n = y.integer { return comparison.holds(m, n) }
    // An integer beyond 2^53 is compared with a float exactly.
    if case .real(let r) = x, let n = y.integer, n.bitLength > 53,
      let m = Integer(exactly: r.rounded(.down))
    {
      return comparison.holds(m, n)
    }
    if case .real(let r) = y, let m = x.integer, m.bitLength > 53,
      let n = Integer(exactly: r.rounded(.down))
    {
      return comparison.holds(m, n)
    }
    return comparison.holds(x.double, y.double)
  }

  /// Order by code points.
  private func order(_ x: String, _ y: String) -> Int {
    if x.isSame(as: y) { return 0 }
    return x.unicodeScalars.lexicographicallyPrecedes(y.unicodeScalars) ? -1 : 1
  }

  private func compareSequences(
    _ comparison: ComparisonOperator, _ x: [Object], _ y: [Object]
  ) throws(Raised) -> Bool {
    if x.count != y.count {
      if comparison == .equal { return false }
      if comparison == .notEqual { return true }
    }
    for index in 0..<min(x.count, y.count) {
      try step()
      if x[index].isIdentical(to: y[index]) { continue }
      if try equal(x[index], y[index]) { continue }
      switch comparison {
      case .equal: return false
      case .notEqual: return true
      default: return try isTrue(try compare(comparison, x[index], y[index]))
      }
    }
    return comparison.holds(x.count, y.count)
  }

  private func areEqual(_ x: DictObject, _ y: DictObject) throws(Raised) -> Bool {
    guard x.count == y.count else { return false }
    for (key, value) in x.items {
      try step()
      guard let other = try y.get(key, self) else { return false }
      if value.isIdentical(to: other) { continue }
      guard try equal(value, other) else { return false }
    }
    return true
  }

  private func compareSets(
    _ comparison: ComparisonOperator, _ x: [Object], _ y: [Object]
  ) throws(Raised) -> Bool {
    func isSubset(_ a: [Object], _ b: [Object]) throws(Raised) -> Bool {
      guard a.count <= b.count else { return false }
      let other = try self.makeSet(b)
      for element in a where try !other.contains(element, self) { return false }
      return true
    }
    switch comparison {
    case .equal: return x.count == y.count ? try isSubset(x, y) : false
    case .notEqual: return x.count == y.count ? try !isSubset(x, y) : true
    case .less: return x.count < y.count ? try isSubset(x, y) : false
    case .lessOrEqual: return try isSubset(x, y)
    case .greater: return y.count < x.count ? try isSubset(y, x) : false
    case .greaterOrEqual: return try isSubset(y, x)
    case .is, .isNot, .in, .notIn: return false
    }
  }

  // MARK: Membership and truth

  func contains(_ container: Object, _ value: Object) throws(Raised) -> Bool {
    switch container {
    case .string(let text):
      guard case .string(let part) = unwrapped(value) else {
        throw typeError(
          "'in <string>' requires string as left operand, not \(typeOf(value).name)")
      }
      try spend(text.utf8.count)
      return text.contains(part: part)
    case .bytes(let bytes):
      if case .bytes(let part) = unwrapped(value) {
        try spend(bytes.elements.count)
        return bytes.latin.contains(part: part.latin)
      }
      guard try indexIfPresent(value) != nil else {
        throw typeError("a bytes-like object is required, not '\(typeOf(value).name)'")
      }
      return bytes.elements.contains(try byte(value, builtinTypes.bytearray))
    case .list(let list):
      var index = 0
      while index < list.count {
        try step()
        if try isSame(list[index], value) { return true }
        index += 1
      }
      return false
    case .tuple(let elements):
      for element in elements {
        try step()
        if try isSame(element, value) { return true }
      }
      return false
    case .dict(let dict): return try dict.get(value, self) != nil
    case .set(let set): return try set.contains(value, self)
    case .view(let view) where view.kind == .keys: return try view.dict.get(value, self) != nil
    case .range(let range):
      if let number = Number(value) {
        if let n = number.integer { return range.contains(n) }
        // A float is as good as the integer that it equals.
        return Integer(exactly: number.double).map(range.contains) ?? false
      }
      let iterator = walk(range)
      while let element = try iterator.next(self) {
        if try isSame(element, value) { return true }
      }
      return false
    case .instance, .type:
      if let method = typeOf(container).lookup("__contains__") {
        guard !method.isNone else {
          throw typeError("'\(typeOf(container).name)' object is not a container")
        }
        return try isTrue(try callMethod(method, container, Arguments([value])))
      }
    default: break
    }
    guard isIterable(container) else {
      throw typeError("argument of type '\(typeOf(container).name)' is not iterable")
    }
    let iterator = try makeIterator(container)
    while let element = try iterator.next(self) {
      if try isSame(element, value) { return true }
    }
    return false
  }

  /// Whether an object counts as true: `bool(x)`; throws what `__bool__` and `__len__` raise.
  package func isTrue(_ value: Object) throws(Raised) -> Bool {
    switch value {
    case .none: return false
    case .bool(let flag): return flag
    case .int(let n): return n != 0
    case .bigInt: return true
    case .float(let x): return x != 0
    case .string(let text): return !text.isEmpty
    case .bytes(let bytes): return !bytes.elements.isEmpty
    case .tuple(let elements): return !elements.isEmpty
    case .list(let list): return !list.isEmpty
    case .dict(let dict): return dict.count > 0
    case .set(let set): return set.count > 0
    case .range(let range): return !range.isEmpty
    case .view(let view): return view.dict.count > 0
    case .instance, .type:
      if let result = try special("__bool__", value) {
        guard case .bool(let flag) = result else {
          throw typeError("__bool__ should return bool, returned \(typeOf(result).name)")
        }
        return flag
      }
      if typeOf(value).lookup("__len__") != nil { return try length(value) != 0 }
      return true
    case .ellipsis, .notImplemented, .function, .builtin, .method, .property,
      .classMethod, .staticMethod, .module, .slice, .iterator:
      return true
    }
  }
}

extension ComparisonOperator {
  var methodName: String {
    switch self {
    case .equal: "__eq__"
    case .notEqual: "__ne__"
    case .less: "__lt__"
    case .lessOrEqual: "__le__"
    case .greater: "__gt__"
    case .greaterOrEqual: "__ge__"
    case .is, .isNot, .in, .notIn: "__contains__"
    }
  }

  var reflected: ComparisonOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .equal, .notEqual, .is, .isNot, .in, .notIn: self
    }
  }
}
