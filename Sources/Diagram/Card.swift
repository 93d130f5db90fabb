package import Lesson

/// What a card says of a node in one frame, before it has a place.
package struct Card: Sendable, Equatable {
  /// The name and what is computed, in up to four lines.
  package var title: [String]
  /// The value on the way forward.
  package var value: Entry
  /// The gradient so far.
  package var gradient: Entry
  /// The numbers of a tensor; they stand in place of the two entries.
  package var table: Table?
  /// How much of the gradient has arrived, why it is zero, what a hook did, what was there before.
  package var notes: [String]
  /// The class of the error that the node is responsible for.
  package var error: String?

  /// A number, or what stands where it would.
  package struct Entry: Sendable, Equatable {
    /// The number as it is written, or the words instead of it.
    package var text: String
    /// How the text is marked.
    package var look: Look

    /// A number that is not a node's value or gradient, such as that of an edge.
    package init(_ number: Double, written text: String) {
      self.text = text
      look = number.isFinite ? .number : .alarm
    }

    init(text: String, look: Look) {
      self.text = text
      self.look = look
    }
  }

  /// How an entry is marked, beside its text.
  package enum Look: Sendable, Equatable {
    /// A number as any other.
    case number
    /// A gradient of exactly zero, born here.
    case zero
    /// A gradient that is zero because what was sent is.
    case inheritedZero
    /// A number that is not finite.
    case alarm
    /// No number: none yet, or none needed.
    case absent
  }

  /// What a node's card says; a node without a state has its value and no gradient yet.
  package init(_ node: Graph.Node, _ state: Frame.NodeState?) {
    title = Card.title(of: node)
    value = Card.value(of: node, state)
    gradient = Card.gradient(of: state)
    let birth = state?.isComputed ?? true ? node.birth : nil
    notes =
      Metrics.wrapped(birth ?? "", columns: 26) + Card.notes(of: state)
      + (node.order > 0 ? ["order \(node.order)"] : [])
    error = state?.error
  }

  /// What a node's card says in a picture; among tensors nobody counts what numbers have sent.
  package init(_ node: Graph.Node, _ state: Frame.NodeState?, among folding: Folding) {
    self.init(node, state)
    if let call = folding.titles[node.id] { title = Card.wrapped(call) }
    guard folding.tellsTensors, case .value(_, let arrived, let due, nil) = state?.gradient,
      arrived == due, due > 1
    else { return }
    notes.removeFirst()
  }

  /// The name and what is computed: `m = w × x`.
  static func title(of node: Graph.Node) -> [String] { wrapped(oneLineTitle(of: node)) }

  /// A title in lines that fit on a card, four at most.
  static func wrapped(_ title: String) -> [String] {
    var lines = title.split { $0.isNewline }
      .flatMap { Metrics.wrapped(String($0), columns: 22) }
    if lines.count > 4 {
      lines.removeLast(lines.count - 4)
      lines[3] = String(lines[3].prefix(21)) + "…"
    }
    return lines
  }

  /// The same in one line, however long; the symbol is there because captions use it.
  static func oneLineTitle(of node: Graph.Node) -> String {
    node.kind.isComputed ? "\(node.symbol) = \(node.definition)" : node.symbol
  }

  private static func value(of node: Graph.Node, _ state: Frame.NodeState?) -> Entry {
    guard state?.isComputed ?? true else { return Entry(text: "not yet", look: .absent) }
    return Entry(text: NumberText.card(node.value), look: node.value.isFinite ? .number : .alarm)
  }

  private static func gradient(of state: Frame.NodeState?) -> Entry {
    switch state?.gradient {
    case .none, .notYet: Entry(text: "not yet", look: .absent)
    case .cleared: Entry(text: "None", look: .absent)
    case .notNeeded, .unreached: Entry(text: "—", look: .absent)
    case .value(let number, _, _, _):
      Entry(
        text: NumberText.card(number),
        look: state?.gradient.isInheritedZero ?? false
          ? .inheritedZero : number == 0 ? .zero : number.isFinite ? .number : .alarm)
    }
  }

  private static func notes(of state: Frame.NodeState?) -> [String] {
    guard case .value(_, let arrived, let due, let why) = state?.gradient else { return [] }
    var notes: [String] = []
    if arrived < due || why == nil || (state?.gradient.isInheritedZero ?? false) {
      if due > 1 { notes = ["\(arrived) of \(due) arrived"] }
    } else {
      notes = Metrics.wrapped(why ?? "", columns: 26)
    }
    if let hook = state?.hook { notes.append(Card.note(of: hook)) }
    if let before = state?.before { notes.append("\(NumberText.card(before)) before") }
    return notes
  }

  /// `hook 2.0 → 20.0`.
  private static func note(of hook: Pass.Hook) -> String {
    let (before, after) = (NumberText.card(hook.before), NumberText.card(hook.after))
    return hook.before == hook.after ? "a hook saw \(before)" : "hook \(before) → \(after)"
  }

  /// A number with what it is, or a line of a table, whose first line says it for all.
  package struct Row {
    /// `value` or `grad`; empty below a table's first line.
    package var label: String
    /// The number, or a row of numbers.
    package var entry: Entry
    /// Whether it is written in the gradients' colour.
    package var isGradient: Bool
  }

  /// What stands between the title and the notes, as lines.
  package var rows: [Row] {
    let entries = [
      Row(label: "value", entry: value, isGradient: false),
      Row(label: "grad", entry: gradient, isGradient: true),
    ]
    guard let table, table.values.isWritten else { return entries }
    func lines(_ grid: NumberGrid, _ label: String) -> [Row] {
      grid.lines.enumerated().map { index, text in
        Row(
          label: index == 0 ? label : "", entry: Entry(text: text, look: .number),
          isGradient: grid.isGradient)
      }
    }
    return lines(table.values, "value")
      + (table.gradients.map { lines($0, "grad") } ?? (table.isTracked ? [entries[1]] : []))
  }

  /// The size that holds every one of these, which one node has in turn.
  static func size(of cards: [Card]) -> Size {
    var width = 92.0
    var height = 0.0
    for card in cards {
      let notes = card.notes.isEmpty ? 0 : 2 + 14 * Double(card.notes.count)
      let error = card.error == nil ? 0.0 : 20
      let rows = card.table == nil ? card.rows : []
      let body = card.table.map { $0.size.height + 8 } ?? 16 * Double(rows.count)
      height = max(height, 12 + body + 14 * Double(card.title.count) + notes + error)
      if let error = card.error { width = max(width, ErrorMark.width(of: error) + 18) }
      for line in card.title { width = max(width, Metrics.width(of: line, size: 12) + 18) }
      for line in card.notes { width = max(width, Metrics.width(of: line, size: 10) + 18) }
      if let table = card.table { width = max(width, table.size.width + 24) }
      for row in rows {
        width = max(width, 18 + 30 + 14 + Metrics.width(of: row.entry.text, size: 12))
      }
    }
    return Size(width.rounded(.up), height)
  }
}

/// The signs in front of an edge's two numbers.
package enum EdgeText {
  /// A local derivative, as a factor: `×0.5`, `×(−2)`.
  package static func local(_ number: Double) -> String {
    let text = NumberText.plain(number)
    return text.hasPrefix("−") ? "×(\(text))" : "×\(text)"
  }

  /// Where the program itself says what is sent along an edge.
  package static let custom = "backward()"

  /// A contribution, as something that is added: `+0.5`.
  package static func contribution(_ number: Double) -> String { NumberText.addend(number) }
}
