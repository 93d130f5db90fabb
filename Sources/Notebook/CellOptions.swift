import Yams

/// What a cell's comments `#| key: value` ask for, with Quarto's names where there is one.
package struct CellOptions: Equatable, Sendable {
  package var runs = true
  package var showsSource = true
  package var showsOutput = true
  /// Whether the cell raises an error on purpose.
  package var raises = false
  package var isIncluded = true
  package var foldsSource = false
  package var label: String?
  package var caption = ""
  package var alternative = ""
  /// The name of the tensor to draw.
  package var graph: String?
  package var steps = Steps.none
  package var view = View.values
  /// The scopes and tensors that are drawn as one node.
  package var fold: [String] = []
  /// What is opened of a graph that is so large that it is folded by itself.
  package var unfold: [String] = []
  /// Whether the values that the cell assigns are an exercise's to vary.
  package var holdsParameters = false

  /// Which steps of a pass the figure of a cell goes through.
  package enum Steps: String, CaseIterable, Sendable {
    case none
    case forward
    case backward
    case all
  }

  /// What a figure draws at each node.
  package enum View: String, CaseIterable, Sendable {
    case values
    case circuit
    case autograd
  }

  /// The names of all options.
  package enum Name: String, CaseIterable {
    case eval
    case echo
    case output
    case error
    case include
    case label
    case figCap = "fig-cap"
    case figAlt = "fig-alt"
    case codeFold = "code-fold"
    case graph
    case steps
    case view
    case fold
    case unfold
    case parameters
    case tags
  }

  package init() {}

  /// The options at the top of a cell's source, whose first line is line `line` of the file.
  init(_ source: String, file: String, line: Int) throws(DocumentError) {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("#|") }
    // Papermill's tag, alone on its line as well.
    let text = lines.map { line in
      let option = line.dropFirst(2)
      return option.filter { !$0.isWhitespace } == "parameters" ? " parameters: true" : option
    }.joined(separator: "\n")
    let mapping: Node.Mapping
    do {
      guard let node = try Yams.compose(yaml: text) else { return }
      guard let found = node.mapping else {
        throw DocumentError(file: file, line: line, kind: .notYAML("options are 'key: value'"))
      }
      mapping = found
    } catch let error as DocumentError {
      throw error
    } catch {
      throw DocumentError(file: file, line: line, kind: .notYAML("\(error)"))
    }
    for (key, value) in mapping {
      let line = line + (key.mark?.line ?? 1) - 1
      do throws(Kind) {
        try set(key.string ?? "", value)
      } catch {
        throw DocumentError(file: file, line: line, kind: error)
      }
    }
  }

  private typealias Kind = DocumentError.Kind

  private mutating func set(_ key: String, _ value: Node) throws(Kind) {
    guard let name = Name(rawValue: key) else {
      throw .unknownOption(key, known: Name.allCases.map(\.rawValue))
    }
    switch name {
    case .eval: runs = try flag(name, value)
    case .echo: showsSource = try flag(name, value)
    case .output: showsOutput = try flag(name, value)
    case .error: raises = try flag(name, value)
    case .include: isIncluded = try flag(name, value)
    case .codeFold: foldsSource = try flag(name, value)
    case .label: label = try slug(value)
    case .figCap: caption = try text(name, value)
    case .figAlt: alternative = try text(name, value)
    case .graph: graph = try text(name, value)
    case .steps: steps = try choice(name, value)
    case .view: view = try choice(name, value)
    case .fold: fold = try names(name, value)
    case .unfold: unfold = try names(name, value)
    case .parameters: holdsParameters = try flag(name, value)
    case .tags:
      let tags = try names(name, value)
      holdsParameters = holdsParameters || tags.contains("parameters")
    }
  }

  /// One name, or a list of them.
  private func names(_ name: Name, _ value: Node) throws(Kind) -> [String] {
    if let list = value.sequence { return list.compactMap(\.string) }
    return [try text(name, value)]
  }

  private func flag(_ name: Name, _ value: Node) throws(Kind) -> Bool {
    guard let flag = value.bool else { throw bad(name, value, "true or false") }
    return flag
  }

  private func text(_ name: Name, _ value: Node) throws(Kind) -> String {
    guard let text = value.scalar?.string else { throw bad(name, value, "a text") }
    return text
  }

  private func slug(_ value: Node) throws(Kind) -> String {
    let label = try text(.label, value)
    let isPlain = label.utf8.allSatisfy {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
    }
    guard isPlain, !label.isEmpty else {
      throw bad(.label, value, "small letters, digits and hyphens, since it names files")
    }
    return label
  }

  private func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: Name, _ value: Node
  ) throws(Kind) -> Choice {
    guard let choice = Choice(rawValue: try text(name, value)) else {
      throw bad(
        name, value, "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return choice
  }

  private func bad(_ name: Name, _ value: Node, _ expected: String) -> Kind {
    .badValue(option: name.rawValue, value: value.string ?? "…", expected: expected)
  }
}
