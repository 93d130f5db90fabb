/// What the machine that runs compiled code works on.
///
/// It lies in raw memory, so that Swift need not watch over every access to it.
struct Machine {
  /// The innermost frame under way.
  var top: Frame?
  /// How many frames of `frames` are in use.
  var frameCount = 0
  let frames: Frame
  /// The stack of registers; those in use hold a value or nothing, the others nothing to free.
  let registers: Registers
  /// Where the registers of the next frame begin.
  var free: Registers
  /// Where the stack of registers, or the segment in use, ends.
  var end: Registers
  var usage = Usage()
  /// How many calls are within one another.
  var depth = 0
  /// The lowest address that the stack of the thread may reach.
  var nativeFloor: UInt = 0
  let recursionDepth: Int
  /// Whether an observer is told what the program does.
  var isObserved = false

  /// The registers at first; a deeper stack goes on in segments.
  static let capacity = 1 << 14

  init(recursionDepth: Int) {
    self.recursionDepth = recursionDepth
    frames = .allocate(capacity: recursionDepth + 1)
    registers = .allocate(capacity: Machine.capacity)
    registers.initialize(repeating: nil, count: Machine.capacity)
    free = registers
    end = registers + Machine.capacity
  }

  func deallocate() {
    frames.deallocate()
    registers.deinitialize(count: Machine.capacity)
    registers.deallocate()
  }
}

/// The frames under way, the innermost first.
struct Frames: Sequence, IteratorProtocol {
  fileprivate var following: Frame?

  mutating func next() -> Frame? {
    defer { following = following?.pointee.caller }
    return following
  }
}

extension Interpreter {
  var frames: Frames { Frames(following: machine.pointee.top) }

  /// Begins a frame whose registers stand at `registers`, as many as the call has filled of them.
  ///
  /// The call is counted in `depth` already.
  @inline(__always)
  func push(
    _ code: Unmanaged<Code>, _ tables: UnsafeMutablePointer<CodeTables>, at start: Registers,
    filled: Int, function: Unmanaged<FunctionObject>?, globals: Unmanaged<DictObject>,
    cells: CellList?, line: Int, isEntry: Bool
  ) -> Frame {
    let machine = machine
    var registers = start
    var segment: Segment?
    if registers + tables.pointee.registerCount > machine.pointee.end {
      segment = makeSegment(&registers, filled: filled, count: tables.pointee.registerCount)
    }
    let localCount = Int(tables.pointee.localCount)
    if filled < localCount {
      (registers + filled).initialize(repeating: nil, count: localCount - filled)
    }
    let frame = machine.pointee.frames + machine.pointee.frameCount
    frame.initialize(
      to: Activation(
        code: code, tables: tables, registers: registers, line: line, caller: machine.pointee.top,
        function: function, globals: globals, cells: cells, isEntry: isEntry, isPooled: true))
    machine.pointee.frameCount += 1
    machine.pointee.top = frame
    machine.pointee.free = registers + tables.pointee.registerCount
    if let segment { frame.extras.segment = segment }
    return frame
  }

  /// Memory for the registers of a frame that the stack has no room for, and of those behind it.
  @inline(never)
  private func makeSegment(_ registers: inout Registers, filled: Int, count: Int) -> Segment {
    let count = count + Machine.capacity
    let memory = Registers.allocate(capacity: count)
    memory.initialize(repeating: nil, count: count)
    for index in 0..<filled { swap(&memory[index], &registers[index]) }
    registers = memory
    defer { machine.pointee.end = memory + count }
    return Segment(memory: memory, count: count, outerEnd: machine.pointee.end)
  }

  /// Ends the innermost frame, which holds nothing any longer.
  ///
  /// Its variables are dropped, and with `all` the values under way too.
  @inline(__always)
  func pop(_ frame: Frame, all: Bool) {
    let machine = machine
    let tables = frame.pointee.tables
    clear(
      frame.pointee.registers,
      count: all ? tables.pointee.registerCount : Int(tables.pointee.localCount))
    let caller = frame.pointee.caller
    if frame.pointee.isObserved { observer?.didLeave(interpreter: self) }
    machine.pointee.top = caller
    machine.pointee.depth -= 1
    if frame.pointee.isPooled {
      machine.pointee.frameCount -= 1
      if frame.pointee.holdsObjects { release(frame) }
    }
    restoreFree(caller)
  }

  /// Lets go of what few frames hold.
  @inline(never)
  private func release(_ frame: Frame) {
    if let segment = frame.pointee.extras?.segment {
      machine.pointee.end = segment.outerEnd
      segment.memory.deinitialize(count: segment.count)
      segment.memory.deallocate()
    }
    frame.deinitialize(count: 1)
  }

  /// The next frame begins behind the registers of the one that is the innermost now.
  @inline(__always)
  func restoreFree(_ caller: Frame?) {
    if let caller {
      machine.pointee.free = caller.pointee.registers + caller.pointee.tables.pointee.registerCount
    } else {
      machine.pointee.free = machine.pointee.registers
    }
  }

  @inline(__always)
  func clear(_ registers: Registers, count: Int) {
    var register = registers
    let end = registers + count
    while register < end {
      register.pointee = nil
      register += 1
    }
  }

  // MARK: Calls from Swift

