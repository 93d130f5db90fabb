/// Compares what is claimed with what is printed, as text and as values.
package enum ValueText {
  /// How what an article claims compares with what is printed.
  package enum Comparison: Equatable {
    /// Letter by letter the same.
    case same
    /// The same value; the note says how it is written differently.
    case sameValue(note: String)
    /// The claim leaves something out.
    case shortened
    /// Something else is printed.
    case different
  }

  /// Compares the text of a claim with what is printed; `isExact` asks for every letter.
  package static func compare(claimed: String, actual: String, isExact: Bool) -> Comparison {
    if claimed == actual { return .same }
    if isExact { return .different }
    let (wanted, found) = (tokens(claimed), tokens(actual))
    if wanted.isEmpty { return .different }
    let printed = actual.split(separator: "\n").count == 1 ? "prints \(actual)" : "differs in form"
    if matches(wanted, found) {
      return plain(claimed) == plain(actual) ? .same : .sameValue(note: printed)
    }
    // The claim may give the value alone, without the label that is printed before it.
    if found.count > wanted.count {
      let end = Array(found.suffix(wanted.count))
      let before = found[found.count - wanted.count - 1]
      let isLabelled =
        switch before {
        case .sign(let sign): sign == ":" || sign == "="
        case .name: true
        case .number: false
        }
      if isLabelled, matches(wanted, end) {
        return plain(actual).hasSuffix(plain(claimed)) ? .same : .sameValue(note: printed)
      }
    }
    let bare = tokens(withoutHistory(actual))
    if bare != found, matches(tokens(withoutHistory(claimed)), bare) {
      return .sameValue(note: printed)
    }
    if claimed.contains("..."), !actual.contains("...") { return .shortened }
    return .different
  }

  /// Whether a comment can be nothing but a value.
  package static func isValue(_ text: String) -> Bool {
    let prefixes = ["tensor(", "torch.Size(", "Parameter containing:", "(tensor(", "[tensor("]
    if prefixes.contains(where: text.hasPrefix) {
      return isOpen(text) || text.last.map { ")]:".contains($0) } ?? false
    }
    if ["True", "False", "None"].contains(text) { return true }
    guard let first = text.first, first.isNumber || "-[(.".contains(first) else { return false }
    let found = tokens(text)
    return found.contains { if case .number = $0 { true } else { false } }
      && found.allSatisfy {
        switch $0 {
        case .number: true
        case .sign(let sign): "[](){}".contains(sign)
        case .name(let name): ["nan", "inf", "True", "False", "None"].contains(name)
        }
      }
  }

  /// Whether brackets wait for more.
  static func isOpen(_ text: String) -> Bool {
    text.count { "([{".contains($0) } > text.count { ")]}".contains($0) }
  }

  // MARK: Tokens

  private enum Token: Equatable {
    case number(Double, digits: Int)
    case name(String)
    case sign(Character)
  }

  private static func matches(_ wanted: [Token], _ found: [Token]) -> Bool {
    wanted.count == found.count && zip(wanted, found).allSatisfy { matches($0, $1) }
  }

  private static func matches(_ wanted: Token, _ found: Token) -> Bool {
    switch (wanted, found) {
    case (.number(let a, let digits), .number(let b, let more)):
      if a == b { return true }
      // A claim may show fewer digits than are printed, if it shows at least two.
      guard digits >= 2, more > digits else { return false }
      var unit = 0.5
      for _ in 0..<digits { unit /= 10 }
      return (a - b).magnitude <= unit * 1.000001
    case (.name(let a), .name(let b)): return a == b
    case (.sign(let a), .sign(let b)): return a == b
    case (.number, _), (.name, _), (.sign, _): return false
    }
  }

  private static func tokens(_ text: String) -> [Token] {
    var tokens: [Token] = []
    var rest = text[...]
    while let first = rest.first {
      if first.isLetter || first == "_" {
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        tokens.append(.name(String(name)))
        rest = rest.dropFirst(name.count)
      } else if let number = number(rest, after: tokens.last) {
        tokens.append(.number(number.value, digits: number.digits))
        rest = rest.dropFirst(number.length)
      } else {
        if !first.isWhitespace, first != "," { tokens.append(.sign(first)) }
        rest = rest.dropFirst()
      }
    }
    return tokens
  }

  /// A number at the beginning of a text, and how many digits stand behind its point.
  private static func number(
    _ text: Substring, after previous: Token?
  ) -> (value: Double, digits: Int, length: Int)? {
    var rest = text
    var length = 0
    if rest.first == "-" || rest.first == "+" {
      if case .number? = previous { return nil }
      if case .name? = previous { return nil }
      rest = rest.dropFirst()
      length = 1
    }
    let whole = rest.prefix(while: \.isNumber)
    rest = rest.dropFirst(whole.count)
    var fraction: Substring = ""
    var hasPoint = false
    if rest.first == "." {
      hasPoint = true
      fraction = rest.dropFirst().prefix(while: \.isNumber)
      rest = rest.dropFirst(fraction.count + 1)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    var exponent: Substring = ""
    if rest.first == "e" || rest.first == "E" {
      let signed = rest.dropFirst().prefix { $0 == "-" || $0 == "+" || $0.isNumber }
      if signed.last?.isNumber == true { exponent = rest.prefix(signed.count + 1) }
    }
    length += whole.count + fraction.count + (hasPoint ? 1 : 0) + exponent.count
    let sign = text.first == "-" ? "-" : ""
    guard
      let value = Double(
        "\(sign)\(whole.isEmpty ? "0" : whole).\(fraction.isEmpty ? "0" : fraction)\(exponent)")
    else { return nil }
    return (value, exponent.isEmpty ? fraction.count : 0, length)
  }

  private static func plain(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// A tensor's text without `grad_fn=` and `requires_grad=`.
  private static func withoutHistory(_ text: String) -> String {
    var text = text.replacing(", requires_grad=True", with: "")
    while let start = text.firstRange(of: ", grad_fn=<"),
      let end = text[start.upperBound...].firstIndex(of: ">")
    {
      text.removeSubrange(start.lowerBound...end)
    }
    return text
  }
}
