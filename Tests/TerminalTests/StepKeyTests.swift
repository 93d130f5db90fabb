import Terminal
import Testing

@Suite struct StepKeyTests {
  static let sequences: [(String, [StepKey])] = [
    ("l", [.character("l")]),
    ("\u{1B}[C", [.right]),
    ("\u{1B}OC", [.right]),
    ("\u{1B}[1;5D", [.left]),
    ("\u{1B}[A\u{1B}[B", [.left, .right]),
    ("\u{1B}[H\u{1B}[4~", [.home, .end]),
    ("\u{1B}[5~\u{1B}[6~", [.left, .right]),
    ("\u{1B}", [.escape]),
    ("\u{1B}q", [.escape, .character("q")]),
    ("\u{3}\u{1A}\u{C}", [.interrupt, .suspend, .redraw]),
    ("\u{4}", [.character("q")]),
    ("\r\n\u{7F}\u{8}", [.enter, .enter, .backspace, .backspace]),
    ("é∂", [.character("é"), .character("∂")]),
    ("\u{1B}[999z", [.other]),
  ]

  @Test(arguments: sequences)
  func readsWhatTerminalsSend(bytes: String, keys: [StepKey]) {
    var reader = StepKeyReader()
    #expect(reader.keys(in: Array(bytes.utf8)) == keys)
  }

  @Test func waitsForTheRestOfASequence() {
    var reader = StepKeyReader()
    #expect(reader.keys(in: Array("\u{1B}[".utf8)).isEmpty)
    #expect(reader.keys(in: Array("C".utf8)) == [.right])
    #expect(reader.keys(in: [0xC3]).isEmpty)
    #expect(reader.keys(in: [0xA9]) == [.character("é")])
  }

  @Test func survivesBytesThatAreNoText() {
    var reader = StepKeyReader()
    let keys = reader.keys(in: [0xFF, 0xFE, UInt8(ascii: "q")])
    #expect(keys.last == .character("q"))
  }
}
