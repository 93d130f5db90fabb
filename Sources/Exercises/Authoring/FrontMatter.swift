import Lesson
import Notebook
import Python
import Questions
import Yams

/// What the front matter of an exercise holds beside title and summary.
struct FrontMatter {
  /// The keys that it may have.
  static let keys = ["vary", "ask", "graph", "points", "hints", "tolerance", "bugs", "misreadings"]

  private let file: String
  private let mapping: Node.Mapping

  private typealias Problem = ExerciseError.Problem

  init(_ text: String, file: String) throws(ExerciseError) {
    self.file = file
    do {
      mapping = try Yams.compose(yaml: text)?.mapping ?? [:]
    } catch {
      throw ExerciseError(file: file, line: 2, .document(.notYAML("\(error)")))
    }
  }

  func apply(to exercise: inout Exercise) throws(ExerciseError) {
    for (key, value) in mapping {
      do throws(Problem) {
        try set(key.string ?? "", value, of: &exercise)
      } catch {
        throw ExerciseError(file: file, line: (key.mark?.line ?? 0) + 1, error)
      }
    }
  }

  private func set(
    _ key: String, _ value: Node, of exercise: inout Exercise
  ) throws(Problem) {
    switch key {
    case "vary": try vary(value, &exercise.template)
    case "ask": exercise.asks = try asks(value)
    case "graph": exercise.graph = try text(key, value, "a tensor's name")
    case "points": exercise.points = try points(value)
    case "hints":
      for hint in value.sequence.map(Array.init) ?? [value] {
        exercise.hints.append(try text(key, hint, "a list of sentences"))
      }
    case "tolerance":
      guard let number = value.number, number > 0, number < 1e6 else {
        throw bad(key, value, "a number above 0")
      }
      exercise.tolerance = number
    case "bugs": exercise.bugs = try bugs(value)
    case "misreadings": exercise.misreadings = try misreadings(value)
    default: return
    }
  }

  private func vary(_ value: Node, _ template: inout VariedProgram) throws(Problem) {
    guard let mapping = value.mapping else {
      throw bad("vary", value, "a range or list for each name, as in {a: [1, 2], b: -3..3}")
    }
    for (key, value) in mapping {
      let name = key.string ?? ""
      guard template.vary(name, try pool(name, value)) else {
        var seen: Set<String> = []
        throw .unknownParameter(
          name, known: template.slots.map(\.name).filter { seen.insert($0).inserted })
      }
    }
    template.fix(except: Set(mapping.compactMap(\.key.string)))
  }

  /// `[1, 2, -3]`, `-3..3`, `0..1 by 0.25`.
  private func pool(_ name: String, _ value: Node) throws(Problem) -> [Double] {
    let expected = "a list of numbers, or a range such as -3..3 or 0..1 by 0.25"
    if let list = value.sequence {
      let numbers = list.compactMap(\.number)
      guard !numbers.isEmpty, numbers.count == list.count else { throw bad(name, value, expected) }
      return numbers
    }
    if let number = value.number { return [number] }
    let text = value.scalar?.string ?? ""
    guard
      let match = text.wholeMatch(of: /\s*(-?[\d.]+?)\s*\.\.\s*(-?[\d.]+)\s*(?:by\s+([\d.]+)\s*)?/),
      let low = Double(match.1), let high = Double(match.2),
      let step = match.3.map({ Double($0) }) ?? 1,
      step > 0, high >= low, (high - low) / step <= 1_000
    else { throw bad(name, value, expected) }
    let count = Int(((high - low) / step + 1e-9).rounded(.down))
    return (0...count).map { low + Double($0) * step }
  }

  private func asks(_ value: Node) throws(Problem) -> [Ask] {
    let items = value.sequence.map(Array.init) ?? [value]
    var asks: [Ask] = []
    for item in items {
      guard let mapping = item.mapping else {
        asks.append(try ask(item))
        continue
      }
      for (key, names) in mapping {
        var ask = try ask(key)
        ask.names = (names.sequence.map(Array.init) ?? [names]).compactMap(\.scalar?.string)
        asks.append(ask)
      }
    }
    return asks
  }

