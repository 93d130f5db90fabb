/// Compiles the tree of a function, class body, comprehension or module.
struct Compiler {
  let file: SourceFile
  let layout: ScopeLayout
  let localCount: Int
  var instructions: [Instruction] = []
  var marked: [Int32] = []
  var marks: [Mark] = []
  var constants: [Object] = []
  var names: [NameSite] = []
  var attributes: [AttributeSite] = []
  var parts = CodeParts()
  private(set) var registerCount: Int

  /// The first free register.
  var free: Int32
  /// What a traceback points at where the next instruction raises.
  var mark: Mark?
  private var lastMark: Int32 = -1
  /// The locals that surely have a value here.
  var assigned: Set<Int32>
  /// The locals that something in the scope deletes.
  private let deleted: Set<Int32>
  var loops: [Loop] = []
  /// How many blocks surround the place at run time.
  var level: Int32 = 0
  let isClassBody: Bool
  /// The line that the frame surely has here.
  var knownLine: Int32?

  struct Loop {
    let start: Label
    let end: Label
    let level: Int32
    /// Whether an iterator is to be dropped when the loop is left.
    let hasIterator: Bool
  }

  /// A place that jumps lead to.
  struct Label {
    fileprivate let number: Int
  }

  private var places: [Int32] = []
  private var jumps: [(instruction: Int, label: Int)] = []

  private init(
    file: SourceFile, layout: ScopeLayout, parameters: Int, deleted: Set<Int32>,
    isClassBody: Bool = false
  ) {
    self.file = file
    self.layout = layout
    self.isClassBody = isClassBody
    localCount = layout.localNames.count
    registerCount = localCount
    free = Int32(localCount)
    self.deleted = deleted
    assigned = Set(0..<Int32(parameters)).subtracting(deleted)
      .subtracting(layout.parameterCells.map { Int32($0.slot) })
  }

  // MARK: What is compiled

  static func code(of node: FunctionNode, in file: SourceFile) -> Code {
    let body: [Statement]
    if case .block(let statements) = node.body { body = statements } else { body = [] }
    var compiler = Compiler(
      file: file, layout: node.layout, parameters: node.parameters.count,
      deleted: deletedLocals(body))
    switch node.body {
    case .block:
      compiler.compile(body)
      compiler.returnNone()
    case .expression(let value):
      let result = compiler.temporary()
      compiler.compile(value, into: result)
      compiler.emit(.returnValue, a: result)
    }
    return compiler.finished(name: node.name)
  }

  /// The code of a program, which returns the value of `last` at its end.
  static func code(of statements: [Statement], last: Expression?, in file: SourceFile) -> Code {
    var compiler = Compiler(file: file, layout: ScopeLayout(), parameters: 0, deleted: [])
    compiler.compile(statements)
    if let last {
      compiler.emit(.statement, a: last.position.line, b: file.isLibrary ? 0 : 1)
      let result = compiler.temporary()
      compiler.compile(last, into: result)
      compiler.emit(.returnValue, a: result)
    } else {
      compiler.returnNone()
    }
    return compiler.finished(name: "<module>")
  }

  static func code(of node: ClassNode, in file: SourceFile) -> Code {
    var compiler = Compiler(
      file: file, layout: node.layout, parameters: 0, deleted: [], isClassBody: true)
    compiler.compile(node.body)
    compiler.returnNone()
    return compiler.finished(name: node.name)
  }

  /// The iterator that the first clause walks is in the first register behind the locals.
  static func code(of node: ComprehensionNode, in file: SourceFile) -> Code {
    var compiler = Compiler(file: file, layout: node.layout, parameters: 0, deleted: [])
    compiler.compile(body: node)
    return compiler.finished(name: node.name)
  }

  private mutating func returnNone() {
    let result = temporary()
    emit(.constant, a: result, b: constant(.none))
    emit(.returnValue, a: result)
  }

  private mutating func finished(name: String) -> Code {
    for (instruction, label) in jumps {
      let place = places[label]
      switch instructions[instruction].operation {
      case .forFirst, .forNext, .matchHandler, .matchSequence, .matchMapping, .matchClass,
        .matchKey:
        instructions[instruction].c = place
      default: instructions[instruction].a = place
      }
    }
    return Code(self, name: name)
  }

  // MARK: Instructions

  mutating func emit(
    _ operation: Operation, detail: UInt8 = 0, a: Int32 = 0, b: Int32 = 0, c: Int32 = 0
  ) {
    instructions.append(Instruction(operation: operation, detail: detail, a: a, b: b, c: c))
    guard let mark else { return marked.append(-1) }
    if lastMark < 0 || marks[Int(lastMark)] != mark {
      marks.append(mark)
      lastMark = Int32(marks.count - 1)
    }
    marked.append(lastMark)
  }

