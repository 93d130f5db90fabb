/// One activation of a function, class body, comprehension or module.
///
/// The statements under way stand on an explicit stack, so that a generator can stop in the middle.
final class Frame {
  var slots: [Object?]
  var cells: [Cell]
  let layout: ScopeLayout
  let file: SourceFile
  let name: String
  var qualifiedName: String
  let globals: DictObject
  /// Where a class body binds its names.
  let namespace: DictObject?
  var cursors: [Cursor] = []
  var line: Int
  /// Where the value sent to a generator goes when it resumes.
  var pendingYield: Statement.YieldDestination?
  /// What `yield from` draws on.
  var delegate: IteratorObject?

  init(
    layout: ScopeLayout, captured: [Cell], file: SourceFile, name: String, globals: DictObject,
    namespace: DictObject? = nil, line: Int = 0
  ) {
    self.layout = layout
    slots = Array(repeating: nil, count: layout.localNames.count)
    if layout.cellNames.isEmpty {
      cells = captured
    } else {
      cells = layout.cellNames.map { _ in Cell() } + captured
    }
    self.file = file
    self.name = name
    qualifiedName = name
    self.globals = globals
    self.namespace = namespace
    self.line = line
  }

  /// The cells a function made here takes along.
  func captured(by layout: ScopeLayout) -> [Cell] {
    layout.captures.isEmpty ? [] : layout.captures.map { cells[$0] }
  }
}

/// A place in a block of statements, and what to do when the block ends or is left.
struct Cursor {
  enum Kind {
    case plain
    case whileLoop(LoopNode)
    case forLoop(LoopNode, IteratorObject)
    case tryBody(TryNode)
    case tryElse(TryNode)
    case handler(TryNode, Raised, NameNode?)
    case finally(Completion?)
    case with(exit: Object, receiver: Object)
  }

  let kind: Kind
  let statements: [Statement]
  var index = 0
}

/// How a block is left before its end.
enum Completion {
  case `break`
  case `continue`
  case `return`(Object)
  case raised(Raised)
}

/// Why a frame stopped running.
enum Outcome {
  case finished
  case returned(Object)
  case yielded(Object)
}

/// What a single statement asks for.
enum Step {
  case next
  case leave(Completion)
  case yield(Object)
}
