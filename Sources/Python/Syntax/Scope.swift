/// The names of one function, class body, comprehension or module, gathered while parsing.
///
/// Source: the two passes of CPython's `symtable.c`: gather bindings, then decide where names live.
final class Scope {
  enum Kind {
    case module
    case function
    case classBody
    case comprehension
  }

  let kind: Kind
  let layout = ScopeLayout()
  var uses: [NameNode] = []
  var children: [Scope] = []
  var isGenerator = false
  private(set) var bound: [String] = []
  private var boundSet: Set<String> = []
  private var globals: Set<String> = []
  private var nonlocals: [String: Position] = [:]
  private var captured: Set<String> = []
  private var free: [String] = []
  /// It holds this one among its children.
  private unowned(unsafe) var parent: Scope?
  private var parameterCount = 0

  init(_ kind: Kind) {
    self.kind = kind
  }

  func bind(_ name: String) {
    if boundSet.insert(name).inserted { bound.append(name) }
  }

  func bindParameter(_ name: String) -> Bool {
    guard !boundSet.contains(name) else { return false }
    bind(name)
    parameterCount += 1
    return true
  }

  func isParameter(_ name: String) -> Bool { bound.prefix(parameterCount).contains(name) }

  func isBound(_ name: String) -> Bool { boundSet.contains(name) }

  func declareGlobal(_ name: String) { globals.insert(name) }

  func declareNonlocal(_ name: String, at position: Position) { nonlocals[name] = position }

  func isUsed(_ name: String) -> Bool { uses.contains { $0.name == name } }

  private func owns(_ name: String) -> Bool {
    boundSet.contains(name) && !globals.contains(name) && nonlocals[name] == nil
  }

  // MARK: Resolution

  /// Decides where every name lives, in this scope and those within.
  func resolve(_ file: SourceFile) throws(SyntaxFailure) {
    adopt()
    try gather(file)
    assign()
  }

  private func adopt() {
    for child in children {
      child.parent = self
      child.adopt()
    }
  }

  private func gather(_ file: SourceFile) throws(SyntaxFailure) {
    for (name, position) in nonlocals {
      guard capture(name) else {
        throw file.failure("no binding for nonlocal '\(name)' found", at: position)
      }
    }
    for use in uses where !owns(use.name) && !globals.contains(use.name) {
      _ = capture(use.name)
    }
    for child in children { try child.gather(file) }
  }

  /// Finds the enclosing function that owns a name, and threads the name down to this scope.
  private func capture(_ name: String) -> Bool {
    guard kind != .module else { return false }
    var path = [self]
    var candidate = parent
    while let scope = candidate, scope.kind != .module {
      if scope.globals.contains(name) { return false }
      let isVisible = scope.kind != .classBody || name == "__class__"
      if isVisible, scope.owns(name) || (scope.kind == .classBody && name == "__class__") {
        scope.captured.insert(name)
        for inner in path where !inner.free.contains(name) { inner.free.append(name) }
        return true
      }
      path.append(scope)
      candidate = scope.parent
    }
    return false
  }

  private func assign() {
    let isClass = kind == .classBody
    layout.cellNames =
      isClass
      ? (captured.contains("__class__") ? ["__class__"] : []) : bound.filter(captured.contains)
    if kind == .function || kind == .comprehension {
      layout.localNames = bound.filter { owns($0) }
    }
    layout.captureNames = free
    layout.captures = free.compactMap { parent?.cellIndex($0) }
    if kind == .function {
      for (slot, name) in layout.localNames.enumerated() where slot < parameterCount {
        if let cell = layout.cellNames.firstIndex(of: name) {
          layout.parameterCells.append((slot, cell))
        }
      }
    }
    var slots: [String: Int] = [:]
    for (slot, name) in layout.localNames.enumerated() where slots[name] == nil {
      slots[name] = slot
    }
    for use in uses { use.binding = binding(of: use.name, slots: slots) }
    for child in children { child.assign() }
  }

  private func cellIndex(_ name: String) -> Int? {
    if let own = layout.cellNames.firstIndex(of: name) { return own }
    return free.firstIndex(of: name).map { layout.cellNames.count + $0 }
  }

  private func binding(of name: String, slots: [String: Int]) -> Binding {
    if kind == .module || globals.contains(name) { return .global }
    if kind == .classBody {
      if nonlocals[name] != nil, let cell = cellIndex(name) { return .cell(cell) }
      return .classBody(cell: name == "__class__" ? nil : cellIndex(name))
    }
    if let cell = cellIndex(name) { return .cell(cell) }
    return slots[name].map { .local($0) } ?? .global
  }
}
