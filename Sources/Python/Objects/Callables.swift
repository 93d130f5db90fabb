import Platform

/// The arguments of one call.
package struct Arguments {
  package var positional: [Object]
  package var keywords: [(name: String, value: Object)]

  package init(_ positional: [Object] = [], keywords: [(name: String, value: Object)] = []) {
    self.positional = positional
    self.keywords = keywords
  }
}

/// A function written in Swift.
package final class BuiltinFunction {
  /// What runs when it is called: the bound arguments in, the result out.
  package typealias Body = (Interpreter, Arguments) throws(Raised) -> Object

  package let name: String
  package private(set) var body: Body
  /// Whether it is a method, and gets `self` first as an attribute of a type.
  ///
  /// The functions of a module are not: CPython's `builtin_function_or_method` is no descriptor.
  package let isMethod: Bool
  package var attributes: [String: Object] = [:]

  package init(_ name: String, isMethod: Bool = true, _ body: @escaping Body) {
    self.name = name
    self.isMethod = isMethod
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
  package private(set) var function: Object
  package private(set) var receiver: Object

  package init(function: Object, receiver: Object) {
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
  package private(set) var getter: Object
  package private(set) var setter: Object?
  package private(set) var deleter: Object?

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
  package private(set) var function: Object

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

/// A function or lambda written in Python.
package final class FunctionObject {
  let code: FunctionNode
  private(set) var defaults: [Object]
  private(set) var keywordDefaults: [String: Object]
  private(set) var closure: [Cell]
  let globals: DictObject
  let file: SourceFile
  package var name: String
  package var qualifiedName: String
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
  }

  deinit {
    release(&defaults, leaving: [])
    if !keywordDefaults.isEmpty { release(&keywordDefaults, leaving: [:]) }
    release(&closure, leaving: [])
  }
}
