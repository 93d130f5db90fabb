import Foundation

/// The machine's own stack of a thread: how far it may still grow, and what is freed once it is
/// short again.
///
/// Swift frees the parts of an object from within the freeing of the object, so a long chain would
/// exhaust the stack; here what lies deeper than a bound waits until what is above it is gone.
final class NativeStack {
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key) { stack in
      if let stack { Unmanaged<NativeStack>.fromOpaque(stack).release() }
    }
    return key
  }()

  /// How many objects may be freed within one another.
  private static let releasesWithin = 64
  /// What is kept free for what runs between two looks at the stack: one expression, one builtin.
  private static let reserve: UInt = 64 << 20

  /// The lowest address that calls may reach; zero if nothing is known of the thread.
  private let floor: UInt
  private var releasing = 0
  private var waiting: [Any] = []

  private init(floor: UInt) {
    self.floor = floor
  }

  /// The stack of the running thread.
  static var current: NativeStack {
    if let known = pthread_getspecific(key) {
      return Unmanaged<NativeStack>.fromOpaque(known).takeUnretainedValue()
    }
    return install(NativeStack(floor: 0))
  }

  /// Tells the running thread, before it has called much, how many bytes its stack has.
  static func begin(size: Int) {
    _ = install(NativeStack(floor: here &- UInt(size) &+ reserve))
  }

  private static func install(_ stack: NativeStack) -> NativeStack {
    pthread_setspecific(key, Unmanaged.passRetained(stack).toOpaque())
    return stack
  }

  private static var here: UInt {
    var mark: UInt8 = 0
    return withUnsafeMutablePointer(to: &mark) { UInt(bitPattern: $0) }
  }

  /// Whether there is room for another call.
  var hasRoom: Bool { NativeStack.here > floor }

  /// Frees what an object held, now or once less is being freed.
  fileprivate func release<T>(_ held: inout T, leaving nothing: T) {
    guard releasing < NativeStack.releasesWithin else {
      waiting.append(held)
      held = nothing
      return
    }
    releasing += 1
    held = nothing
    if releasing == 1 {
      while !waiting.isEmpty { waiting.removeLast() }
    }
    releasing -= 1
  }
}

/// Lets go of what a dying object holds: for the `deinit` of whatever programs can nest.
func release<T>(_ held: inout T, leaving nothing: T) {
  NativeStack.current.release(&held, leaving: nothing)
}
