import Lesson

/// What two misconceptions that act together answer in one blank, where nothing else does.
///
/// Kept as one text, a line for each pair, and taken apart only for an answer that nothing else
/// explains: a key may hold hundreds of pairs, and a class thousands of keys.
package struct PairTable: Sendable, Equatable {
  private let text: String

  /// - Parameter pairs: Two codes, and the answers that they lead to.
  package init(_ pairs: [(codes: (String, String), answers: [String])]) {
    text = pairs.map { ([$0.codes.0, $0.codes.1] + $0.answers).joined(separator: "\t") }
      .joined(separator: "\n")
  }

  /// Whether there is no pair.
  package var isEmpty: Bool { text.isEmpty }

  /// A pair with its answers.
  package struct Entry: Sendable, Equatable {
    /// The stable code of one misconception.
    package var first: String
    /// The stable code of the other.
    package var second: String
    /// What both together answer, as the blank has it, each once.
    package var answers: [String]
  }

  /// All pairs.
  ///
  /// - Complexity: O(answers).
  package var entries: some Sequence<Entry> {
    text.split(separator: "\n").lazy.compactMap { line in
      let fields = line.split(separator: "\t").map(String.init)
      guard fields.count > 2 else { return nil }
      return Entry(first: fields[0], second: fields[1], answers: Array(fields[2...]))
    }
  }
}

extension PairTable: Codable {
  package init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
