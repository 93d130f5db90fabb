/// The types every program has.
package final class BuiltinTypes {
  /// `object`, the base of all classes.
  package let object = TypeObject(name: "object")
  /// `type`, the class of all classes.
  package let type: TypeObject
  let noneType: TypeObject
  let ellipsis: TypeObject
  let notImplemented: TypeObject
  /// `int`.
  package let int: TypeObject
  /// `bool`, a subclass of `int`.
  package let bool: TypeObject
  /// `float`.
  package let float: TypeObject
  /// `str`.
  package let str: TypeObject
  let bytes: TypeObject
  let bytearray: TypeObject
  let complex: TypeObject
  let memoryview: TypeObject
  /// `tuple`.
  package let tuple: TypeObject
  let list: TypeObject
  let dict: TypeObject
  let set: TypeObject
  let frozenset: TypeObject
  let range: TypeObject
  let slice: TypeObject
  let function: TypeObject
  let builtinFunction: TypeObject
  let method: TypeObject
  let property: TypeObject
  let classMethod: TypeObject
  let staticMethod: TypeObject
  let module: TypeObject
  let superType: TypeObject
  let generator: TypeObject
  let baseException: TypeObject
  let unsupportedError: TypeObject
  let limitExceeded: TypeObject
  let dictViews: [DictView.Kind: TypeObject]
  /// The views of an `OrderedDict`.
  let orderedViews: [DictView.Kind: TypeObject]
  private var exceptions: [String: TypeObject] = [:]
  private var iterators: [String: TypeObject] = [:]

  init() {
    let object = object
    func plain(_ name: String, inheritable: Bool = true) -> TypeObject {
      let type = TypeObject(name: name, bases: [object])
      type.isInheritable = inheritable
      return type
    }
    type = plain("type")
    noneType = plain("NoneType", inheritable: false)
    ellipsis = plain("ellipsis", inheritable: false)
    notImplemented = plain("NotImplementedType", inheritable: false)
    int = plain("int")
    bool = TypeObject(name: "bool", bases: [int])
    bool.isInheritable = false
    float = plain("float")
    str = plain("str")
    bytes = plain("bytes")
    bytearray = plain("bytearray")
    complex = plain("complex")
    memoryview = plain("memoryview", inheritable: false)
    tuple = plain("tuple")
    list = plain("list")
    dict = plain("dict")
    set = plain("set")
    frozenset = plain("frozenset")
    range = plain("range", inheritable: false)
    slice = plain("slice", inheritable: false)
    function = plain("function", inheritable: false)
    builtinFunction = plain("builtin_function_or_method", inheritable: false)
    method = plain("method", inheritable: false)
    property = plain("property")
    classMethod = plain("classmethod")
    staticMethod = plain("staticmethod")
    module = plain("module", inheritable: false)
    superType = plain("super", inheritable: false)
    generator = plain("generator", inheritable: false)
    dictViews = [
      .keys: plain("dict_keys", inheritable: false),
      .values: plain("dict_values", inheritable: false),
      .items: plain("dict_items", inheritable: false),
    ]
    orderedViews = dictViews.mapValues { view in
      TypeObject(name: "o" + view.name, bases: [view])
    }
    baseException = plain("BaseException")
    unsupportedError = TypeObject(name: "UnsupportedError", bases: [baseException])
    limitExceeded = TypeObject(name: "LimitExceeded", bases: [baseException])
    exceptions = [
      "BaseException": baseException, "UnsupportedError": unsupportedError,
      "LimitExceeded": limitExceeded,
    ]
    for (name, base) in BuiltinTypes.hierarchy {
      define(exception: name, base: exceptions[base] ?? baseException, module: nil)
    }
  }

  /// The builtin exception of this name; an unknown name gives `Exception`.
  package func exception(_ name: String) -> TypeObject {
    exceptions[name] ?? exceptions["Exception"] ?? baseException
  }

  /// Every type, those of iterators that were asked for among them.
  var all: [TypeObject] {
    [
      object, type, noneType, ellipsis, notImplemented, int, bool, float, str, bytes,
      bytearray, complex, memoryview, tuple, list, dict, set,
      frozenset, range, slice, function, builtinFunction, method, property, classMethod,
      staticMethod, module, superType, generator, baseException,
    ] + dictViews.values + orderedViews.values + exceptions.values + iterators.values
  }

  @discardableResult
  func define(exception name: String, base: TypeObject, module: String?) -> TypeObject {
    let type = TypeObject(name: name, bases: [base], module: module)
    exceptions[name] = type
    return type
  }

  /// The exceptions a program can name without importing anything.
  var exceptionNames: [String] { ["BaseException"] + BuiltinTypes.hierarchy.map { $0.name } }

  /// The type of an iterator, made when first asked for, by its name with that of its module.
  func iterator(_ name: String) -> TypeObject {
    if let type = iterators[name] { return type }
    let parts = name.split(separator: ".").map(String.init)
    let type = TypeObject(
      name: parts.last ?? name, bases: [object], module: parts.count > 1 ? parts[0] : nil)
    type.isNamedWithModule = parts.count > 1
    type.attributes["__iter__"] = .builtin(
      BuiltinFunction("__iter__") { (_, arguments) throws(Raised) in
        arguments.positional.first ?? .none
      })
    type.attributes["__next__"] = .builtin(
      BuiltinFunction("__next__") { (interpreter, arguments) throws(Raised) in
        guard case .iterator(let iterator)? = arguments.positional.first else { return .none }
        if let value = try iterator.next(interpreter) { return value }
        throw interpreter.raise("StopIteration", arguments: [])
      })
    iterators[name] = type
    return type
  }

  /// Every exception after its base.
  private static let hierarchy: [(name: String, base: String)] = [
    ("Exception", "BaseException"), ("KeyboardInterrupt", "BaseException"),
    ("SystemExit", "BaseException"), ("GeneratorExit", "BaseException"),
    ("ArithmeticError", "Exception"), ("FloatingPointError", "ArithmeticError"),
    ("OverflowError", "ArithmeticError"), ("ZeroDivisionError", "ArithmeticError"),
    ("AssertionError", "Exception"), ("AttributeError", "Exception"),
    ("BufferError", "Exception"), ("EOFError", "Exception"), ("ImportError", "Exception"),
    ("ModuleNotFoundError", "ImportError"), ("LookupError", "Exception"),
    ("IndexError", "LookupError"), ("KeyError", "LookupError"), ("MemoryError", "Exception"),
    ("NameError", "Exception"), ("UnboundLocalError", "NameError"), ("OSError", "Exception"),
    ("FileNotFoundError", "OSError"), ("FileExistsError", "OSError"),
    ("PermissionError", "OSError"), ("TimeoutError", "OSError"), ("ConnectionError", "OSError"),
    ("BlockingIOError", "OSError"), ("ChildProcessError", "OSError"),
    ("BrokenPipeError", "ConnectionError"), ("ConnectionAbortedError", "ConnectionError"),
    ("ConnectionRefusedError", "ConnectionError"), ("ConnectionResetError", "ConnectionError"),
    ("InterruptedError", "OSError"), ("IsADirectoryError", "OSError"),
    ("NotADirectoryError", "OSError"), ("ProcessLookupError", "OSError"),
    ("ReferenceError", "Exception"), ("RuntimeError", "Exception"),
    ("NotImplementedError", "RuntimeError"), ("RecursionError", "RuntimeError"),
    ("StopIteration", "Exception"), ("StopAsyncIteration", "Exception"),
    ("SyntaxError", "Exception"), ("IndentationError", "SyntaxError"),
    ("TabError", "IndentationError"), ("SystemError", "Exception"), ("TypeError", "Exception"),
    ("ValueError", "Exception"), ("UnicodeError", "ValueError"),
    ("UnicodeDecodeError", "UnicodeError"), ("UnicodeEncodeError", "UnicodeError"),
    ("UnicodeTranslateError", "UnicodeError"),
    ("Warning", "Exception"), ("UserWarning", "Warning"), ("DeprecationWarning", "Warning"),
    ("RuntimeWarning", "Warning"), ("FutureWarning", "Warning"), ("SyntaxWarning", "Warning"),
    ("BytesWarning", "Warning"), ("EncodingWarning", "Warning"), ("ImportWarning", "Warning"),
    ("PendingDeprecationWarning", "Warning"), ("ResourceWarning", "Warning"),
    ("UnicodeWarning", "Warning"),
  ]
}
