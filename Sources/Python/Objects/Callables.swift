import Platform

/// The arguments of one call.
package struct Arguments {
  /// The arguments without names, in order.
  package var positional: [Object]
  /// The arguments with names, in the order of the call.
  package var keywords: [(name: String, value: Object)]

  /// The arguments of a call; none where nothing is given.
  package init(_ positional: [Object] = [], keywords: [(name: String, value: Object)] = []) {
    self.positional = positional
    self.keywords = keywords
  }
}

/// A function written in Swift.
package final class BuiltinFunction {
  /// What runs when it is called: the bound arguments in, the result out.
  package typealias Body = (Interpreter, Arguments) throws(Raised) -> Object

  /// A way to call it with positional arguments alone, for the machine.
  enum Shortcut {
    case none
    case one((Interpreter, Object) throws(Raised) -> Object)
    case two((Interpreter, Object, Object) throws(Raised) -> Object)
    /// A method of values of the type itself, with so many arguments besides.
    case method(
      TypeObject, ClosedRange<Int>, (Interpreter, Object, [Object]) throws(Raised) -> Object)
    /// The same with one.
    case methodOfOne(TypeObject, (Interpreter, Object, Object) throws(Raised) -> Object)
  }

  /// The name that messages and `repr` say.
  package let name: String
  let shortcut: Shortcut
  /// What runs when it is called.
  package private(set) var body: Body
  /// Whether it is a method, and gets `self` first as an attribute of a type.
  ///
  /// The functions of a module are not: CPython's `builtin_function_or_method` is no descriptor.
  package let isMethod: Bool
  /// What the program has set on it.
  package var attributes: [String: Object] = [:]

  /// A function by its name and what runs when it is called.
  package init(_ name: String, isMethod: Bool = true, _ body: @escaping Body) {
    self.name = name
    self.isMethod = isMethod
    self.body = body
    shortcut = .none
  }

  init(_ name: String, isMethod: Bool, shortcut: Shortcut, _ body: @escaping Body) {
    self.name = name
    self.isMethod = isMethod
    self.shortcut = shortcut
    self.body = body
  }

  deinit {
    release(&body, leaving: doNothing)
    if !attributes.isEmpty { release(&attributes, leaving: [:]) }
  }
}

private func doNothing(_ interpreter: Interpreter, _ arguments: Arguments) throws(Raised) -> Object
{
  .none
}

/// A function together with the object it was looked up on.
package final class BoundMethod {
  /// The function, or another callable, that gets the object first.
  package private(set) var function: Object
  /// The object that it was looked up on.
  package private(set) var receiver: Object

  init(function: Object, receiver: Object) {
    self.function = function
    self.receiver = receiver
  }

  deinit {
    release(&function, leaving: .none)
    release(&receiver, leaving: .none)
  }
}

/// A `property`: functions that stand behind an attribute.
package final class PropertyObject {
  private(set) var getter: Object
  private(set) var setter: Object?
  private(set) var deleter: Object?

  /// A property; without a setter or a deleter it cannot be set or deleted.
  package init(getter: Object, setter: Object? = nil, deleter: Object? = nil) {
    self.getter = getter
    self.setter = setter
    self.deleter = deleter
  }

  deinit {
    release(&getter, leaving: .none)
    if setter != nil { release(&setter, leaving: nil) }
    if deleter != nil { release(&deleter, leaving: nil) }
  }
}

/// What `classmethod(f)` and `staticmethod(f)` hold.
package final class MethodWrapper {
  /// What is wrapped.
  package private(set) var function: Object

  /// A wrapper of a function.
  package init(_ function: Object) {
    self.function = function
  }

  deinit {
    release(&function, leaving: .none)
  }
}

/// A variable shared by a function and the functions nested in it.
final class Cell {
  var value: Object?

  init(_ value: Object? = nil) {
    self.value = value
  }
}

/// What a call of a function needs to know, in raw memory.
struct FunctionEntry {
  let function: Unmanaged<FunctionObject>
  let globals: Unmanaged<DictObject>
  /// How many positional arguments it takes; −1 if it takes others too, or is a generator.
  let parameterCount: Int32
  let defaultCount: Int32
  let isLibrary: Bool
  let line: Int
  /// What it is compiled to, once it has been called; its tree holds it.
  var code: Unmanaged<Code>?
  var tables: UnsafeMutablePointer<CodeTables>?

  /// Whether so many positional arguments, with the function's defaults, are all that it wants.
  @inline(__always)
  func takes(_ count: Int) -> Bool {
    let count = Int32(truncatingIfNeeded: count)
    return count == parameterCount
      || (count < parameterCount && count + defaultCount >= parameterCount)
  }
}

/// A function or lambda written in Python.
package final class FunctionObject {
  let code: FunctionNode
  /// What the machine reads of it when it calls it.
  let entry: UnsafeMutablePointer<FunctionEntry>
  private(set) var defaults: [Object]
  private(set) var keywordDefaults: [String: Object]
  private(set) var closure: [Cell]
  let globals: DictObject
  let file: SourceFile
  /// The name in its `def`, or `<lambda>`.
  package var name: String
  var qualifiedName: String { didSet { shownName = nil } }
  private var shownName: String?
  /// What the program has set on it: its `__dict__`.
  package let attributes = DictObject()
  /// Whether it was written by a library and not by the program.
  package var isLibrary: Bool { file.isLibrary }

  init(
    code: FunctionNode, defaults: [Object], keywordDefaults: [String: Object], closure: [Cell],
    globals: DictObject, file: SourceFile, qualifiedName: String
  ) {
    self.code = code
    self.defaults = defaults
    self.keywordDefaults = keywordDefaults
    self.closure = closure
    self.globals = globals
    self.file = file
    self.name = code.name
    self.qualifiedName = qualifiedName
    entry = .allocate(capacity: 1)
    entry.initialize(
      to: FunctionEntry(
        function: .passUnretained(self), globals: .passUnretained(globals),
        parameterCount: code.isPlain ? Int32(code.positionalCount) : -1,
        defaultCount: Int32(defaults.count), isLibrary: file.isLibrary,
        line: Int(code.position.line)))
  }

  /// What it is compiled to, when it is first called.
  var compiled: Code { code.compiled(in: file) }

  /// `Net.forward` for a method, the plain name otherwise.
  var displayName: String {
    if let shownName { return shownName }
    let name = qualifiedName.end(behind: "<locals>.") ?? qualifiedName
    shownName = name
    return name
  }

  deinit {
    entry.deallocate()
    release(&defaults, leaving: [])
    if !keywordDefaults.isEmpty { release(&keywordDefaults, leaving: [:]) }
    release(&closure, leaving: [])
  }
}

extension String {
  /// What follows the last occurrence of a separator, nil without one.
  fileprivate func end(behind separator: String) -> String? {
    var rest = self[...]
    var found: Substring?
    while let dot = rest.firstIndex(of: "<") {
      if rest[dot...].hasPrefix(separator) { found = rest[dot...].dropFirst(separator.count) }
      rest = rest[rest.index(after: dot)...]
    }
    return found.map(String.init)
  }
}
