extension Interpreter {
  /// The class of an object: `type(x)`.
  package func typeOf(_ value: Object) -> TypeObject {
    switch value {
    case .none: builtinTypes.noneType
    case .ellipsis: builtinTypes.ellipsis
    case .notImplemented: builtinTypes.notImplemented
    case .bool: builtinTypes.bool
    case .int, .bigInt: builtinTypes.int
    case .float: builtinTypes.float
    case .string: builtinTypes.str
    case .bytes(let bytes): bytes.isMutable ? builtinTypes.bytearray : builtinTypes.bytes
    case .tuple: builtinTypes.tuple
    case .list: builtinTypes.list
    case .dict: builtinTypes.dict
    case .set(let set): set.isFrozen ? builtinTypes.frozenset : builtinTypes.set
    case .instance(let instance): instance.type
    case .type(let type): type.metaclass ?? builtinTypes.type
    case .function: builtinTypes.function
    case .builtin: builtinTypes.builtinFunction
    case .method(let method):
      if case .builtin = method.function {
        builtinTypes.builtinFunction
      } else {
        builtinTypes.method
      }
    case .property: builtinTypes.property
    case .classMethod: builtinTypes.classMethod
    case .staticMethod: builtinTypes.staticMethod
    case .module: builtinTypes.module
    case .slice: builtinTypes.slice
    case .range: builtinTypes.range
    case .iterator(let iterator):
      iterator.typeName == "generator"
        ? builtinTypes.generator : builtinTypes.iterator(iterator.typeName)
    case .view(let view):
      (view.isOrdered ? builtinTypes.orderedViews : builtinTypes.dictViews)[view.kind]
        ?? builtinTypes.object
    }
  }

  func isInstance(_ value: Object, _ type: TypeObject) -> Bool {
    typeOf(value).isSubtype(of: type)
  }

  /// The attribute that a place in the program asks for.
  @inline(__always)
  func attribute(
    _ site: UnsafeMutablePointer<AttributeSite>, of owner: UnsafeMutablePointer<Object?>
  ) throws(Raised) -> Object {
    if let value = ownAttribute(site, of: owner) { return value }
    return try lookUpAttribute(site, of: owner)
  }

  /// An instance's own attribute, where it stood the last time.
  @inline(__always)
  private func ownAttribute(
    _ site: UnsafeMutablePointer<AttributeSite>, of owner: UnsafeMutablePointer<Object?>
  ) -> Object? {
    guard case .instance(let instance)? = owner.pointee,
      instance.type.readsPlainly(site.pointee.identity)
    else { return nil }
    return instance.attributes.value(at: site.pointee.hint, named: site.pointee.identity)
  }

  @inline(never)
  private func lookUpAttribute(
    _ site: UnsafeMutablePointer<AttributeSite>, of owner: UnsafeMutablePointer<Object?>
  ) throws(Raised) -> Object {
    if case .instance(let instance)? = owner.pointee,
      instance.type.readsPlainly(site.pointee.identity),
      let value = instance.attributes.get(
        site.pointee.name, hash: site.pointee.hash, hint: &site.pointee.hint)
    {
      return value
    }
    return try attribute(site.pointee.name, of: owner.pointee ?? .none)
  }

  /// An attribute as `x.name` gives it; throws AttributeError where there is none.
  package func attribute(_ name: String, of owner: Object) throws(Raised) -> Object {
    if let value = try attributeIfPresent(name, of: owner) { return value }
    throw missingAttribute(name, of: owner)
  }

  /// Like `attribute`, but nil instead of AttributeError; what `hasattr` and `getattr` ask.
  func attributeIfPresent(_ name: String, of owner: Object) throws(Raised) -> Object? {
    switch owner {
    case .instance(let instance): return try attribute(name, of: instance)
    case .type(let type): return try attribute(name, ofType: type)
    case .module(let module):
      let submodule = module.hidden.contains(name) ? nil : modules[module.name + "." + name]
      if let value = try module.attribute(name, submodule: submodule) { return value }
      switch name {
      case "__name__": return .string(module.name)
      case "__dict__":
        let dict = DictObject()
        for key in module.attributes.keys.sorted() {
          dict.set(key, module.attributes[key] ?? .none)
        }
        return .dict(dict)
      default: return try common(name, of: owner)
      }
    case .function(let function):
      if let value = functionAttribute(name, of: function) { return value }
    case .builtin(let function):
      if name == "__name__" || name == "__qualname__" { return .string(function.name) }
      if let value = function.attributes[name] { return value }
    case .method(let method):
      if name == "__self__" { return method.receiver }
      if name == "__func__" { return method.function }
      if let value = try attributeIfPresent(name, of: method.function), name != "__call__" {
        return value
      }
    case .property(let property):
      if let value = propertyAttribute(name, of: property) { return value }
    case .slice(let slice):
      switch name {
      case "start": return slice.start
      case "stop": return slice.stop
      case "step": return slice.step
      default: break
      }
    case .iterator(let iterator):
      if case .generator(let generator) = iterator.source,
        let value = generatorAttribute(name, of: generator)
      {
        return value
      }
    case .classMethod(let wrapper), .staticMethod(let wrapper):
      if name == "__func__" || name == "__wrapped__" { return wrapper.function }
    case .none, .ellipsis, .notImplemented, .bool, .int, .bigInt, .float, .string, .bytes, .tuple,
      .list, .dict, .set, .range, .view:
      break
    }
    if let found = typeOf(owner).lookup(name) { return try bindAttribute(found, to: owner) }
    return try common(name, of: owner)
  }

