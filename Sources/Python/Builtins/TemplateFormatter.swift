/// `str.format`: fields by position, name, attribute and index, with nested specifications.
struct TemplateFormatter {
  private let positional: [Object]
  private let named: [String: Object]
  private let mapping: Object?
  private var automatic = 0
  private var usesManual = false

  init(_ arguments: Arguments, mapping: Object? = nil) {
    positional = arguments.positional
    named = Dictionary(
      arguments.keywords.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
    self.mapping = mapping
  }

  mutating func format(
    _ template: String, _ interpreter: Interpreter, depth: Int = 0
  ) throws(Raised) -> String {
    guard depth < 3 else { throw interpreter.valueError("Max string recursion exceeded") }
    var result = String.UnicodeScalarView()
    var size = 0
    let text = Array(template.unicodeScalars)
    var index = 0
    while index < text.count {
      let scalar = text[index]
      let doubled = index + 1 < text.count && text[index + 1] == scalar
      if scalar == "{" || scalar == "}", doubled {
        result.append(scalar)
        index += 2
      } else if scalar == "{" {
        let end = try fieldEnd(text, index + 1, interpreter)
        let field = String(text[(index + 1)..<end])
        let shown = try format(field: field, interpreter, depth: depth)
        size += shown.utf8.count
        try interpreter.checkSize(size)
        result.append(contentsOf: shown.unicodeScalars)
        index = end + 1
      } else if scalar == "}" {
        throw interpreter.valueError("Single '}' encountered in format string")
      } else {
        result.append(scalar)
        index += 1
      }
    }
    return String(result)
  }

  private func fieldEnd(
    _ text: [Unicode.Scalar], _ start: Int, _ interpreter: Interpreter
  ) throws(Raised) -> Int {
    var nesting = 0
    for index in start..<text.count {
      if text[index] == "{" { nesting += 1 }
      if text[index] == "}" {
        if nesting == 0 { return index }
        nesting -= 1
      }
    }
    throw interpreter.valueError(
      start == text.count
        ? "Single '{' encountered in format string" : "expected '}' before end of string")
  }

  private mutating func format(
    field: String, _ interpreter: Interpreter, depth: Int
  ) throws(Raised) -> String {
    var name = field[...]
    var spec = ""
    if let colon = field.firstIndex(of: ":") {
      name = field[..<colon]
      spec = String(field[field.index(after: colon)...])
    }
    var conversion: Character?
    if let mark = name.lastIndex(of: "!") {
      let letters = name[name.index(after: mark)...]
      guard letters.count == 1 else {
        throw interpreter.valueError("expected ':' after conversion specifier")
      }
      conversion = letters.first
      name = name[..<mark]
    }
    var value = try lookUp(String(name), interpreter)
    switch conversion {
    case nil: break
    case "r": value = .string(try interpreter.repr(value))
    case "s": value = .string(try interpreter.str(value))
    case "a": value = .string(asciiEscaped(try interpreter.repr(value)))
    case let other?:
      throw interpreter.valueError("Unknown conversion specifier \(other)")
    }
    if spec.contains("{") { spec = try format(spec, interpreter, depth: depth + 1) }
    return try interpreter.format(value, spec: spec)
  }

  private mutating func lookUp(
    _ path: String, _ interpreter: Interpreter
  ) throws(Raised) -> Object {
    let first = path.prefix { $0 != "." && $0 != "[" }
    var value = try root(String(first), interpreter)
    var rest = path[first.endIndex...]
    while let mark = rest.first {
      rest.removeFirst()
      if mark == "." {
        let name = rest.prefix { $0 != "." && $0 != "[" }
        guard !name.isEmpty else {
          throw interpreter.valueError("Empty attribute in format string")
        }
        value = try interpreter.attribute(String(name), of: value)
        rest = rest[name.endIndex...]
      } else {
        let key = rest.prefix { $0 != "]" }
        guard key.endIndex < rest.endIndex else {
          throw interpreter.valueError("Missing ']' in format string")
        }
        value = try interpreter.subscripted(
          value, Int(key).map { .int($0) } ?? .string(String(key)))
        rest = rest[key.endIndex...].dropFirst()
      }
    }
    return value
  }

  private mutating func root(
    _ name: String, _ interpreter: Interpreter
  ) throws(Raised) -> Object {
    var position = Int(name)
    if name.isEmpty {
      guard !usesManual else {
        throw interpreter.valueError(
          "cannot switch from manual field specification to automatic field numbering")
      }
      position = automatic
      automatic += 1
    } else if position != nil {
      guard automatic == 0 else {
        throw interpreter.valueError(
          "cannot switch from automatic field numbering to manual field specification")
      }
      usesManual = true
    }
    if let position {
      guard position >= 0, position < positional.count else {
        throw interpreter.raise(
          "IndexError", "Replacement index \(position) out of range for positional args tuple")
      }
      return positional[position]
    }
    if let mapping { return try interpreter.subscripted(mapping, .string(name)) }
    if let value = named[name] { return value }
    throw interpreter.raise("KeyError", arguments: [.string(name)])
  }
}
