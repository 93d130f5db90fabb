/// What a function, class body, comprehension or module is compiled to.
///
/// It works on a window of registers: the local variables, then values under way. A register of a
/// value under way is read once, and afterwards holds nothing that would have to be freed.
///
/// A class, because every call of a function refers to the same.
final class Code {
  let name: String
  let file: SourceFile
  let layout: ScopeLayout
  let tables: UnsafeMutablePointer<CodeTables>
  private let instructionCount: Int
  private let constantCount: Int
  private let nameCount: Int
  private let attributeCount: Int
  /// For each instruction the number of its mark, −1 for none.
  private let marked: [Int32]
  private let marks: [Mark]
  let parts: CodeParts

  init(_ compiler: consuming Compiler, name: String) {
    self.name = name
    file = compiler.file
    layout = compiler.layout
    instructionCount = compiler.instructions.count
    constantCount = compiler.constants.count
    nameCount = compiler.names.count
    attributeCount = compiler.attributes.count
    tables = .allocate(capacity: 1)
    tables.initialize(
      to: CodeTables(
        instructions: allocate(compiler.instructions), constants: allocate(compiler.constants),
        names: allocate(compiler.names), attributes: allocate(compiler.attributes),
        localCount: Int32(compiler.localCount), registerCount: compiler.registerCount,
        needsCells: !layout.cellNames.isEmpty || !layout.captureNames.isEmpty))
    marked = compiler.marked
    marks = compiler.marks
    parts = compiler.parts
  }

  deinit {
    tables.pointee.instructions.deallocate()
    tables.pointee.constants.deinitialize(count: constantCount)
    tables.pointee.constants.deallocate()
    tables.pointee.names.deinitialize(count: nameCount)
    tables.pointee.names.deallocate()
    tables.pointee.attributes.deinitialize(count: attributeCount)
    tables.pointee.attributes.deallocate()
    tables.deallocate()
  }

  var localCount: Int { Int(tables.pointee.localCount) }
  var registerCount: Int { tables.pointee.registerCount }

  /// What a traceback points at where an instruction raised.
  func mark(of instruction: Int) -> Mark? {
    guard marked.indices.contains(instruction) else { return nil }
    let index = Int(marked[instruction])
    return index < 0 ? nil : marks[index]
  }
}

private func allocate<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
  let memory = UnsafeMutablePointer<Element>.allocate(capacity: elements.count)
  memory.initialize(from: elements, count: elements.count)
  return memory
}

/// What the machine reads of code while it runs, in raw memory.
struct CodeTables {
  let instructions: UnsafeMutablePointer<Instruction>
  let constants: UnsafeMutablePointer<Object>
  let names: UnsafeMutablePointer<NameSite>
  let attributes: UnsafeMutablePointer<AttributeSite>
  let localCount: Int32
  let registerCount: Int
  /// Whether the code shares variables with other functions.
  let needsCells: Bool
}

/// What instructions refer to by number, besides registers and constants.
struct CodeParts {
  var functions: [FunctionNode] = []
  var comprehensions: [ComprehensionNode] = []
  var classes: [ClassNode] = []
  var imports: [Statement.Kind] = []
  var texts: [String] = []
  /// The names of keyword arguments.
  var keywords: [[String]] = []
  var handlers: [NameNode?] = []
}

/// A place that uses a global name, and where it last found it.
struct NameSite {
  let node: NameNode
  let identity: TextIdentity
  var hint = -1
  var builtinHint = -1

  init(node: NameNode) {
    self.node = node
    identity = TextIdentity(node.name)
  }
}

/// A place that uses an attribute.
struct AttributeSite {
  let name: String
  let identity: TextIdentity
  let hash: Int64
  var hint = -1
  /// The method that a builtin type has of the name, and the type.
  var method = Object.none
  var methodType: Unmanaged<TypeObject>?

  init(_ name: String) {
    self.name = name
    identity = TextIdentity(name)
    hash = stableHash(name)
  }
}

struct Instruction {
  var operation: Operation
  /// An operator's number, or a switch.
  var detail: UInt8 = 0
  var a: Int32 = 0
  var b: Int32 = 0
  var c: Int32 = 0
}

/// What an instruction does; `a`, `b` and `c` are registers unless it is said.
enum Operation: UInt8 {
  // MARK: Statements
  /// Begins a statement of line `a`; the observer is told of it if `b` is one.
  case statement
  /// Goes on in line `a`.
  case line

  // MARK: Values
  /// `a` = constant `b`
  case constant
  /// `a` = the complex number whose imaginary part is the float constant `b`
  case imaginary
  /// `a` = `b`
  case move
  /// Raises unless local `a` has a value.
  case check
  /// Empties the registers from `a` on, `b` of them.
  case clear
  case loadGlobal, storeGlobal, deleteGlobal
  case loadCell, storeCell, deleteCell
  case loadClassName, storeClassName, deleteClassName
  case deleteLocal

  // MARK: Operators
  case add, subtract, multiply, divide
  /// `a` = `b` operator `c`
  case binary
  /// `a` = `b` operator the number `c`
  case addNumber, subtractNumber, multiplyNumber, moduloNumber, floorDivideNumber
  /// `a` operator= `b`
  case inPlace
  case unary
  case compare
  /// Jumps to `a` where comparing `b` and `c` is not what the detail's high bit says.
  case compareJump
  /// The same, with the number `c`.
  case compareNumberJump
  case not

  // MARK: Jumps
  case jump
  /// Jumps to `a` if `b` is as the name says.
  case jumpIfTrue, jumpIfFalse
  /// The same; `b` keeps its value where it jumps.
  case jumpIfTrueKeeping, jumpIfFalseKeeping

  // MARK: Attributes and items
  /// `a` = attribute `c` of `b`
  case loadAttribute
  /// attribute `c` of `b` = `a`
  case storeAttribute
  case deleteAttribute
  /// `a` and `a + 1` = the function and the receiver of a call of attribute `c` of `a + 1`
  case loadMethod
  case loadSubscript, storeSubscript, deleteSubscript
  case slice

  // MARK: Calls
  /// `a` = `b`(`b + 1`, … `c` of them)
  case call
  /// The same after `loadMethod`, with the receiver at `b + 1` before the arguments.
  case callMethod
  /// `a` = call of `b` with a list of arguments `b + 1` and of names and values `b + 2`
  case callUnpacked
  case appendArgument, extendArguments, appendKeyword, extendKeywords
  case returnValue

  // MARK: Displays
  case buildList, buildTuple, buildSet, buildDict
  case listAppend, listExtend, setAdd, dictSet, dictMerge
  case tupleFromList, setFromList
  case format, formatWith, join

  // MARK: Loops
  case iterate
  /// `b` = next element of `a`, or on at `c`
  case forFirst
  /// `b` = next element of `a`, and on at `c`
  case forNext
  case unpack, unpackStar

  // MARK: Definitions
  case function, comprehension, classBody, importNames, annotate

  // MARK: Exceptions and blocks
  case pushExcept, pushFinally, popBlock
  case matchHandler, enterHandler, endHandler, reraise
  case enterFinally, endFinally
  case enterWith, endWith
  /// Leaves the blocks above level `b` for `a`.
  case leave
  case raise, raiseAgain, raiseAssertion, unsupported, syntaxError

  // MARK: Generators
  case yield, yieldFrom

  // MARK: Patterns
  /// Only holds numbers of the instruction before.
  case more
  case matchSequence, matchMapping, matchKey, matchClass
}
