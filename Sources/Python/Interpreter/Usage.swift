import CStandard
import Platform

/// What a run has used so far.
struct Usage {
  var statements = 0
  /// Steps of iterators, which builtins may take without running a statement, and work worth them.
  var steps = 0
  /// Work since time was last looked at.
  fileprivate var unlooked = 0
  var outputBytes = 0
  /// Bytes of large allocations since the resident size was last looked at.
  var unchecked = 0
  private var start = Platform.seconds
  /// The resident size of the process before the run.
  private var residentBefore = 0

  /// Begins to count time and memory.
  mutating func begin() {
    start = Platform.seconds
    residentBefore = Platform.residentBytes
  }

  /// By how much the process has grown since the run began.
  var grownBytes: Int { Platform.residentBytes - residentBefore }

  var seconds: Double { Platform.seconds - start }
}

extension Interpreter {
  /// Counts a statement.
  @inline(__always) func tick() throws(Raised) {
    machine.pointee.usage.statements &+= 1
    if machine.pointee.usage.statements & 15 == 0 { try look() }
  }

  /// Counts a step of an iterator.
  @inline(__always) func step() throws(Raised) {
    machine.pointee.usage.steps &+= 1
    if machine.pointee.usage.steps & 255 == 0 { try look(atAll: usage.steps & 8191 == 0) }
  }

  /// Counts what a builtin does to so many bytes or elements at once, which it does faster than a
  /// program could.
  package func spend(_ amount: Int) throws(Raised) {
    guard amount > 256 else { return }
    usage.steps &+= amount >> 6
    usage.unlooked &+= amount >> 6
    guard usage.unlooked > 255 else { return }
    usage.unlooked = 0
    try checkStatements()
    try checkTime()
  }

  /// Counts bytes that are copied or compared, which the machine does many at a time.
  func spend(bytes: Int) throws(Raised) { try spend(bytes >> 5) }

  @inline(never)
  private func look() throws(Raised) { try look(atAll: usage.statements & 8191 == 0) }

  @inline(never)
  private func look(atAll: Bool) throws(Raised) {
    try checkTime()
    guard atAll else { return }
    try checkStatements()
    try checkMemory()
  }

  private func checkStatements() throws(Raised) {
    guard max(usage.statements, usage.steps) <= limits.statements else {
      throw limitExceeded(
        "the program ran more than \(limits.statements) statements; \(limits.moreTime)")
    }
  }

  private func checkTime() throws(Raised) {
    guard let seconds = limits.seconds, usage.seconds > seconds else { return }
    let text = seconds == seconds.rounded() ? DecimalText.fixed(seconds, digits: 0) : "\(seconds)"
    throw limitExceeded(
      "the program ran longer than \(text) second\(seconds == 1 ? "" : "s"); \(limits.moreTime)")
  }

  private func checkMemory() throws(Raised) {
    usage.unchecked = 0
    guard usage.grownBytes <= limits.memoryBytes else {
      throw limitExceeded(
        "the program uses more than \(limits.memoryBytes >> 20) MiB of memory; "
          + "raise the memory limit")
    }
  }

  /// Called before a container of `count` elements or a string of `count` bytes is made.
  package func checkSize(_ count: Int) throws(Raised) {
    guard count <= limits.containerElements else {
      throw limitExceeded(
        "an object of \(count) elements exceeds the limit of \(limits.containerElements); "
          + "raise the container limit")
    }
    guard count > 4096 else { return }
    try checkTime()
    try noteGrowth(count)
  }

  /// Called before one more element is put into a container of `count`.
  @inline(__always) func checkGrowth(_ count: Int) throws(Raised) {
    if count >= limits.containerElements { try checkSize(count + 1) }
    try noteGrowth(1)
  }

  /// Called as a text of `count` bytes is put together.
  @inline(__always) func checkText(_ count: Int) throws(Raised) {
    if count > limits.containerElements { try checkSize(count) }
  }

  @inline(__always) private func noteGrowth(_ amount: Int) throws(Raised) {
    machine.pointee.usage.unchecked += amount
    if machine.pointee.usage.unchecked > 4 << 20 { try checkMemory() }
  }

  /// Called before an integer of about `bits` bits is computed.
  func checkBits(_ bits: Int) throws(Raised) {
    guard bits <= limits.integerBits else {
      throw limitExceeded(
        "an integer of \(bits) bits exceeds the limit of \(limits.integerBits); "
          + "raise the integer limit")
    }
  }

  /// Counts the work of multiplying or dividing integers of so many bits.
  func spend(bits: Int, by other: Int) throws(Raised) {
    let (few, many) = (min(bits, other) >> 6, max(bits, other) >> 6)
    // Below, an operator is a step as any other.
    guard few > 4 else { return try spend(many) }
    // Between the work of products, which split long factors, and that of quotients, which do not.
    let work = few > 1024 ? 18 * pow(Double(few), 1.585) : Double(few) * Double(few)
    try spend(Int(min(work * Double(many) / Double(few), 1e15)))
  }
}
