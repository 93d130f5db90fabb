/// What a program is warned of while it goes on.
///
/// The rules of who hears of what are Python's own, in `Library/warnings.py`; as long as a program
/// has not asked for that module, each warning is shown once for a line.
extension Interpreter {
  func installWarnings() {
    module(
      "_warnings",
      [
        (
          "place",
          { (interpreter, arguments) throws(Raised) in
            var level = 1
            if case .int(let wanted)? = arguments.positional.first { level = max(1, wanted) }
            let frames = interpreter.frames.filter { !$0.file.isLibrary }
            let frame = frames.isEmpty ? nil : frames[min(level, frames.count) - 1]
            return .tuple([.string(frame?.file.name ?? "<string>"), .int(frame?.line ?? 0)])
          }
        ),
        (
          "show",
          { (interpreter, arguments) throws(Raised) in
            let values = try interpreter.positional("show", arguments, 3...3)
            if case .int(let line) = values[2] {
              interpreter.showWarning(values[0].text, values[1].text, line)
            }
            return .none
          }
        ),
      ])
  }

  /// Warns as `warnings.warn` does, at the line of the program that runs.
  package func warn(_ message: String, category: String = "UserWarning") throws(Raised) {
    guard let warnings = modules["warnings"], warnings.loader == nil else {
      let warning = ShownWarning(message: message, category: category, line: currentLine)
      if shownWarnings.insert(warning).inserted { showWarning(message, category, currentLine) }
      return
    }
    _ = try call(
      try attribute("warn", of: .module(warnings)),
      Arguments([.string(message), .type(builtinTypes.exception(category))]))
  }
}

/// A warning that is not shown again.
struct ShownWarning: Hashable {
  let message: String
  let category: String
  let line: Int
}
