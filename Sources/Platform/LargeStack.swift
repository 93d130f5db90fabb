import Foundation

/// Runs a closure on a thread with a stack of 1 GiB, and waits for it.
///
/// Python allows calls a thousand deep, and each takes many Swift frames.
package func withLargeStack<T>(_ body: () -> T) -> T {
  let size = 1 << 30
  return withoutActuallyEscaping(body) { body in
    let errand = Errand(body)
    let thread = Thread {
      NativeStack.begin(size: size)
      SignalStack.use()
      errand.run()
      SignalStack.dispose()
    }
    thread.stackSize = size
    thread.start()
    return errand.wait()
  }
}

/// Hands a closure to another thread and its result back.
///
/// Unchecked, because the caller does nothing but wait while the closure runs.
private final class Errand<T>: @unchecked Sendable {
  private var body: (() -> T)?
  private var result: T?
  private let condition = NSCondition()

  init(_ body: @escaping () -> T) {
    self.body = body
  }

  func run() {
    let value = body?()
    condition.lock()
    body = nil
    result = value
    condition.signal()
    condition.unlock()
  }

  func wait() -> T {
    condition.lock()
    defer { condition.unlock() }
    while true {
      if let result { return result }
      condition.wait()
    }
  }
}
