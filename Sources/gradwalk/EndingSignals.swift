import Dispatch
import Foundation

/// Takes over the signals that end a program, until it is cancelled.
struct EndingSignals {
  private static let numbers = [SIGINT, SIGTERM, SIGHUP]
  private let sources: [any DispatchSourceSignal]

  /// - Parameter body: Called with the signal, on a thread of its own.
  init(_ body: @escaping @Sendable (Int32) -> Void) {
    sources = EndingSignals.numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { body(number) }
      source.resume()
      return source
    }
  }

  /// Lets the signals end the program again.
  func cancel() {
    for source in sources { source.cancel() }
    for number in EndingSignals.numbers { signal(number, SIG_DFL) }
  }
}
