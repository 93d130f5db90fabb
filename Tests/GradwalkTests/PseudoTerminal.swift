import Foundation
import Synchronization
import Testing

/// A terminal without glass: a program runs on it, a test types on it and reads its screen.
///
/// A class, because it owns a process and a thread that reads what the process writes.
final class PseudoTerminal: Sendable {
  private let master: Int32
  private let slave: Int32
  private let process: Process
  private let screen: Mutex<TerminalScreenReader>

  struct Failure: Error {
    let reason: String
  }

  /// Starts a program in a session of its own, whose terminal this is.
  init(
    _ command: [String], columns: Int = 80, rows: Int = 24, environment: [String: String] = [:]
  ) throws {
    var (master, slave): (Int32, Int32) = (0, 0)
    var size = Self.size(columns, rows)
    guard openpty(&master, &slave, nil, nil, &size) == 0 else {
      throw Failure(reason: "openpty: \(errno)")
    }
    self.master = master
    self.slave = slave
    screen = Mutex(TerminalScreenReader(columns: columns, rows: rows))
    process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
    process.arguments = ["--ctty", "--wait"] + command
    process.environment = ["TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"]
      .merging(environment) { $1 }
    let handle = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
    process.standardInput = handle
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    Thread { [self] in
      var bytes = [UInt8](repeating: 0, count: 65_536)
      while case let count = Foundation.read(self.master, &bytes, bytes.count), count > 0 {
        screen.withLock { $0.read(bytes.prefix(count)) }
      }
    }.start()
  }

  private static func size(_ columns: Int, _ rows: Int) -> winsize {
    winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(master, bytes, bytes.count)
  }

  func resize(columns: Int, rows: Int) {
    screen.withLock { $0.resize(columns: columns, rows: rows) }
    var size = Self.size(columns, rows)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  var shown: TerminalScreenReader { screen.withLock { $0 } }

  /// How the terminal treats what is typed and written.
  var settings: [UInt32] {
    var settings = termios()
    tcgetattr(slave, &settings)
    return [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag]
  }

  /// Waits until the screen is as wanted, for a machine that is busy with other things too.
  @discardableResult
  func wait(
    for what: String, sourceLocation: SourceLocation = #_sourceLocation,
    until isThere: (TerminalScreenReader) -> Bool
  ) -> TerminalScreenReader {
    for _ in 0..<1_000 {
      let shown = shown
      if isThere(shown) { return shown }
      usleep(10_000)
    }
    let shown = shown
    Issue.record("never came: \(what)\n\(shown.text)", sourceLocation: sourceLocation)
    return shown
  }

  func waitForText(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    wait(for: text, sourceLocation: sourceLocation) { $0.text.contains(text) }
  }

  /// Sends a signal to the program of some name that runs on this terminal.
  func signal(_ number: Int32, to name: String) throws {
    let files = FileManager.default
    let running = try files.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }
    let found = running.filter { pid in
      let output = try? files.destinationOfSymbolicLink(atPath: "/proc/\(pid)/fd/1")
      let words = files.contents(atPath: "/proc/\(pid)/cmdline")?.split(separator: 0)
      guard output == Self.name(of: slave), let program = words?.first else { return false }
      return String(decoding: program, as: UTF8.self).hasSuffix("/\(name)")
    }
    guard let pid = found.first, found.count == 1 else {
      throw Failure(reason: "\(found.count) programs called \(name) run")
    }
    kill(pid, number)
  }

  private static func name(of terminal: Int32) -> String {
    ttyname(terminal).map { String(cString: $0) } ?? ""
  }

  /// The exit status.
  func end() -> Int32 {
    for _ in 0..<2_000 where process.isRunning { usleep(10_000) }
    if process.isRunning {
      process.terminate()
      Issue.record("the program does not end\n\(shown.text)")
    }
    process.waitUntilExit()
    return process.terminationStatus
  }

  deinit {
    if process.isRunning { process.terminate() }
    close(slave)
    close(master)
  }
}
