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
  package typealias Body = (Interpreter, Arguments) throws(Raised) -> Object

  package let name: String
  package let body: Body
  /// Whether it is a method, and gets `self` first as an attribute of a type. The functions of a
  /// module are not: CPython's `builtin_function_or_method` is no descriptor.
  package let isMethod: Bool
  package var attributes: [String: Object] = [:]

  package init(_ name: String, isMethod: Bool = true, _ body: @escaping Body) {
    self.name = name
    self.isMethod = isMethod
    self.body = body
  }
}

/// A function together with the object it was looked up on.
package final class BoundMethod {
  package let function: Object
  package let receiver: Object

  package init(function: Object, receiver: Object) {
    self.function = function
    self.receiver = receiver
  }
}

package final class PropertyObject {
  package let getter: Object
  package let setter: Object?
  package let deleter: Object?

  package init(getter: Object, setter: Object? = nil, deleter: Object? = nil) {
    self.getter = getter
    self.setter = setter
    self.deleter = deleter
  }
}

/// What `classmethod(f)` and `staticmethod(f)` hold.
package final class MethodWrapper {
  package let function: Object

  package init(_ function: Object) {
    self.function = function
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
  let defaults: [Object]
  let keywordDefaults: [String: Object]
  let closure: [Cell]
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
}
