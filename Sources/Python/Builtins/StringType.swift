extension Interpreter {
  func installStringType() {
    let type = builtinTypes.str
    defineSpecialMethods(type, operators: [.add, .multiply, .modulo], reflected: [.multiply])
    defineFormat(type)
    defineContainerMethods(type, isMutable: false, isHashable: true)
    define(type, "__str__", takes: 0...0) { (_, value, _) throws(Raised) in value }
    defineConstructor(type) { (interpreter, arguments) throws(Raised) in
      let reader = try ArgumentReader(
        "str", arguments, ["object", "encoding", "errors"], interpreter)
      guard let value = reader.optional(0) else { return .string("") }
      if reader.optional(1) != nil || reader.optional(2) != nil {
        for (index, name) in ["encoding", "errors"].enumerated() {
          if let given = reader.optional(index + 1) {
            guard case .string = interpreter.unwrapped(given) else {
              throw interpreter.typeError(
                "str() argument '\(name)' must be str, not \(interpreter.typeOf(given).name)")
            }
          }
        }
        switch interpreter.unwrapped(value) {
        case .bytes(let bytes):
          return .string(
            try interpreter.decode(bytes.elements, reader.optional(1), reader.optional(2)))
        case .string: throw interpreter.typeError("decoding str is not supported")
        default:
          throw interpreter.typeError(
            "decoding to str: need a bytes-like object, \(interpreter.typeOf(value).name) found")
        }
      }
      return .string(try interpreter.str(value))
    }
    installCaseMethods()
    installPredicates()
    installStripping()
    installSearching()
    installSplitting()
    installPadding()
    define(type, "join", takes: 1...1) { (interpreter, value, rest) throws(Raised) in
      guard interpreter.isIterable(rest[0]) else {
        throw interpreter.typeError("can only join an iterable")
      }
      var parts: [String] = []
      var size = 0
      for (index, element) in try interpreter.iterate(rest[0]).enumerated() {
        guard case .string(let part) = interpreter.unwrapped(element) else {
          throw interpreter.typeError(
            "sequence item \(index): expected str instance, "
              + "\(interpreter.typeOf(element).name) found")
        }
        size += part.utf8.count + value.text.utf8.count
        try interpreter.checkSize(size)
        parts.append(part)
      }
      try interpreter.spend(bytes: size)
      return .string(parts.joined(separator: value.text))
    }
    define(type, "replace", takes: 2...3) { (interpreter, value, rest) throws(Raised) in
      for index in 0...1 {
        guard case .string = interpreter.unwrapped(rest[index]) else {
          throw interpreter.typeError(
            "replace() argument \(index + 1) must be str, "
              + "not \(interpreter.typeOf(rest[index]).name)")
        }
      }
      let (old, new) = (interpreter.unwrapped(rest[0]).text, interpreter.unwrapped(rest[1]).text)
      let limit = rest.count > 2 ? try interpreter.integer(rest[2]) : -1
      try interpreter.spend(value.text.utf8.count)
      if new.utf8.count > old.utf8.count {
        // Neither factor reaches 2^31, since no text is larger than a container may be.
        let times = min(value.text.occurrences(of: old), limit < 0 ? .max : limit)
        let growth = times * (new.utf8.count - old.utf8.count)
        try interpreter.checkSize(value.text.utf8.count + growth)
      }
      return .string(value.text.replacing(old, with: new, limit: limit < 0 ? .max : limit))
    }
    define(type, "format") { (interpreter, arguments) throws(Raised) in
      var rest = arguments
      let template = rest.positional.removeFirst()
      var formatter = TemplateFormatter(rest)
      return .string(try formatter.format(template.text, interpreter))
    }
    define(type, "format_map", takes: 1...1) { (interpreter, value, rest) throws(Raised) in
      var formatter = TemplateFormatter(Arguments(), mapping: rest[0])
      return .string(try formatter.format(value.text, interpreter))
    }
    define(type, "encode") { (interpreter, arguments) throws(Raised) in
      var rest = arguments
      let text = rest.positional.removeFirst().text
      let reader = try ArgumentReader("encode", rest, ["encoding", "errors"], interpreter)
      return .bytes(
        BytesObject(try interpreter.encode(text, reader.optional(0), reader.optional(1))))
    }
    installTranslation()
  }

  /// A string argument.
  func text(_ value: Object, _ function: String) throws(Raised) -> String {
    guard case .string(let text) = unwrapped(value) else {
      throw typeError("\(function)() argument must be str, not \(typeOf(value).name)")
    }
    return text
  }

  private func installPadding() {
    let type = builtinTypes.str
    for (name, align) in [("ljust", "<"), ("rjust", ">"), ("center", "^")] {
      define(type, name, takes: 1...2) { (interpreter, value, rest) throws(Raised) in
        let width = try interpreter.integer(rest[0])
        let fill = rest.count > 1 ? interpreter.unwrapped(rest[1]) : .string(" ")
        guard case .string(let fill) = fill else {
          throw interpreter.typeError(
            "The fill character must be a unicode character, "
              + "not \(interpreter.typeOf(rest[1]).name)")
        }
        guard fill.unicodeScalars.count == 1 else {
          throw interpreter.typeError("The fill character must be exactly one character long")
        }
        try interpreter.checkSize(width)
        let missing = max(0, width) - value.text.unicodeScalars.count
        guard missing > 0 else { return value }
        // CPython's centre puts the odd blank left when the width is odd.
        let left =
          align == "<" ? 0 : align == ">" ? missing : missing / 2 + (missing & width & 1)
        return .string(
          String(repeating: fill, count: left) + value.text
            + String(repeating: fill, count: missing - left))
      }
    }
    define(type, "zfill", takes: 1...1) { (interpreter, value, rest) throws(Raised) in
      let width = try interpreter.integer(rest[0])
      try interpreter.checkSize(width)
      var body = value.text
      let missing = max(0, width) - body.unicodeScalars.count
      guard missing > 0 else { return value }
      var sign = ""
      if body.hasPrefix("-") || body.hasPrefix("+") { sign = String(body.removeFirst()) }
      return .string(sign + String(repeating: "0", count: missing) + body)
    }
    define(type, "expandtabs") { (interpreter, arguments) throws(Raised) in
      var rest = arguments
      let value = rest.positional.removeFirst()
      let reader = try ArgumentReader("expandtabs", rest, ["tabsize"], interpreter)
      let size = try interpreter.integer(reader.optional(0) ?? .int(8))
      var result = ""
      var column = 0
      try interpreter.spend(value.text.utf8.count)
      for scalar in value.text.unicodeScalars {
        if scalar == "\t" {
          let count = size > 0 ? size - column % size : 0
          try interpreter.checkSize(result.utf8.count + count)
          result += String(repeating: " ", count: count)
          column += count
        } else {
          result.unicodeScalars.append(scalar)
          column = scalar == "\n" ? 0 : column + 1
        }
      }
      return .string(result)
    }
  }
}

extension Object {
  /// The text of a string, empty for anything else.
  var text: String {
    if case .string(let text) = self { text } else { "" }
  }
}
