import Lesson
import Terminal
import TestSupport
import Testing

@Suite struct StepModelTests {
  private func model(
    _ program: SampleProgram, predicts: Bool = false, isASCII: Bool = false
  ) -> StepModel {
    let (tour, failure, _) = program.run()
    return StepModel(
      tour, title: "program.py", source: program.lines, failure: failure, predicts: predicts,
      isASCII: isASCII)
  }

  /// Presses keys that are characters, `→` and the like among them.
  private func press(_ keys: String, on model: inout StepModel) {
    for key in keys { _ = model.press(Self.key(key)) }
  }

  private static func key(_ character: Character) -> StepKey {
    switch character {
    case "→": .right
    case "←": .left
    case "⏎": .enter
    case "⌫": .backspace
    case "⎋": .escape
    default: .character(character)
    }
  }

  static let journeys: [(keys: String, position: Int)] = [
    ("", 0), ("l", 1), ("→jn ", 4), ("⏎", 1), ("llh", 1), ("lll←k", 1), ("lllp⌫", 1),
    ("h", 0), ("G", 15), ("Gg", 0), ("4G", 3), ("5l", 5), ("5l2h", 3), ("99G", 15), ("99l", 15),
    ("12G", 11), ("G99h", 0), ("b", 6), ("bb", 6), ("/v1⏎", 7), ("/v₁⏎", 7), ("/v1⎋", 0),
    ("/nothing⏎", 0), ("/x[2]⏎/⏎", 12), ("?l", 0), ("?ll", 1), ("fll", 2), ("tl", 1), ("0l", 1),
    ("zl", 1),
  ]

  @Test(arguments: journeys)
  func goesWhereTheKeysSay(keys: String, position: Int) {
    var model = model(.vector)
    press(keys, on: &model)
    #expect(model.position == position, "after \(keys): \(model.message)")
  }

  static let effects: [(StepKey, StepModel.Effect)] = [
    (.character("q"), .quit), (.interrupt, .interrupt), (.suspend, .suspend), (.redraw, .redraw),
    (.right, .none), (.other, .none),
  ]

  @Test(arguments: effects)
  func leavesTheTerminalToThePlayer(key: StepKey, effect: StepModel.Effect) {
    var model = model(.seeded)
    #expect(model.press(key) == effect)
  }

  @Test(arguments: SampleProgram.allCases)
  func goesBackExactly(program: SampleProgram) {
    var model = model(program)
    var screens: [TerminalCanvas] = []
    let count = min(model.tour.count, 40)
    for _ in 0..<count {
      screens.append(model.canvas(width: 100, height: 32))
      press("l", on: &model)
    }
    press("g\(count)G", on: &model)
    for screen in screens.reversed() {
      #expect(model.canvas(width: 100, height: 32) == screen)
      press("h", on: &model)
    }
  }

  @Test(arguments: SampleProgram.allCases)
  func fitsEverySize(program: SampleProgram) {
    var model = model(program, isASCII: true)
    for (width, height) in [(80, 24), (120, 40), (40, 15), (50, 40), (100, 15), (20, 5), (1, 1)] {
      for _ in 0..<4 {
        let canvas = model.canvas(width: width, height: height)
        #expect((canvas.width, canvas.height) == (width, height))
        #expect(canvas.plainText.isOnlyASCII, "\(canvas.plainText)")
        press("l", on: &model)
      }
    }
  }

  /// Where the boxes begin on a screen: the column and row of every upper left corner.
  private func corners(_ canvas: TerminalCanvas) -> [String] {
    canvas.plainText.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .flatMap { row, line in
        line.enumerated().filter { "┏╔╭┌".contains($0.element) }.map { "\(row):\($0.offset)" }
      }
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func movesNoBoxWhileTheGraphFits(width: Int, height: Int) {
    var model = model(.failing)
    let first = corners(model.canvas(width: width, height: height))
    #expect(first.count == 2)
    for _ in 1..<model.tour.count {
      press("l", on: &model)
      #expect(corners(model.canvas(width: width, height: height)) == first)
    }
  }

  @Test func showsTheErrorBehindTheLastStep() {
    var model = model(.failing)
    press("Gl", on: &model)
    #expect(model.isAtEnd)
    let text = model.canvas(width: 60, height: 24).plainText
    #expect(text.contains("RuntimeError: Trying to backward through the graph a second"))
    #expect(text.contains("calling backward."))
    press("h", on: &model)
    #expect(!model.isAtEnd)
  }

  /// On a wide screen the graph has all of the width, and program, step and leaves stand below it.
  @Test func givesTheGraphTheWidth() {
    var model = model(.seeded)
    let lines = model.canvas(width: 140, height: 40).plainText.split(separator: "\n")
    let heading = lines.first { $0.contains("── program") || $0.contains("─ program ") }
    #expect(heading?.contains("─ step ") == true && heading?.contains("─ leaves ") == true)
    #expect(lines[1].contains("─ graph ") && lines[1].count == 140)
  }

  @Test func movesTheGraphUntilTheNextStep() {
    var model = model(.wide)
    press("flh", on: &model)
    let whole = model.canvas(width: 80, height: 24)
    #expect(model.press(.pan(across: 1, down: 0)) == .none)
    let moved = model.canvas(width: 80, height: 24)
    #expect(moved != whole)
    press("H", on: &model)
    #expect(model.canvas(width: 80, height: 24) == whole)
    press("Llh", on: &model)
    #expect(model.canvas(width: 80, height: 24) == whole)
  }

  @Test func foldsAndUnfolds() {
    var model = model(.wide)
    let open = model.canvas(width: 120, height: 40)
    press("f", on: &model)
    let other = model.canvas(width: 120, height: 40)
    #expect(open != other)
    press("f", on: &model)
    press("l", on: &model)
    press("h", on: &model)
    #expect(model.canvas(width: 120, height: 40) == open)
  }

  @Test func asksBeforeItShows() {
    var model = model(.seeded, predicts: true)
    press("llll", on: &model)
    #expect(model.position == 3)
    #expect(model.canvas(width: 80, height: 24).plainText.contains("loss send to v₂?"))
    press("2⏎", on: &model)
    #expect(model.canvas(width: 80, height: 24).plainText.contains("local derivative"))
    press("12/2⏎", on: &model)
    #expect(model.position == 4)
    #expect(model.canvas(width: 80, height: 24).plainText.contains("Right: 6.0."))
    press("l6e0⏎", on: &model)
    #expect(model.position == 5)
    press("l-18⏎+18.0⏎", on: &model)
    #expect(model.position == 6)
    press("l", on: &model)
    let score = "Score: of 3 numbers you predicted 1 at the first try, 2 at the second"
    #expect(model.quiz?.score.hasPrefix(score) == true)
  }

  @Test func neverShowsWhatIsStillToBePredicted() {
    var model = model(.vector, predicts: true)
    press("G", on: &model)
    #expect(model.position == 6)
    #expect(model.quiz?.isAsking == true)
    press("s", on: &model)
    #expect(model.quiz?.isAsking == true)
  }
}
