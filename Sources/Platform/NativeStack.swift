/// The machine's own stack of a thread: how far it may still grow, and what is freed once it is
/// short again.
///
/// Swift frees the parts of an object from within the freeing of the object, so a long chain would
/// exhaust the stack; here what lies deeper than a bound waits until what is above it is gone.
package final class NativeStack {
  /// How many objects may be freed within one another.
  private static let releasesWithin = 64
  /// The lowest address that calls may reach; zero if nothing is known of the thread.
  package let floor: UInt
  private var releasing = 0
  private var waiting: [AnyObject] = []

  private init(floor: UInt) {
    self.floor = floor
  }

  /// The stack of the running thread.
  package static var current: NativeStack {
    if let known = Platform.stack { return known }
    let unknown = NativeStack(floor: 0)
    Platform.stack = unknown
    return unknown
  }

  /// Tells the running thread, before it has called much, how many bytes its stack has.
  static func begin(size: Int) {
    Platform.stack = NativeStack(floor: here &- UInt(size) &+ Platform.stackReserve)
  }

  /// An address in the frame that asks: how deep the stack is now.
  @inlinable package static var here: UInt {
    var mark: UInt8 = 0
    return withUnsafeMutablePointer(to: &mark) { UInt(bitPattern: $0) }
  }

  /// Whether there is room for another call.
  package var hasRoom: Bool { NativeStack.here > floor }

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

  @inline(never) fileprivate static func putOff(_ held: AnyObject) {
    current.waiting.append(held)
  }

  /// What has been put off so far; nil if nothing.
  @inline(never) private static func takeWaiting() -> [AnyObject]? {
    let stack = current
    guard !stack.waiting.isEmpty else { return nil }
    let taken = stack.waiting
    stack.waiting = []
    return taken
  }
}

/// Lets go of what a dying object holds: for the `deinit` of whatever programs can nest.
@inline(never) package func release<T>(_ held: inout T, leaving nothing: T) {
  guard NativeStack.beginRelease() else {
    NativeStack.putOff(Held(held))
    held = nothing
    return
  }
  held = nothing
  NativeStack.endRelease()
}

/// Holds what is put off.
private final class Held<T> {
  private let value: T

  init(_ value: T) { self.value = value }
}