  /// What every object has.
  private func common(_ name: String, of owner: Object) throws(Raised) -> Object? {
    switch name {
    case "__class__": return .type(typeOf(owner))
    case "__doc__": return typeOf(owner).attributes["__doc__"] ?? Object.none
    default:
      return try builtinTypes.object.lookup(name).map { (found) throws(Raised) in
        try self.bindAttribute(found, to: owner)
      }
    }
  }

  private func attribute(_ name: String, of instance: Instance) throws(Raised) -> Object? {
    let owner = Object.instance(instance)
    if let bound = instance.payload as? SuperBox, instance.type === builtinTypes.superType {
      return try attribute(name, of: bound)
    }
    if let hook = instance.type.lookup("__getattribute__"), !isObjects(hook, "__getattribute__") {
      do throws(Raised) {
        return try callMethod(hook, owner, Arguments([.string(name)]))
      } catch {
        guard error.exception.type.isSubtype(of: builtinTypes.exception("AttributeError")),
          let fallback = instance.type.lookup("__getattr__")
        else { throw error }
        return try callMethod(fallback, owner, Arguments([.string(name)]))
      }
    }
    if let value = try genericAttribute(name, of: instance) { return value }
    guard let hook = instance.type.lookup("__getattr__") else { return nil }
    return try callMethod(hook, owner, Arguments([.string(name)]))
  }

  /// `object.__getattribute__`: data descriptors, the instance's dict, the type.
  func genericAttribute(_ name: String, of instance: Instance) throws(Raised) -> Object? {
    let owner = Object.instance(instance)
    let found = instance.type.lookup(name)
    if let found {
      if case .property = found { return try bindAttribute(found, to: owner) }
      if case .instance(let descriptor) = found, descriptor.type.lookup("__set__") != nil {
        return try bindAttribute(found, to: owner)
      }
    }
    if let value = instance.attributes.get(name) { return value }
    if let found { return try bindAttribute(found, to: owner) }
    switch name {
    case "__dict__" where instance.type.slotNames == nil: return .dict(instance.attributes)
    case "__class__": return .type(instance.type)
    case "__doc__": return instance.type.lookup("__doc__") ?? Object.none
    case "__module__": return .string(instance.type.module ?? "builtins")
    default: return nil
    }
  }

  /// The descriptor protocol: what an attribute of a type becomes on an instance.
  func bindAttribute(_ found: Object, to owner: Object) throws(Raised) -> Object {
    switch found {
    case .function: return .method(BoundMethod(function: found, receiver: owner))
    case .builtin(let function):
      return function.isMethod ? .method(BoundMethod(function: found, receiver: owner)) : found
    case .property(let property):
      guard !property.getter.isNone else {
        throw raise("AttributeError", "property of '\(typeOf(owner).name)' object has no getter")
      }
      return try call(property.getter, Arguments([owner]))
    case .classMethod(let wrapper):
      return .method(BoundMethod(function: wrapper.function, receiver: .type(typeOf(owner))))
    case .staticMethod(let wrapper): return wrapper.function
    case .instance(let descriptor):
      guard let getter = descriptor.type.lookup("__get__") else { return found }
      return try callMethod(getter, found, Arguments([owner, .type(typeOf(owner))]))
    default: return found
    }
  }

