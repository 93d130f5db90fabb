#if arch(wasm32)
  import CStandard

  extension Platform {
    /// The memory that the program holds, in bytes.
    package static var residentBytes: Int { memory_bytes() }

    /// How many bytes a program may take unless it is told otherwise; a word counts no more than
    /// twice as many.
    package static let memoryBound = 1 << 30

    /// How many bytes of a stack are kept free for what runs between two looks at it: one
    /// expression, one builtin.
    static let stackReserve: UInt = 1 << 20

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
    NativeStack.begin(size: stack_bytes())
    return body()
  }
#endif
