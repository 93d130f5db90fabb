import BigInt
import Foundation

/// The format mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
struct FormatSpec {
  private var fill: Character = " "
  private var align: Character?
  private var sign: Character = "-"
  private var isAlternate = false
  private var width = 0
  private var grouping: Character?
  private var precision: Int?
  private var type: Character?
  private let text: String

  init(_ text: String, _ interpreter: Interpreter) throws(Raised) {
    self.text = text
    var rest = Array(text)[...]
    let aligns: Set<Character> = ["<", ">", "=", "^"]
    if rest.count > 1, aligns.contains(rest[rest.startIndex + 1]) {
      fill = rest.removeFirst()
      align = rest.removeFirst()
    } else if let first = rest.first, aligns.contains(first) {
      align = rest.removeFirst()
    }
    if let first = rest.first, ["+", "-", " "].contains(first) { sign = rest.removeFirst() }
    if rest.first == "z" { rest.removeFirst() }
    if rest.first == "#" {
      isAlternate = true
      rest.removeFirst()
    }
    if rest.first == "0" {
      rest.removeFirst()
      if align == nil {
        fill = "0"
        align = "="
      }
    }
    width = try FormatSpec.number(&rest, interpreter) ?? 0
    try interpreter.checkSize(width)
    if let first = rest.first, first == "," || first == "_" {
      grouping = rest.removeFirst()
      if let second = rest.first, second == "," || second == "_" {
        throw interpreter.valueError(
          second == grouping
            ? "Cannot specify '\(second)' with '\(second)'."
            : "Cannot specify both ',' and '_'.")
      }
    }
    if rest.first == "." {
      rest.removeFirst()
      guard let value = try FormatSpec.number(&rest, interpreter) else {
        throw interpreter.valueError("Format specifier missing precision")
      }
      precision = value
    }
    type = rest.popFirst()
    guard rest.isEmpty else { throw interpreter.valueError("Invalid format specifier") }
  }

  private static func number(
    _ rest: inout ArraySlice<Character>, _ interpreter: Interpreter
  ) throws(Raised) -> Int? {
    let digits = String(rest.prefix { $0.isASCII && $0.isNumber })
    guard !digits.isEmpty else { return nil }
    rest.removeFirst(digits.count)
    guard let value = Int(digits), value < 1 << 31 else {
      throw interpreter.valueError("Too many decimal digits in format string")
    }
    return value
  }

  // MARK: Strings

  func apply(_ value: String, _ interpreter: Interpreter) throws(Raised) -> String {
    if let type, type != "s" { throw unknown(type, "str", interpreter) }
    if sign != "-" {
      throw interpreter.valueError("Sign not allowed in string format specifier")
    }
    if align == "=", fill != "0" {
      throw interpreter.valueError("'=' alignment not allowed in string format specifier")
    }
    if let grouping { throw interpreter.valueError("Cannot specify '\(grouping)' with 's'.") }
    let shown =
      precision.map { String(String.UnicodeScalarView(value.unicodeScalars.prefix($0))) } ?? value
    return pad("", shown, defaultAlign: "<")
  }

  // MARK: Integers

  func apply(integer value: BigInt, _ interpreter: Interpreter) throws(Raised) -> String {
    let type = type ?? "d"
    if "eEfFgG%".contains(type) {
      let double = nearestDouble(value)
      guard double.isFinite else {
        throw interpreter.raise("OverflowError", "int too large to convert to float")
      }
      return try apply(double, interpreter)
    }
    guard precision == nil else {
      throw interpreter.valueError("Precision not allowed in integer format specifier")
    }
    let magnitude = value.magnitude
    var prefix = ""
    var digits: String
    var group = 3
    switch type {
    case "d", "n": digits = try interpreter.decimal(BigInt(magnitude))
    case "b": (digits, prefix, group) = (String(magnitude, radix: 2), "0b", 4)
    case "o": (digits, prefix, group) = (String(magnitude, radix: 8), "0o", 4)
    case "x": (digits, prefix, group) = (String(magnitude, radix: 16), "0x", 4)
    case "X": (digits, prefix, group) = (String(magnitude, radix: 16, uppercase: true), "0X", 4)
    case "c":
      guard let code = UInt32(exactly: value), let scalar = UnicodeScalar(code) else {
        throw interpreter.raise("OverflowError", "%c arg not in range(0x110000)")
      }
      return pad("", String(scalar), defaultAlign: "<")
    default: throw unknown(type, "int", interpreter)
    }
    if grouping == ",", group == 4 {
      throw interpreter.valueError("Cannot specify ',' with '\(type)'.")
    }
    let lead =
      signText(isNegative: value.sign == .minus && !value.isZero) + (isAlternate ? prefix : "")
    return assemble(lead, digits, "", group: group)
  }

