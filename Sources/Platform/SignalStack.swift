#if canImport(Glibc)
  import CStandard
  import Glibc

  /// The stack that a thread handles signals on, since its own may be what has run out.
  package enum SignalStack {
    private static let size = 64 << 10

    /// Gives the calling thread one, as long as the thread lives.
    package static func use() {
      var stack = stack_t()
      stack.ss_sp = mmap(
        nil, size, PROT_READ | PROT_WRITE, Int32(MAP_PRIVATE) | Int32(MAP_ANONYMOUS), -1, 0)
      stack.ss_size = size
      if stack.ss_sp != MAP_FAILED { sigaltstack(&stack, nil) }
    }

    /// Takes the calling thread's away.
    static func dispose() {
      var stack = stack_t()
      guard sigaltstack(nil, &stack) == 0, stack.ss_size == size, let place = stack.ss_sp else {
        return
      }
      var none = stack_t()
      none.ss_flags = Int32(SS_DISABLE)
      sigaltstack(&none, nil)
      munmap(place, size)
    }
  }
#endif
