import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct StepTests {
  private let folder: Tool.Folder

  init() throws {
    folder = try Tool.Folder([
      "program.py": SampleProgram.seeded.rawValue, "failing.py": SampleProgram.failing.rawValue,
    ])
  }

  private func step(
    _ arguments: [String] = [], _ program: String = "program.py", columns: Int = 80,
    rows: Int = 24, environment: [String: String] = [:]
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      [Tool.gradwalk, "step", folder.path(program)] + arguments, columns: columns, rows: rows,
      environment: environment)
  }

  @Test func stepsByKeysAndLeavesTheTerminalAsItWas() throws {
    let terminal = try step()
    let before = terminal.settings
    terminal.waitForText("Step 1 of 8 · forward through")
    #expect(terminal.shown.isAlternate && !terminal.shown.isCursorVisible)
    #expect(terminal.settings != before)
    let keys: [(String, Int)] = [
      ("l", 2), ("\u{1B}[C", 3), (" ", 4), ("h", 3), ("\u{1B}[D", 2), ("G", 8), ("g", 1),
      ("3G", 3), ("j", 4), ("k", 3), ("n", 4), ("p", 3), ("b", 4), ("/w\r", 7), ("/v1\r", 1),
    ]
    for (key, step) in keys {
      terminal.type(key)
      terminal.waitForText("Step \(step) of 8 ·")
    }
    terminal.type("?")
    terminal.waitForText("next backward pass")
    terminal.type("x")
    terminal.waitForText("loss = (w * x - 5) ** 2")
    terminal.type("q")
    #expect(terminal.end() == 0)
    terminal.wait(for: "the first screen") { !$0.isAlternate && $0.isCursorVisible }
    #expect(terminal.settings == before)
  }

  @Test func redrawsAtAnotherSize() throws {
    let terminal = try step()
    terminal.waitForText("Step 1 of 8 ·")
    terminal.wait(for: "the keys") { $0.line(23).hasPrefix("→ next") }
    for (columns, rows) in [(120, 40), (40, 15), (100, 30)] {
      terminal.resize(columns: columns, rows: rows)
      terminal.wait(for: "\(columns)x\(rows)") { $0.line(rows - 1).hasPrefix("→ next") }
      terminal.waitForText("Step 1 of 8 ·")
    }
    terminal.type("q")
    #expect(terminal.end() == 0)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func putsTheTerminalBackWhenItIsEnded(signal: Int32) throws {
    let terminal = try step()
    let before = terminal.settings
    terminal.waitForText("Step 1 of 8 ·")
    try terminal.signal(signal, to: "gradwalk")
    #expect(terminal.end() == 128 + signal)
    terminal.wait(for: "the first screen") { !$0.isAlternate && $0.isCursorVisible }
    #expect(terminal.settings == before)
  }

  @Test func endsByControlC() throws {
    let terminal = try step()
    let before = terminal.settings
    terminal.waitForText("Step 1 of 8 ·")
    terminal.type("\u{3}")
    #expect(terminal.end() == 130)
    #expect(terminal.settings == before)
  }

  @Test func stopsAndGoesOnUnderAShell() throws {
    let terminal = try PseudoTerminal(
      ["/bin/bash", "--norc", "--noprofile", "--noediting", "-i"], environment: ["PS1": "ready> "])
    terminal.waitForText("ready>")
    let before = terminal.settings
    terminal.type("\(Tool.gradwalk) step \(folder.path("program.py"))\n")
    terminal.waitForText("Step 1 of 8 ·")
    terminal.type("ll")
    terminal.waitForText("Step 3 of 8 ·")
    terminal.type("\u{1A}")
    terminal.wait(for: "the shell") { !$0.isAlternate && $0.text.contains("Stopped") }
    #expect(terminal.shown.isCursorVisible)
    #expect(terminal.settings == before)
    terminal.type("fg\n")
    terminal.wait(for: "the step") { $0.isAlternate && $0.text.contains("Step 3 of 8 ·") }
    terminal.type("q")
    terminal.wait(for: "the shell") { !$0.isAlternate }
    terminal.type("echo status=$?\n")
    terminal.waitForText("status=0")
    #expect(terminal.settings == before)
    terminal.type("exit\n")
    _ = terminal.end()
  }

  @Test func takesKeysFromTheTerminalWhenTheProgramComesFromAPipe() throws {
    let terminal = try PseudoTerminal([
      "/bin/bash", "-c", "cat \(folder.path("program.py")) | \(Tool.gradwalk) step -",
    ])
    terminal.waitForText("Step 1 of 8 ·")
    terminal.type("G")
    terminal.waitForText("Step 8 of 8 ·")
    terminal.type("q")
    #expect(terminal.end() == 0)
  }

  @Test func endsWithTheScore() throws {
    let terminal = try step(["--predict"])
    terminal.waitForText("Step 1 of 8 ·")
    terminal.type("llll")
    terminal.waitForText("your turn")
    terminal.type("3/2\r")
    terminal.waitForText("Try once more")
    terminal.type("6.0\r")
    terminal.waitForText("Right: 6.0.")
    terminal.type("q")
    #expect(terminal.end() == 0)
    terminal.waitForText("Score: of 1 number you predicted 0 at the first try, 1 at the second")
  }

  @Test func endsWithTheErrorOfTheProgram() throws {
    let terminal = try step([], "failing.py", columns: 100)
    terminal.waitForText("Step 1 of 5 ·")
    terminal.type("Gl")
    terminal.waitForText("The program stopped here:")
    terminal.type("q")
    #expect(terminal.end() == 1)
    terminal.waitForText("RuntimeError: Trying to backward")
  }

  @Test func drawsInASCIIAndWithoutColour() throws {
    let terminal = try step(["--ascii"], environment: ["NO_COLOR": "1"])
    terminal.waitForText("Step 1 of 8 *")
    terminal.type("?")
    terminal.waitForText("+=+ leaf")
    #expect(terminal.shown.text.isOnlyASCII)
    #expect(!terminal.shown.styles.contains { $0.contains("38;5") })
    terminal.type("qq")
    #expect(terminal.end() == 0)
    let coloured = try step()
    coloured.waitForText("Step 1 of 8 ·")
    #expect(coloured.shown.styles.contains { $0.contains("38;5") })
    coloured.type("q")
    #expect(coloured.end() == 0)
  }

  static let withoutDrawing: [([String], [String: String])] = [
    (["--plain"], [:]), ([], ["TERM": "dumb"]),
  ]

  @Test(arguments: withoutDrawing)
  func writesSentencesWhereNothingCanBeDrawn(
    arguments: [String], environment: [String: String]
  ) throws {
    let terminal = try step(arguments, rows: 60, environment: environment)
    #expect(terminal.end() == 0)
    terminal.waitForText("Leaf w: value 2.0, grad 18.0, arrived 18.0.")
    #expect(!terminal.shown.isAlternate && terminal.shown.styles.isEmpty)
  }
}
