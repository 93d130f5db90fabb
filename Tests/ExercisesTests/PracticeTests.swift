import Exercises
import Foundation
import Grading
import Questions
import TestSupport
import Testing

/// a = 2, b = −3: d.grad −8, e.grad −8, b.grad −16, a.grad 16.
@Suite struct PracticeTests {
  private func practice(hints: [String] = ["Start at f.", "d is used twice."]) -> Practice {
    var question = ReferenceGraph().question
    question.hints = hints
    return Practice(question)
  }

  /// What a session says, from its first answer on.
  private func say(_ lines: [String], _ practice: inout Practice) -> [String] {
    lines.flatMap { line in
      let reply = practice.receive(line)
      return practice.lines(for: reply)
    }
  }

  @Test func goesFromBlankToBlank() {
    var practice = practice()
    #expect(practice.prompt == ["Blank 1 of 4: the gradient of d"])
    #expect(say(["−8", "-8", "-16", "32/2"], &practice).count == 4)
    #expect(practice.isFinished)
    #expect(practice.prompt == ["4 of 4 blanks right, 4 at the first try; 4 of 4 points."])
  }

  @Test func explainsAMisconception() {
    var practice = practice()
    #expect(say(["-4"], &practice) == ["✗ -4: counts d once.", "  It counts d once."])
    #expect(practice.entry.blanks[0].misses == 1)
  }

  @Test(arguments: ["eight", "1,000", "--8", "", "   ", ":99", "$$", "8 apples"])
  func neverFailsATypo(line: String) {
    var practice = practice()
    let before = practice.entry
    _ = practice.receive(line)
    #expect(practice.entry == before)
    #expect(practice.current == 0)
  }

  @Test func givesHintsOneByOne() {
    var practice = practice()
    #expect(
      say(["h", "h", "h"], &practice) == [
        "Hint 1 of 2: Start at f.", "Hint 2 of 2: d is used twice.",
        "Hint 2 of 2: d is used twice.",
      ])
    #expect(practice.entry.blanks == self.practice().entry.blanks)
    var bare = self.practice(hints: [])
    #expect(say(["h"], &bare) == ["This exercise has no hints."])
  }

  @Test func skipsAndComesBack() {
    var practice = practice()
    _ = say(["s", "n", "-16", "16"], &practice)
    #expect(practice.prompt == ["Blank 2 of 4: the gradient of e"])
    _ = say(["-8"], &practice)
    #expect(practice.isFinished)
    _ = say([":1", "-8"], &practice)
    #expect(practice.summary == "4 of 4 blanks right, 4 at the first try; 4 of 4 points.")
  }

  @Test func resetsOnlyWhenToldTwice() {
    var practice = practice()
    _ = say(["-8", "x", "n"], &practice)
    #expect(practice.entry.blanks[0].state == .right)
    _ = say(["x", "y"], &practice)
    #expect(practice.entry.blanks[0].state == .open)
    #expect(practice.current == 0)
  }

  @Test func lists() {
    var practice = practice()
    #expect(
      say(["-8", "5", "s", "l"], &practice).suffix(4) == [
        "  ✓ 1  the gradient of d = -8", "  – 2  the gradient of e  (1 wrong)",
        "> · 3  the gradient of b", "  · 4  the gradient of a",
      ])
  }

  @Test func lettersOfChoicesAreAnswers() {
    let blank = Blank(
      number: 1, kind: .order, name: "order", prompt: "the order",
      answer: .order(Array("abcdefgh").map { "step \($0)" }, pairs: [[0, 1]]), points: 1)
    var practice = Practice(
      Question(exercise: "order", title: "", text: "", seed: 0, hints: ["Hint."], blanks: [blank]))
    if case .hint = practice.receive("h") { Issue.record("h is step H here") }
    #expect(practice.receive(":h") == .hint("Hint.", number: 1, of: 1))
    #expect(practice.receive("q") == .quit)
  }

  @Test func goesOnFromItsFile() throws {
    var practice = practice()
    _ = say(["-8", "3", "h"], &practice)
    var kept = PracticeRecord()
    kept.keep(practice.entry)
    let read = try PracticeRecord(Data(try kept.text().utf8))
    #expect(read == kept)
    let entry = try #require(read.entry(for: practice.question))
    let again = Practice(practice.question, resuming: entry)
    #expect(again.current == 1)
    #expect(again.entry.hintsShown == 1)
    var changed = practice.question
    changed.blanks[0].answer = .number(5, tolerance: 0.1)
    #expect(read.entry(for: changed) == nil)
  }
}
