import Platform

/// Runs Python programs in one namespace.
///
/// Not thread-safe; run it within `withLargeStack`, because Python calls recurse on Swift's stack,
/// and let it be released there too, because freeing deep structures recurses as well.
package final class Interpreter {
  /// How much the program may use.
  package let limits: Limits
  /// The types that the program has from the start.
  package let builtinTypes: BuiltinTypes
  /// What `import` finds, by dotted name.
  package var modules: [String: ModuleObject] = [:]
  /// Whoever sets it keeps it as long as programs run.
  package unowned(unsafe) var observer: (any InterpreterObserver)? {
    didSet { machine.pointee.isObserved = observer != nil && !waitsForImport }
  }
  /// Whether the observer is told nothing before the program imports a module that is not Python's.
  package var waitsForImport = false {
    didSet { machine.pointee.isObserved = observer != nil && !waitsForImport }
  }
  /// The modules of Python itself.
  private var ownModules: Set<String> = []
  /// The module namespace, in order of definition.
  package let globals = DictObject()
  let builtins = DictObject()
  let machine: UnsafeMutablePointer<Machine>
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

  /// An interpreter with an empty namespace; `output` gets what the program prints.
  package init(limits: Limits = Limits(), output: @escaping (String) -> Void) {
    self.limits = limits
    write = output
    builtinTypes = BuiltinTypes()
    machine = .allocate(capacity: 1)
    machine.initialize(to: Machine(recursionDepth: limits.recursionDepth))
    usage.begin()
    installBuiltins()
    installModules()
    ownModules = Set(modules.keys)
    globals.set("__name__", .string("__main__"))
  }

  deinit {
    machine.pointee.deallocate()
    machine.deinitialize(count: 1)
    machine.deallocate()
  }

  var usage: Usage {
    get { machine.pointee.usage }
    _modify { yield &machine.pointee.usage }
  }

  /// How many statements have run.
  package var statementCount: Int { machine.pointee.usage.statements }

  /// How many calls are within one another.
  var depth: Int {
    get { machine.pointee.depth }
    _modify { yield &machine.pointee.depth }
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
    var statements = program.statements
    var last: Expression?
    if let final = statements.last, case .expression(let value) = final.kind {
      last = value
      statements.removeLast()
    }
    let code = Compiler.code(of: statements, last: last, in: program.file)
    let value = try run(code, globals: globals)
    return last == nil ? nil : value
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

  /// Guards what recurses outside of Python functions: `repr` and comparison of nested containers.
  func recursing<T>(_ what: String = "", _ body: () throws(Raised) -> T) throws(Raised) -> T {
    try descend(what)
    defer { depth -= 1 }
    return try body()
  }

  /// Counts a call within the others, as far as the bound and the machine's stack allow.
  @inline(__always) func descend(_ what: @autoclosure () -> String = "") throws(Raised) {
    guard machine.pointee.depth < machine.pointee.recursionDepth, hasNativeRoom else {
      throw tooDeep(what())
    }
    machine.pointee.depth += 1
  }

  /// Whether the stack of the thread has room for more.
  @inline(__always) var hasNativeRoom: Bool {
    if machine.pointee.depth == 0 { machine.pointee.nativeFloor = NativeStack.current.floor }
    return NativeStack.here > machine.pointee.nativeFloor
  }

  func tooDeep(_ what: String = "") -> Raised {
    raise("RecursionError", "maximum recursion depth exceeded\(what)")
  }

  /// Called when the program imports a module.
  func noteImport(_ path: String) {
    guard waitsForImport, !ownModules.contains(String(path.prefix { $0 != "." })) else { return }
    waitsForImport = false
    guard let observer else { return }
    let running = frames.filter { frame in
      frame.pointee.isPooled && frame.function.map { !$0.isLibrary } ?? false
    }
    for frame in running.reversed() {
      frame.pointee.isObserved = true
      observer.didEnter(
        function: frame.function?.displayName ?? "", callLine: frame.pointee.caller?.line ?? 0,
        interpreter: self)
    }
    observer.willRun(line: currentLine, interpreter: self)
  }

  // MARK: Namespace

  /// What the program calls by a name outside of its functions; nil where it has no such name.
  package func global(_ name: String) -> Object? { globals.get(name) }

  /// Gives a value a name outside of the program's functions.
  package func setGlobal(_ name: String, _ value: Object) { globals.set(name, value) }

  /// The line of the program being run, zero before the first.
  package var currentLine: Int { frames.first { !$0.file.isLibrary }?.line ?? 0 }

  var currentFile: String { frames.first { !$0.file.isLibrary }?.file.name ?? "" }

  /// Whether the innermost Python code under way belongs to a library.
  package var isInLibrary: Bool { frames.first { _ in true }?.file.isLibrary ?? false }

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
