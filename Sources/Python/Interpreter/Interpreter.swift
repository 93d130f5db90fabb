import Platform

/// Runs Python programs in one namespace.
///
/// Not thread-safe; run it within `withLargeStack`, because Python calls recurse on Swift's stack,
/// and let it be released there too, because freeing deep structures recurses as well.
package final class Interpreter {
  package let limits: Limits
  package let builtinTypes: BuiltinTypes
  /// What `import` finds, by dotted name.
  package var modules: [String: ModuleObject] = [:]
  /// Whoever sets it keeps it as long as programs run.
  package unowned(unsafe) var observer: (any InterpreterObserver)?
  /// The module namespace, in order of definition.
  package let globals = DictObject()
  let builtins = DictObject()
  var usage = Usage()
  var frames: [Frame] = []
  var depth = 0
  /// Containers whose `repr` is under way.
  var reprStack: [ObjectIdentifier] = []
  /// The texts that were last looked into by the number of a code point.
  var indexedTexts: [CodePoints] = []
  var lastSerial = 0
  var serials: [ObjectIdentifier: Int] = [:]
  private let write: (String) -> Void
  /// Called with what the program writes to `sys.stderr`.
  package var writeError: (String) -> Void = { _ in }
  /// Called with the message, the category and the line of what the program is warned of.
  package var showWarning: (String, String, Int) -> Void = { _, _, _ in }
  var shownWarnings: Set<ShownWarning> = []

  package init(limits: Limits = Limits(), output: @escaping (String) -> Void) {
    self.limits = limits
    write = output
    builtinTypes = BuiltinTypes()
    usage.begin()
    installBuiltins()
    installModules()
    globals.set("__name__", .string("__main__"))
  }

  // MARK: Running

  /// Runs a program; a later one finds the names of an earlier one.
  package func run(_ program: Program) throws(Raised) {
    _ = try runCell(program)
  }

  /// Runs a program and returns the value of its last statement, if that is an expression.
  package func runCell(_ program: Program) throws(Raised) -> Object? {
    if globals.get("__doc__") == nil, case .expression(let first)? = program.statements.first?.kind,
      case .constant(.string(let text)) = first.kind
    {
      globals.set("__doc__", .string(text))
    }
    let frame = Frame(
      layout: ScopeLayout(), captured: [], file: program.file, name: "<module>", globals: globals)
    var statements = program.statements
    var last: Expression?
    if let final = statements.last, case .expression(let value) = final.kind {
      last = value
      statements.removeLast()
    }
    frame.cursors = [Cursor(kind: .plain, statements: statements)]
    return try enter(frame) { () throws(Raised) -> Object? in
      _ = try self.execute(frame)
      guard let last else { return nil }
      frame.line = Int(last.position.line)
      try self.tick()
      self.observer?.willRun(line: frame.line, interpreter: self)
      return try self.evaluate(last, frame)
    }
  }

  /// Evaluates one expression among the globals.
  package func evaluate(_ source: String, file: String) throws(Raised) -> Object {
    let program: Program
    do {
      program = try Program.parse(source, file: file)
    } catch {
      throw raise("SyntaxError", error.message)
    }
    guard let value = try runCell(program) else {
      throw raise("SyntaxError", "invalid syntax")
    }
    return value
  }

  /// Runs a frame on top of the stack, and records it in the traceback of what it raises.
  func enter<T>(_ frame: Frame, _ body: () throws(Raised) -> T) throws(Raised) -> T {
    try descend()
    frames.append(frame)
    defer {
      depth -= 1
      frames.removeLast()
    }
    do throws(Raised) {
      return try body()
    } catch {
      throw error.leaving(frame)
    }
  }

  /// Guards what recurses outside of Python functions: `repr` and comparison of nested containers.
  func recursing<T>(_ what: String = "", _ body: () throws(Raised) -> T) throws(Raised) -> T {
    try descend(what)
    defer { depth -= 1 }
    return try body()
  }

  /// Counts a call within the others, as far as the bound and the machine's stack allow.
  @inline(__always) func descend(_ what: @autoclosure () -> String = "") throws(Raised) {
    guard depth < limits.recursionDepth, NativeStack.current.hasRoom else { throw tooDeep(what()) }
    depth += 1
  }

  func tooDeep(_ what: String = "") -> Raised {
    raise("RecursionError", "maximum recursion depth exceeded\(what)")
  }

  // MARK: Namespace

  package func global(_ name: String) -> Object? { globals.get(name) }

  package func setGlobal(_ name: String, _ value: Object) { globals.set(name, value) }

  /// The line of the program being run, zero before the first.
  package var currentLine: Int { frames.last { !$0.file.isLibrary }?.line ?? 0 }

  package var currentFile: String { frames.last { !$0.file.isLibrary }?.file.name ?? "" }

  /// Whether the innermost Python code under way belongs to a library.
  package var isInLibrary: Bool { frames.last?.file.isLibrary ?? false }

  /// Prints a text as the program does, within the limit of what it may print.
  package func print(_ text: String) throws(Raised) {
    usage.outputBytes += text.utf8.count
    guard usage.outputBytes <= limits.outputBytes else {
      throw limitExceeded(
        "the program printed more than \(limits.outputBytes) bytes; raise the output limit")
    }
    write(text)
  }
}

extension String {
  func trimmingSpaces() -> String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let head = drop(while: isSpace)
    guard let last = head.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(head[...last])
  }
}
