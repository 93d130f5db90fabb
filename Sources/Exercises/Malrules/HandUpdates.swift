import Python

/// The weights that a program without autograd updates, and where its backward lines go through
/// them.
struct HandUpdates {
  private let program: Program
  private let statements: [Statement]
  private var updates: [Update] = []

  private struct Update {
    var weight: String
    /// The names in what is subtracted, as it is written.
    var written: Set<String>
    /// What is subtracted, with a gradient's own expression in its place.
    var step: String
    /// The names in that.
    var reads: Set<String>
    /// Its place among the statements.
    var place: Int
  }

  init(_ program: Program) {
    self.program = program
    statements = program.allStatements
    for (place, statement) in statements.enumerated() {
      guard let update = UpdateStep(statement, of: program), let weight = update.name,
        !update.step.readsGradient
      else { continue }
      let (step, reads) = inlined(update.step, before: place)
      updates.append(
        Update(
          weight: weight, written: Set(update.step.names), step: step, reads: reads, place: place))
    }
  }

  /// Other texts in the place of each weight that an error goes back through.
  ///
  /// - Parameter replacement: What is read for a weight; from its update's step, and from the
  ///   weight that the line's result is a step for.
  /// - Returns: Nothing where no line goes back through a weight.
  func replacing(
    _ replacement: (_ weight: String, _ step: String, _ below: String) -> String
  ) -> [SourceEdit] {
    guard updates.count > 1 else { return [] }
    var edits: [SourceEdit] = []
    for update in updates {
      // Once all of the step is there, the way forward lies behind.
      let start = update.reads.filter { $0 != update.weight }
        .compactMap { assignment(of: $0, before: update.place) }.max()
      guard let start, start + 1 < update.place else { continue }
      for place in start + 1..<update.place {
        guard let (name, value) = assigned(statements[place]),
          value.names.contains(update.weight),
          let below = updates.first(where: {
            $0.weight != update.weight && $0.place > place && leads(name, to: $0.written)
          })
        else { continue }
        let other = replacement(update.weight, update.step, below.weight)
        edits += value.uses(of: update.weight).map { SourceEdit($0, other) }
      }
    }
    return edits
  }

  /// Whether a name has a part in others, directly or by what was computed from it.
  private func leads(_ name: String, to others: Set<String>) -> Bool {
    var reached: Set = [name]
    for statement in statements {
      guard let (other, value) = assigned(statement) else { continue }
      if !reached.isDisjoint(with: value.names) { reached.insert(other) }
    }
    return !reached.isDisjoint(with: others)
  }

  /// An expression in which the name that was computed last, if by a product, is replaced by what it
  /// is.
  private func inlined(
    _ expression: Expression, before place: Int
  ) -> (text: String, names: Set<String>) {
    let names = Set(expression.names)
    let written = program.file.text(of: expression.extent)
    let last = names.compactMap { assignment(of: $0, before: place) }.max()
    guard let last, let (name, value) = assigned(statements[last]), value.multiplies,
      let text = program.text(
        of: expression.extent,
        expression.uses(of: name).map {
          SourceEdit($0, "(\(program.file.text(of: value.extent)))")
        })
    else { return (written, names) }
    return (text, names.subtracting([name]).union(value.names))
  }

  private func assignment(of name: String, before place: Int) -> Int? {
    statements[..<place].lastIndex { assigned($0)?.name == name }
  }

  /// What a statement gives a name to, unless that is a step.
  private func assigned(_ statement: Statement) -> (name: String, value: Expression)? {
    guard case .assign(let targets, let value) = statement.kind, targets.count == 1,
      case .name(let node) = targets[0].kind, UpdateStep(statement, of: program) == nil
    else { return nil }
    return (node.name, value)
  }
}

extension Expression {
  fileprivate var multiplies: Bool {
    allParts.contains { part in
      switch part.kind {
      case .binary(.multiply, _, _), .binary(.power, _, _): true
      default: false
      }
    }
  }

  /// Where it reads a name.
  fileprivate func uses(of name: String) -> [Extent] {
    allParts.compactMap { part in
      if case .name(let node) = part.kind, node.name == name { part.extent } else { nil }
    }
  }
}
