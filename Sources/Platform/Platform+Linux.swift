#if canImport(Glibc)
  import CStandard
  import Glibc

  extension Platform {
    /// The memory that the process holds, in bytes; zero where the system does not tell.
    package static var residentBytes: Int {
      guard let file = fopen("/proc/self/statm", "r") else { return 0 }
      defer { fclose(file) }
      var buffer = [CChar](repeating: 0, count: 128)
      guard fgets(&buffer, 128, file) != nil else { return 0 }
      let text = String(
        decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let fields = text.split(separator: " ")
      return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4096 : 0
    }

    /// How many bytes a program may take unless it is told otherwise.
    package static let memoryBound = 2 << 30

    /// How many bytes of a stack are kept free for what runs between two looks at it: one
    /// expression, one builtin.
    static let stackReserve: UInt = 64 << 20

    private static let key: pthread_key_t = {
      var key = pthread_key_t()
      pthread_key_create(&key) { stack in
        if let stack { Unmanaged<NativeStack>.fromOpaque(stack).release() }
      }
      return key
    }()

    /// The stack of the running thread, where it is known.
    static var stack: NativeStack? {
      get {
        pthread_getspecific(key).map { Unmanaged.fromOpaque($0).takeUnretainedValue() }
      }
      set {
        pthread_setspecific(key, newValue.map { Unmanaged.passRetained($0).toOpaque() })
      }
    }
  }

  /// Lets threads take turns at what only one of them may do at a time.
  package final class Turns: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    /// Turns that nobody has taken yet.
    package init() { pthread_mutex_init(mutex, nil) }

    deinit {
      pthread_mutex_destroy(mutex)
      mutex.deallocate()
    }

    /// Waits for its turn and runs the body in it; throws what the body throws.
    package func take<Result, Failure: Error>(
      _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
      pthread_mutex_lock(mutex)
      defer { pthread_mutex_unlock(mutex) }
      return try body()
    }
  }

  /// Runs a closure on a thread with a stack of 1 GiB, and waits for it.
  ///
  /// Python allows calls a thousand deep, and each takes many Swift frames.
  package func withLargeStack<T>(_ body: () -> T) -> T {
    let size = 1 << 30
    var result: T?
    let keepsResult = { result = body() }
    withoutActuallyEscaping(keepsResult) { run in
      let work = StackWork(size: size, run)
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      defer { pthread_attr_destroy(&attributes) }
      pthread_attr_setstacksize(&attributes, size)
      var thread = pthread_t()
      withExtendedLifetime(work) {
        let status = pthread_create(
          &thread, &attributes,
          { work in
            if let work { Unmanaged<StackWork>.fromOpaque(work).takeUnretainedValue().run() }
            return nil
          }, Unmanaged.passUnretained(work).toOpaque())
        if status == 0 { pthread_join(thread, nil) }
      }
    }
    // Where the system has no room for another thread, what nests little still works here.
    return result ?? body()
  }

  /// What a thread with a stack of its own does.
  private final class StackWork {
    private let size: Int
    private let body: () -> Void

    init(size: Int, _ body: @escaping () -> Void) {
      self.size = size
      self.body = body
    }

    func run() {
      NativeStack.begin(size: size)
      SignalStack.use()
      body()
      SignalStack.dispose()
    }
  }
#endif
