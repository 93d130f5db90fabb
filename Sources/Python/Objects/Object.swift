/// A Python value.
///
/// Immutable scalars and tuples are Swift values; whatever Python mutates or identifies is a class.
/// Objects of native types (tensors, say) are instances whose `payload` holds the native state.
package enum Object {
  /// `None`.
  case none
  /// `...`.
  case ellipsis
  /// `NotImplemented`, by which an operator's method leaves the answer to the other operand.
  case notImplemented
  /// `True` or `False`.
  case bool(Bool)
  /// An `int` that fits a machine word.
  case int(Int)
  /// Boxed to keep the enum small; only for what does not fit `Int`.
  indirect case bigInt(Integer)
  /// A `float`.
  case float(Double)
  /// Boxed for the same reason: a text by itself has two words.
  indirect case string(String)
  /// A `bytes` or a `bytearray`.
  case bytes(BytesObject)
  /// A `tuple`.
  case tuple([Object])
  /// A `list`.
  case list(ListObject)
  /// A `dict`.
  case dict(DictObject)
  /// A `set` or a `frozenset`.
  case set(SetObject)
  /// An object of a class, native or written in Python.
  case instance(Instance)
  /// A class.
  case type(TypeObject)
  /// A function written in Python.
  case function(FunctionObject)
  /// A function written in Swift.
  case builtin(BuiltinFunction)
  /// A function with the object it was looked up on.
  case method(BoundMethod)
  /// A `property`.
  case property(PropertyObject)
  /// A `classmethod`.
  case classMethod(MethodWrapper)
  /// A `staticmethod`.
  case staticMethod(MethodWrapper)
  /// A module.
  case module(ModuleObject)
  /// A `slice`.
  case slice(SliceObject)
  /// A `range`.
  case range(RangeObject)
  /// An iterator or a generator.
  case iterator(IteratorObject)
  /// A view of a dictionary: `d.keys()`, `d.values()`, `d.items()`.
  case view(DictView)
}

extension Object {
  /// The smallest case that holds an integer.
  package init(_ value: Integer) {
    if let small = Int(exactly: value) {
      self = .int(small)
    } else {
      self = .bigInt(value)
    }
  }

  /// An `int` of at most 64 bits; more than a machine word is boxed.
  package init(_ value: Int64) {
    if let small = Int(exactly: value) {
      self = .int(small)
    } else {
      self = .bigInt(Integer(value))
    }
  }

  /// What `is` compares: identity for objects, value for the immutable scalars.
  package func isIdentical(to other: Object) -> Bool {
    switch (self, other) {
    case (.none, .none), (.ellipsis, .ellipsis), (.notImplemented, .notImplemented): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.bigInt(let a), .bigInt(let b)): a == b
    case (.float(let a), .float(let b)): a.bitPattern == b.bitPattern
    case (.string(let a), .string(let b)): a.isSame(as: b)
    case (.tuple(let a), .tuple(let b)):
      a.count == b.count
        && (a.storage == b.storage || zip(a, b).allSatisfy { $0.isSamePart(as: $1) })
    case (.method(let a), .method(let b)): a === b
    default: heapIdentity.map { $0 == other.heapIdentity } ?? false
    }
  }

  /// Whether equal constants may share a part; a tuple within is not looked into again.
  private func isSamePart(as other: Object) -> Bool {
    if case .tuple(let a) = self, case .tuple(let b) = other { return a.storage == b.storage }
    return isIdentical(to: other)
  }

  /// The identity of the class object behind the value, if there is one.
  package var heapIdentity: ObjectIdentifier? {
    switch self {
    case .none, .ellipsis, .notImplemented, .bool, .int, .bigInt, .float, .string, .tuple: nil
    case .bytes(let object): ObjectIdentifier(object)
    case .list(let object): ObjectIdentifier(object)
    case .dict(let object): ObjectIdentifier(object)
    case .set(let object): ObjectIdentifier(object)
    case .instance(let object): ObjectIdentifier(object)
    case .type(let object): ObjectIdentifier(object)
    case .function(let object): ObjectIdentifier(object)
    case .builtin(let object): ObjectIdentifier(object)
    case .method(let object): ObjectIdentifier(object)
    case .property(let object): ObjectIdentifier(object)
    case .classMethod(let object): ObjectIdentifier(object)
    case .staticMethod(let object): ObjectIdentifier(object)
    case .module(let object): ObjectIdentifier(object)
    case .slice(let object): ObjectIdentifier(object)
    case .range(let object): ObjectIdentifier(object)
    case .iterator(let object): ObjectIdentifier(object)
    case .view(let object): ObjectIdentifier(object)
    }
  }

  /// Whether it may hold other objects, which are freed with it.
  var canNest: Bool {
    switch self {
    case .none, .ellipsis, .notImplemented, .bool, .int, .bigInt, .float, .string, .bytes, .range:
      false
    case .tuple, .list, .dict, .set, .instance, .type, .function, .builtin, .method, .property,
      .classMethod, .staticMethod, .module, .slice, .iterator, .view:
      true
    }
  }

  /// Whether it is `None`.
  package var isNone: Bool {
    if case .none = self { true } else { false }
  }

  var isNotImplemented: Bool {
    if case .notImplemented = self { true } else { false }
  }
}

extension String {
  /// Whether both have the same code points: Swift's `==` takes equivalent ones for equal.
  package func isSame(as other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    let isSame = utf8.withContiguousStorageIfAvailable { bytes in
      other.utf8.withContiguousStorageIfAvailable { others in
        bytes.baseAddress == others.baseAddress || bytes.elementsEqual(others)
      } ?? bytes.elementsEqual(other.utf8)
    }
    return isSame ?? utf8.elementsEqual(other.utf8)
  }
}

extension [Object] {
  /// Where the elements are in memory: what tells one tuple from another, nil for the empty one.
  var storage: UnsafePointer<Object>? {
    isEmpty ? nil : withUnsafeBufferPointer { $0.baseAddress }
  }
}
