/// What is wrong with a document as it is written.
package struct DocumentError: Error, Equatable, Sendable {
  /// The path of the file.
  package var file: String
  /// The line of the file, counted from 1.
  package var line: Int
  /// What is wrong there.
  package var kind: Kind

  /// What is wrong with an article as it is written.
  package enum Kind: Error, Equatable, Sendable {
    /// There is no front matter, or it does not end.
    case noFrontMatter
    /// The front matter or a cell's options are not YAML.
    case notYAML(String)
    /// The front matter lacks a key.
    case missingKey(String)
    /// A cell has an option that there is not; the options that there are.
    case unknownOption(String, known: [String])
    /// An option has a value that it cannot have.
    case badValue(option: String, value: String, expected: String)
    /// Two cells have the same label, and so would their files.
    case duplicateLabel(String)
    /// A cell draws a graph and has no label to name its files.
    case noLabel
    /// Inline code whose value cannot be placed.
    case badInline(String)
  }
}

extension DocumentError: CustomStringConvertible {
  package var description: String { "\(file):\(line): \(kind.description)" }
}

extension DocumentError.Kind: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noFrontMatter:
      "a tutorial begins with a line '---', its title and summary, and another line '---'"
    case .notYAML(let reason): "not valid YAML: \(reason)"
    case .missingKey(let key): "the front matter has no '\(key)'"
    case .unknownOption(let option, let known):
      "unknown option '\(option)'; the options are \(known.joined(separator: ", "))"
    case .badValue(let option, let value, let expected):
      "'\(option)' cannot be '\(value)'; it is \(expected)"
    case .duplicateLabel(let label): "the label '\(label)' is used twice"
    case .noLabel: "a cell that draws needs a 'label', which names its files"
    case .badInline(let expression): "the value of `{python} \(expression)` cannot be placed here"
    }
  }
}
