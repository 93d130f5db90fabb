/// `bytes` and `bytearray`.
///
/// What they share with `str` goes through the string of the same code points.
extension Interpreter {
  func installBytesTypes() {
    for type in [builtinTypes.bytes, builtinTypes.bytearray] {
      let isMutable = type === builtinTypes.bytearray
      defineSpecialMethods(type, operators: [.add, .multiply], reflected: [.multiply])
      defineContainerMethods(type, isMutable: isMutable, isHashable: !isMutable)
      defineConstructor(type) { (interpreter, arguments) throws(Raised) in
        .bytes(BytesObject(try interpreter.makeBytes(arguments, type), isMutable: isMutable))
      }
      installTextMethods(type)
      installAsciiMethods(type)
      installHexadecimal(type)
      define(type, "decode") { (interpreter, arguments) throws(Raised) in
        var rest = arguments
        let bytes = rest.positional.removeFirst().byteElements
        let reader = try ArgumentReader("decode", rest, ["encoding", "errors"], interpreter)
        return .string(try interpreter.decode(bytes, reader.optional(0), reader.optional(1)))
      }
    }
    installByteArrayMethods()
  }

  // MARK: Making

  private func makeBytes(_ arguments: Arguments, _ type: TypeObject) throws(Raised) -> [UInt8] {
    let reader = try ArgumentReader(
      type.name, arguments, ["source", "encoding", "errors"], self)
    guard let source = reader.optional(0) else { return [] }
    if case .string(let text) = unwrapped(source) {
      guard let encoding = reader.optional(1) else {
        throw typeError("string argument without an encoding")
      }
      return try encode(text, encoding, reader.optional(2))
    }
    guard reader.optional(1) == nil, reader.optional(2) == nil else {
      throw typeError("encoding without a string argument")
    }
    if case .bytes(let bytes) = unwrapped(source) { return bytes.elements }
    if case .instance = source, let result = try special("__bytes__", source) {
      return result.byteElements
    }
    if let count = try indexIfPresent(source) {
      guard let count = Int(index: count) else {
        throw raise("OverflowError", "cannot fit 'int' into an index-sized integer")
      }
      guard count >= 0 else { throw valueError("negative count") }
      try checkSize(count)
      return Array(repeating: 0, count: count)
    }
    guard isIterable(source) else {
      throw typeError("cannot convert '\(typeOf(source).name)' object to \(type.name)")
    }
    return try byteElements(of: source, type)
  }

  private func byteElements(of source: Object, _ type: TypeObject) throws(Raised) -> [UInt8] {
    if case .bytes(let bytes) = unwrapped(source) { return bytes.elements }
    var elements: [UInt8] = []
    for element in try iterate(source) { elements.append(try byte(element, type)) }
    return elements
  }

  /// A number from 0 to 255.
  func byte(_ value: Object, _ type: TypeObject) throws(Raised) -> UInt8 {
    guard let number = try indexIfPresent(value) else {
      throw typeError("'\(typeOf(value).name)' object cannot be interpreted as an integer")
    }
    guard let byte = UInt8(exactly: number) else {
      throw valueError(
        type === builtinTypes.bytes
          ? "bytes must be in range(0, 256)" : "byte must be in range(0, 256)")
    }
    return byte
  }

  // MARK: Methods shared with str

  private func installTextMethods(_ type: TypeObject) {
    let names = [
      "find", "rfind", "index", "rindex", "count", "startswith", "endswith", "replace", "split",
      "rsplit", "partition", "rpartition", "strip", "lstrip", "rstrip", "removeprefix",
      "removesuffix", "center", "ljust", "rjust", "zfill", "expandtabs", "splitlines",
    ]
    let isMutable = type === builtinTypes.bytearray
    for name in names {
      guard case .builtin(let method)? = builtinTypes.str.attributes[name] else { continue }
      let takesByte = ["find", "rfind", "index", "rindex", "count"].contains(name)
      define(type, name) { (interpreter, arguments) throws(Raised) in
        var rest = arguments
        for (index, value) in rest.positional.enumerated() {
          rest.positional[index] = try interpreter.latin(
            value, takesByte: takesByte && index == 1)
        }
        for (index, keyword) in rest.keywords.enumerated() {
          rest.keywords[index].value = try interpreter.latin(keyword.value, takesByte: false)
        }
        // Without an argument, only ASCII's blanks count.
        if rest.positional.count == 1, name.hasSuffix("strip") || name.hasSuffix("split") {
          let blanks = " \t\n\r\u{0B}\u{0C}"
          if name.hasSuffix("strip") {
            rest.positional.append(.string(blanks))
          } else if rest.positional[0].text.unicodeScalars.contains(where: { $0.value > 0x7F }) {
            throw interpreter.unsupported("\(type.name).\(name)() of bytes beyond ASCII")
          }
        }
        let result = try method.body(interpreter, rest)
        return interpreter.bytesFromLatin(result, isMutable: isMutable)
      }
    }
    define(type, "join", takes: 1...1) { (interpreter, value, rest) throws(Raised) in
      guard interpreter.isIterable(rest[0]) else {
        throw interpreter.typeError("can only join an iterable")
      }
      var parts: [[UInt8]] = []
      var size = 0
      for (index, element) in try interpreter.iterate(rest[0]).enumerated() {
        guard case .bytes(let part) = interpreter.unwrapped(element) else {
          throw interpreter.typeError(
            "sequence item \(index): expected a bytes-like object, "
              + "\(interpreter.typeOf(element).name) found")
        }
        size += part.elements.count + value.byteElements.count
        parts.append(part.elements)
      }
      try interpreter.checkSize(size)
      return .bytes(
        BytesObject(Array(parts.joined(separator: value.byteElements)), isMutable: isMutable))
    }
  }

