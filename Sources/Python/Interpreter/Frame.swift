/// One activation of a function, class body, comprehension or module.
typealias Frame = UnsafeMutablePointer<Activation>

/// What a frame keeps.
///
/// It lies in raw memory, and calls of functions only set a few words of it.
struct Activation {
  let code: Unmanaged<Code>
  let tables: UnsafeMutablePointer<CodeTables>
  /// The local variables, then the values under way.
  var registers: Registers
  /// The instruction to go on with.
  var counter = 0
  var line: Int
  /// The frame that this one returns to.
  var caller: Frame?
  /// Nil for what is no function; whoever called it holds it.
  let function: Unmanaged<FunctionObject>?
  let globals: Unmanaged<DictObject>
  /// The variables that nested functions share: those of its own, then those captured.
  var cells: CellList?
  /// Whether the machine is left where the frame ends.
  var isEntry: Bool
  /// Whether it is one of the machine's own frames, and not a generator's.
  let isPooled: Bool
  var isObserved = false
  /// What an `__init__` is called for, which the call is the value of.
  var made: Instance?
  /// Whether it holds something that is to be let go of where it ends.
  @inline(__always) var holdsObjects: Bool { cells != nil || made != nil || extras != nil }
  /// What few frames have.
  var extras: FrameExtras?
}

/// The cells of a frame, with where they stand in memory.
struct CellList {
  let cells: [Cell]
  private let first: UnsafePointer<Unmanaged<Cell>>

  init?(_ cells: [Cell]) {
    let memory = cells.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress) }
    guard let memory, !cells.isEmpty else { return nil }
    self.cells = cells
    first = memory.assumingMemoryBound(to: Unmanaged<Cell>.self)
  }

  @inline(__always)
  func value(_ index: Int) -> Object? { first[index]._withUnsafeGuaranteedRef { $0.value } }

  @inline(__always)
  func set(_ index: Int, to value: Object) {
    first[index]._withUnsafeGuaranteedRef { $0.value = value }
  }
}

/// Memory for registers where the stack had no more room.
struct Segment {
  let memory: Registers
  let count: Int
  let outerEnd: Registers
}

typealias Registers = UnsafeMutablePointer<Object?>

/// What only some frames have: a name of their own, a namespace, blocks.
final class FrameExtras {
  var qualifiedName: String?
  /// Where a class body binds its names.
  var namespace: DictObject?
  /// The blocks under way, the innermost last.
  var blocks: [Block] = []
  /// What `yield from` draws on.
  var delegate: IteratorObject?
  var segment: Segment?
}

/// A statement that something has to be done about when it is left.
struct Block {
  enum Kind {
    case except(Int32)
    case finally(Int32)
    /// An `except` clause, its exception as it came, and what the clause calls it.
    case handler(Raised, traceback: [TracebackEntry], name: NameNode?)
    /// A `finally` clause, and what it interrupted.
    case ending(Completion)
    case with(exit: Object, receiver: Object, after: Int32)
  }

  let kind: Kind
  /// The first register that holds nothing of what is around the block.
  let depth: Int32
}

/// How a block is left before its end.
enum Completion {
  case normal
  case jump(Int32, level: Int32)
  case `return`(Object)
  case raised(Raised)
}

/// Why the machine stopped running a frame.
enum Outcome {
  case returned(Object)
  case yielded(Object)
}

extension UnsafeMutablePointer<Activation> {
  var code: Code { pointee.code.takeUnretainedValue() }
  var layout: ScopeLayout { code.layout }
  var file: SourceFile { code.file }
  var globals: DictObject { pointee.globals.takeUnretainedValue() }
  var namespace: DictObject? { pointee.extras?.namespace }
  var function: FunctionObject? { pointee.function?.takeUnretainedValue() }
  var cells: [Cell] { pointee.cells?.cells ?? [] }

  var line: Int {
    get { pointee.line }
    nonmutating set { pointee.line = newValue }
  }

  var name: String { function?.name ?? code.name }

  var qualifiedName: String {
    function?.qualifiedName ?? pointee.extras?.qualifiedName ?? code.name
  }

  var extras: FrameExtras {
    if let extras = pointee.extras { return extras }
    let extras = FrameExtras()
    pointee.extras = extras
    return extras
  }

  /// A local variable.
  func local(_ slot: Int) -> Object? { pointee.registers[slot] }

  /// The cells that a function made here takes along.
  func captured(by layout: ScopeLayout) -> [Cell] {
    layout.captures.isEmpty ? [] : layout.captures.map { cells[$0] }
  }
}
