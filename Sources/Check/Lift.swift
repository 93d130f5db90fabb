import Python

/// A repair in the open: a function's local assignment that is made a name of the program.
struct Lift: Equatable {
  var name: String
  var function: String
  /// The line of the assignment.
  var line: Int
}

/// A snippet as it is run, after repairs.
struct Repaired {
  /// Assignments that were moved out of functions, each above a line of the snippet.
  private(set) var moved: [(part: ProgramPart, above: Int)] = []
  private(set) var snippet: Snippet
  /// What was changed, for the report.
  private(set) var changes: [Change] = []

  init(_ snippet: Snippet, _ lifts: [Lift]) {
    self.snippet = snippet
    for lift in lifts where (snippet.firstLine...snippet.lastLine).contains(lift.line) {
      apply(lift)
    }
  }

  private mutating func apply(_ lift: Lift) {
    guard
      let program = try? Program.parse(
        snippet.source, file: "", firstLine: snippet.firstLine),
      let binding = program.bindings.first(where: {
        $0.name == lift.name && $0.function == lift.function && $0.kind != .parameter
      })
    else { return }
    let locals = Set(program.bindings.filter { $0.function == lift.function }.map(\.name))
    if binding.kind == .assignment, locals.isDisjoint(with: binding.reads) {
      move(binding, lift, program)
    } else {
      declareGlobal(binding, lift)
    }
  }

  private mutating func move(_ binding: NameBinding, _ lift: Lift, _ program: Program) {
    var lines = snippet.lines.map(String.init)
    let range =
      binding.lines.lowerBound - snippet.firstLine...binding.lines.upperBound - snippet.firstLine
    let indent = lines[range.lowerBound].prefix { $0 == " " || $0 == "\t" }
    let source = lines[range].map { String($0.dropFirst(indent.count)) }
    for index in range { lines[index] = "" }
    lines[range.lowerBound] = indent + "pass"
    let block = program.topLevelLines.first { $0.contains(binding.lines.lowerBound) }
    moved.append(
      (
        ProgramPart(
          source: source.joined(separator: "\n"), line: binding.lines.lowerBound,
          shown: source.joined(separator: "\n")),
        above: block?.lowerBound ?? snippet.firstLine
      ))
    snippet.source = lines.joined(separator: "\n")
    changes.append(
      Change(
        line: binding.lines.lowerBound,
        text: "moved `\(Self.code(source))` out of \(lift.function)(), above its def, so that "
          + "`\(lift.name)` is a name of the program"))
  }

  private mutating func declareGlobal(_ binding: NameBinding, _ lift: Lift) {
    var lines = snippet.lines.map(String.init)
    let index = binding.lines.lowerBound - snippet.firstLine
    let indent = lines[index].prefix { $0 == " " || $0 == "\t" }
    guard !indent.isEmpty else { return }
    lines[index] = "\(indent)global \(lift.name); \(lines[index].dropFirst(indent.count))"
    snippet.source = lines.joined(separator: "\n")
    changes.append(
      Change(
        line: binding.lines.lowerBound,
        text: "declared `global \(lift.name)` in \(lift.function)(), since its value needs the "
          + "function's own variables"))
  }

  private static func code(_ lines: [String]) -> String {
    trimmed(lines.map { String($0.prefix { $0 != "#" }) }.joined(separator: " "))
  }
}
