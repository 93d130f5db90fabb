/// `str.format`: fields by position, name, attribute and index, with nested specifications.
///
/// Source: `MarkupIterator_next` and `parse_field` in CPython's `Objects/stringlib/unicode_format.h`.
struct TemplateFormatter {
  private let positional: [Object]
  private var named: [String: Object] = [:]
  private let mapping: Object?
  private var automatic = 0
  private var numbering: Numbering?

  private enum Numbering {
    case automatic
    case manual
  }

  /// One pair of braces, taken apart.
  private struct Field {
    var name: ArraySlice<Unicode.Scalar>
    var conversion: Unicode.Scalar?
    var spec: ArraySlice<Unicode.Scalar> = []
  }

  init(_ arguments: Arguments, mapping: Object? = nil) {
    positional = arguments.positional
    for keyword in arguments.keywords { named[keyword.name] = keyword.value }
    self.mapping = mapping
  }

  mutating func format(
    _ template: String, _ interpreter: Interpreter, depth: Int = 2
  ) throws(Raised) -> String {
    guard depth > 0 else { throw interpreter.valueError("Max string recursion exceeded") }
    var result = ""
    var size = 0
    var rest = Array(template.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      guard scalar == "{" || scalar == "}" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      if rest.first == scalar {
        result.unicodeScalars.append(rest.removeFirst())
        continue
      }
      guard scalar == "{", !rest.isEmpty else {
        throw interpreter.valueError("Single '\(scalar)' encountered in format string")
      }
      let field = try TemplateFormatter.field(&rest, interpreter)
      let text = try format(field, interpreter, depth: depth)
      size += text.utf8.count
      try interpreter.checkSize(size)
      result += text
    }
    return result
  }

  /// Reads a field from behind its opening brace to behind its closing one.
  private static func field(
    _ rest: inout ArraySlice<Unicode.Scalar>, _ interpreter: Interpreter
  ) throws(Raised) -> Field {
    let whole = rest
    var end: Unicode.Scalar?
    name: while let scalar = rest.popFirst() {
      switch scalar {
      case "{": throw interpreter.valueError("unexpected '{' in field name")
      case "[": rest = rest.drop { $0 != "]" }
      case "}", ":", "!":
        end = scalar
        break name
      default: break
      }
    }
    guard let end else { throw interpreter.valueError("expected '}' before end of string") }
    var field = Field(name: whole[..<(rest.startIndex - 1)])
    if end == "}" { return field }
    if end == "!" {
      guard let letter = rest.popFirst() else {
        throw interpreter.valueError("end of string while looking for conversion specifier")
      }
      field.conversion = letter
      if let following = rest.popFirst() {
        if following == "}" { return field }
        guard following == ":" else {
          throw interpreter.valueError("expected ':' after conversion specifier")
        }
      }
    }
    var depth = 1
    while let scalar = rest.popFirst() {
      if scalar == "{" { depth += 1 }
      if scalar == "}" { depth -= 1 }
      if depth == 0 { return field }
      field.spec.append(scalar)
    }
    throw interpreter.valueError("unmatched '{' in format spec")
  }

  private mutating func format(
    _ field: Field, _ interpreter: Interpreter, depth: Int
  ) throws(Raised) -> String {
    var value = try lookUp(field.name, interpreter)
    switch field.conversion {
    case nil: break
    case "r": value = .string(try interpreter.repr(value))
    case "s": value = .string(try interpreter.str(value))
    case "a": value = .string(asciiEscaped(try interpreter.repr(value)))
    case let other?:
      let shown =
        (0x21..<0x7F).contains(other.value)
        ? String(other) : "\\x" + String(other.value, radix: 16)
      throw interpreter.valueError("Unknown conversion specifier \(shown)")
    }
    var spec = String(field.spec)
    if field.spec.contains("{") { spec = try format(spec, interpreter, depth: depth - 1) }
    return try interpreter.format(value, spec: spec)
  }

  // MARK: Names

  private mutating func lookUp(
    _ path: ArraySlice<Unicode.Scalar>, _ interpreter: Interpreter
  ) throws(Raised) -> Object {
    let first = path.prefix { $0 != "." && $0 != "[" }
    var value = try root(first, interpreter)
    var rest = path[first.endIndex...]
    while let mark = rest.popFirst() {
      switch mark {
      case ".":
        let name = rest.prefix { $0 != "." && $0 != "[" }
        guard !name.isEmpty else {
          throw interpreter.valueError("Empty attribute in format string")
        }
        rest = rest[name.endIndex...]
        value = try interpreter.attribute(String(name), of: value)
      case "[":
        let key = rest.prefix { $0 != "]" }
        guard key.endIndex < rest.endIndex else {
          throw interpreter.valueError("Missing ']' in format string")
        }
        guard !key.isEmpty else {
          throw interpreter.valueError("Empty attribute in format string")
        }
        rest = rest[key.endIndex...].dropFirst()
        let index = try TemplateFormatter.number(key, interpreter)
        value = try interpreter.subscripted(value, index.map { .int($0) } ?? .string(String(key)))
      default:
        throw interpreter.valueError(
          "Only '.' or '[' may follow ']' in format field specifier")
      }
    }
    return value
  }

  /// The number that digits write, nil for anything else.
  private static func number(
    _ text: ArraySlice<Unicode.Scalar>, _ interpreter: Interpreter
  ) throws(Raised) -> Int? {
    var rest = text
    let value = try FormatSpec.number(&rest, interpreter)
    return rest.isEmpty ? value : nil
  }

  private mutating func root(
    _ name: ArraySlice<Unicode.Scalar>, _ interpreter: Interpreter
  ) throws(Raised) -> Object {
    var position = try TemplateFormatter.number(name, interpreter)
    if name.isEmpty || position != nil {
      let kind = name.isEmpty ? Numbering.automatic : .manual
      guard numbering == nil || numbering == kind else {
        throw interpreter.valueError(
          kind == .automatic
            ? "cannot switch from manual field specification to automatic field numbering"
            : "cannot switch from automatic field numbering to manual field specification")
      }
      numbering = kind
      if kind == .automatic {
        position = automatic
        automatic += 1
      }
    }
    if let position {
      guard mapping == nil else {
        throw interpreter.valueError("Format string contains positional fields")
      }
      guard position >= 0, position < positional.count else {
        throw interpreter.raise(
          "IndexError", "Replacement index \(position) out of range for positional args tuple")
      }
      return positional[position]
    }
    let key = String(name)
    if let mapping { return try interpreter.subscripted(mapping, .string(key)) }
    if let value = named[key] { return value }
    throw interpreter.raise("KeyError", arguments: [.string(key)])
  }
}
