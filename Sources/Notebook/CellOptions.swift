import Yams

/// What a cell's comments `#| key: value` ask for, with Quarto's names where there is one.
package struct CellOptions: Equatable, Sendable {
  /// Whether the cell runs: `eval`, true where it is not said.
  package var runs = true
  /// Whether a page shows the program: `echo`, true where it is not said.
  package var showsSource = true
  /// Whether a page shows what the program prints: `output`, true where it is not said.
  package var showsOutput = true
  /// Whether the cell raises an error on purpose.
  package var raises = false
  /// Whether a page shows anything of the cell: `include`, true where it is not said.
  package var isIncluded = true
  /// Whether a page shows the program only when asked: `code-fold`, false where it is not said.
  package var foldsSource = false
  /// What the cell's files are called, `[a-z0-9-]`; nil where nothing is written.
  package var label: String?
  /// What stands below the figure: `fig-cap`, as plain text.
  package var caption = ""
  /// What the figure shows, for those who do not see it: `fig-alt`.
  package var alternative = ""
  /// The name of the tensor to draw; nil for what the program is about.
  package var graph: String?
  /// Which steps the page can go through.
  package var steps = Steps.none
  /// What the figure draws at each node.
  package var view = View.values
  /// The scopes and tensors that are drawn as one node.
  package var fold: [String] = []
  /// What is opened of a graph that is so large that it is folded by itself.
  package var unfold: [String] = []
  /// What one card of the figure shows; nil for as it fits.
  package var by: Detail?
  /// The backward pass that the figure shows, counted from 1 from the program's start; nil for the
  /// last that reached the graph.
  package var pass: Int?
  /// Whether the figure says below what its marks mean.
  package var hasLegend = false
  /// How wide the figure's wires are.
  package var width = Width.even
  /// Whether the values that the cell assigns are an exercise's to vary.
  package var holdsParameters = false

  /// Whether the cell has a figure.
  package var draws: Bool { graph != nil || steps != .none }

  /// Which steps of a pass the figure of a cell goes through.
  package enum Steps: String, CaseIterable, Sendable {
    /// A still picture alone.
    case none
    /// The operations.
    case forward
    /// The pass.
    case backward
    /// The operations, then the pass.
    case all
  }

  /// What a figure draws at each node.
  package enum View: String, CaseIterable, Sendable {
    /// Cards with values and gradients.
    case values
    /// Gates and wires.
    case circuit
    /// PyTorch's own graph, of `grad_fn`.
    case autograd
  }

  /// What one card of a figure shows.
  package enum Detail: String, CaseIterable, Sendable {
    /// What a line computed.
    case line
    /// What a call on tensors computed.
    case operation
    /// A number.
    case scalar
  }

  /// How wide the wires of a figure are.
  package enum Width: String, CaseIterable, Sendable {
    /// All alike.
    case even
    /// As what was sent along them.
    case gradient
  }

  /// The names of all options.
  package enum Name: String, CaseIterable {
    /// Whether the cell runs; Quarto's.
    case eval
    /// Whether the program is shown; Quarto's.
    case echo
    /// Whether what is printed is shown; Quarto's, without its third value.
    case output
    /// Whether the cell raises an error on purpose; Quarto's.
    case error
    /// Whether anything of the cell is shown; Quarto's.
    case include
    /// What files are called; Quarto's.
    case label
    case figCap = "fig-cap"
    case figAlt = "fig-alt"
    case codeFold = "code-fold"
    /// The tensor to draw.
    case graph
    /// One of ``CellOptions/Steps``.
    case steps
    /// One of ``CellOptions/View``.
    case view
    /// What is drawn as one node: a name, or a list of them.
    case fold
    /// What is opened in a graph that is folded by itself.
    case unfold
    /// One of ``CellOptions/Detail``.
    case by
    /// The number of the backward pass that is shown.
    case pass
    /// Whether marks are explained below the figure.
    case legend
    /// One of ``CellOptions/Width``.
    case width
    /// Whether the cell's numbers are an exercise's to vary.
    case parameters
    /// Jupyter's tags, of which Papermill's `parameters` says what the option of that name says.
    case tags
  }

  /// The options of a cell that says none.
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
    case .by: by = try choice(name, value) as Detail
    case .pass:
      guard let number = value.int, number > 0 else {
        throw bad(name, value, "the number of a backward pass, from 1")
      }
      pass = number
    case .legend: hasLegend = try flag(name, value)
    case .width: width = try choice(name, value)
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
