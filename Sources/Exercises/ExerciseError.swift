package import Notebook

/// Why an exercise cannot be made.
package struct ExerciseError: Error, Equatable, Sendable {
  package var file: String
  /// Counted from 1.
  package var line: Int
  package var problem: Problem

  /// What is wrong with an exercise as it is written.
  package enum Problem: Error, Equatable, Sendable {
    /// What is wrong with the file as a document.
    case document(DocumentError.Kind)
    case unreadable
    case noProgram
    /// Nothing says what to ask.
    case noAsk
    case unknownAsk(String)
    case badValue(key: String, value: String, expected: String)
    case unknownParameter(String, known: [String])
    case unknownName(String, known: [String])
    case failed(type: String, message: String)
    case noGraph(String)
    case noPass
    case nothingToAsk(String)
    case tooLarge(count: Int, limit: Int, of: String)
    /// All the runs that it takes to tell wrong answers apart are more than there is time for.
    case slow(seconds: Double)
    case bugWithoutLine(String)
    case bugWithoutEffect(String)
    case noBug
    case noVariant(draws: Int)
    case badExpression(String)
    case picture(String)
  }

  package init(file: String, line: Int, _ problem: Problem) {
    self.file = file
    self.line = line
    self.problem = problem
  }

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
