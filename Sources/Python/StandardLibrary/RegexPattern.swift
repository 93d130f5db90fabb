/// A regular expression as a tree.
indirect enum RegexNode {
  case empty
  case set(RegexSet)
  case sequence([RegexNode])
  case either([RegexNode])
  case group(RegexNode, number: Int?)
  case repeated(RegexNode, least: Int, most: Int, isLazy: Bool, isPossessive: Bool)
  case start
  case end
  case textStart
  case textEnd
  case wordBoundary(isNegated: Bool)
  case backreference(Int)
  case look(RegexNode, isAhead: Bool, isNegated: Bool)
  case atomic(RegexNode)
  case conditional(Int, RegexNode, RegexNode)
}

/// What one character may be.
struct RegexSet {
  enum Part {
    case range(ClosedRange<UInt32>)
    case digit(Bool)
    case word(Bool)
    case space(Bool)
    case any
  }

  var parts: [Part]
  var isNegated = false
  var ignoresCase = false
  var isASCII = false

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let isInside =
      parts.contains { holds($0, scalar) }
      || (ignoresCase
        && RegexSet.variants(of: scalar).contains { other in
          parts.contains { holds($0, other) }
        })
    return isInside != isNegated
  }

  private func holds(_ part: Part, _ scalar: Unicode.Scalar) -> Bool {
    switch part {
    case .any: true
    case .range(let range): range.contains(scalar.value)
    case .digit(let isPositive):
      (isASCII
        ? (0x30...0x39).contains(scalar.value) : scalar.properties.numericType == .decimal)
        == isPositive
    case .word(let isPositive):
      RegexSet.isWord(scalar, isASCII: isASCII) == isPositive
    case .space(let isPositive):
      (isASCII
        ? scalar.isASCII && scalar.isPythonSpace && scalar.value < 0x1C || scalar == " "
        : scalar.isPythonSpace) == isPositive
    }
  }

  static func isWord(_ scalar: Unicode.Scalar, isASCII: Bool) -> Bool {
    if scalar == "_" { return true }
    if isASCII, !scalar.isASCII { return false }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return true
    default: return scalar.properties.numericType != nil
    }
  }

  /// The same letter in the other case.
  static func variants(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping].compactMap { text in
      text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
    }
  }
}

/// Reads Python's regular expressions.
///
/// Source: "Regular Expression Syntax", Python 3.11 library reference.
struct RegexParser {
  struct PatternError: Error {
    let message: String
    let position: Int?
  }

  /// What a pattern says with letters such as `(?i)`.
  struct Flags: OptionSet {
    let rawValue: Int
    static let ignoreCase = Flags(rawValue: 2)
    static let multiline = Flags(rawValue: 8)
    static let dotAll = Flags(rawValue: 16)
    static let verbose = Flags(rawValue: 64)
    static let ascii = Flags(rawValue: 256)
  }

  let text: [Unicode.Scalar]
  var index = 0
  private(set) var flags: Flags
  private(set) var groups = 0
  private(set) var names: [(name: String, number: Int)] = []
  var open: Set<Int> = []
  private var depth = 0

  init(_ pattern: String, flags: Flags) {
    text = Array(pattern.unicodeScalars)
    self.flags = flags
  }

  mutating func parse() throws(PatternError) -> RegexNode {
    let node = try alternatives()
    guard index == text.count else { throw failure("unbalanced parenthesis", at: index) }
    return node
  }

  func failure(_ message: String, at position: Int?) -> PatternError {
    PatternError(message: message, position: position)
  }

  var current: Unicode.Scalar? { index < text.count ? text[index] : nil }

  mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    index += 1
    return true
  }

  private mutating func alternatives() throws(PatternError) -> RegexNode {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw failure("too many nested groups", at: index) }
    var choices = [try sequence()]
    while accept("|") { choices.append(try sequence()) }
    return choices.count == 1 ? choices[0] : .either(choices)
  }

  private mutating func sequence() throws(PatternError) -> RegexNode {
    var items: [RegexNode] = []
    while let scalar = current, scalar != "|", scalar != ")" {
      if flags.contains(.verbose) {
        if scalar.isPythonSpace {
          index += 1
          continue
        }
        if scalar == "#" {
          while let inside = current, inside != "\n" {
            _ = inside
            index += 1
          }
          continue
        }
      }
      let start = index
      guard let item = try atom() else { continue }
      items.append(try quantified(item, from: start))
    }
    return items.count == 1 ? items[0] : .sequence(items)
  }

  // MARK: Repetition

  private mutating func quantified(
    _ item: RegexNode, from start: Int
  ) throws(PatternError) -> RegexNode {
    var item = item
    var isRepeated = false
    while true {
      if flags.contains(.verbose) {
        while let scalar = current, scalar.isPythonSpace { index += 1 }
      }
      let here = index
      let bounds: (least: Int, most: Int)?
      switch current {
      case "*": bounds = (0, .max)
      case "+": bounds = (1, .max)
      case "?": bounds = (0, 1)
      case "{": bounds = try braces()
      default: return item
      }
      guard let bounds else { return item }
      if current != "{", index == here { index += 1 }
      guard !isRepeated else { throw failure("multiple repeat", at: here) }
      switch item {
      case .start, .end, .textStart, .textEnd, .empty:
        throw failure("nothing to repeat", at: start)
      default: break
      }
      isRepeated = true
      let isLazy = accept("?")
      let isPossessive = !isLazy && accept("+")
      item = .repeated(
        item, least: bounds.least, most: bounds.most, isLazy: isLazy, isPossessive: isPossessive)
    }
  }

  /// `{2}`, `{2,}`, `{,3}` or `{2,3}`; nil, with nothing read, where the brace is a brace.
  private mutating func braces() throws(PatternError) -> (least: Int, most: Int)? {
    let start = index
    index += 1
    let least = number()
    var most = least
    let hasComma = accept(",")
    if hasComma { most = number() }
    guard accept("}"), least != nil || (hasComma && (most != nil || least != nil)) || hasComma
    else {
      index = start
      return nil
    }
    if least == nil, most == nil, !hasComma {
      index = start
      return nil
    }
    let bounds = (least ?? 0, hasComma ? most ?? .max : least ?? 0)
    guard bounds.0 <= bounds.1 else {
      throw failure("min repeat greater than max repeat", at: start + 1)
    }
    return bounds
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let scalar = current, (0x30...0x39).contains(scalar.value) {
      value = min((value ?? 0) * 10 + Int(scalar.value) - 0x30, 1 << 27)
      index += 1
    }
    return value
  }

  // MARK: Atoms

  func set(_ parts: [RegexSet.Part], isNegated: Bool = false) -> RegexNode {
    .set(
      RegexSet(
        parts: parts, isNegated: isNegated, ignoresCase: flags.contains(.ignoreCase),
        isASCII: flags.contains(.ascii)))
  }

  func literal(_ scalar: Unicode.Scalar) -> RegexNode {
    set([.range(scalar.value...scalar.value)])
  }

  /// Nil where there is only a comment or flags.
  private mutating func atom() throws(PatternError) -> RegexNode? {
    let start = index
    guard let scalar = current else { return nil }
    index += 1
    switch scalar {
    case ".":
      return flags.contains(.dotAll) ? set([.any]) : set([.range(10...10)], isNegated: true)
    case "^": return flags.contains(.multiline) ? .start : .textStart
    case "$":
      return flags.contains(.multiline)
        ? .end
        : .either([
          .textEnd,
          .look(.sequence([literal("\n"), .textEnd]), isAhead: true, isNegated: false),
        ])
    case "*", "+", "?": throw failure("nothing to repeat", at: start)
    case "[": return try characterClass(start)
    case "(": return try group(start)
    case "\\": return try escape(start)
    default: return literal(scalar)
    }
  }

  private mutating func group(_ start: Int) throws(PatternError) -> RegexNode? {
    guard accept("?") else { return try captured(start, name: nil) }
    guard let mark = current else { throw failure("unexpected end of pattern", at: index) }
    index += 1
    switch mark {
    case ":": return .group(try closed(start), number: nil)
    case ">": return .atomic(try closed(start))
    case "=": return .look(try closed(start), isAhead: true, isNegated: false)
    case "!": return .look(try closed(start), isAhead: true, isNegated: true)
    case "#":
      while let scalar = current, scalar != ")" {
        _ = scalar
        index += 1
      }
      guard accept(")") else { throw failure("missing ), unterminated comment", at: start) }
      return nil
    case "P":
      if accept("<") { return try captured(start, name: try name(until: ">")) }
      guard accept("=") else {
        guard let letter = current else { throw failure("unexpected end of pattern", at: index) }
        throw failure("unknown extension ?P\(letter)", at: start + 1)
      }
      let place = index
      let name = try name(until: ")")
      guard let number = names.first(where: { $0.name == name })?.number else {
        throw failure("unknown group name '\(name)'", at: place)
      }
      return .backreference(number)
    case "<":
      guard current == "=" || current == "!" else {
        guard let letter = current else { throw failure("unexpected end of pattern", at: index) }
        throw failure("unknown extension ?<\(letter)", at: start + 1)
      }
      let isNegated = current == "!"
      index += 1
      let inner = try closed(start)
      guard inner.width != nil else {
        throw failure("look-behind requires fixed-width pattern", at: nil)
      }
      return .look(inner, isAhead: false, isNegated: isNegated)
    case "(": return try conditional(start)
    default:
      index -= 1
      return try inlineFlags(start)
    }
  }

  private mutating func closed(_ start: Int) throws(PatternError) -> RegexNode {
    let inner = try alternatives()
    guard accept(")") else {
      throw failure("missing ), unterminated subpattern", at: start)
    }
    return inner
  }

  private mutating func captured(_ start: Int, name: String?) throws(PatternError) -> RegexNode {
    groups += 1
    let number = groups
    if let name {
      if let other = names.first(where: { $0.name == name }) {
        throw failure(
          "redefinition of group name '\(name)' as group \(number); was group \(other.number)",
          at: start + 4)
      }
      names.append((name, number))
    }
    open.insert(number)
    let inner = try closed(start)
    open.remove(number)
    return .group(inner, number: number)
  }

  private mutating func name(until end: Unicode.Scalar) throws(PatternError) -> String {
    let start = index
    while let scalar = current, scalar != end {
      _ = scalar
      index += 1
    }
    let name = String(text[start..<index])
    guard accept(end) else {
      throw failure(
        name.isEmpty ? "missing group name" : "missing \(end), unterminated name", at: start)
    }
    guard !name.isEmpty else { throw failure("missing group name", at: start) }
    let scalars = name.unicodeScalars
    guard let first = scalars.first, first == "_" || first.properties.isXIDStart,
      scalars.allSatisfy({ $0.properties.isXIDContinue })
    else { throw failure("bad character in group name '\(name)'", at: start) }
    return name
  }

  private mutating func conditional(_ start: Int) throws(PatternError) -> RegexNode {
    let place = index
    var number: Int?
    if let digits = self.number() {
      number = digits
      guard accept(")") else { throw failure("missing ), unterminated name", at: place) }
    } else {
      let name = try name(until: ")")
      number = names.first { $0.name == name }?.number
      guard number != nil else { throw failure("unknown group name '\(name)'", at: place) }
    }
    guard let number, number > 0, number <= groups else {
      throw failure("invalid group reference \(number ?? 0)", at: place)
    }
    let yes = try sequence()
    let no = accept("|") ? try sequence() : .empty
    guard accept(")") else { throw failure("missing ), unterminated subpattern", at: start) }
    return .conditional(number, yes, no)
  }

  /// `(?i)` at the start, for all that follows, or `(?i:…)` for a part.
  private mutating func inlineFlags(_ start: Int) throws(PatternError) -> RegexNode? {
    var (added, removed): (Flags, Flags) = ([], [])
    var isRemoving = false
    let letters: [Unicode.Scalar: Flags] = [
      "i": .ignoreCase, "m": .multiline, "s": .dotAll, "x": .verbose, "a": .ascii, "u": [],
      "L": [],
    ]
    while let scalar = current {
      index += 1
      if scalar == ")" {
        guard start == 0 else {
          throw failure("global flags not at the start of the expression", at: start)
        }
        flags.formUnion(added)
        return nil
      }
      if scalar == ":" {
        let before = flags
        flags = flags.union(added).subtracting(removed)
        let inner = try closed(start)
        flags = before
        return .group(inner, number: nil)
      }
      if scalar == "-", !isRemoving {
        isRemoving = true
        continue
      }
      guard let flag = letters[scalar] else {
        throw failure(
          added.isEmpty && !isRemoving
            ? "unknown extension ?\(scalar)" : "unknown flag",
          at: added.isEmpty && !isRemoving ? start + 1 : index - 1)
      }
      if isRemoving { removed.formUnion(flag) } else { added.formUnion(flag) }
    }
    throw failure("missing -, : or )", at: index)
  }
}

extension RegexNode {
  /// How many characters it matches, nil where that differs.
  var width: Int? {
    switch self {
    case .empty, .start, .end, .textStart, .textEnd, .wordBoundary, .look: return 0
    case .set: return 1
    case .sequence(let items):
      var total = 0
      for item in items {
        guard let width = item.width else { return nil }
        total += width
      }
      return total
    case .either(let choices):
      guard let first = choices.first?.width else { return nil }
      return choices.allSatisfy { $0.width == first } ? first : nil
    case .group(let inner, _), .atomic(let inner): return inner.width
    case .repeated(let inner, let least, let most, _, _):
      guard least == most, let width = inner.width else { return nil }
      return width * least
    case .backreference: return nil
    case .conditional(_, let yes, let no): return yes.width == no.width ? yes.width : nil
    }
  }
}
