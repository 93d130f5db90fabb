/// What is wrong with a tutorial.
package struct TutorialError: Error, Equatable, Sendable {
  package var file: String
  package var line: Int
  package var kind: Kind

  package enum Kind: Error, Equatable, Sendable {
    case unreadable
    /// There is no front matter, or it does not end.
    case noFrontMatter
    /// The front matter or a cell's options are not YAML.
    case notYAML(String)
    case missingKey(String)
    case unknownOption(String, known: [String])
    case badValue(option: String, value: String, expected: String)
    case duplicateLabel(String)
    /// A cell draws a graph and has no label to name its files.
    case noLabel
    /// A line claims an output that it does not have.
    case wrongClaim(claimed: String, actual: String)
    /// A claim on a cell that is not run.
    case unexpectedFailure(type: String, message: String, traceback: String)
    /// A cell with `error: true` ran to its end.
    case noError
    /// The name that a cell draws is not a tensor.
    case notATensor(String)
    /// No backward pass reached what a cell draws.
    case noPass(String)
    case brokenLink(String)
    case picture(String)
    /// Inline code whose value cannot be placed.
    case badInline(String)
    /// A template of the pages cannot be read.
    case template(String)
  }
}

extension TutorialError: CustomStringConvertible {
  package var description: String { "\(file):\(line): \(kind.description)" }
}

extension TutorialError.Kind: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable: "cannot read the file as UTF-8 text"
    case .noFrontMatter:
      "a tutorial begins with a line '---', its title and summary, and another line '---'"
    case .notYAML(let reason): "not valid YAML: \(reason)"
    case .missingKey(let key): "the front matter has no '\(key)'"
    case .unknownOption(let option, let known):
      "unknown option '\(option)'; the options are \(known.joined(separator: ", "))"
    case .badValue(let option, let value, let expected):
      "'\(option)' cannot be '\(value)'; it is \(expected)"
    case .duplicateLabel(let label): "the label '\(label)' is used twice"
    case .noLabel: "a cell with 'graph' needs a 'label', which names its files"
    case .wrongClaim(let claimed, let actual):
      "wrong claim\n  claimed: \(Self.indented(claimed))\n  printed: \(Self.indented(actual))"
    case .unexpectedFailure(let type, let message, let traceback):
      "\(type): \(message)\n\(traceback)"
    case .noError: "the cell says 'error: true' and raises no error"
    case .notATensor(let name): "'\(name)' is not a tensor of numbers; nothing to draw"
    case .noPass(let name): "no backward pass has reached '\(name)'; its steps cannot be shown"
    case .brokenLink(let target): "the link '\(target)' leads nowhere"
    case .picture(let reason): "the picture cannot be drawn: \(reason)"
    case .badInline(let expression): "the value of `{python} \(expression)` cannot be placed here"
    case .template(let reason): "a template of the pages is broken: \(reason)"
    }
  }

  private static func indented(_ text: String) -> String {
    text.isEmpty ? "(nothing)" : text.replacing("\n", with: "\n           ")
  }
}