  /// Runs code that is no function.
  func run(
    _ code: Code, globals: DictObject, cells: [Cell]? = nil, namespace: DictObject? = nil,
    qualifiedName: String? = nil, line: Int = 0
  ) throws(Raised) -> Object {
    try descend()
    let frame = push(
      .passUnretained(code), code.tables, at: machine.pointee.free, filled: 0, function: nil,
      globals: .passUnretained(globals), cells: cells.flatMap { CellList($0) }, line: line,
      isEntry: true)
    if namespace != nil || qualifiedName != nil {
      frame.extras.namespace = namespace
      frame.extras.qualifiedName = qualifiedName
    }
    guard case .returned(let value) = try run(frame) else { return .none }
    return value
  }

  /// The cells of a frame.
  @inline(__always)
  func own(_ layout: ScopeLayout, and captured: [Cell]) -> [Cell] {
    layout.cellNames.isEmpty ? captured : layout.cellNames.map { _ in Cell() } + captured
  }

  func call(_ function: FunctionObject, _ arguments: Arguments) throws(Raised) -> Object {
    let node = function.code
    let code = function.compiled
    let registers = machine.pointee.free
    guard registers + code.localCount <= machine.pointee.end else {
      return try inSegment(code.localCount) { () throws(Raised) in
        try self.call(function, arguments)
      }
    }
    registers.initialize(repeating: nil, count: code.localCount)
    do throws(Raised) {
      try bind(arguments, to: function, registers)
    } catch {
      clear(registers, count: code.localCount)
      throw error
    }
    if node.isGenerator { return .iterator(makeGenerator(function, registers)) }
    do throws(Raised) {
      try descend()
    } catch {
      clear(registers, count: code.localCount)
      throw error
    }
    let frame = begin(function.entry, at: registers, filled: code.localCount, isEntry: true)
    guard case .returned(let value) = try run(frame) else { return .none }
    return value
  }

  /// Calls a method that takes the receiver and so many arguments.
  func call(
    _ function: FunctionObject, _ receiver: Object, _ arguments: some RandomAccessCollection<Object>
  ) throws(Raised) -> Object {
    try descend()
    let registers = machine.pointee.free
    guard registers + arguments.count + 1 + function.defaults.count <= machine.pointee.end else {
      machine.pointee.depth -= 1
      return try call(function, Arguments([receiver] + arguments))
    }
    machine.pointee.depth -= 1
    registers[0] = receiver
    for (index, argument) in arguments.enumerated() { registers[index + 1] = argument }
    let frame = try enter(function.entry, at: registers, arguments.count + 1, isEntry: true)
    guard case .returned(let value) = try run(frame) else { return .none }
    return value
  }

  /// Runs something with a segment of its own for the registers.
  func inSegment<T>(
    _ count: Int, _ body: () throws(Raised) -> T
  ) throws(Raised) -> T {
    var start = machine.pointee.free
    let outer = start
    let segment = makeSegment(&start, filled: 0, count: count)
    machine.pointee.free = start
    defer {
      machine.pointee.free = outer
      machine.pointee.end = segment.outerEnd
      segment.memory.deinitialize(count: segment.count)
      segment.memory.deallocate()
    }
    return try body()
  }

  /// Begins the frame of a function whose arguments are where its parameters live.
  @inline(__always)
  func begin(
    _ entry: UnsafeMutablePointer<FunctionEntry>, at registers: Registers, filled: Int,
    isEntry: Bool
  ) -> Frame {
    if entry.pointee.tables == nil { prepare(entry) }
    guard let tables = entry.pointee.tables, let code = entry.pointee.code else {
      preconditionFailure("a function without code")
    }
    let isObserved = machine.pointee.isObserved && !entry.pointee.isLibrary
    let callLine = isObserved ? currentLine : 0
    let frame = push(
      code, tables, at: registers, filled: filled, function: entry.pointee.function,
      globals: entry.pointee.globals, cells: nil, line: entry.pointee.line, isEntry: isEntry)
    if tables.pointee.needsCells { shareVariables(frame) }
    if isObserved { announce(frame, entry.pointee.function.takeUnretainedValue(), callLine) }
    return frame
  }

  @inline(never)
  private func prepare(_ entry: UnsafeMutablePointer<FunctionEntry>) {
    let code = entry.pointee.function.takeUnretainedValue().compiled
    entry.pointee.code = .passUnretained(code)
    entry.pointee.tables = code.tables
  }

  /// Gives a frame its cells, and moves the parameters there that nested functions share.
  @inline(never)
  private func shareVariables(_ frame: Frame) {
    let layout = frame.layout
    let cells = own(layout, and: frame.function?.closure ?? [])
    for (slot, cell) in layout.parameterCells {
      cells[cell].value = frame.pointee.registers[slot].take()
    }
    frame.pointee.cells = CellList(cells)
  }

  @inline(never)
  private func announce(_ frame: Frame, _ function: FunctionObject, _ callLine: Int) {
    guard let observer else { return }
    frame.pointee.isObserved = true
    observer.didEnter(function: function.displayName, callLine: callLine, interpreter: self)
    announceParameters(of: frame, function.code, observer)
  }

  func announceParameters(
    of frame: Frame, _ node: FunctionNode, _ observer: any InterpreterObserver
  ) {
    for (slot, parameter) in node.parameters.enumerated() where parameter.name != "*" {
      let cell = node.layout.parameterCells.first { $0.slot == slot }?.cell
      let value = cell.map { frame.cells[$0].value } ?? frame.local(slot)
      if case .instance? = value, let value {
        observer.didBind(parameter.name, to: value, interpreter: self)
      }
    }
  }
}
