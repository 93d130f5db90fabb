import Diagram
package import Lesson

/// Where someone is in a tour, and how it is shown to them: changed by keys alone, and shown as
/// the same screen for the same size.
package struct StepModel {
  /// The steps.
  package let tour: Tour
  let title: String
  let source: [String]
  let listed: [Int]
  /// The leaves of each graph, as tensors.
  let leaves: [[Tour.Leaf]]
  /// What the program printed as it failed; shown behind the last step.
  let failure: String?
  let isASCII: Bool
  let allowsColor: Bool
  /// How the terminal is coloured.
  package private(set) var theme: TerminalTheme
  /// The step that is shown; one more than there are for the page at the end.
  package private(set) var position = 0 {
    didSet { if position != oldValue { pan = TerminalGraph.Pan() } }
  }
  /// How far the graph is moved from where the step is.
  private(set) var pan = TerminalGraph.Pan()
  private(set) var mode = Mode.steps
  /// The digits typed before a command.
  var count: Int?
  /// What the last key has to say; empty for nothing.
  package private(set) var message = ""
  /// Whether calls and tensors are folded; nil for as it fits.
  private(set) var folds: Bool?
  /// The questions of `--predict`; nil where none are asked.
  package private(set) var quiz: StepQuiz?
  /// What the last answer was worth, shown above the step that it was about.
  private(set) var verdict = ""
  private var lastSearch = ""
  /// The places made so far; nil for a graph that cannot be laid out.
  private var plans: [PlanKey: TerminalPlan?] = [:]

  enum Mode: Equatable {
    case steps
    case help
    case search(String)
  }

  /// What the terminal has to do after a key.
  package enum Effect: Equatable {
    /// Nothing but to show the screen.
    case none
    /// The tour is left.
    case quit
    /// The process ends as from Ctrl-C.
    case interrupt
    /// The process stops as from Ctrl-Z.
    case suspend
    /// Everything is painted anew.
    case redraw
  }

  private struct PlanKey: Hashable {
    var stage: Int
    var isFolded: Bool
  }

  /// Of the lines of the source only those with the numbers `listed` are program; all if nil.
  ///
  /// - Precondition: The tour has a step.
  package init(
    _ tour: Tour, title: String, source: [String], listed: [Int]? = nil, start: Int = 0,
    failure: String?,
    predicts: Bool = false, isASCII: Bool = false, theme: TerminalTheme = .dark,
    allowsColor: Bool = true
  ) {
    precondition(tour.count > 0, "a tour without steps")
    self.tour = tour
    self.title = title
    self.source = source
    self.listed = listed ?? Array(source.indices.map { $0 + 1 })
    leaves = tour.leaves
    position = start
    self.failure = failure
    self.isASCII = isASCII
    self.allowsColor = allowsColor
    self.theme = allowsColor ? theme : .plain
    quiz = predicts ? StepQuiz() : nil
  }

  /// Whether the page behind the last step is shown.
  package var isAtEnd: Bool { position == tour.count }

  /// The last position: behind the last step only if there is something left to say.
  private var last: Int { tour.count - (failure != nil || quiz != nil ? 0 : 1) }

  /// Takes a key, and says what the terminal has to do.
  package mutating func press(_ key: StepKey) -> Effect {
    switch key {
    case .interrupt: return .interrupt
    case .suspend: return .suspend
    case .redraw: return .redraw
    case .character, .right, .left, .pan, .home, .end, .enter, .escape, .backspace, .other: break
    }
    message = ""
    verdict = ""
    switch mode {
    case .help:
      mode = .steps
      return key == .character("q") ? .quit : .none
    case .search(let text):
      search(key, text)
      return .none
    case .steps:
      if quiz?.isAsking == true, answer(key) { return .none }
      return command(key)
    }
  }

  private mutating func command(_ key: StepKey) -> Effect {
    if case .character(let character) = key, let digit = character.wholeNumberValue,
      character.isASCII, count != nil || digit > 0
    {
      count = min((count ?? 0) * 10 + digit, 1_000_000)
      message = "\(count ?? 0)"
      return .none
    }
    let times = count
    count = nil
    switch key {
    case .right, .enter, .character("l"), .character("j"), .character("n"), .character(" "):
      go(to: position + (times ?? 1))
    case .left, .backspace, .character("h"), .character("k"), .character("p"):
      go(to: position - (times ?? 1))
    case .home, .character("g"): go(to: times.map { $0 - 1 } ?? 0)
    case .end, .character("G"): go(to: times.map { $0 - 1 } ?? tour.count - 1)
    case .character("b"): goToNextPass()
    case .character("/"): mode = .search("")
    case .character("f"): fold()
    case .pan(let across, let down): move(across, down)
    case .character("L"): move(1, 0)
    case .character("H"): move(-1, 0)
    case .character("J"): move(0, 1)
    case .character("K"): move(0, -1)
    case .character("t"):
      theme = allowsColor ? theme.next : .plain
      message = allowsColor ? "theme: \(theme.rawValue)" : "colours are off"
    case .character("?"): mode = .help
    case .character("q"): return .quit
    case .escape: quiz?.stop()
    case .character(let character): message = "no key \(character); ? lists the keys"
    case .interrupt, .suspend, .redraw, .other: break
    }
    return .none
  }

  /// Goes to a step, or as far as nothing is shown that is still to be predicted.
  private mutating func go(to target: Int) {
    quiz?.stop()
    let target = max(0, min(target, last))
    if target == position {
      message = position == 0 ? "this is the first step" : "this is the last step; q quits"
    }
    guard quiz != nil, target > position else {
      position = target
      return
    }
    while position < target {
      if position + 1 < tour.count, quiz?.ask(position + 1, tour) == true { return }
      position += 1
    }
  }

  private mutating func move(_ across: Int, _ down: Int) {
    pan.across = max(-Self.farthest, min(Self.farthest, pan.across + across))
    pan.down = max(-Self.farthest, min(Self.farthest, pan.down + down))
  }

  /// No graph has so many windows.
  private static let farthest = 1_000

  private mutating func goToNextPass() {
    let next = tour.indices.first { index in
      index > position && tour.stops(of: index).contains { $0.step == .seeded }
    }
    guard let next else {
      message = "no further pass"
      return
    }
    go(to: next)
  }

  private mutating func fold() {
    guard let folding = folding(of: tour.stages[stop.stage]), !folding.folds.isEmpty else {
      message = "there is no call and no tensor to fold"
      return
    }
    folds = !isFolded
    let names = folding.folds.map { $0.symbol }
    message = isFolded ? "folded \(names.joined(separator: ", "))" : "unfolded"
  }

  /// The cards that the steps go by, or those of calls and tensors; nil where there are none.
  private func folding(of stage: Tour.Stage) -> Folding? {
    let outline = stage.outline ?? (try? Outline(stage.graph, Outline.Wish(level: .operation)))
    return outline.map { Folding(stage.graph, $0) }
  }

  private mutating func search(_ key: StepKey, _ text: String) {
    switch key {
    case .character(let character): mode = .search(text + String(character))
    case .backspace: mode = text.isEmpty ? .steps : .search(String(text.dropLast()))
    case .escape: mode = .steps
    case .enter:
      mode = .steps
      find(text.isEmpty ? lastSearch : text)
    case .right, .left, .pan, .home, .end, .interrupt, .suspend, .redraw, .other: break
    }
  }

  /// Goes to the next step that is about a name, from here on and round again.
  private mutating func find(_ name: String) {
    guard !name.isEmpty else { return }
    lastSearch = name
    let order =
      Array(tour.indices.dropFirst(position + 1)) + tour.indices.prefix(position)
    // A keyboard has no subscripts: v12 finds v₁₂.
    let name = TerminalText.ascii(name)
    let matches: [(String) -> Bool] = [{ $0 == name }, { $0.hasPrefix(name) }]
    for matches in matches {
      if let found = order.first(where: {
        tour.symbols(of: $0).map(TerminalText.ascii).contains(where: matches)
      }) {
        return go(to: found)
      }
    }
    message = "no step is about \(name)"
  }

  /// A key while a question is open; whether it was for the question.
  private mutating func answer(_ key: StepKey) -> Bool {
    guard var quiz else { return false }
    let outcome = quiz.press(key)
    self.quiz = quiz
    switch outcome {
    case .notForTheQuestion: return false
    case .stillOpen: return true
    case .closed(let text):
      position += 1
      verdict = text
      return true
    }
  }

  /// The places of the graph that is shown; nil if it cannot be laid out.
  mutating func plan() -> TerminalPlan? {
    let key = PlanKey(stage: stop.stage, isFolded: isFolded)
    if let known = plans[key] { return known }
    let stage = tour.stages[key.stage]
    let folding = key.isFolded ? folding(of: stage) : try? Folding(stage.graph, names: [])
    let plan = folding.flatMap { try? TerminalPlan(stage, $0) }
    plans[key] = .some(plan)
    return plan
  }
}
