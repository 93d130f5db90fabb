#if arch(wasm32)
  import CStandard

  extension Platform {
    /// The memory that the program holds, in bytes.
    package static var residentBytes: Int { memory_bytes() }

    /// The stack of the only thread there is, where it is known.
    nonisolated(unsafe) static var stack: NativeStack?
  }

  /// Runs a closure on the only stack there is.
  package func withLargeStack<T>(_ body: () -> T) -> T {
    NativeStack.begin(size: stack_bytes())
    return body()
  }
#endif
