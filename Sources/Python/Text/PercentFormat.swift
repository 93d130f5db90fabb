import Platform

extension Interpreter {
  /// `format % values`.
  ///
  /// Source: `unicode_format_arg_parse` in CPython's `Objects/unicodeobject.c`.
  func percentFormat(_ format: String, _ values: Object) throws(Raised) -> String {
    var source = PercentArguments(values, self)
    var rest = Array(format.unicodeScalars)[...]
    var result = ""
    var size = 0
    while let scalar = rest.popFirst() {
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      if rest.first == "%" {
        result.unicodeScalars.append(rest.removeFirst())
        continue
      }
      let directive = try percentDirective(&rest, &source)
      let operand = try source.next(self)
      let text = try directive.apply(operand, self, at: rest.startIndex - 1)
      size += text.utf8.count
      try checkSize(size)
      result += text
    }
    guard source.isUsedUp else {
      throw typeError("not all arguments converted during string formatting")
    }
    return result
  }

  /// Reads what follows a percent sign.
  private func percentDirective(
    _ rest: inout ArraySlice<Unicode.Scalar>, _ source: inout PercentArguments
  ) throws(Raised) -> PercentDirective {
    var directive = PercentDirective()
    if rest.first == "(" {
      guard source.isMapping else { throw typeError("format requires a mapping") }
      try source.choose(try percentKey(&rest), self)
    }
    while let flag = rest.first, "-+ #0".unicodeScalars.contains(flag) {
      directive.flags.insert(flag)
      rest.removeFirst()
    }
    if rest.first == "*" {
      rest.removeFirst()
      directive.width = try source.nextInteger(self)
      if directive.width < 0 {
        directive.flags.insert("-")
        directive.width = Int(clamping: directive.width.magnitude)
      }
    } else {
      directive.width = try percentNumber(&rest, limit: .max, "width") ?? 0
    }
    if rest.first == "." {
      rest.removeFirst()
      if rest.first == "*" {
        rest.removeFirst()
        directive.precision = max(0, try source.nextInteger(self))
      } else {
        directive.precision = try percentNumber(&rest, limit: Int(Int32.max), "precision") ?? 0
      }
    }
    if let modifier = rest.first, "hlL".unicodeScalars.contains(modifier) { rest.removeFirst() }
    guard let kind = rest.popFirst() else { throw valueError("incomplete format") }
    directive.kind = kind
    try checkSize(max(directive.width, directive.precision ?? 0))
    return directive
  }

  /// The key in parentheses, which may hold parentheses itself.
  private func percentKey(_ rest: inout ArraySlice<Unicode.Scalar>) throws(Raised) -> String {
    rest.removeFirst()
    var key = String.UnicodeScalarView()
    var depth = 1
    while let scalar = rest.popFirst() {
      if scalar == "(" { depth += 1 }
      if scalar == ")" { depth -= 1 }
      if depth == 0 { return String(key) }
      key.append(scalar)
    }
    throw valueError("incomplete format key")
  }

  private func percentNumber(
    _ rest: inout ArraySlice<Unicode.Scalar>, limit: Int, _ what: String
  ) throws(Raised) -> Int? {
    var value: Int?
    while let scalar = rest.first, scalar.value >= 0x30, scalar.value <= 0x39 {
      let digit = Int(scalar.value) - 0x30
      guard (value ?? 0) <= (limit - digit) / 10 else { throw valueError("\(what) too big") }
      value = (value ?? 0) * 10 + digit
      rest.removeFirst()
    }
    return value
  }
}

/// What stands on the right of `%`: the elements of a tuple, one value, or a mapping.
private struct PercentArguments {
  private let values: Object
  private let elements: [Object]?
  let isMapping: Bool
  private var used = 0
  private var chosen: Object?

  init(_ values: Object, _ interpreter: Interpreter) {
    self.values = values
    elements = interpreter.tupleElements(values)
    switch interpreter.unwrapped(values) {
    case .tuple, .string: isMapping = false
    case .dict, .list, .range, .bytes: isMapping = true
    default: isMapping = interpreter.typeOf(values).lookup("__getitem__") != nil
    }
  }

  var isUsedUp: Bool { isMapping || used == (elements?.count ?? 1) }

