import Foundation

/// The loop between a terminal and a model.
package struct StepPlayer {
  let terminal: TerminalDevice
  /// What is shown, and where in the tour.
  package private(set) var model: StepModel

  /// A player that has not begun.
  package init(terminal: TerminalDevice, model: StepModel) {
    self.terminal = terminal
    self.model = model
  }

  /// Plays until someone quits; the exit status.
  package mutating func play() -> Int32 {
    var reader = StepKeyReader()
    terminal.enter()
    defer { terminal.leave() }
    while true {
      draw()
      switch terminal.next() {
      case .closed: return 0
      case .signal(let number):
        if let status = receive(number) { return status }
      case .bytes(let bytes):
        for key in reader.keys(in: bytes) {
          switch model.press(key) {
          case .none: continue
          case .quit: return 0
          case .interrupt: return 130
          case .suspend: terminal.suspend()
          case .redraw: terminal.clear()
          }
        }
      }
    }
  }

  /// The exit status, if the signal ends the loop.
  private func receive(_ number: Int32) -> Int32? {
    switch number {
    case SIGINT, SIGTERM, SIGHUP: return 128 + number
    case SIGTSTP: terminal.suspend()
    case SIGCONT:
      terminal.leave()
      terminal.enter()
    default: terminal.clear()
    }
    return nil
  }

  private mutating func draw() {
    let size = terminal.size
    let canvas = model.canvas(width: size.columns, height: size.rows)
    terminal.show(canvas.encoded(model.theme))
  }
}
