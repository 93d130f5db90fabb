import Foundation
import Synchronization

/// The signals that concern a terminal, as numbers to be read: a thread waits for them, so that
/// nothing runs inside a signal handler.
package final class SignalPipe: Sendable {
  let reading: Int32
  /// Whether someone reads the numbers; until then a signal does what it always does.
  private let isRead = Atomic(false)
  private static let numbers = [SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH]

  /// Takes the signals over; to be called before other threads are started.
  package init?() {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    reading = ends[0]
    let writing = ends[1]
    var set = SignalPipe.set
    pthread_sigmask(SIG_BLOCK, &set, nil)
    let thread = Thread { [self] in
      var set = SignalPipe.set
      var number: Int32 = 0
      while sigwait(&set, &number) == 0 {
        guard isRead.load(ordering: .relaxed) else {
          SignalPipe.obey(number)
          continue
        }
        var byte = UInt8(truncatingIfNeeded: number)
        guard write(writing, &byte, 1) == 1 else { return }
      }
    }
    thread.start()
  }

  private static func obey(_ number: Int32) {
    switch number {
    case SIGINT, SIGTERM, SIGHUP: _exit(128 + number)
    case SIGTSTP: kill(0, SIGSTOP)
    default: return
    }
  }

  /// From now on the numbers are read.
  func begin() { isRead.store(true, ordering: .relaxed) }

  private static var set: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for number in numbers { sigaddset(&set, number) }
    return set
  }

  func next() -> Int32? {
    var byte: UInt8 = 0
    return read(reading, &byte, 1) == 1 ? Int32(byte) : nil
  }
}
