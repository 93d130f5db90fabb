package import Autograd
import Platform
package import Python

/// A program of PyTorch while it runs, cell by cell, and what is recorded of it.
///
/// A class, because its cells share one namespace and one tape.
package final class Session {
  /// The state of the running program.
  package let runtime: Runtime
  private let interpreter: Interpreter
  /// The names of PyTorch that the program sees.
  package let library: Library
  private let names: Names
  /// What has been run, for explanations.
  private var programs: [Program] = []
  /// The lines of what has been run, as the reader knows them.
  private var shown: [(firstLine: Int, lines: [Substring])] = []

  /// A fresh namespace.
  ///
  /// - Parameters:
  ///   - keepsEvents: Whether a ``recording`` is wanted; without, memory that the program no
  ///     longer reaches is released.
  ///   - limits: How much the program may use.
  ///   - errors: Called with what the program writes to `sys.stderr`.
  ///   - output: Called with everything that the program prints.
  package init(
    keepsEvents: Bool, limits: Limits = Limits(), errors: @escaping (String) -> Void = { _ in },
    output: @escaping (String) -> Void
  ) {
    let runtime = Runtime(keepsEvents: keepsEvents)
    self.runtime = runtime
    interpreter = Interpreter(limits: limits) { text in
      runtime.tape.note(.printed(text, statement: runtime.statementLine))
      output(text)
    }
    interpreter.writeError = errors
    library = Library(runtime: runtime, interpreter: interpreter)
    names = Names(runtime: runtime, library: library)
    runtime.nameOfParameter = { [unowned(unsafe) library] in library.nameOfParameter($0) }
    library.install()
    interpreter.observer = names
    // Without a recording, only what can make tensors is worth watching.
    interpreter.waitsForImport = !keepsEvents
  }

  deinit {
    runtime.forgetProgram()
    interpreter.dismantle(library.types)
  }

  /// Runs a program, or the next cell of one, and says why it stopped before its end.
  ///
  /// The source begins at line `firstLine` of the file; explanations quote it as `shown` has it,
  /// which is the source itself unless another text is given. A cell ends as in a notebook: it prints the
  /// value of its last line if that is an expression, is not None and does not end in a semicolon.
  package func run(
    _ source: String, file: String, firstLine: Int = 1, asCell: Bool = false,
    shownAs shown: String? = nil
  ) -> ProgramFailure? {
    withLargeStack { () -> ProgramFailure? in
      do throws(SyntaxFailure) {
        let program = try Program.parse(source, file: file, firstLine: firstLine)
        self.shown.append(
          (firstLine, (shown ?? source).split(separator: "\n", omittingEmptySubsequences: false)))
        return execute(program, echoes: asCell && !Self.endsInSemicolon(source))
      } catch {
        return ProgramFailure(error)
      }
    }
  }

  private static func endsInSemicolon(_ source: String) -> Bool {
    source.last { !$0.isWhitespace } == ";"
  }

  private func execute(_ program: Program, echoes: Bool) -> ProgramFailure? {
    programs.append(program)
    defer { runtime.noteChangedGradients() }
    do throws(Raised) {
      if let value = try interpreter.runCell(program), echoes, !value.isNone {
        try interpreter.print(try interpreter.repr(value) + "\n")
      }
      return nil
    } catch {
      if endsWell(error) { return nil }
      let failure = failure(error)
      runtime.tape.note(.raised(type: failure.type, message: failure.message, node: failure.node))
      return failure
    }
  }

  /// Whether the program left by `sys.exit()` without a complaint.
  private func endsWell(_ raised: Raised) -> Bool {
    guard raised.exception.type.name == "SystemExit",
      let code = try? interpreter.attribute("args", of: .instance(raised.exception)),
      case .tuple(let arguments) = code
    else { return false }
    switch arguments.first {
    case nil, .some(.none), .some(.int(0)): return true
    default: return false
    }
  }

  private func failure(_ raised: Raised) -> ProgramFailure {
    ProgramFailure(
      raised, interpreter, diagnosis: { diagnosis(of: $0, line: $1) },
      source: { [shown] in Self.text(ofLine: $0, in: shown) })
  }

  /// What the library knew when it raised an exception, or what follows from a slip in Python.
  private func diagnosis(of raised: Raised, line: Int) -> Diagnosis? {
    let exception = raised.exception
    if let state = exception.payload as? ExceptionState,
      let known = state.attachment as? DiagnosisBox
    {
      return known.diagnosis
    }
    let message = (try? interpreter.str(.instance(exception))) ?? ""
    if let known = KnownError.of(message) {
      return Diagnosis(.known(what: known.what, fix: known.fix))
    }
    switch exception.type.name {
    case "NameError", "UnboundLocalError":
      guard let name = name(of: exception, message) else { return nil }
      let slips = NameSlips(programs)
      let isLocal = exception.type.name == "UnboundLocalError"
      return Diagnosis(
        isLocal ? slips.diagnosis(ofLocal: name, line: line) : slips.diagnosis(of: name, line: line)
      )
    case "GradcheckError":
      guard case .tuple(let compared)? = exception.attributes.get("_compared"),
        let wanted = compared.first.flatMap({ library.tensor($0) }),
        let found = compared.last.flatMap({ library.tensor($0) })
      else { return nil }
      return Diagnosis(
        .gradientsDiffer(
          numerical: wanted.values, analytical: found.values, isCoarse: wanted.dtype != .float64))
    case "AttributeError", "TypeError":
      guard message.range(of: "NoneType") != nil, let missing = library.missingGradient,
        missing.line == line
      else { return nil }
      return missing.diagnosis
    default: return nil
    }
  }

  /// The name that an exception is about, which an unbound local tells in its message only.
  private func name(of exception: Instance, _ message: String) -> String? {
    if case .string(let name)? = exception.attributes.get("name") { return name }
    let parts = message.split(separator: "'")
    return parts.count > 2 ? String(parts[1]) : nil
  }

  private static func text(
    ofLine line: Int, in shown: [(firstLine: Int, lines: [Substring])]
  ) -> String {
    shown.reversed().lazy.filter { $0.lines.indices.contains(line - $0.firstLine) }
      .map { String($0.lines[line - $0.firstLine]) }.first { !$0.isEmpty } ?? ""
  }

  /// What `str()` makes of an expression in the program's namespace.
  package func evaluate(_ expression: String, file: String = "<expression>") throws(ProgramFailure)
    -> String
  {
    let result = withLargeStack { () -> Result<String, ProgramFailure> in
      do throws(Raised) {
        let value = try interpreter.evaluate(expression, file: file)
        return .success(try interpreter.str(value))
      } catch {
        return .failure(failure(error))
      }
    }
    return try result.get()
  }

  /// The tape's nodes of a tensor, or of several in a list, that an expression names.
  package func nodes(of expression: String) -> [Int]? {
    withLargeStack {
      guard let value = try? interpreter.evaluate(expression, file: "<expression>"),
        let tensors = try? library.tensors(value, interpreter, of: "graph"),
        tensors.allSatisfy({ $0.dtype.isFloating })
      else { return nil }
      return tensors.flatMap { runtime.nodes(of: $0) }
    }
  }

  /// The names of the program's tensors, in the order of their first assignment.
  package var tensorNames: [String] {
    interpreter.globals.keys.compactMap { key in
      guard case .string(let name) = key,
        let value = interpreter.global(name), library.tensor(value)?.dtype.isFloating == true
      else { return nil }
      return name
    }
  }

  /// The differences between predictions and targets that were repeated across each other.
  package var spreads: [Spread] { runtime.spreads }

  /// What the program did that gives no error and is seldom meant.
  package var habits: [Habit] { runtime.habits }

  /// Why gradients are missing that the program looked for, by the line that did.
  package var lostGradients: [(line: Int, explanation: ErrorExplanation)] {
    runtime.lostGradients.map { line, _, diagnosis in
      (line, diagnosis.explanation(at: line) { [shown] in Self.text(ofLine: $0, in: shown) })
    }
  }

  /// Whether a pass ended in a gradient that is no number or has no bound.
  package var hasLostGradients: Bool { runtime.hasLostGradients }

  /// What the program was warned of so far.
  package var warnings: [Warnings.Warning] { library.warnings.all }

  /// The cause of a warning, in the program's own lines; nil where its message says it all.
  package func explanation(of warning: Warnings.Warning) -> ErrorExplanation? {
    warning.diagnosis?.explanation(at: warning.line) { [shown] line in
      Self.text(ofLine: line, in: shown)
    }
  }

  /// How many statements have run so far.
  package var statementCount: Int { interpreter.statementCount }

  /// Everything recorded so far.
  package var recording: Recording { runtime.tape.recording }

  /// What happened so far besides computing: the events of the ``recording``, which are there
  /// without its nodes being read.
  package var events: [Recording.Moment] { runtime.tape.annotations.events }
}
