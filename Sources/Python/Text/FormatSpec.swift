import Platform

/// The format mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
///
/// Source: `parse_internal_render_format_spec` in CPython's `Python/formatter_unicode.c`.
struct FormatSpec {
  /// What is formatted, which decides the defaults and the errors.
  enum Operand {
    case string
    case integer
    case float

    /// The type that a specification without one has; a float's is `repr`.
    fileprivate var defaultType: Unicode.Scalar? {
      switch self {
      case .string: "s"
      case .integer: "d"
      case .float: nil
      }
    }
  }

  private var fill: Unicode.Scalar = " "
  private var align: Unicode.Scalar
  private var sign: Unicode.Scalar?
  /// `z`: what rounds to minus zero is zero.
  private var dropsMinusOfZero = false
  private var isAlternate = false
  private var width = 0
  private var grouping: Unicode.Scalar?
  private var precision: Int?
  private var type: Unicode.Scalar?
  /// The name of the operand's type, for errors.
  private let typeName: String

  init(
    _ text: String, for operand: Operand, named typeName: String, _ interpreter: Interpreter
  ) throws(Raised) {
    self.typeName = typeName
    align = operand == .string ? "<" : ">"
    var rest = Array(text.unicodeScalars)[...]
    let aligns: Set<Unicode.Scalar> = ["<", ">", "=", "^"]
    var (hasFill, hasAlign) = (false, false)
    if rest.count > 1, aligns.contains(rest[1]) {
      fill = rest.removeFirst()
      align = rest.removeFirst()
      (hasFill, hasAlign) = (true, true)
    } else if let first = rest.first, aligns.contains(first) {
      align = rest.removeFirst()
      hasAlign = true
    }
    if let first = rest.first, ["+", "-", " "].contains(first) { sign = rest.removeFirst() }
    if rest.first == "z" {
      dropsMinusOfZero = true
      rest.removeFirst()
    }
    if rest.first == "#" {
      isAlternate = true
      rest.removeFirst()
    }
    if !hasFill, rest.first == "0" {
      rest.removeFirst()
      fill = "0"
      if !hasAlign, operand != .string { align = "=" }
    }
    width = try FormatSpec.number(&rest, interpreter) ?? 0
    try readGrouping(&rest, interpreter)
    if rest.first == "." {
      rest.removeFirst()
      guard let value = try FormatSpec.number(&rest, interpreter) else {
        throw interpreter.valueError("Format specifier missing precision")
      }
      precision = value
    }
    guard rest.count <= 1 else {
      throw interpreter.valueError(
        "Invalid format specifier '\(text)' for object of type '\(typeName)'")
    }
    type = rest.popFirst() ?? operand.defaultType
    try checkGrouping(interpreter)
    try interpreter.checkSize(width)
  }

  private mutating func readGrouping(
    _ rest: inout ArraySlice<Unicode.Scalar>, _ interpreter: Interpreter
  ) throws(Raised) {
    if rest.first == "," { grouping = rest.removeFirst() }
    if rest.first == "_" {
      guard grouping == nil else {
        throw interpreter.valueError("Cannot specify both ',' and '_'.")
      }
      grouping = rest.removeFirst()
      guard rest.first != "," else {
        throw interpreter.valueError("Cannot specify both ',' and '_'.")
      }
    }
  }

  private func checkGrouping(_ interpreter: Interpreter) throws(Raised) {
    guard let grouping, let type else { return }
    let allowed = "defgEG%F".unicodeScalars.contains(type)
    guard allowed || (grouping == "_" && "boxX".unicodeScalars.contains(type)) else {
      throw interpreter.valueError(
        "Cannot specify '\(grouping)' with '\(FormatSpec.shown(type))'.")
    }
  }

