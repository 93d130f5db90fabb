/// Takes the arguments of a builtin apart by name, with Python's complaints.
package struct ArgumentReader {
  private let interpreter: Interpreter
  private let function: String
  private let values: [Object?]

  /// Matches arguments with parameter names; `names[..<required]` must be given.
  package init(
    _ function: String, _ arguments: Arguments, _ names: [String], required: Int = 0,
    _ interpreter: Interpreter
  ) throws(Raised) {
    self.interpreter = interpreter
    self.function = function
    let given = arguments.positional.count
    guard given <= names.count else {
      let bound = required == names.count ? "\(names.count)" : "at most \(names.count)"
      throw interpreter.typeError(
        "\(function)() takes \(bound) argument\(names.count == 1 ? "" : "s") (\(given) given)")
    }
    var values: [Object?] = arguments.positional.map(Optional.some)
    values += Array(repeating: nil, count: names.count - given)
    for (name, value) in arguments.keywords {
      guard let index = names.firstIndex(of: name) else {
        throw interpreter.typeError("'\(name)' is an invalid keyword argument for \(function)()")
      }
      guard values[index] == nil else {
        throw interpreter.typeError(
          "argument for \(function)() given by name ('\(name)') and position (\(index + 1))")
      }
      values[index] = value
    }
    for index in 0..<required where values[index] == nil {
      throw interpreter.typeError(
        "\(function)() missing required argument '\(names[index])' (pos \(index + 1))")
    }
    self.values = values
  }

  /// The argument at a parameter's place; None where it is not given.
  package subscript(index: Int) -> Object { values[index] ?? .none }

  func optional(_ index: Int) -> Object? { values[index] }
}

extension Interpreter {
  /// The positional arguments of a builtin that takes no keywords.
  func positional(
    _ name: String, _ arguments: Arguments, _ range: ClosedRange<Int>
  ) throws(Raised) -> [Object] {
    guard arguments.keywords.isEmpty else {
      throw typeError("\(name)() takes no keyword arguments")
    }
    let given = arguments.positional.count
    guard range.contains(given) else {
      let plural = { (count: Int) in "\(count) argument\(count == 1 ? "" : "s")" }
      let short = name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? name
      if range.lowerBound == range.upperBound {
        let isSlot =
          short.hasPrefix("__") && short.hasSuffix("__") && name != short
          && !["__trunc__", "__floor__", "__ceil__", "__round__", "__format__"].contains(short)
        if isSlot {
          throw typeError("expected \(plural(range.lowerBound)), got \(given)")
        }
        // Functions of no argument and of one are of a kind of their own in CPython.
        switch range.lowerBound {
        case 0: throw typeError("\(name)() takes no arguments (\(given) given)")
        case 1: throw typeError("\(name)() takes exactly one argument (\(given) given)")
        default:
          throw typeError("\(short) expected \(plural(range.lowerBound)), got \(given)")
        }
      }
      let bound =
        given < range.lowerBound
        ? "at least \(plural(range.lowerBound))" : "at most \(plural(range.upperBound))"
      throw typeError("\(short) expected \(bound), got \(given)")
    }
    return arguments.positional
  }

  /// Adds a method to a native type; `self` comes unwrapped from any subclass.
  func define(
    _ type: TypeObject, _ name: String, shortcut: BuiltinFunction.Shortcut = .none,
    _ body: @escaping BuiltinFunction.Body
  ) {
    type.attributes[name] = .builtin(
      BuiltinFunction(name, isMethod: true, shortcut: shortcut) {
        (interpreter, arguments) throws(Raised) in
        guard !arguments.positional.isEmpty else {
          throw interpreter.typeError("unbound method \(type.name).\(name)() needs an argument")
        }
        if case .instance = arguments.positional[0] {
          var plain = arguments
          plain.positional[0] = interpreter.unwrapped(arguments.positional[0])
          guard interpreter.isInstance(plain.positional[0], type) else {
            throw interpreter.typeError(
              "descriptor '\(name)' for '\(type.name)' objects doesn't apply to a "
                + "'\(interpreter.typeOf(arguments.positional[0]).name)' object")
          }
          return try body(interpreter, plain)
        }
        guard interpreter.isInstance(arguments.positional[0], type) else {
          throw interpreter.typeError(
            "descriptor '\(name)' for '\(type.name)' objects doesn't apply to a "
              + "'\(interpreter.typeOf(arguments.positional[0]).name)' object")
        }
        return try body(interpreter, arguments)
      })
  }

  /// A method with a fixed number of positional arguments besides `self`.
  func define(
    _ type: TypeObject, _ name: String, takes count: ClosedRange<Int>,
    _ body: @escaping (Interpreter, Object, [Object]) throws(Raised) -> Object
  ) {
    define(type, name, shortcut: .method(type, count, body)) {
      (interpreter, arguments) throws(Raised) in
      var rest = arguments
      let receiver = rest.positional.removeFirst()
      let values = try interpreter.positional("\(type.name).\(name)", rest, count)
      return try body(interpreter, receiver, values)
    }
  }

  /// A method with one positional argument besides `self`, which programs call often.
  func define(
    _ type: TypeObject, ofOne name: String,
    _ body: @escaping (Interpreter, Object, Object) throws(Raised) -> Object
  ) {
    define(type, name, shortcut: .methodOfOne(type, body)) {
      (interpreter, arguments) throws(Raised) in
      var rest = arguments
      let receiver = rest.positional.removeFirst()
      let values = try interpreter.positional("\(type.name).\(name)", rest, 1...1)
      return try body(interpreter, receiver, values[0])
    }
  }

  func defineFunction(_ name: String, _ body: @escaping BuiltinFunction.Body) {
    builtins.set(name, .builtin(BuiltinFunction(name, isMethod: false, body)))
  }

  /// A function of one positional argument.
  func defineFunction(
    ofOne name: String, _ body: @escaping (Interpreter, Object) throws(Raised) -> Object
  ) {
    builtins.set(
      name,
      .builtin(
        BuiltinFunction(name, isMethod: false, shortcut: .one(body)) {
          (interpreter, arguments) throws(Raised) in
          try body(interpreter, try interpreter.positional(name, arguments, 1...1)[0])
        }))
  }

  /// A function of two positional arguments.
  func defineFunction(
    ofTwo name: String, _ body: @escaping (Interpreter, Object, Object) throws(Raised) -> Object
  ) {
    builtins.set(
      name,
      .builtin(
        BuiltinFunction(name, isMethod: false, shortcut: .two(body)) {
          (interpreter, arguments) throws(Raised) in
          let values = try interpreter.positional(name, arguments, 2...2)
          return try body(interpreter, values[0], values[1])
        }))
  }
}
