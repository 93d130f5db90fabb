import BigInt

extension Interpreter {
  /// `str.translate`, and the tables for it.
  func installTranslation() {
    let type = builtinTypes.str
    define(type, "translate", takes: 1...1) { (interpreter, value, rest) throws(Raised) in
      var result = ""
      var size = 0
      for scalar in value.text.unicodeScalars {
        try interpreter.step()
        guard let replacement = try interpreter.translation(of: scalar, in: rest[0]) else {
          result.unicodeScalars.append(scalar)
          continue
        }
        size += replacement.utf8.count
        try interpreter.checkSize(size)
        result += replacement
      }
      return .string(result)
    }
    type.attributes["maketrans"] = .staticMethod(
      MethodWrapper(
        .builtin(
          BuiltinFunction("maketrans") { (interpreter, arguments) throws(Raised) in
            let values = try interpreter.positional("maketrans", arguments, 1...3)
            return .dict(
              values.count == 1
                ? try interpreter.translationTable(from: values[0])
                : try interpreter.translationTable(values))
          })))
  }

  /// What a table has for a character; nil where it leaves it as it is.
  private func translation(
    of scalar: Unicode.Scalar, in table: Object
  ) throws(Raised) -> String? {
    let found: Object
    do throws(Raised) {
      found = try subscripted(table, .int(Int(scalar.value)))
    } catch {
      guard error.exception.type.isSubtype(of: builtinTypes.exception("LookupError")) else {
        throw error
      }
      return nil
    }
    switch unwrapped(found) {
    case .none: return ""
    case .string(let text): return text
    case let other:
      guard let code = Number(other)?.integer else {
        throw typeError("character mapping must return integer, None or str")
      }
      guard let small = Int(exactly: code), (0...0x10FFFF).contains(small) else {
        throw valueError("character mapping must be in range(0x110000)")
      }
      return try character(small)
    }
  }

  private func translationTable(from value: Object) throws(Raised) -> DictObject {
    guard let source = dictionary(value) else {
      throw typeError("if you give only one argument to maketrans it must be a dict")
    }
    let table = DictObject()
    for (key, value) in source.items {
      if case .string(let text) = unwrapped(key) {
        guard text.unicodeScalars.count == 1, let scalar = text.unicodeScalars.first else {
          throw valueError("string keys in translate table must be of length 1")
        }
        try table.set(.int(Int(scalar.value)), value, self)
      } else {
        guard Number(unwrapped(key))?.integer != nil else {
          throw typeError("keys in translate table must be strings or integers")
        }
        try table.set(key, value, self)
      }
    }
    return table
  }

  private func translationTable(_ values: [Object]) throws(Raised) -> DictObject {
    var texts: [[Unicode.Scalar]] = []
    for (index, value) in values.enumerated() {
      guard case .string(let text) = unwrapped(value) else {
        if index == 0 {
          throw typeError("first maketrans argument must be a string if there is a second argument")
        }
        throw typeError(
          "maketrans() argument \(index + 1) must be str, not \(typeOf(value).name)")
      }
      texts.append(Array(text.unicodeScalars))
    }
    guard texts[0].count == texts[1].count else {
      throw valueError("the first two maketrans arguments must have equal length")
    }
    let table = DictObject()
    for (from, to) in zip(texts[0], texts[1]) {
      try table.set(.int(Int(from.value)), .int(Int(to.value)), self)
    }
    for scalar in texts.dropFirst(2).joined() {
      try table.set(.int(Int(scalar.value)), .none, self)
    }
    return table
  }
}
