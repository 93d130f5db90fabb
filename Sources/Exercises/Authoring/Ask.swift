/// What an exercise asks of its program.
package struct Ask: Sendable, Equatable {
  /// What is asked for.
  package var kind: Kind
  /// The nodes, or lines, that are asked for; empty for all.
  package var names: [String]

  /// What an exercise may ask for, by the word in its front matter.
  package enum Kind: String, Sendable, CaseIterable {
    /// The values on the way forward.
    case values
    /// The gradients that leaves, or nodes, hold after the passes.
    case gradients
    case locals = "local derivatives"
    /// What each edge sends back.
    case contributions
    /// What the program prints.
    case prints
    /// An order in which nodes can send their gradients.
    case order
    /// The line with the bug.
    case bug

    /// All of them, for messages.
    static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }

    /// Whether quantities of the graph are asked for.
    var isOfNumbers: Bool {
      switch self {
      case .values, .gradients, .locals, .contributions: true
      case .prints, .order, .bug: false
      }
    }

    /// Whether the graph belongs to the question.
    var showsGraph: Bool {
      switch self {
      case .values, .gradients, .locals, .contributions, .order: true
      case .prints, .bug: false
      }
    }
  }

  /// An ask of a kind, for some names or for all.
  package init(_ kind: Kind, names: [String] = []) {
    self.kind = kind
    self.names = names
  }

  /// Reads `gradients`, `local-derivatives`, `what will this print`, `gradients of w, b`.
  package init?(_ text: String) {
    let parts = text.lowercased().split(separator: " of ", maxSplits: 1)
    guard let first = parts.first, let kind = Kind(words: String(first)) else { return nil }
    self.kind = kind
    let names = parts.count > 1 ? text.suffix(parts[1].count) : ""
    self.names = names.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
  }
}

extension Ask.Kind {
  fileprivate init?(words text: String) {
    let words = text.replacing("-", with: " ").split(separator: " ").joined(separator: " ")
    switch words {
    case "values", "value", "forward values", "forward": self = .values
    case "gradients", "gradient", "grads", "backward": self = .gradients
    case "local derivatives", "local derivative", "locals", "local": self = .locals
    case "contributions", "contribution": self = .contributions
    case "prints", "print", "output", "outputs", "what will this print", "what a line prints":
      self = .prints
    case "order", "backward order", "steps in order": self = .order
    case "bug", "find the bug", "which line is wrong", "line": self = .bug
    default: return nil
    }
  }
}