  /// Looks the next operand up by its key.
  mutating func choose(_ key: String, _ interpreter: Interpreter) throws(Raised) {
    chosen = try interpreter.subscripted(values, .string(key))
    used = 1
  }

  mutating func next(_ interpreter: Interpreter) throws(Raised) -> Object {
    if let chosen {
      self.chosen = nil
      return chosen
    }
    guard used < (elements?.count ?? 1) else {
      throw interpreter.typeError("not enough arguments for format string")
    }
    used += 1
    return elements?[used - 1] ?? values
  }

  mutating func nextInteger(_ interpreter: Interpreter) throws(Raised) -> Int {
    let value = interpreter.unwrapped(try next(interpreter))
    guard let number = Number(value)?.integer else {
      throw interpreter.typeError("* wants int")
    }
    guard let small = Int(exactly: number) else {
      throw interpreter.raise("OverflowError", "Python int too large to convert to C ssize_t")
    }
    return small
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
    case "c": return pad("", try character(value, interpreter), zero: false)
    case "d", "i", "u", "x", "X", "o": return try applyInteger(value, interpreter)
    case "e", "E", "f", "F", "g", "G": return try applyFloat(value, interpreter)
    default:
      throw interpreter.valueError(
        "unsupported format character '\(kind.isASCII && kind.value >= 0x20 ? String(kind) : "?")' (0x\(String(kind.value, radix: 16))) at index \(index)"
      )
    }
  }

  private func truncated(_ text: String) -> String {
    precision.map { String(String.UnicodeScalarView(text.unicodeScalars.prefix($0))) } ?? text
  }

  private func applyInteger(_ value: Object, _ interpreter: Interpreter) throws(Raised) -> String {
    let isDecimal = "diu".unicodeScalars.contains(kind)
    guard let number = try integer(value, isDecimal: isDecimal, interpreter) else {
      let need = isDecimal ? "a real number" : "an integer"
      throw interpreter.typeError(
        "%\(kind) format: \(need) is required, not \(interpreter.typeOf(value).name)")
    }
    var digits: String
    switch kind {
    case "x": digits = String(number.magnitude, radix: 16)
    case "X": digits = String(number.magnitude, radix: 16, uppercase: true)
    case "o": digits = String(number.magnitude, radix: 8)
    default: digits = try interpreter.decimal(number.magnitude)
    }
    if let precision, digits.count < precision {
      digits = String(repeating: "0", count: precision - digits.count) + digits
    }
    var lead = sign(isNegative: number.isNegative)
    if flags.contains("#"), !isDecimal { lead += "0\(kind)" }
    return pad(lead, digits, zero: true)
  }

  private func integer(
    _ value: Object, isDecimal: Bool, _ interpreter: Interpreter
  ) throws(Raised) -> Integer? {
    guard isDecimal else { return try interpreter.indexIfPresent(value) }
    if case .float(let x) = interpreter.unwrapped(value) {
      return Number(try interpreter.toInteger(x.rounded(.towardZero)))?.integer
    }
    if case .instance = value, let result = try interpreter.special("__int__", value) {
      return Number(result)?.integer
    }
    return try interpreter.indexIfPresent(value)
  }

  private func character(
    _ value: Object, _ interpreter: Interpreter
  ) throws(Raised) -> String {
    if case .string(let text) = interpreter.unwrapped(value), text.unicodeScalars.count == 1 {
      return text
    }
    guard let code = try interpreter.indexIfPresent(value) else {
      throw interpreter.typeError("%c requires int or char")
    }
    guard let small = Int(exactly: code), (0...0x10FFFF).contains(small) else {
      throw interpreter.raise("OverflowError", "%c arg not in range(0x110000)")
    }
    return try interpreter.character(small)
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
      let digits = precision ?? 6
      let isAlternate = flags.contains("#")
      body =
        switch lower {
        case "f": DecimalText.fixed(x.magnitude, digits: digits, isAlternate: isAlternate)
        case "e": DecimalText.scientific(x.magnitude, digits: digits, isAlternate: isAlternate)
        default: DecimalText.general(x.magnitude, digits: digits, isAlternate: isAlternate)
        }
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
