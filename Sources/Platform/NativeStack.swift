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

  // The optimizer may move the freeing of a value over anything but a call that it cannot look
  // through, which the lookup of the thread's stack in these is.

  /// Whether something more may be freed now; then `endRelease` follows.
  @inline(never) fileprivate static func beginRelease() -> Bool {
    let stack = current
    guard stack.releasing < releasesWithin else { return false }
    stack.releasing += 1
    return true
  }

  @inline(never) fileprivate static func endRelease() {
    let stack = current
    while stack.releasing == 1, takeWaiting() != nil {}
    stack.releasing -= 1
  }

  @inline(never) fileprivate static func putOff(_ held: Any) {
    current.waiting.append(held)
  }

  /// What has been put off so far; nil if nothing.
  @inline(never) private static func takeWaiting() -> [Any]? {
    let stack = current
    guard !stack.waiting.isEmpty else { return nil }
    let taken = stack.waiting
    stack.waiting = []
    return taken
  }
}

/// Lets go of what a dying object holds: for the `deinit` of whatever programs can nest.
@inline(never) func release<T>(_ held: inout T, leaving nothing: T) {
  guard NativeStack.beginRelease() else {
    NativeStack.putOff(held)
    held = nothing
    return
  }
  held = nothing
  NativeStack.endRelease()
}
