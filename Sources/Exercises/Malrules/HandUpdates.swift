/// The weights that a program without autograd updates, and where its backward lines go through
/// them.
///
/// Read from lines of the form `w -= step` and `name = expression`, as such programs have them.
struct HandUpdates {
  private let lines: [String]
  private var updates: [Update] = []

  private struct Update {
    var weight: String
    /// What is subtracted, as it is written.
    var written: String
    /// The same, with a gradient's own expression in its place.
    var step: String
    var line: Int
  }

  init(_ lines: [String]) {
    self.lines = lines
    for (index, line) in lines.enumerated() where line.contains(" -= ") {
      guard let match = line.wholeMatch(of: /\s*(\w+) -= ([^#]+?)\s*/),
        !match.output.2.contains(".grad")
      else { continue }
      let written = String(match.output.2)
      updates.append(
        Update(
          weight: String(match.output.1), written: written,
          step: inlined(written, before: index), line: index))
    }
  }

  /// The lines with something in the place of each weight that an error goes back through.
  ///
  /// - Parameter replacement: What is read for a weight; from its update's step, and from the
  ///   weight that the line's result is a step for.
  /// - Returns: Nil where no line goes back through a weight.
  func replacing(
    _ replacement: (_ weight: String, _ step: String, _ below: String) -> String
  ) -> [String]? {
    guard updates.count > 1 else { return nil }
    var result = lines
    for update in updates {
      // Once all of the step is there, the way forward lies behind.
      let start = Self.names(in: update.step).filter { $0 != update.weight }
        .compactMap { assignment(of: $0, before: update.line) }.max()
      guard let start, start + 1 < update.line else { continue }
      for index in start + 1..<update.line {
        guard let (name, expression) = Self.assigned(lines[index]),
          Self.names(in: expression).contains(update.weight),
          let below = updates.first(where: {
            $0.weight != update.weight && $0.line > index && leads(name, to: $0.written)
          })
        else { continue }
        let indent = lines[index].prefix { $0 == " " }
        let other = replacement(update.weight, update.step, below.weight)
        result[index] =
          "\(indent)\(name) = \(Self.replacing(update.weight, by: other, in: expression))"
      }
    }
    return result == lines ? nil : result
  }

  /// Whether a name has a part in an expression, directly or by what was computed from it.
  private func leads(_ name: String, to expression: String) -> Bool {
    var reached: Set = [name]
    for line in lines {
      guard let (other, right) = Self.assigned(line) else { continue }
      if !reached.isDisjoint(with: Self.names(in: right)) { reached.insert(other) }
    }
    return !reached.isDisjoint(with: Self.names(in: expression))
  }

  /// An expression with the names that were computed last before a line replaced by what they are.
  private func inlined(_ expression: String, before line: Int) -> String {
    let places = Self.names(in: expression).compactMap { name in
      assignment(of: name, before: line).map { (name, $0) }
    }
    guard let (name, index) = places.max(by: { $0.1 < $1.1 }),
      let (_, right) = Self.assigned(lines[index]), right.contains("*")
    else { return expression }
    return Self.replacing(name, by: "(\(right))", in: expression)
  }

  private func assignment(of name: String, before line: Int) -> Int? {
    lines[..<line].lastIndex { Self.assigned($0)?.name == name }
  }

  private static func assigned(_ line: String) -> (name: String, expression: String)? {
    line.wholeMatch(of: /\s*(\w+) = ([^#]+?)\s*/).map {
      (String($0.output.1), String($0.output.2))
    }
  }

  private static func names(in expression: String) -> Set<String> {
    Set(expression.matches(of: /[A-Za-z_]\w*/).map { String($0.output) })
  }

  private static func replacing(_ name: String, by other: String, in expression: String) -> String {
    expression.replacing(/[A-Za-z_]\w*/) { $0.output == name ? other : String($0.output) }
  }
}