  /// The number that a text begins with, which is taken off it; nil if it begins with none.
  static func number(
    _ rest: inout ArraySlice<Unicode.Scalar>, _ interpreter: Interpreter
  ) throws(Raised) -> Int? {
    var value: Int?
    while let scalar = rest.first, scalar.properties.numericType == .decimal,
      let digit = scalar.properties.numericValue
    {
      rest.removeFirst()
      let (tens, overflow) = (value ?? 0).multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Int(digit))
      guard !overflow, !carry else {
        throw interpreter.valueError("Too many decimal digits in format string")
      }
      value = sum
    }
    return value
  }

  // MARK: Strings

  func apply(_ value: String, _ interpreter: Interpreter) throws(Raised) -> String {
    if let type, type != "s" { throw unknown(type, interpreter) }
    if let sign {
      throw interpreter.valueError(
        "\(sign == " " ? "Space" : "Sign") not allowed in string format specifier")
    }
    if dropsMinusOfZero {
      throw interpreter.valueError(
        "Negative zero coercion (z) not allowed in string format specifier")
    }
    if isAlternate {
      throw interpreter.valueError("Alternate form (#) not allowed in string format specifier")
    }
    if align == "=" {
      throw interpreter.valueError("'=' alignment not allowed in string format specifier")
    }
    let shown =
      precision.map { String(String.UnicodeScalarView(value.unicodeScalars.prefix($0))) } ?? value
    return pad("", shown)
  }

  // MARK: Integers

  func apply(integer value: Integer, _ interpreter: Interpreter) throws(Raised) -> String {
    let type = type ?? "d"
    if "eEfFgG%".unicodeScalars.contains(type) {
      let double = Double(value)
      guard double.isFinite else {
        throw interpreter.raise("OverflowError", "int too large to convert to float")
      }
      return try apply(double, interpreter)
    }
    guard "bcdoxXn".unicodeScalars.contains(type) else { throw unknown(type, interpreter) }
    guard precision == nil else {
      throw interpreter.valueError("Precision not allowed in integer format specifier")
    }
    guard !dropsMinusOfZero else {
      throw interpreter.valueError(
        "Negative zero coercion (z) not allowed in integer format specifier")
    }
    if type == "c" { return pad("", try character(value, interpreter)) }
    let magnitude = value.magnitude
    var prefix = ""
    let digits: String
    var group = 3
    switch type {
    case "b": (digits, prefix, group) = (String(magnitude, radix: 2), "0b", 4)
    case "o": (digits, prefix, group) = (String(magnitude, radix: 8), "0o", 4)
    case "x": (digits, prefix, group) = (String(magnitude, radix: 16), "0x", 4)
    case "X": (digits, prefix, group) = (String(magnitude, radix: 16, uppercase: true), "0X", 4)
    default: digits = try interpreter.decimal(magnitude)
    }
    let lead =
      signText(isNegative: value.isNegative) + (isAlternate ? prefix : "")
    return assemble(lead, digits, "", group: group)
  }

  private func character(
    _ value: Integer, _ interpreter: Interpreter
  ) throws(Raised) -> String {
    guard sign == nil else {
      throw interpreter.valueError("Sign not allowed with integer format specifier 'c'")
    }
    guard !isAlternate else {
      throw interpreter.valueError(
        "Alternate form (#) not allowed with integer format specifier 'c'")
    }
    guard let code = Int(exactly: value) else {
      throw interpreter.raise("OverflowError", "Python int too large to convert to C long")
    }
    guard (0...0x10FFFF).contains(code) else {
      throw interpreter.raise("OverflowError", "%c arg not in range(0x110000)")
    }
    return try interpreter.character(code)
  }

  // MARK: Floats

  func apply(_ value: Double, _ interpreter: Interpreter) throws(Raised) -> String {
    if let type, !"eEfFgGn%".unicodeScalars.contains(type) { throw unknown(type, interpreter) }
    guard Int32(exactly: precision ?? 0) != nil else {
      throw interpreter.valueError("precision too big")
    }
    let precision = precision ?? 6
    try interpreter.checkSize(precision)
    var isNegative = value.sign == .minus
    var body: String
    if value.isNaN {
      isNegative = false
      body = "nan"
    } else if value.isInfinite {
      body = "inf"
    } else {
      body = digits(of: value, precision)
      let mantissa = body.prefix { $0 != "e" }
      if dropsMinusOfZero, mantissa.utf8.allSatisfy({ !(0x31...0x39).contains($0) }) {
        isNegative = false
      }
    }
    if type == "%" { body += "%" }
    if let type, "EFG".unicodeScalars.contains(type) { body = body.uppercased() }
    let whole = String(body.prefix { $0.isASCII && $0.isNumber })
    let isWord = whole.isEmpty
    return assemble(
      signText(isNegative: isNegative), isWord ? body : whole,
      isWord ? "" : String(body.dropFirst(whole.count)), group: 3, isWord: isWord)
  }

  private func digits(of value: Double, _ precision: Int) -> String {
    switch type {
    case "f", "F":
      return DecimalText.fixed(value.magnitude, digits: precision, isAlternate: isAlternate)
    case "e", "E":
      return DecimalText.scientific(value.magnitude, digits: precision, isAlternate: isAlternate)
    case "%": return percent(value * 100, precision)
    case nil where self.precision == nil:
      let text = floatRepr(value.magnitude)
      guard isAlternate, !text.contains(".") else { return text }
      return text.replacing("e", with: ".e")
    case nil: return general(value, max(precision, 1))
    default:
      return DecimalText.general(value.magnitude, digits: precision, isAlternate: isAlternate)
    }
  }

  private func percent(_ value: Double, _ precision: Int) -> String {
    value.isInfinite
      ? "inf" : DecimalText.fixed(value.magnitude, digits: precision, isAlternate: isAlternate)
  }

  /// Without a type, a precision means `g` with at least one digit after the point.
  private func general(_ value: Double, _ precision: Int) -> String {
    // Here the exponent form starts one digit earlier than with `g`.
    let scientific = DecimalText.scientific(
      value.magnitude, digits: precision - 1, isAlternate: isAlternate)
    let parts = scientific.split(separator: "e")
    let exponent = parts.last.flatMap { Int($0) } ?? 0
    guard exponent >= precision - 1 else {
      let text = DecimalText.general(value.magnitude, digits: precision, isAlternate: isAlternate)
      return text.contains(".") || text.contains("e") ? text : text + ".0"
    }
    var mantissa = String(parts[0])
    if mantissa.contains("."), !isAlternate {
      while mantissa.hasSuffix("0") { mantissa.removeLast() }
      if mantissa.hasSuffix(".") { mantissa.removeLast() }
    }
    return mantissa + "e" + parts[1]
  }

  // MARK: Assembly

  private func signText(isNegative: Bool) -> String {
    if isNegative { return "-" }
    return sign.map { $0 == "-" ? "" : String($0) } ?? ""
  }

  private func assemble(
    _ lead: String, _ digits: String, _ tail: String, group: Int, isWord: Bool = false
  ) -> String {
    var digits = digits
    if let grouping, !isWord {
      var needed = 0
      // Zero padding takes part in the grouping: `012,345`.
      if fill == "0", align == "=" { needed = width - lead.utf8.count - tail.utf8.count }
      digits = FormatSpec.grouped(digits, by: group, with: grouping, atLeast: needed)
    }
    return pad(lead, digits + tail)
  }

  private static func grouped(
    _ digits: String, by size: Int, with separator: Unicode.Scalar, atLeast width: Int
  ) -> String {
    var count = digits.utf8.count
    // With separators, `count` digits take `count + (count - 1) / size` places.
    if count + (count - 1) / size < width {
      let (groups, rest) = (width - 1).quotientAndRemainder(dividingBy: size + 1)
      count = groups * size + rest + 1
    }
    let padded = String(repeating: "0", count: count - digits.utf8.count) + digits
    var result = String.UnicodeScalarView()
    for (offset, digit) in padded.unicodeScalars.enumerated() {
      if offset > 0, (count - offset) % size == 0 { result.append(separator) }
      result.append(digit)
    }
    return String(result)
  }

  private func pad(_ lead: String, _ body: String) -> String {
    let missing = width - lead.unicodeScalars.count - body.unicodeScalars.count
    guard missing > 0 else { return lead + body }
    func filler(_ count: Int) -> String {
      String(String.UnicodeScalarView(repeatElement(fill, count: count)))
    }
    switch align {
    case "<": return lead + body + filler(missing)
    case "^": return filler(missing / 2) + lead + body + filler(missing - missing / 2)
    case "=": return lead + filler(missing) + body
    default: return filler(missing) + lead + body
    }
  }

  private func unknown(_ type: Unicode.Scalar, _ interpreter: Interpreter) -> Raised {
    interpreter.valueError(
      "Unknown format code '\(FormatSpec.shown(type))' for object of type '\(typeName)'")
  }

  private static func shown(_ type: Unicode.Scalar) -> String {
    (0x21..<0x80).contains(type.value) ? String(type) : "\\x" + String(type.value, radix: 16)
  }
}
