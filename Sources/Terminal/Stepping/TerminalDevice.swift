import Foundation

/// A terminal that shows one full screen and sends single keys, until it is left as it was found.
///
/// A class, because exactly one owner must put the terminal back.
package final class TerminalDevice {
  private let input: Int32
  private let output: Int32
  private var original: termios?
  private var shown: [String] = []

  /// What a terminal reports.
  enum Event {
    case bytes([UInt8])
    case signal(Int32)
    /// No more keys will come.
    case closed
  }

  private let signals: SignalPipe

  /// A terminal by its descriptors for reading and for writing; nothing is changed yet.
  package init(input: Int32, output: Int32, signals: SignalPipe) {
    self.input = input
    self.output = output
    self.signals = signals
  }

  deinit { leave() }

  /// Switches to the other screen, where keys come one by one and are not written back.
  func enter() {
    guard original == nil else { return }
    signals.begin()
    var settings = termios()
    guard tcgetattr(input, &settings) == 0 else { return }
    original = settings
    settings.c_iflag &= ~tcflag_t(BRKINT | ICRNL | INPCK | ISTRIP | IXON)
    settings.c_lflag &= ~tcflag_t(ECHO | ICANON | IEXTEN | ISIG)
    tcsetattr(input, TCSADRAIN, &settings)
    write("\u{1B}[?1049h\u{1B}[?25l\u{1B}[2J")
    shown = []
  }

  /// Puts everything back.
  func leave() {
    guard var settings = original else { return }
    original = nil
    write("\u{1B}[0m\u{1B}[?25h\u{1B}[?1049l")
    tcsetattr(input, TCSADRAIN, &settings)
  }

  /// Stops the job as Ctrl-Z does, and comes back when it is continued.
  ///
  /// Keys come raw, so that the terminal itself stops nothing. The whole job is stopped,
  /// since a script that waits for this process is a part of it; where no shell could continue it
  /// nothing happens.
  func suspend() {
    guard getpgrp() != getsid(0) else { return }
    leave()
    kill(0, SIGSTOP)
    enter()
  }

  var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return (80, 24)
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Forgets what is on the screen, so that all of it is written again.
  func clear() {
    shown = []
    write("\u{1B}[0m\u{1B}[2J")
  }

  /// Writes the lines that have changed.
  func show(_ lines: [String]) {
    var text = ""
    for (row, line) in lines.enumerated() where row >= shown.count || shown[row] != line {
      text += "\u{1B}[\(row + 1);1H\(line)"
    }
    shown = lines
    write(text)
  }

  /// Waits for a key or a signal.
  func next() -> Event {
    var waiting = [
      pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.reading, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      guard poll(&waiting, nfds_t(waiting.count), -1) >= 0 else {
        if errno == EINTR { continue }
        return .closed
      }
      if waiting[1].revents != 0, let signal = signals.next() { return .signal(signal) }
      guard waiting[0].revents != 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 1024)
      let count = read(input, &bytes, bytes.count)
      if count > 0 { return .bytes(Array(bytes.prefix(count))) }
      if count == 0 || errno != EINTR { return .closed }
    }
  }

  private func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(output, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno != EINTR, errno != EAGAIN {
        return
      }
    }
  }
}
