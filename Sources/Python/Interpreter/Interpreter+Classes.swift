extension Interpreter {
  /// Makes a class from its arguments and what its body binds.
  func makeClass(
    _ node: ClassNode, _ base: Registers, _ frame: Frame
  ) throws(Raised) -> Object {
    let arguments = unpackedArguments(base)
    var bases: [TypeObject] = []
    for value in arguments.positional { bases.append(try self.base(value)) }
    var keywords = arguments.keywords
    var metaclass: TypeObject?
    if let place = keywords.firstIndex(where: { $0.name == "metaclass" }) {
      if case .type(let type) = keywords[place].value, type !== builtinTypes.type {
        metaclass = type
      }
      keywords.remove(at: place)
    }
    let namespace = DictObject()
    namespace.set(
      "__module__", frame.globals.get("__name__") ?? .string("__main__"))
    let qualifiedName = qualify(node.name, frame)
    if let text = node.documentation { namespace.set("__doc__", .string(text)) }
    let code = node.compiled(in: frame.file)
    let cells = own(node.layout, and: frame.captured(by: node.layout))
    _ = try run(
      code, globals: frame.globals, cells: cells, namespace: namespace,
      qualifiedName: qualifiedName, line: Int(node.target.position.line))
    let type = try makeClass(node.name, bases, namespace, through: metaclass, keywords)
    type.qualifiedName = qualifiedName
    if node.layout.cellNames.first == "__class__" { cells[0].value = .type(type) }
    return .type(type)
  }

  private func base(_ value: Object) throws(Raised) -> TypeObject {
    guard case .type(let type) = value else {
      // `class C(NamedTuple)` and generic aliases come here.
      if let origin = try attributeIfPresent("__origin__", of: value), case .type(let type) = origin
      {
        return type
      }
      throw typeError("bases must be types")
    }
    guard type.isInheritable else {
      throw typeError("type '\(type.name)' is not an acceptable base type")
    }
    return type
  }

  /// Makes a class by calling the metaclass, if a program wrote one.
  private func makeClass(
    _ name: String, _ bases: [TypeObject], _ namespace: DictObject, through metaclass: TypeObject?,
    _ keywords: [(name: String, value: Object)]
  ) throws(Raised) -> TypeObject {
    let parents = bases.map { Object.type($0) }
    let arguments = Arguments(
      [.string(name), .tuple(parents), .dict(namespace)], keywords: keywords)
    guard let metaclass = metaclass ?? bases.lazy.compactMap({ $0.metaclass }).first,
      case .staticMethod? = metaclass.lookup("__new__")
    else {
      let type = try makeClass(name, bases, namespace, metaclass: metaclass)
      try announce(type, keywords)
      try initialize(type, arguments)
      return type
    }
    let made = try construct(metaclass, arguments)
    guard case .type(let type) = made else { throw unsupported("a metaclass that makes no class") }
    return type
  }

  func makeClass(
    _ name: String, _ bases: [TypeObject], _ namespace: DictObject, metaclass: TypeObject? = nil
  ) throws(Raised) -> TypeObject {
    let bases = bases.isEmpty ? [builtinTypes.object] : bases
    for (index, base) in bases.enumerated() where bases[..<index].contains(where: { $0 === base }) {
      throw typeError("duplicate base class \(base.name)")
    }
    guard TypeObject.linearize(bases) != nil else {
      throw typeError(
        "Cannot create a consistent method resolution\norder (MRO) for bases "
          + bases.map { $0.name }.joined(separator: ", "))
    }
    var module = "__main__"
    if case .string(let name)? = namespace.get("__module__") { module = name }
    let type = TypeObject(name: name, bases: bases, module: module)
    type.metaclass = metaclass ?? bases.lazy.compactMap { $0.metaclass }.first
    for (key, value) in namespace.items {
      guard case .string(let key) = key else { continue }
      var value = value
      if ["__init_subclass__", "__class_getitem__"].contains(key), case .function = value {
        value = .classMethod(MethodWrapper(value))
      }
      if key == "__new__", case .function = value { value = .staticMethod(MethodWrapper(value)) }
      type.setAttribute(key, value)
    }
    if let slots = type.attributes["__slots__"] {
      let names: [Object] = if case .string = slots { [slots] } else { try iterate(slots) }
      var all = Set(bases.lazy.compactMap { $0.slotNames }.joined())
      for case .string(let name) in names { all.insert(name) }
      if bases.allSatisfy({ $0 === builtinTypes.object || $0.slotNames != nil }) {
        type.slotNames = all
      }
    }
    // A class that compares but does not hash cannot be a key.
    if type.attributes["__eq__"] != nil, type.attributes["__hash__"] == nil {
      type.attributes["__hash__"] = Object.none
    }
    return type
  }

  /// Calls `__set_name__` and `__init_subclass__`.
  func announce(_ type: TypeObject, _ keywords: [(name: String, value: Object)]) throws(Raised) {
    for name in type.orderedNames {
      guard case .instance(let descriptor)? = type.attributes[name],
        let hook = descriptor.type.lookup("__set_name__")
      else { continue }
      _ = try callMethod(hook, .instance(descriptor), Arguments([.type(type), .string(name)]))
    }
    for parent in type.mro.dropFirst() {
      guard case .classMethod(let wrapper)? = parent.attributes["__init_subclass__"] else {
        continue
      }
      _ = try call(wrapper.function, Arguments([.type(type)], keywords: keywords))
      break
    }
  }

  /// The metaclass's `__init__`.
  func initialize(_ type: TypeObject, _ arguments: Arguments) throws(Raised) {
    if let initializer = type.metaclass?.lookup("__init__") {
      _ = try callMethod(initializer, .type(type), arguments)
    }
  }
}