  // MARK: Floats

  func apply(_ value: Double, _ interpreter: Interpreter) throws(Raised) -> String {
    if let type, !"eEfFgGn%".contains(type) { throw unknown(type, "float", interpreter) }
    let precision = precision ?? 6
    try interpreter.checkSize(precision)
    guard precision < 1 << 20 else { throw interpreter.valueError("precision too big") }
    let isUpper = type.map { "EFG".contains($0) } ?? false
    var isNegative = value.sign == .minus
    var body: String
    if value.isNaN {
      isNegative = false
      body = "nan"
    } else if value.isInfinite {
      body = "inf"
    } else {
      body = digits(of: value, precision)
    }
    if type == "%" { body += "%" }
    if isUpper { body = body.uppercased() }
    let whole = String(body.prefix { $0.isASCII && $0.isNumber })
    let isWord = whole.isEmpty
    return assemble(
      signText(isNegative: isNegative), isWord ? body : whole,
      isWord ? "" : String(body.dropFirst(whole.count)), group: 3, isWord: isWord)
  }

  private func digits(of value: Double, _ precision: Int) -> String {
    switch type {
    case "f", "F": return printf(value, "f", precision: precision, isAlternate: isAlternate)
    case "e", "E": return printf(value, "e", precision: precision, isAlternate: isAlternate)
    case "%": return printf(value * 100, "f", precision: precision, isAlternate: isAlternate)
    case nil where self.precision == nil:
      return String(floatRepr(value.magnitude))
    case nil:
      return general(value, max(precision, 1))
    default: return printf(value, "g", precision: precision, isAlternate: isAlternate)
    }
  }

  /// Without a type, a precision means `g` with at least one digit after the point.
  private func general(_ value: Double, _ precision: Int) -> String {
    // Here the exponent form starts one digit earlier than with `g`.
    let scientific = printf(value, "e", precision: precision - 1)
    let exponent = scientific.split(separator: "e").last.flatMap { Int($0) } ?? 0
    var text = printf(value, "g", precision: precision, isAlternate: isAlternate)
    if exponent >= precision - 1, exponent >= -4, !text.contains("e") {
      let parts = scientific.split(separator: "e")
      var mantissa = String(parts[0])
      if mantissa.contains(".") {
        while mantissa.hasSuffix("0") { mantissa.removeLast() }
        if mantissa.hasSuffix(".") { mantissa.removeLast() }
      }
      return value == 0 ? "0.0" : mantissa + "e" + parts[1]
    }
    if !text.contains("."), !text.contains("e") { text += ".0" }
    return text
  }

  // MARK: Assembly

  private func signText(isNegative: Bool) -> String {
    isNegative ? "-" : sign == "-" ? "" : String(sign)
  }

  private func assemble(
    _ lead: String, _ digits: String, _ tail: String, group: Int, isWord: Bool = false
  ) -> String {
    var digits = digits
    if let grouping, !isWord {
      var needed = 0
      // Zero padding takes part in the grouping: `012,345`.
      if fill == "0", align == "=" { needed = width - lead.count - tail.count }
      digits = FormatSpec.grouped(digits, by: group, with: grouping, atLeast: needed)
    }
    return pad(lead, digits + tail, defaultAlign: ">")
  }

  private static func grouped(
    _ digits: String, by size: Int, with separator: Character, atLeast width: Int
  ) -> String {
    // `n` digits have `(n - 1) / size` separators between them.
    let count = max(digits.utf8.count, width - (width - 1) / (size + 1), 0)
    let zeros = count - digits.utf8.count
    var result = ""
    for (offset, digit) in (String(repeating: "0", count: zeros) + digits).enumerated() {
      if offset > 0, (count - offset) % size == 0 { result.append(separator) }
      result.append(digit)
    }
    return result
  }

  private func pad(_ lead: String, _ body: String, defaultAlign: Character) -> String {
    let missing = width - lead.unicodeScalars.count - body.unicodeScalars.count
    guard missing > 0 else { return lead + body }
    func filler(_ count: Int) -> String { String(repeating: fill, count: count) }
    // A zero before the width pads strings on the right, numbers after their sign.
    let align = align == "=" && defaultAlign == "<" ? "<" : align ?? defaultAlign
    switch align {
    case "<": return lead + body + filler(missing)
    case "^": return filler(missing / 2) + lead + body + filler(missing - missing / 2)
    case "=": return lead + filler(missing) + body
    default: return filler(missing) + lead + body
    }
  }

  private func unknown(_ type: Character, _ kind: String, _ interpreter: Interpreter) -> Raised {
    interpreter.valueError(
      "Unknown format code '\(type)' for object of type '\(kind)'")
  }
}