  /// An instruction that jumps to a label.
  mutating func emit(
    _ operation: Operation, to label: Label, detail: UInt8 = 0, a: Int32 = 0, b: Int32 = 0,
    c: Int32 = 0
  ) {
    jumps.append((instructions.count, label.number))
    emit(operation, detail: detail, a: a, b: b, c: c)
  }

  mutating func label() -> Label {
    places.append(0)
    return Label(number: places.count - 1)
  }

  mutating func place(_ label: Label) {
    places[label.number] = Int32(instructions.count)
    knownLine = nil
  }

  mutating func temporary() -> Int32 { temporaries(1) }

  /// Registers next to one another; `free` is set back when they are read.
  mutating func temporaries(_ count: Int32) -> Int32 {
    let first = free
    free += count
    registerCount = max(registerCount, Int(free))
    return first
  }

  func isTemporary(_ register: Int32) -> Bool { register >= localCount }

  mutating func constant(_ value: Object) -> Int32 {
    constants.append(value)
    return Int32(constants.count - 1)
  }

  mutating func site(of node: NameNode) -> Int32 {
    names.append(NameSite(node: node))
    return Int32(names.count - 1)
  }

  mutating func site(of attribute: String) -> Int32 {
    attributes.append(AttributeSite(attribute))
    return Int32(attributes.count - 1)
  }

  /// Compiles with another mark for what raises.
  mutating func marking(_ mark: Mark?, _ body: (inout Compiler) -> Void) {
    let outer = self.mark
    self.mark = mark
    body(&self)
    self.mark = outer
  }

  /// Compiles what may not run: what it assigns may have no value afterwards.
  mutating func perhaps(_ body: (inout Compiler) -> Void) {
    let before = assigned
    body(&self)
    assigned = before
  }

  mutating func noteAssigned(_ slot: Int32) {
    if !deleted.contains(slot) { assigned.insert(slot) }
  }

  // MARK: Names

  /// Loads a name.
  mutating func load(_ node: NameNode, into register: Int32) {
    switch node.binding {
    case .local(let slot):
      check(Int32(slot))
      emit(.move, a: register, b: Int32(slot))
    case .cell(let index): emit(.loadCell, a: register, b: Int32(index), c: site(of: node))
    case .global: emit(.loadGlobal, a: register, b: site(of: node))
    case .classBody(let cell):
      emit(.loadClassName, a: register, b: site(of: node), c: Int32(cell ?? -1))
    }
  }

  /// Raises where a local has no value yet.
  mutating func check(_ slot: Int32) {
    guard !assigned.contains(slot) else { return }
    emit(.check, a: slot)
    noteAssigned(slot)
  }

  /// Binds a name to a value under way.
  mutating func store(_ register: Int32, in node: NameNode) {
    switch node.binding {
    case .local(let slot):
      if Int32(slot) != register { emit(.move, a: Int32(slot), b: register) }
      noteAssigned(Int32(slot))
    case .cell(let index): emit(.storeCell, a: register, b: Int32(index), c: site(of: node))
    case .global: emit(.storeGlobal, a: register, b: site(of: node))
    case .classBody: emit(.storeClassName, a: register, b: site(of: node))
    }
  }

  mutating func delete(_ node: NameNode) {
    switch node.binding {
    case .local(let slot):
      emit(.deleteLocal, a: Int32(slot), b: site(of: node))
      assigned.remove(Int32(slot))
    case .cell(let index): emit(.deleteCell, b: Int32(index), c: site(of: node))
    case .global: emit(.deleteGlobal, b: site(of: node))
    case .classBody: emit(.deleteClassName, b: site(of: node))
    }
  }

  /// The locals that are deleted somewhere, by `del` or at the end of an `except` clause.
  private static func deletedLocals(_ statements: [Statement]) -> Set<Int32> {
    var found: Set<Int32> = []
    var waiting = statements
    while let statement = waiting.popLast() {
      var names: [NameNode] = []
      switch statement.kind {
      case .delete(let targets):
        for target in targets {
          names += target.nameNodes
        }
      case .try(let node): names = node.handlers.compactMap { $0.name }
      default: break
      }
      for case .local(let slot) in names.map({ $0.binding }) { found.insert(Int32(slot)) }
      if case .function = statement.kind { continue }
      if case .class = statement.kind { continue }
      waiting += statement.blocks.joined()
    }
    return found
  }
}

extension ComprehensionNode {
  var name: String {
    switch kind {
    case .list: "<listcomp>"
    case .set: "<setcomp>"
    case .dict: "<dictcomp>"
    case .generator: "<genexpr>"
    }
  }
}

extension Expression {
  /// The names that it is made of.
  fileprivate var nameNodes: [NameNode] {
    if case .name(let node) = kind { [node] } else { kind.parts.flatMap { $0.nameNodes } }
  }
}
