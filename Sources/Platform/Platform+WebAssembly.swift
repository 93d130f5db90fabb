#if arch(wasm32)
  import CStandard

  extension Platform {
    /// The memory that the program holds, in bytes.
    package static var residentBytes: Int { memory_bytes() }

    /// How many bytes a program may take unless it is told otherwise: half of what the module has, so
    /// that an array may still double.
    package static let memoryBound = 512 << 20

    /// How many bytes of a stack are kept free for what runs between two looks at it: one
    /// expression, one builtin.
    static let stackReserve: UInt = 96 << 10

    /// How many bytes of the stack calls may take, with the reserve.
    ///
    /// There is another behind it that cannot be looked at, which holds what no pointer leads to and
    /// grows at much the same pace: of 500 kB in a worker of Chromium, where the least that overflowed
    /// it had taken 475 kB of this one; more in Firefox.
    static let stackBytes = 320 << 10

    /// The stack of the only thread there is, where it is known.
    nonisolated(unsafe) static var stack: NativeStack?
  }

  /// The turns of the only thread there is.
  package final class Turns: Sendable {
    /// Turns that nobody has to wait for.
    package init() {}

    /// Runs the body at once; throws what the body throws.
    package func take<Result, Failure: Error>(
      _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
      try body()
    }
  }

  /// Runs a closure on the only stack there is.
  package func withLargeStack<T>(_ body: () -> T) -> T {
    NativeStack.begin(size: Platform.stackBytes)
    return body()
  }
#endif
