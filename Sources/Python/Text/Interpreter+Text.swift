extension Interpreter {
  /// What `repr(x)` gives; throws what `__repr__` raises.
  package func repr(_ value: Object) throws(Raised) -> String {
    switch value {
    case .none: return "None"
    case .ellipsis: return "Ellipsis"
    case .notImplemented: return "NotImplemented"
    case .bool(let flag): return flag ? "True" : "False"
    case .int(let n): return String(n)
    case .bigInt(let n): return try decimal(n)
    case .float(let x): return floatRepr(x)
    case .string(let text): return quoted(text)
    case .bytes(let bytes): return bytes.isMutable ? "bytearray(\(bytes.literal))" : bytes.literal
    case .tuple(let elements):
      let parts = try reprs(elements)
      return parts.count == 1 ? "(\(parts[0]),)" : "(\(parts.joined(separator: ", ")))"
    case .list(let list):
      return try reprContainer(list, "[...]") { () throws(Raised) in
        "[" + (try self.reprs(list.elements)).joined(separator: ", ") + "]"
      }
    case .dict(let dict):
      return try reprContainer(dict, "{...}") { () throws(Raised) in
        var parts: [String] = []
        var size = 0
        for (key, value) in dict.items {
          try self.step()
          let text = "\(try self.repr(key)): \(try self.repr(value))"
          size += text.utf8.count + 2
          try self.checkText(size)
          parts.append(text)
        }
        return "{" + parts.joined(separator: ", ") + "}"
      }
    case .set(let set): return try repr(set, typeOf(value))
    case .instance:
      guard let result = try special("__repr__", value) else { return defaultRepr(value) }
      guard case .string(let text) = unwrapped(result) else {
        throw typeError("__repr__ returned non-string (type \(typeOf(result).name))")
      }
      return text
    case .type(let type):
      if let metaclass = type.metaclass, let method = metaclass.lookup("__repr__"),
        !isObjects(method, "__repr__"),
        case .string(let text) = try callMethod(method, value, Arguments())
      {
        return text
      }
      return "<class '\(type.module.map { $0 + "." } ?? "")\(type.qualifiedName)'>"
    case .function(let function): return "<function \(function.qualifiedName) at \(address(value))>"
    case .builtin(let function): return "<built-in function \(function.name)>"
    case .method(let method):
      if case .function(let function) = method.function {
        return "<bound method \(function.qualifiedName) of \(try reprs([method.receiver])[0])>"
      }
      if case .builtin(let function) = method.function {
        return "<built-in method \(function.name) of \(typeOf(method.receiver).name) object at "
          + "\(address(method.receiver))>"
      }
      return "<bound method of \(try reprs([method.receiver])[0])>"
    case .module(let module): return "<module '\(module.name)'>"
    case .slice(let slice):
      return "slice(\(try reprs([slice.start, slice.stop, slice.step]).joined(separator: ", ")))"
    case .range(let range):
      let bounds = "\(try decimal(range.start)), \(try decimal(range.stop))"
      return range.step == 1 ? "range(\(bounds))" : "range(\(bounds), \(try decimal(range.step)))"
    case .iterator(let iterator):
      if case .generator(let generator) = iterator.source {
        return "<generator object \(generator.frame.qualifiedName) at \(address(value))>"
      }
      if let shown = iterator.shown {
        let name = iterator.typeName.split(separator: ".").last ?? ""
        return "\(name)(\(try reprs(shown()).joined(separator: ", ")))"
      }
      return "<\(iterator.typeName) object at \(address(value))>"
    case .view(let view):
      return typeOf(value).name + "([" + (try reprs(view.elements)).joined(separator: ", ") + "])"
    case .property, .classMethod, .staticMethod: return defaultRepr(value)
    }
  }

  func defaultRepr(_ value: Object) -> String {
    let type = typeOf(value)
    return
      "<\(type.module.map { $0 + "." } ?? "")\(type.qualifiedName) object at \(address(value))>"
  }

  /// A made-up address: the real one would differ from run to run.
  private func address(_ value: Object) -> String {
    let digits = String(identityNumber(value), radix: 16)
    return "0x7f" + String(repeating: "0", count: max(0, 10 - digits.count)) + digits
  }

  /// What `id` returns.
  func identityNumber(_ value: Object) -> Int64 {
    guard value.heapIdentity != nil else { return (try? hash(value)) ?? 0 }
    return 0x5A00_0000 + identityHash(value) * 16
  }

  private func reprs(_ elements: [Object]) throws(Raised) -> [String] {
    try recursing(" while getting the repr of an object") { () throws(Raised) in
      var parts: [String] = []
      var size = 0
      for element in elements {
        try self.step()
        let text = try self.repr(element)
        size += text.utf8.count + 2
        try self.checkText(size)
        parts.append(text)
      }
      return parts
    }
  }

  /// The `repr` of a container that is an instance, which may hold itself.
  func guardingRepr(
    _ value: Object, _ body: () throws(Raised) -> String
  ) throws(Raised) -> Object {
    guard case .instance(let instance) = value else { return .string(try body()) }
    return .string(try reprContainer(instance, "...", body))
  }

  private func reprContainer(
    _ container: AnyObject, _ ellipsis: String, _ body: () throws(Raised) -> String
  ) throws(Raised) -> String {
    let identity = ObjectIdentifier(container)
    if reprStack.contains(identity) { return ellipsis }
    reprStack.append(identity)
    defer { reprStack.removeLast() }
    return try recursing(" while getting the repr of an object", body)
  }

  /// A set of a type: a display where that is `set`, a call of the type else.
  func repr(_ set: SetObject, _ type: TypeObject) throws(Raised) -> String {
    if set.count == 0 { return "\(type.name)()" }
    let body = "{" + (try reprs(set.elements)).joined(separator: ", ") + "}"
    return type === builtinTypes.set ? body : "\(type.name)(\(body))"
  }

  /// What `str(x)` gives; throws what `__str__` raises.
  package func str(_ value: Object) throws(Raised) -> String {
    switch value {
    case .string(let text): return text
    case .instance:
      guard let result = try special("__str__", value) else { return try repr(value) }
      guard case .string(let text) = unwrapped(result) else {
        throw typeError("__str__ returned non-string (type \(typeOf(result).name))")
      }
      return text
    default: return try repr(value)
    }
  }

  /// The decimal digits of an integer, within the bound CPython sets against slow conversions.
  func decimal(_ n: Integer) throws(Raised) -> String {
    if n.bitLength > 14_285 {
      throw valueError(
        "Exceeds the limit (4300 digits) for integer string conversion; "
          + "use sys.set_int_max_str_digits() to increase the limit")
    }
    return String(n)
  }

  /// What `format(x, spec)` gives; throws ValueError for a spec that is none of the type's.
  package func format(_ value: Object, spec: String) throws(Raised) -> String {
    switch value {
    case .string, .bool, .int, .bigInt, .float:
      return try format(value, spec: spec, typeName: typeOf(value).name)
    case .instance:
      if let method = typeOf(value).lookup("__format__") {
        let result = try callMethod(method, value, Arguments([.string(spec)]))
        guard case .string(let text) = result else {
          throw typeError("__format__ must return a str, not \(typeOf(result).name)")
        }
        return text
      }
      return try objectFormat(value, spec)
    default:
      return try objectFormat(value, spec)
    }
  }

  /// `__format__` of strings and numbers.
  func format(_ value: Object, spec: String, typeName: String) throws(Raised) -> String {
    guard !spec.isEmpty else { return try str(value) }
    switch value {
    case .string(let text):
      return try FormatSpec(spec, for: .string, named: typeName, self).apply(text, self)
    case .float(let x):
      return try FormatSpec(spec, for: .float, named: typeName, self).apply(x, self)
    default:
      let spec = try FormatSpec(spec, for: .integer, named: typeName, self)
      return try spec.apply(integer: Number(value)?.integer ?? 0, self)
    }
  }

  /// `object.__format__`.
  func objectFormat(_ value: Object, _ spec: String) throws(Raised) -> String {
    guard spec.isEmpty else {
      throw typeError("unsupported format string passed to \(typeOf(value).name).__format__")
    }
    return try str(value)
  }
}

/// A string as Python writes it: single quotes unless that costs escapes.
func quoted(_ text: String) -> String {
  let quote: Unicode.Scalar =
    text.unicodeScalars.contains("'") && !text.unicodeScalars.contains("\"") ? "\"" : "'"
  var result = String.UnicodeScalarView()
  result.append(quote)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
    case "\n": result.append(contentsOf: "\\n".unicodeScalars)
    case "\r": result.append(contentsOf: "\\r".unicodeScalars)
    case "\t": result.append(contentsOf: "\\t".unicodeScalars)
    case quote:
      result.append("\\")
      result.append(scalar)
    default:
      if isPrintable(scalar) {
        result.append(scalar)
      } else {
        result.append(contentsOf: escaped(scalar).unicodeScalars)
      }
    }
  }
  result.append(quote)
  return String(result)
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16)
  let (letter, width) =
    scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
  return "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
}

private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F }
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
    .paragraphSeparator, .spaceSeparator:
    return false
  default: return true
  }
}

/// What `ascii()` and `!a` make of a `repr`.
func asciiEscaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars { result += scalar.isASCII ? String(scalar) : escaped(scalar) }
  return result
}
