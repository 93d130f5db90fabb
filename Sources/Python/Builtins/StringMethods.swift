extension Interpreter {
  func installCaseMethods() {
    let type = builtinTypes.str
    let methods: [(String, (String) -> String)] = [
      ("upper", { $0.uppercased() }), ("lower", { $0.lowercased() }),
      ("casefold", { $0.caseFolded() }), ("capitalize", { $0.capitalized(everyWord: false) }),
      ("title", { $0.capitalized(everyWord: true) }),
      (
        "swapcase",
        { text in
          text.unicodeScalars.map { scalar in
            scalar.properties.isUppercase
              ? scalar.properties.lowercaseMapping : scalar.properties.uppercaseMapping
          }.joined()
        }
      ),
    ]
    for (name, transform) in methods {
      define(type, name, takes: 0...0) { (_, value, _) throws(Raised) in
        .string(transform(value.text))
      }
    }
  }

  func installPredicates() {
    let type = builtinTypes.str
    let every: [(String, (Unicode.Scalar) -> Bool)] = [
      ("isdigit", { $0.properties.numericType == .decimal || $0.properties.numericType == .digit }),
      ("isdecimal", { $0.properties.numericType == .decimal }),
      ("isnumeric", { $0.properties.numericType != nil }),
      ("isalpha", { $0.isLetter }),
      ("isalnum", { $0.isLetter || $0.properties.numericType != nil }),
      ("isspace", { $0.isPythonSpace }),
    ]
    for (name, test) in every {
      define(type, name, takes: 0...0) { (_, value, _) throws(Raised) in
        .bool(!value.text.isEmpty && value.text.unicodeScalars.allSatisfy(test))
      }
    }
    define(type, "isascii", takes: 0...0) { (_, value, _) throws(Raised) in
      .bool(value.text.utf8.allSatisfy { $0 < 0x80 })
    }
    define(type, "isprintable", takes: 0...0) { (_, value, _) throws(Raised) in
      .bool(quoted(value.text).dropFirst().dropLast() == value.text)
    }
    define(type, "isupper", takes: 0...0) { (_, value, _) throws(Raised) in
      let cased = value.text.unicodeScalars.filter { $0.properties.isCased }
      return .bool(!cased.isEmpty && cased.allSatisfy { $0.properties.isUppercase })
    }
    define(type, "islower", takes: 0...0) { (_, value, _) throws(Raised) in
      let cased = value.text.unicodeScalars.filter { $0.properties.isCased }
      return .bool(!cased.isEmpty && cased.allSatisfy { $0.properties.isLowercase })
    }
    define(type, "istitle", takes: 0...0) { (_, value, _) throws(Raised) in
      .bool(
        value.text.unicodeScalars.contains { $0.properties.isCased }
          && value.text.capitalized(everyWord: true) == value.text)
    }
    define(type, "isidentifier", takes: 0...0) { (_, value, _) throws(Raised) in
      let scalars = value.text.unicodeScalars
      guard let first = scalars.first else { return .bool(false) }
      return .bool(
        (first == "_" || first.properties.isXIDStart)
          && scalars.allSatisfy { $0.properties.isXIDContinue })
    }
  }

  func installStripping() {
    let type = builtinTypes.str
    for (name, leading, trailing) in [
      ("strip", true, true), ("lstrip", true, false), ("rstrip", false, true),
    ] {
      define(type, name, takes: 0...1) { (interpreter, value, rest) throws(Raised) in
        guard let characters = rest.first, !characters.isNone else {
          return .string(
            value.text.strip(leading: leading, trailing: trailing) { $0.isPythonSpace })
        }
        guard case .string(let blanks) = interpreter.unwrapped(characters) else {
          throw interpreter.typeError("\(name) arg must be None or str")
        }
        let set = Set(blanks.unicodeScalars)
        return .string(value.text.strip(leading: leading, trailing: trailing, set.contains))
      }
    }
    define(type, "removeprefix", takes: 1...1) { (interpreter, value, rest) throws(Raised) in
      let prefix = try interpreter.text(rest[0], "removeprefix")
      let scalars = value.text.unicodeScalars
      return scalars.starts(with: prefix.unicodeScalars)
        ? .string(String(scalars.dropFirst(prefix.unicodeScalars.count))) : value
    }
    define(type, "removesuffix", takes: 1...1) { (interpreter, value, rest) throws(Raised) in
      let suffix = Array(try interpreter.text(rest[0], "removesuffix").unicodeScalars)
      let scalars = Array(value.text.unicodeScalars)
      guard scalars.suffix(suffix.count).elementsEqual(suffix) else { return value }
      return .string(String(scalars.dropLast(suffix.count)))
    }
  }

  func installSearching() {
    let type = builtinTypes.str
    for (name, isLast, isStrict) in [
      ("find", false, false), ("rfind", true, false), ("index", false, true),
      ("rindex", true, true),
    ] {
      define(type, name, takes: 1...3) { (interpreter, value, rest) throws(Raised) in
        let part = try interpreter.searched(rest[0])
        let (points, range) = try interpreter.window(rest.dropFirst(), value.text)
        try interpreter.spend(range?.count ?? 0)
        let found = range.flatMap { points.find(part, in: $0, fromRight: isLast) }
        if found == nil, isStrict { throw interpreter.valueError("substring not found") }
        return .int(found ?? -1)
      }
    }
    define(type, "count", takes: 1...3) { (interpreter, value, rest) throws(Raised) in
      let part = try interpreter.searched(rest[0])
      let (points, range) = try interpreter.window(rest.dropFirst(), value.text)
      guard let range else { return .int(0) }
      try interpreter.spend(range.count)
      let isWhole = range.count == points.count
      return .int((isWhole ? value.text : points[range]).occurrences(of: part))
    }
    for (name, isPrefix) in [("startswith", true), ("endswith", false)] {
      define(type, name, takes: 1...3) { (interpreter, value, rest) throws(Raised) in
        let choices = interpreter.tupleElements(rest[0]) ?? [rest[0]]
        let (points, range) = try interpreter.window(rest.dropFirst(), value.text)
        guard let range else { return .bool(false) }
        for choice in choices {
          guard case .string(let part) = interpreter.unwrapped(choice) else {
            throw interpreter.typeError(
              "\(name) first arg must be str or a tuple of str, "
                + "not \(interpreter.typeOf(choice).name)")
          }
          try interpreter.spend(bytes: part.utf8.count)
          if points.has(part, atEndOf: range, fromRight: !isPrefix) { return .bool(true) }
        }
        return .bool(false)
      }
    }
  }

  /// The string that a search looks for.
  private func searched(_ value: Object) throws(Raised) -> String {
    guard case .string(let text) = unwrapped(value) else {
      throw typeError("must be str, not \(typeOf(value).name)")
    }
    return text
  }

  /// The `[start[, end]]` arguments of a search; no range if it begins behind its end.
  private func window(
    _ rest: ArraySlice<Object>, _ text: String
  ) throws(Raised) -> (CodePoints, Range<Int>?) {
    let points = codePoints(text)
    let values = Array(rest)
    let slice = SliceObject(
      start: values.first ?? .none, stop: values.count > 1 ? values[1] : .none, step: .none)
    if case .int(let start) = slice.start, start > points.count { return (points, nil) }
    let (start, stop, _) = try bounds(slice, points.count)
    return (points, start <= stop ? start..<stop : nil)
  }

  func installSplitting() {
    let type = builtinTypes.str
    for (name, fromRight) in [("split", false), ("rsplit", true)] {
      define(type, name) { (interpreter, arguments) throws(Raised) in
        var rest = arguments
        let text = rest.positional.removeFirst().text
        let reader = try ArgumentReader(name, rest, ["sep", "maxsplit"], interpreter)
        let most =
          try reader.optional(1).map { (value) throws(Raised) in
            try interpreter.integer(value)
          } ?? -1
        let limit = most < 0 ? Int.max : most
        try interpreter.spend(text.utf8.count)
        let parts: [String]
        if reader[0].isNone {
          parts = text.words(limit: limit, fromRight: fromRight)
        } else {
          guard case .string(let separator) = interpreter.unwrapped(reader[0]) else {
            throw interpreter.typeError(
              "must be str or None, not \(interpreter.typeOf(reader[0]).name)")
          }
          guard !separator.isEmpty else { throw interpreter.valueError("empty separator") }
          parts = text.pieces(separatedBy: separator, limit: limit, fromRight: fromRight)
        }
        return .list(ListObject(parts.map { .string($0) }))
      }
    }
    define(type, "splitlines") { (interpreter, arguments) throws(Raised) in
      var rest = arguments
      let value = rest.positional.removeFirst()
      let reader = try ArgumentReader("splitlines", rest, ["keepends"], interpreter)
      let keepsEnds = try interpreter.isTrue(reader.optional(0) ?? .bool(false))
      return .list(ListObject(value.text.lines(keepingEnds: keepsEnds).map { .string($0) }))
    }
    for (name, fromRight) in [("partition", false), ("rpartition", true)] {
      define(type, name, takes: 1...1) { (interpreter, value, rest) throws(Raised) in
        let separator = try interpreter.searched(rest[0])
        guard !separator.isEmpty else { throw interpreter.valueError("empty separator") }
        let parts = value.text.pieces(separatedBy: separator, limit: 1, fromRight: fromRight)
        guard parts.count == 2 else {
          let all = [value, Object.string(""), .string("")]
          return .tuple(fromRight ? all.reversed() : all)
        }
        return .tuple([.string(parts[0]), .string(separator), .string(parts[1])])
      }
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isLetter: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }
}

extension String {
  /// Lowercase in which also letters without a simple counterpart are alike: `ß` is `ss`.
  ///
  /// The full case folding of Unicode, from the mappings of which it is made; the dotless i and
  /// Cherokee's letters are its exceptions.
  fileprivate func caseFolded() -> String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x131: result.unicodeScalars.append(scalar)
      case 0x13A0...0x13FD, 0xAB70...0xABBF: result += scalar.properties.uppercaseMapping
      default: result += scalar.properties.lowercaseMapping.uppercased().lowercased()
      }
    }
    return result
  }

  fileprivate func capitalized(everyWord: Bool) -> String {
    var result = ""
    var isInside = false
    for scalar in unicodeScalars {
      result +=
        isInside ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
      isInside = everyWord ? scalar.properties.isCased : true
    }
    return result
  }

  fileprivate func words(limit: Int, fromRight: Bool) -> [String] {
    if fromRight {
      return String(unicodeScalars.reversed()).words(limit: limit, fromRight: false)
        .map { String($0.unicodeScalars.reversed()) }.reversed()
    }
    var result: [String] = []
    var rest = unicodeScalars[...]
    while true {
      while let first = rest.first, first.isPythonSpace { rest.removeFirst() }
      if rest.isEmpty { return result }
      if result.count == limit { return result + [String(rest)] }
      let word = rest.prefix { !$0.isPythonSpace }
      result.append(String(word))
      rest = rest[word.endIndex...]
    }
  }

  fileprivate func lines(keepingEnds: Bool) -> [String] {
    var result: [String] = []
    var line = String.UnicodeScalarView()
    let scalars = Array(unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      guard
        "\n\r\u{0B}\u{0C}\u{1C}\u{1D}\u{1E}\u{85}\u{2028}\u{2029}".unicodeScalars.contains(scalar)
      else {
        line.append(scalar)
        continue
      }
      if keepingEnds { line.append(scalar) }
      if scalar == "\r", index < scalars.count, scalars[index] == "\n" {
        if keepingEnds { line.append("\n") }
        index += 1
      }
      result.append(String(line))
      line = String.UnicodeScalarView()
    }
    if !line.isEmpty { result.append(String(line)) }
    return result
  }
}
