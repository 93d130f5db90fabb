/// What `compile` makes.
private final class CodeBox {
  let program: Program
  /// Whether it is one expression, whose value `eval` returns.
  let isExpression: Bool

  init(_ program: Program, isExpression: Bool) {
    self.program = program
    self.isExpression = isExpression
  }
}

/// `eval`, `exec` and `compile`: programs that a program writes.
///
/// Their lines are no lines of the program's file, so that they are treated like a library's.
extension Interpreter {
  func installExecution() {
    let codeType = TypeObject(name: "code", bases: [builtinTypes.object])
    for (name, isExpression) in [("eval", true), ("exec", false)] {
      defineFunction(name) { (interpreter, arguments) throws(Raised) in
        let reader = try ArgumentReader(
          name, arguments, ["source", "globals", "locals", "closure"], required: 1, interpreter)
        let code: CodeBox
        if case .instance(let instance) = reader[0], let box = instance.payload as? CodeBox {
          code = box
        } else {
          code = try interpreter.parsed(reader[0], isExpression: isExpression, name)
        }
        let value = try interpreter.run(code, globals: reader[1], locals: reader[2], name)
        return isExpression ? value : .none
      }
    }
    defineFunction("compile") { (interpreter, arguments) throws(Raised) in
      let reader = try ArgumentReader(
        "compile", arguments, ["source", "filename", "mode", "flags", "dont_inherit", "optimize"],
        required: 3, interpreter)
      let mode = interpreter.unwrapped(reader[2]).text
      guard ["exec", "eval", "single"].contains(mode) else {
        throw interpreter.valueError("compile() mode must be 'exec', 'eval' or 'single'")
      }
      guard mode != "single" else {
        throw interpreter.unsupported("compile() in the mode 'single'")
      }
      let box = try interpreter.parsed(reader[0], isExpression: mode == "eval", "compile")
      return .instance(Instance(type: codeType, payload: box))
    }
    defineFunction("__import__") { (interpreter, arguments) throws(Raised) in
      let reader = try ArgumentReader(
        "__import__", arguments, ["name", "globals", "locals", "fromlist", "level"], required: 1,
        interpreter)
      let path = try interpreter.text(reader[0], "__import__")
      let module = try interpreter.module(path)
      if try interpreter.isTrue(reader[3]) { return .module(module) }
      return .module(try interpreter.module(String(path.prefix { $0 != "." })))
    }
  }

  private func parsed(
    _ source: Object, isExpression: Bool, _ function: String
  ) throws(Raised) -> CodeBox {
    let text: String
    switch unwrapped(source) {
    case .string(let source): text = source
    case .bytes(let bytes): text = try decode(bytes.elements, nil, nil)
    default:
      throw typeError("\(function)() arg 1 must be a string, bytes or code object")
    }
    let program: Program
    do {
      let source = isExpression ? String(text.drop { $0 == " " || $0 == "\t" }) : text
      program = try Program.parse(source, file: "<string>", isLibrary: true)
    } catch {
      throw syntaxError(error)
    }
    guard isExpression else { return CodeBox(program, isExpression: false) }
    guard program.statements.count == 1, case .expression? = program.statements.first?.kind else {
      throw raise("SyntaxError", "invalid syntax (<string>, line 1)")
    }
    return CodeBox(program, isExpression: true)
  }

  /// The exception of a text that is no Python.
  private func syntaxError(_ failure: SyntaxFailure) -> Raised {
    let raised = raise(
      failure.kind.rawValue, "\(failure.message) (\(failure.file), line \(failure.line))")
    for (name, value) in [
      ("msg", Object.string(failure.message)), ("filename", .string(failure.file)),
      ("lineno", .int(failure.line)), ("offset", .int(failure.column)),
      ("text", .string(failure.lineText)),
    ] {
      raised.exception.attributes.set(name, value)
    }
    return raised
  }

  private func run(
    _ code: CodeBox, globals: Object, locals: Object, _ function: String
  ) throws(Raised) -> Object {
    guard globals.isNone || dictionary(globals) != nil else {
      throw typeError(
        "\(function)() globals must be a dict, not \(typeOf(globals).name)")
    }
    guard locals.isNone || dictionary(locals) != nil else {
      throw unsupported("\(function)() with locals that are no dict")
    }
    let caller = machine.pointee.top
    let outer = dictionary(globals) ?? caller?.globals ?? self.globals
    var inner = dictionary(locals)
    if inner == nil, globals.isNone, let caller, caller.name != "<module>" {
      inner = self.locals(of: caller)
    }
    // Names are looked for in one dictionary: that of the module, with the locals over it.
    var namespace = outer
    if let inner, inner !== outer {
      namespace = DictObject(copying: outer)
      for (key, value) in inner.items { try namespace.set(key, value, self) }
    }
    let result = try run(code, in: namespace)
    if let inner = dictionary(locals), inner !== outer {
      for (key, value) in namespace.items {
        if let before = try outer.get(key, self), before.isIdentical(to: value) { continue }
        try inner.set(key, value, self)
      }
    }
    return result
  }

  /// What annotations mean, from their texts: the text itself where it means nothing here, or where
  /// the program imported `annotations` from `__future__`.
  func annotations(
    _ texts: [(key: Object, value: Object)], _ namespace: DictObject
  ) -> DictObject {
    let result = DictObject()
    var areTexts = false
    if case .instance(let feature)? = namespace.get("annotations") {
      areTexts = feature.type.module == "__future__"
    }
    for (key, value) in texts {
      guard case .string(let name) = key else { continue }
      guard case .string = value, !areTexts,
        let code = try? parsed(value, isExpression: true, "eval"),
        let meaning = try? run(code, in: namespace)
      else {
        result.set(name, value)
        continue
      }
      result.set(name, meaning)
    }
    return result
  }

  private func run(_ code: CodeBox, in namespace: DictObject) throws(Raised) -> Object {
    var statements = code.program.statements
    var last: Expression?
    if code.isExpression, case .expression(let value)? = statements.first?.kind {
      (statements, last) = ([], value)
    }
    return try run(
      Compiler.code(of: statements, last: last, in: code.program.file), globals: namespace)
  }
}
