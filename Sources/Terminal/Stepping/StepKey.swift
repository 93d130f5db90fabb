/// A key that was pressed, whatever bytes the terminal sends for it.
package enum StepKey: Hashable {
  /// A character that is typed.
  case character(Character)
  /// Right, down, or page down.
  case right
  /// Left, up, or page up.
  case left
  /// An arrow with Shift: so many half windows to the right and down.
  case pan(across: Int, down: Int)
  /// Home.
  case home
  /// End.
  case end
  /// Return.
  case enter
  /// Escape, with nothing behind it.
  case escape
  /// Backspace.
  case backspace
  /// Ctrl-C.
  case interrupt
  /// Ctrl-Z.
  case suspend
  /// Ctrl-L.
  case redraw
  /// Known to terminals, without a meaning here.
  case other
}

/// Turns a terminal's bytes into keys; a sequence that is cut short waits for the rest.
package struct StepKeyReader {
  private var pending: [UInt8] = []

  /// A reader that waits for nothing.
  package init() {}

  /// The keys that some bytes complete.
  ///
  /// An escape that nothing follows is the escape key.
  package mutating func keys(in bytes: [UInt8]) -> [StepKey] {
    pending += bytes
    var keys: [StepKey] = []
    while let (key, count) = next() {
      keys.append(key)
      pending.removeFirst(count)
    }
    return keys
  }

  private func next() -> (StepKey, Int)? {
    guard let first = pending.first else { return nil }
    switch first {
    case 0x1B: return sequence()
    case 3: return (.interrupt, 1)
    case 26: return (.suspend, 1)
    case 12: return (.redraw, 1)
    case 13, 10: return (.enter, 1)
    case 127, 8: return (.backspace, 1)
    case 4: return (.character("q"), 1)
    case 0..<32: return (.other, 1)
    case 32..<127: return (.character(Character(Unicode.Scalar(first))), 1)
    default: return scalar(first)
    }
  }

  /// A character beyond ASCII.
  private func scalar(_ first: UInt8) -> (StepKey, Int)? {
    let count = first >= 0xF8 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    guard pending.prefix(count).dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else {
      return (.other, 1)
    }
    guard pending.count >= count else { return nil }
    let text = String(decoding: pending.prefix(count), as: UTF8.self)
    guard text.count == 1, let character = text.first, character != "\u{FFFD}" else {
      return (.other, 1)
    }
    return (.character(character), count)
  }

  /// `ESC [ C`, `ESC O C`, `ESC [ 1 ; 5 C`, `ESC [ 4 ~`.
  private func sequence() -> (StepKey, Int)? {
    guard pending.count > 1 else { return (.escape, 1) }
    guard pending[1] == UInt8(ascii: "[") || pending[1] == UInt8(ascii: "O") else {
      return (.escape, 1)
    }
    guard let end = pending.indices.dropFirst(2).first(where: { pending[$0] >= 0x40 }) else {
      return pending.count > 16 ? (.other, pending.count) : nil
    }
    let digits = String(decoding: pending[2..<end], as: UTF8.self)
    switch (pending[end], digits) {
    case (UInt8(ascii: "A"), "1;2"): return (.pan(across: 0, down: -1), end + 1)
    case (UInt8(ascii: "B"), "1;2"): return (.pan(across: 0, down: 1), end + 1)
    case (UInt8(ascii: "C"), "1;2"): return (.pan(across: 1, down: 0), end + 1)
    case (UInt8(ascii: "D"), "1;2"): return (.pan(across: -1, down: 0), end + 1)
    case (UInt8(ascii: "C"), _), (UInt8(ascii: "B"), _), (UInt8(ascii: "~"), "6"):
      return (.right, end + 1)
    case (UInt8(ascii: "D"), _), (UInt8(ascii: "A"), _), (UInt8(ascii: "~"), "5"):
      return (.left, end + 1)
    case (UInt8(ascii: "H"), _), (UInt8(ascii: "~"), "1"), (UInt8(ascii: "~"), "7"):
      return (.home, end + 1)
    case (UInt8(ascii: "F"), _), (UInt8(ascii: "~"), "4"), (UInt8(ascii: "~"), "8"):
      return (.end, end + 1)
    default: return (.other, end + 1)
    }
  }
}
