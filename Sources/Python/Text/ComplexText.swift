import Platform

extension Complex {
  /// As `repr` writes it: `(1+2j)`, and `2j` where the real part is zero.
  var text: String {
    let imaginary = Self.part(imaginary)
    if real == 0, real.sign == .plus { return imaginary + "j" }
    return "(\(Self.part(real))\(imaginary.hasPrefix("-") ? "" : "+")\(imaginary)j)"
  }

  private static func part(_ value: Double) -> String {
    let text = floatRepr(value)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Reads what `complex` reads; nil for what is no complex number.
  init?(_ text: String) {
    guard let bytes = NumberDigits.ascii(text), let plain = NumberDigits.withoutUnderscores(bytes)
    else { return nil }
    var rest = plain[...]
    if rest.first == UInt8(ascii: "(") {
      guard rest.last == UInt8(ascii: ")"), rest.count > 1 else { return nil }
      rest = rest.dropFirst().dropLast()
      while rest.first.map({ Self.isSpace($0) }) == true { rest.removeFirst() }
      while rest.last.map({ Self.isSpace($0) }) == true { rest.removeLast() }
    }
    guard let last = rest.last else { return nil }
    guard last | 0x20 == UInt8(ascii: "j") else {
      guard let real = Self.number(rest) else { return nil }
      self.init(real: real, imaginary: 0)
      return
    }
    rest.removeLast()
    // The sign between both parts, which none in an exponent is.
    let split = rest.indices.dropFirst().last { place in
      (rest[place] == UInt8(ascii: "+") || rest[place] == UInt8(ascii: "-"))
        && rest[place - 1] | 0x20 != UInt8(ascii: "e")
    }
    let sign = split.map { rest[$0...] } ?? rest
    let imaginary: Double? =
      switch String(decoding: sign, as: UTF8.self) {
      case "", "+": 1
      case "-": -1
      default: Self.number(sign)
      }
    guard let imaginary else { return nil }
    guard let split else {
      self.init(real: 0, imaginary: imaginary)
      return
    }
    guard let real = Self.number(rest[..<split]) else { return nil }
    self.init(real: real, imaginary: imaginary)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Double? {
    guard let first = bytes.first, !isSpace(first), let last = bytes.last, !isSpace(last) else {
      return nil
    }
    return Interpreter.parseFloat(String(decoding: bytes, as: UTF8.self))
  }
}

extension Interpreter {
  /// Both parts by one specification, and the whole put in its width.
  ///
  /// Source: `format_complex_internal` in CPython's `Python/formatter_unicode.c`.
  func format(_ value: Complex, _ spec: String) throws(Raised) -> String {
    var rest = Array(spec.unicodeScalars)[...]
    let alignments = Set<Unicode.Scalar>(["<", ">", "^", "="])
    var alignment: Unicode.Scalar?
    var fill: Unicode.Scalar = " "
    if rest.count > 1, alignments.contains(rest[rest.startIndex + 1]) {
      fill = rest.removeFirst()
      alignment = rest.removeFirst()
    } else if let first = rest.first, alignments.contains(first) {
      alignment = rest.removeFirst()
    }
    if alignment == "=" {
      throw valueError("'=' alignment flag is not allowed in complex format specifier")
    }
    var lead = ""
    while let next = rest.first, "+- z#".unicodeScalars.contains(next) {
      lead.unicodeScalars.append(rest.removeFirst())
    }
    if rest.first == "0" {
      throw valueError("Zero padding is not allowed in complex format specifier")
    }
    var width = 0
    while let digit = rest.first?.properties.numericType == .decimal ? rest.first : nil,
      let number = Int(String(digit)), width <= limits.containerElements
    {
      width = width * 10 + number
      rest.removeFirst()
    }
    try checkText(width)
    var tail = ""
    tail.unicodeScalars.append(contentsOf: rest)
    guard let type = rest.last, type.properties.isAlphabetic || type == "%" else {
      return padded(try plain(value, lead, tail), width, fill, alignment)
    }
    guard "eEfFgGn".unicodeScalars.contains(type) else {
      throw valueError("Unknown format code '\(type)' for object of type 'complex'")
    }
    let real = try format(.float(value.real), spec: lead + tail)
    let shared = lead.filter { $0 == "z" || $0 == "#" }
    let imaginary = try format(.float(value.imaginary), spec: "+" + shared + tail)
    return padded("\(real)\(imaginary)j", width, fill, alignment)
  }

  /// Without a type: as `repr` writes it, with `precision` digits where it is given.
  private func plain(
    _ value: Complex, _ lead: String, _ precision: String
  ) throws(Raised) -> String {
    if lead.isEmpty, precision.isEmpty { return value.text }
    func part(_ value: Double, _ sign: String) throws(Raised) -> String {
      if precision.isEmpty {
        let text = Complex(real: 0, imaginary: value).text.dropLast()
        return text.hasPrefix("-") || sign == "-" ? String(text) : sign + text
      }
      return try format(.float(value), spec: sign + precision + "g")
    }
    let sign = lead.first { "+- ".contains($0) }.map { String($0) } ?? ""
    if value.real == 0, value.real.sign == .plus { return try part(value.imaginary, sign) + "j" }
    return "(\(try part(value.real, sign))\(try part(value.imaginary, "+"))j)"
  }

  private func padded(
    _ text: String, _ width: Int, _ fill: Unicode.Scalar, _ alignment: Unicode.Scalar?
  ) -> String {
    let missing = max(0, width - text.unicodeScalars.count)
    let left = alignment == "<" ? 0 : alignment == "^" ? missing / 2 : missing
    return String(repeating: String(fill), count: left) + text
      + String(repeating: String(fill), count: missing - left)
  }
}