  private func ask(_ value: Node) throws(Problem) -> Ask {
    let text = value.scalar?.string ?? ""
    guard let ask = Ask(text) else { throw .unknownAsk(text) }
    return ask
  }

  private func points(_ value: Node) throws(Problem) -> [Blank.Kind: Double] {
    let expected = "a number, or a number for each kind, as in {gradients: 2}"
    if let number = value.number, number > 0 {
      return Dictionary(uniqueKeysWithValues: Blank.Kind.allCases.map { ($0, number) })
    }
    guard let mapping = value.mapping else { throw bad("points", value, expected) }
    var points: [Blank.Kind: Double] = [:]
    for (key, value) in mapping {
      guard let number = value.number, number > 0 else { throw bad("points", value, expected) }
      for kind in try ask(key).kind.blankKinds { points[kind] = number }
    }
    return points
  }

  private func bugs(_ value: Node) throws(Problem) -> [Exercise.Bug] {
    let expected =
      "a list of {line: …, wrong: …, because: …}, {missing: …, because: …} or "
      + "{moved: …, after: …, because: …}"
    guard let list = value.sequence else { throw bad("bugs", value, expected) }
    var bugs: [Exercise.Bug] = []
    for item in list {
      let text = { (key: String) in item[key]?.scalar?.string }
      guard let because = text("because") else { throw bad("bugs", item, expected) }
      if let line = text("line"), let wrong = text("wrong") {
        bugs.append(Exercise.Bug(line: line, edit: .wrong(wrong), because: because))
      } else if let line = text("missing") {
        bugs.append(Exercise.Bug(line: line, edit: .missing, because: because))
      } else if let line = text("moved"), let place = text("after") {
        bugs.append(Exercise.Bug(line: line, edit: .after(place), because: because))
      } else {
        throw bad("bugs", item, expected)
      }
    }
    return bugs
  }

  private func misreadings(_ value: Node) throws(Problem) -> [ProgramMalrule] {
    let expected = "a list of {code: a-z and hyphens, name: …, because: …, line: …, read: …}"
    guard let list = value.sequence else { throw bad("misreadings", value, expected) }
    var rules: [ProgramMalrule] = []
    for item in list {
      let text = { (key: String) in item[key]?.scalar?.string }
      guard let code = text("code"), code.allSatisfy({ ("a"..."z").contains($0) || $0 == "-" }),
        !code.isEmpty, let name = text("name"), let because = text("because"),
        let line = text("line"), let read = text("read")
      else { throw bad("misreadings", item, expected) }
      rules.append(
        ProgramMalrule(Misconception(code, name, because)) { program, _ in
          program.lines(saying: line).map { SourceEdit($0, read) }
        })
    }
    return rules
  }

  private func text(_ key: String, _ value: Node, _ expected: String) throws(Problem) -> String {
    guard let text = value.scalar?.string else { throw bad(key, value, expected) }
    return text
  }

  private func bad(_ key: String, _ value: Node, _ expected: String) -> Problem {
    .badValue(key: key, value: value.scalar?.string ?? "…", expected: expected)
  }
}

extension Node {
  /// A finite number, whether written with a point or without.
  fileprivate var number: Double? {
    guard let text = scalar?.string, let number = Double(text), number.isFinite else { return nil }
    return number
  }
}

extension Ask.Kind {
  /// The blanks that it makes.
  var blankKinds: [Blank.Kind] {
    switch self {
    case .values: [.value]
    case .gradients: [.gradient]
    case .locals: [.local]
    case .contributions: [.contribution]
    case .prints: [.output]
    case .order: [.order]
    case .bug: [.line]
    }
  }
}
