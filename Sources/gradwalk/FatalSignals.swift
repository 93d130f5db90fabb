import Foundation
import Platform

/// What a fault of Gradwalk's own ends in: one line and a status, and no helper that looks for the
/// reason and may outlive the program.
enum FatalSignals {
  static func take() {
    SignalStack.use()
    for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in
        let text = FatalSignals.lastWords(number)
        _ = text.withUTF8Buffer { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        _exit(128 + number)
      }
      action.sa_flags = Int32(SA_ONSTACK)
      sigaction(number, &action, nil)
    }
    signal(SIGQUIT, SIG_DFL)
  }

  /// Complete texts, since a handler must not ask for memory.
  private static func lastWords(_ signal: Int32) -> StaticString {
    switch signal {
    case SIGSEGV: "gradwalk: internal error (signal 11); please report the program that led to it\n"
    case SIGABRT: "gradwalk: internal error (signal 6); please report the program that led to it\n"
    case SIGBUS: "gradwalk: internal error (signal 7); please report the program that led to it\n"
    case SIGFPE: "gradwalk: internal error (signal 8); please report the program that led to it\n"
    case SIGTRAP: "gradwalk: internal error (signal 5); please report the program that led to it\n"
    default: "gradwalk: internal error (signal 4); please report the program that led to it\n"
    }
  }
}