  private func attribute(_ name: String, ofType type: TypeObject) throws(Raised) -> Object? {
    switch name {
    case "__name__": return .string(type.name)
    case "__qualname__": return .string(type.qualifiedName)
    case "__module__": return .string(type.module ?? "builtins")
    case "__mro__": return .tuple(type.mro.map { .type($0) })
    case "__bases__": return .tuple(type.bases.map { .type($0) })
    case "__base__": return type.bases.first.map { .type($0) } ?? Object.none
    case "__class__": return .type(type.metaclass ?? builtinTypes.type)
    case "__doc__": return type.attributes["__doc__"] ?? Object.none
    case "__dict__":
      let dict = DictObject()
      for key in type.orderedNames { dict.set(key, type.attributes[key] ?? .none) }
      return .dict(dict)
    case "__abstractmethods__":
      guard let names = type.abstractMethods(self) else { break }
      let set = SetObject(copying: try makeSet(names.map { .string($0) }), isFrozen: true)
      return .set(set)
    case "__annotations__":
      let texts = type.attributes[name].flatMap { dictionary($0) }
      return .dict(annotations(texts?.items ?? [], globals))
    default: break
    }
    if let found = type.lookup(name) {
      switch found {
      case .classMethod(let wrapper):
        return .method(BoundMethod(function: wrapper.function, receiver: .type(type)))
      case .staticMethod(let wrapper): return wrapper.function
      case .instance(let descriptor):
        guard let getter = descriptor.type.lookup("__get__") else { return found }
        return try callMethod(getter, found, Arguments([.none, .type(type)]))
      default: return found
      }
    }
    if let metaclass = type.metaclass, let found = metaclass.lookup(name) {
      return try bindAttribute(found, to: .type(type))
    }
    if let found = builtinTypes.type.attributes[name] {
      return try bindAttribute(found, to: .type(type))
    }
    if let hook = type.metaclass?.lookup("__getattr__") {
      return try callMethod(hook, .type(type), Arguments([.string(name)]))
    }
    return nil
  }

  func missingAttribute(_ name: String, of owner: Object) -> Raised {
    let message: String
    switch owner {
    case .type(let type): message = "type object '\(type.name)' has no attribute '\(name)'"
    case .module(let module): message = "module '\(module.name)' has no attribute '\(name)'"
    case .instance(let instance) where instance.type === builtinTypes.superType:
      message = "'super' object has no attribute '\(name)'"
    default: message = "'\(typeOf(owner).errorName)' object has no attribute '\(name)'"
    }
    let raised = raise("AttributeError", message)
    raised.exception.attributes.set("name", .string(name))
    raised.exception.attributes.set("obj", owner)
    return raised
  }

  private func functionAttribute(_ name: String, of function: FunctionObject) -> Object? {
    if let value = function.attributes.get(name) { return value }
    switch name {
    case "__name__": return .string(function.name)
    case "__qualname__": return .string(function.qualifiedName)
    case "__doc__": return function.code.documentation.map { .string($0) } ?? Object.none
    case "__module__": return .string("__main__")
    case "__dict__": return .dict(function.attributes)
    case "__defaults__": return function.defaults.isEmpty ? Object.none : .tuple(function.defaults)
    case "__annotations__":
      var texts: [(key: Object, value: Object)] = function.code.parameters.compactMap { parameter in
        parameter.annotation.map { (.string(parameter.name), .string($0)) }
      }
      if let text = function.code.returns { texts.append((.string("return"), .string(text))) }
      let values = Object.dict(annotations(texts, function.globals))
      function.attributes.set(name, values)
      return values
    case "__kwdefaults__":
      guard !function.keywordDefaults.isEmpty else { return Object.none }
      let values = DictObject()
      for index in function.code.keywordOnly {
        let name = function.code.parameters[index].name
        if let value = function.keywordDefaults[name] { values.set(name, value) }
      }
      return .dict(values)
    case "__closure__":
      return function.closure.isEmpty
        ? Object.none
        : .tuple(
          function.closure.map { cell in
            let object = Instance(type: builtinTypes.object)
            object.attributes.set("cell_contents", cell.value ?? .none)
            return .instance(object)
          })
    case "__code__":
      let code = Instance(type: builtinTypes.object)
      code.attributes.set("co_name", .string(function.code.name))
      code.attributes.set("co_argcount", .int(function.code.positionalCount))
      code.attributes.set(
        "co_varnames", .tuple(function.code.layout.localNames.map { .string($0) }))
      return .instance(code)
    default: return nil
    }
  }

  private func propertyAttribute(_ name: String, of property: PropertyObject) -> Object? {
    switch name {
    case "fget": return property.getter
    case "fset": return property.setter ?? Object.none
    case "fdel": return property.deleter ?? Object.none
    case "__doc__": return try? attributeIfPresent(name, of: property.getter)
    case "getter", "setter", "deleter":
      return .builtin(
        BuiltinFunction(name) { (_, arguments) throws(Raised) in
          let function = arguments.positional.first ?? .none
          return .property(
            PropertyObject(
              getter: name == "getter" ? function : property.getter,
              setter: name == "setter" ? function : property.setter,
              deleter: name == "deleter" ? function : property.deleter))
        })
    default: return nil
    }
  }
}