  private func latin(_ value: Object, takesByte: Bool) throws(Raised) -> Object {
    switch unwrapped(value) {
    case .bytes(let bytes): return .string(bytes.latin)
    case .string:
      throw typeError(
        takesByte
          ? "argument should be integer or bytes-like object, not 'str'"
          : "a bytes-like object is required, not 'str'")
    case .int where takesByte:
      return .string(String(Unicode.Scalar(try byte(value, builtinTypes.bytearray))))
    case .tuple(let elements):
      var parts: [Object] = []
      for element in elements { parts.append(try latin(element, takesByte: false)) }
      return .tuple(parts)
    default: return value
    }
  }

  private func bytesFromLatin(_ value: Object, isMutable: Bool) -> Object {
    switch value {
    case .string(let text):
      return .bytes(BytesObject(BytesObject.latin(text) ?? [], isMutable: isMutable))
    case .tuple(let elements):
      return .tuple(elements.map { bytesFromLatin($0, isMutable: isMutable) })
    case .list(let list):
      return .list(
        ListObject(list.elements.map { bytesFromLatin($0, isMutable: isMutable) }))
    default: return value
    }
  }

  // MARK: Methods of ASCII's letters

  private func installAsciiMethods(_ type: TypeObject) {
    let isMutable = type === builtinTypes.bytearray
    let isUpper = { (byte: UInt8) in (0x41...0x5A).contains(byte) }
    let isLower = { (byte: UInt8) in (0x61...0x7A).contains(byte) }
    let isLetter = { (byte: UInt8) in isUpper(byte) || isLower(byte) }
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    func lower(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte | 0x20 : byte }
    func upper(_ byte: UInt8) -> UInt8 { isLower(byte) ? byte & 0xDF : byte }
    let maps: [(String, ([UInt8]) -> [UInt8])] = [
      ("upper", { $0.map(upper) }), ("lower", { $0.map(lower) }),
      ("swapcase", { $0.map { isUpper($0) ? lower($0) : upper($0) } }),
      ("capitalize", { $0.prefix(1).map(upper) + $0.dropFirst().map(lower) }),
      (
        "title",
        { bytes in
          var isInside = false
          return bytes.map { byte in
            defer { isInside = isLetter(byte) }
            return isInside ? lower(byte) : upper(byte)
          }
        }
      ),
    ]
    for (name, map) in maps {
      define(type, name, takes: 0...0) { (_, value, _) throws(Raised) in
        .bytes(BytesObject(map(value.byteElements), isMutable: isMutable))
      }
    }
    let tests: [(String, ([UInt8]) -> Bool)] = [
      ("isalpha", { !$0.isEmpty && $0.allSatisfy(isLetter) }),
      ("isdigit", { !$0.isEmpty && $0.allSatisfy(isDigit) }),
      ("isalnum", { !$0.isEmpty && $0.allSatisfy { isLetter($0) || isDigit($0) } }),
      ("isspace", { !$0.isEmpty && $0.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) } }),
      ("isupper", { $0.contains(where: isUpper) && !$0.contains(where: isLower) }),
      ("islower", { $0.contains(where: isLower) && !$0.contains(where: isUpper) }),
      ("isascii", { $0.allSatisfy { $0 < 0x80 } }),
    ]
    for (name, test) in tests {
      define(type, name, takes: 0...0) { (_, value, _) throws(Raised) in
        .bool(test(value.byteElements))
      }
    }
  }

  // MARK: Hexadecimal

  private func installHexadecimal(_ type: TypeObject) {
    let isMutable = type === builtinTypes.bytearray
    define(type, "hex", takes: 0...2) { (interpreter, value, rest) throws(Raised) in
      let digits = value.byteElements.map(BytesObject.hexadecimal)
      let separator = try rest.first.map { (text) throws(Raised) in
        try interpreter.text(text, "hex")
      }
      guard let separator, !digits.isEmpty else {
        return .string(String(decoding: digits.joined(), as: UTF8.self))
      }
      guard separator.utf8.count == 1 else { throw interpreter.valueError("sep must be length 1.") }
      let size = rest.count > 1 ? try interpreter.integer(rest[1]) : 1
      let width = Int(clamping: size.magnitude)
      var result: [UInt8] = []
      for (index, pair) in digits.enumerated() {
        // Groups are counted from the right, or from the left where the number is negative.
        let place = size < 0 ? index : digits.count - index
        if index > 0, width > 0, place % width == 0 { result += separator.utf8 }
        result += pair
      }
      return .string(String(decoding: result, as: UTF8.self))
    }
    type.attributes["fromhex"] = .classMethod(
      MethodWrapper(
        .builtin(
          BuiltinFunction("fromhex") { (interpreter, arguments) throws(Raised) in
            let values = try interpreter.positional("fromhex", arguments, 2...2)
            guard case .string(let text) = interpreter.unwrapped(values[1]) else {
              throw interpreter.typeError(
                "fromhex() argument must be str, not \(interpreter.typeOf(values[1]).name)")
            }
            return .bytes(
              BytesObject(try interpreter.bytes(hexadecimal: text), isMutable: isMutable))
          })))
  }

  private func bytes(hexadecimal text: String) throws(Raised) -> [UInt8] {
    var bytes: [UInt8] = []
    var high: UInt8?
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if high == nil, scalar.isASCII, scalar.isPythonSpace { continue }
      guard scalar.isASCII, let digit = NumberDigits.digit(UInt8(scalar.value)), digit < 16 else {
        throw valueError("non-hexadecimal number found in fromhex() arg at position \(index)")
      }
      if let first = high {
        bytes.append(first << 4 | UInt8(digit))
        high = nil
      } else {
        high = UInt8(digit)
      }
    }
    guard high == nil else {
      throw valueError(
        "non-hexadecimal number found in fromhex() arg at position \(scalars.count)")
    }
    return bytes
  }

  // MARK: Changing

  private func installByteArrayMethods() {
    let type = builtinTypes.bytearray
    func method(
      _ name: String, takes count: ClosedRange<Int>,
      _ body: @escaping (Interpreter, BytesObject, [Object]) throws(Raised) -> Object
    ) {
      define(type, name, takes: count) { (interpreter, value, rest) throws(Raised) in
        guard case .bytes(let bytes) = value, bytes.isMutable else {
          throw interpreter.typeError(
            "descriptor '\(name)' for 'bytearray' objects doesn't apply to a "
              + "'\(interpreter.typeOf(value).name)' object")
        }
        return try body(interpreter, bytes, rest)
      }
    }
    method("append", takes: 1...1) { (interpreter, bytes, rest) throws(Raised) in
      try interpreter.checkSize(bytes.elements.count + 1)
      bytes.elements.append(try interpreter.byte(rest[0], type))
      return .none
    }
    method("extend", takes: 1...1) { (interpreter, bytes, rest) throws(Raised) in
      let added = try interpreter.byteElements(of: rest[0], type)
      try interpreter.checkSize(bytes.elements.count + added.count)
      bytes.elements += added
      return .none
    }
    method("insert", takes: 2...2) { (interpreter, bytes, rest) throws(Raised) in
      let index = try interpreter.integer(rest[0])
      let added = try interpreter.byte(rest[1], type)
      let count = bytes.elements.count
      bytes.elements.insert(added, at: max(0, min(count, index < 0 ? index &+ count : index)))
      return .none
    }
    method("pop", takes: 0...1) { (interpreter, bytes, rest) throws(Raised) in
      guard !bytes.elements.isEmpty else {
        throw interpreter.raise("IndexError", "pop from empty bytearray")
      }
      let index = rest.isEmpty ? -1 : try interpreter.integer(rest[0])
      let position = index < 0 ? index &+ bytes.elements.count : index
      guard bytes.elements.indices.contains(position) else {
        throw interpreter.raise("IndexError", "pop index out of range")
      }
      return .int(Int(bytes.elements.remove(at: position)))
    }
    method("remove", takes: 1...1) { (interpreter, bytes, rest) throws(Raised) in
      let value = try interpreter.byte(rest[0], type)
      guard let index = bytes.elements.firstIndex(of: value) else {
        throw interpreter.valueError("value not found in bytearray")
      }
      bytes.elements.remove(at: index)
      return .none
    }
    method("clear", takes: 0...0) { (_, bytes, _) throws(Raised) in
      bytes.elements = []
      return .none
    }
    method("reverse", takes: 0...0) { (_, bytes, _) throws(Raised) in
      bytes.elements.reverse()
      return .none
    }
    method("copy", takes: 0...0) { (_, bytes, _) throws(Raised) in
      .bytes(BytesObject(bytes.elements, isMutable: true))
    }
  }
}

extension Object {
  /// The bytes of a `bytes` or `bytearray`, none of anything else.
  var byteElements: [UInt8] {
    if case .bytes(let bytes) = self { bytes.elements } else { [] }
  }
}
