import BigInt

extension Interpreter {
  /// `format % values`.
  func percentFormat(_ format: String, _ values: Object) throws(Raised) -> String {
    let mapping = dictionary(values)
    let arguments = tupleElements(values) ?? [values]
    var used = 0
    var rest = Array(format.unicodeScalars)[...]
    var result = String.UnicodeScalarView()
    var size = 0
    func next() throws(Raised) -> Object {
      guard used < arguments.count else {
        throw self.typeError("not enough arguments for format string")
      }
      used += 1
      return arguments[used - 1]
    }
    while let scalar = rest.popFirst() {
      guard scalar == "%" else {
        result.append(scalar)
        continue
      }
      var value: Object?
      if rest.first == "(" {
        guard let mapping else { throw typeError("format requires a mapping") }
        guard let end = rest.firstIndex(of: ")") else {
          throw valueError("incomplete format key")
        }
        var key = String.UnicodeScalarView()
        key.append(contentsOf: rest[(rest.startIndex + 1)..<end])
        rest = rest[(end + 1)...]
        guard let found = mapping.get(String(key)) else {
          throw raise("KeyError", arguments: [.string(String(key))])
        }
        value = found
        used = arguments.count
      }
      var directive = PercentDirective()
      while let flag = rest.first, "-+ #0".unicodeScalars.contains(flag) {
        directive.flags.insert(flag)
        rest.removeFirst()
      }
      if rest.first == "*" {
        rest.removeFirst()
        let width = try integer(try next())
        if width < 0 { directive.flags.insert("-") }
        directive.width = Int(clamping: width.magnitude)
      } else {
        directive.width = try digits(&rest, "width") ?? 0
      }
      if rest.first == "." {
        rest.removeFirst()
        if rest.first == "*" {
          rest.removeFirst()
          let precision = try integer(try next())
          guard precision < 1 << 31 else {
            throw raise("OverflowError", "Python int too large to convert to C int")
          }
          directive.precision = max(0, precision)
        } else {
          directive.precision = try digits(&rest, "precision") ?? 0
        }
      }
      while let modifier = rest.first, "hlL".unicodeScalars.contains(modifier) {
        rest.removeFirst()
      }
      guard let kind = rest.popFirst() else { throw valueError("incomplete format") }
      if kind == "%" {
        result.append("%")
        continue
      }
      directive.kind = kind
      try checkSize(max(directive.width, directive.precision ?? 0))
      let operand = if let value { value } else { try next() }
      let text = try directive.apply(operand, self, at: rest.startIndex - 1)
      size += text.utf8.count
      try checkSize(size)
      result.append(contentsOf: text.unicodeScalars)
    }
    if used < arguments.count, mapping == nil {
      throw typeError("not all arguments converted during string formatting")
    }
    return String(result)
  }

  /// A width or a precision, which C bounds.
  private func digits(
    _ rest: inout ArraySlice<Unicode.Scalar>, _ what: String
  ) throws(Raised) -> Int? {
    var value: Int?
    while let scalar = rest.first, scalar.value >= 0x30, scalar.value <= 0x39 {
      let digits = (value ?? 0) * 10 + Int(scalar.value - 0x30)
      guard digits < 1 << 31 else { throw valueError("\(what) too big") }
      value = digits
      rest.removeFirst()
    }
    return value
  }
}

/// One `%…x` in a format string.
private struct PercentDirective {
  var flags: Set<Unicode.Scalar> = []
  var width = 0
  var precision: Int?
  var kind: Unicode.Scalar = "s"

  func apply(_ value: Object, _ interpreter: Interpreter, at index: Int) throws(Raised) -> String {
    switch kind {
    case "s": return pad("", truncated(try interpreter.str(value)), zero: false)
    case "r": return pad("", truncated(try interpreter.repr(value)), zero: false)
    case "a": return pad("", truncated(asciiEscaped(try interpreter.repr(value))), zero: false)
    case "c":
      if case .string(let text) = value { return pad("", text, zero: false) }
      let code = UInt32(clamping: try interpreter.integer(value))
      return pad("", UnicodeScalar(code).map { String($0) } ?? "", zero: false)
    case "d", "i", "u", "x", "X", "o": return try applyInteger(value, interpreter)
    case "e", "E", "f", "F", "g", "G": return try applyFloat(value, interpreter)
    default:
      throw interpreter.valueError(
        "unsupported format character '\(kind)' (0x\(String(kind.value, radix: 16))) at index \(index)"
      )
    }
  }

  private func truncated(_ text: String) -> String {
    precision.map { String(String.UnicodeScalarView(text.unicodeScalars.prefix($0))) } ?? text
  }

  private func applyInteger(_ value: Object, _ interpreter: Interpreter) throws(Raised) -> String {
    let isDecimal = "diu".unicodeScalars.contains(kind)
    let number: BigInt
    if isDecimal, case .instance = value, let result = try interpreter.special("__int__", value),
      let n = Number(result)?.integer
    {
      number = n
    } else if let n = try interpreter.indexIfPresent(value) {
      number = n
    } else if isDecimal, case .float(let x) = value, x.isFinite {
      number = BigInt(x)
    } else {
      let need = isDecimal ? "a real number" : "an integer"
      throw interpreter.typeError(
        "%\(kind) format: \(need) is required, not \(interpreter.typeOf(value).name)")
    }
    var digits: String
    switch kind {
    case "x": digits = String(number.magnitude, radix: 16)
    case "X": digits = String(number.magnitude, radix: 16, uppercase: true)
    case "o": digits = String(number.magnitude, radix: 8)
    default: digits = try interpreter.decimal(BigInt(number.magnitude))
    }
    if let precision, digits.count < precision {
      digits = String(repeating: "0", count: precision - digits.count) + digits
    }
    var lead = sign(isNegative: number.sign == .minus && !number.isZero)
    if flags.contains("#"), !isDecimal { lead += "0\(kind)" }
    return pad(lead, digits, zero: true)
  }

  private func applyFloat(_ value: Object, _ interpreter: Interpreter) throws(Raised) -> String {
    let x = try interpreter.double(value)
    let lower = Character(String(kind).lowercased())
    var body: String
    if x.isNaN {
      body = "nan"
    } else if x.isInfinite {
      body = "inf"
    } else {
      body = printf(
        x, lower, precision: min(precision ?? 6, 1 << 20), isAlternate: flags.contains("#"))
    }
    if "EFG".unicodeScalars.contains(kind) { body = body.uppercased() }
    return pad(sign(isNegative: x.sign == .minus && !x.isNaN), body, zero: true)
  }

  private func sign(isNegative: Bool) -> String {
    isNegative ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : ""
  }

  private func pad(_ lead: String, _ body: String, zero: Bool) -> String {
    let missing = max(0, width - lead.unicodeScalars.count - body.unicodeScalars.count)
    if flags.contains("-") { return lead + body + String(repeating: " ", count: missing) }
    if zero, flags.contains("0") { return lead + String(repeating: "0", count: missing) + body }
    return String(repeating: " ", count: missing) + lead + body
  }
}
