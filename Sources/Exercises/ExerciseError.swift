package import Notebook

/// Why an exercise cannot be made.
package struct ExerciseError: Error, Equatable, Sendable {
  /// The path of the exercise.
  package var file: String
  /// Counted from 1.
  package var line: Int
  /// What is wrong there.
  package var problem: Problem

  /// What is wrong with an exercise as it is written.
  package enum Problem: Error, Equatable, Sendable {
    /// What is wrong with the file as a document.
    case document(DocumentError.Kind)
    /// The file is not there, or is no UTF-8.
    case unreadable
    /// There is no cell of Python.
    case noProgram
    /// Nothing says what to ask.
    case noAsk
    /// Something is asked that cannot be; the word for it.
    case unknownAsk(String)
    /// A key of the front matter has a value that it cannot have.
    case badValue(key: String, value: String, expected: String)
    /// A number is to be varied that the program's parameters do not assign.
    case unknownParameter(String, known: [String])
    /// Something is asked of a name that the graph does not have.
    case unknownName(String, known: [String])
    /// The program stops with an error, and more is asked than what it prints.
    case failed(type: String, message: String)
    /// The name that the picture is to be of is no tensor that was computed.
    case noGraph(String)
    /// Gradients are asked, and no pass runs.
    case noPass
    /// The program has nothing of the kind that is asked.
    case nothingToAsk(String)
    /// More is asked, or drawn, than a sheet holds; of what.
    case tooLarge(count: Int, limit: Int, of: String)
    /// All the runs that it takes to tell wrong answers apart are more than there is time for.
    case slow(seconds: Double)
    /// The line that a bug is to change is not in the program.
    case bugWithoutLine(String)
    /// The program with the bug, in this line, prints what the right one prints.
    case bugWithoutEffect(String)
    /// A bug is asked for, none is written, and none that is known shows.
    case noBug
    /// None of so many draws gives a program that runs with numbers fit for hand work.
    case noVariant(draws: Int)
    /// An expression of the prose raises an error after the program; its source.
    case badExpression(String)
    /// The graph cannot be drawn, for this reason.
    case picture(String)
  }

  /// A problem in a line, counted from 1.
  package init(file: String, line: Int, _ problem: Problem) {
    self.file = file
    self.line = line
    self.problem = problem
  }

  /// What is wrong with an exercise as a document.
  package init(_ error: DocumentError) {
    self.init(file: error.file, line: error.line, .document(error.kind))
  }
}

extension ExerciseError: CustomStringConvertible {
  package var description: String { "\(file):\(line): \(problem.description)" }
}

extension ExerciseError.Problem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .document(let kind): kind.description
    case .unreadable: "cannot read the file as UTF-8 text"
    case .noProgram: "no program; an exercise has at least one ```python cell"
    case .noAsk:
      "nothing says what to ask; write 'ask: gradients' into the front matter, or give --ask; "
        + "there are \(Ask.Kind.list)"
    case .unknownAsk(let text): "'\(text)' cannot be asked; there are \(Ask.Kind.list)"
    case .badValue(let key, let value, let expected):
      "'\(key)' cannot be '\(value)'; it is \(expected)"
    case .unknownParameter(let name, let known):
      "'vary' names '\(name)', which the parameters do not assign a number to; "
        + (known.isEmpty
          ? "mark the cell that assigns them with '#| parameters: true'"
          : "they assign \(known.joined(separator: ", "))")
    case .unknownName(let name, let known):
      "'\(name)' is not in the graph; there are \(known.joined(separator: ", "))"
    case .failed(let type, let message):
      "the program stops with \(type): \(message); only 'prints' can be asked of such a program"
    case .noGraph(let name): "'\(name)' is not a tensor that something was computed for"
    case .noPass: "no backward pass, so there are no gradients to ask for; call backward()"
    case .nothingToAsk(let kind): "the program has nothing that '\(kind)' could ask for"
    case .slow(let seconds):
      "the program is run many times, with other numbers and as it is misread, which takes more than "
        + "\(Int(seconds.rounded())) seconds; --seconds gives it more, fewer steps need less"
    case .tooLarge(let count, let limit, let things):
      "\(count) \(things) are too many for a sheet; \(limit) are the most"
    case .bugWithoutLine(let line): "no line of the program is '\(line)'"
    case .bugWithoutEffect(let line): "the program prints the same with the bug '\(line)'"
    case .noBug:
      "no bug that Gradwalk knows shows in what the program prints; write one under 'bugs'"
    case .noVariant(let draws):
      "none of \(draws) draws gives a program that runs with numbers fit for hand work; "
        + "give 'vary' smaller or other values"
    case .badExpression(let source):
      "`{python} \(source)` raises an error after the program; it may use the program's names"
    case .picture(let reason): "the graph cannot be drawn: \(reason)"
    }
  }
}
