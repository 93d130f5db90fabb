extension Interpreter {
  /// Sets the attribute that a place in the program names.
  @inline(__always)
  func setAttribute(
    _ site: UnsafeMutablePointer<AttributeSite>, of owner: UnsafeMutablePointer<Object?>,
    to value: Object
  ) throws(Raised) {
    if case .instance(let instance)? = owner.pointee,
      instance.type.writesPlainly(site.pointee.identity)
    {
      instance.attributes.set(
        site.pointee.name, hash: site.pointee.hash, value, hint: &site.pointee.hint)
      return
    }
    // Looked up, so that the next time it is known how.
    if case .instance(let instance)? = owner.pointee { _ = instance.type.lookup(site.pointee.name) }
    try setAttribute(site.pointee.name, of: owner.pointee ?? .none, to: value)
  }

  /// Sets an attribute as `x.name = value` does; throws AttributeError where it cannot be set.
  package func setAttribute(
    _ name: String, of owner: Object, to value: Object
  ) throws(Raised) {
    if case .instance(let instance) = owner, let hook = instance.type.lookup("__setattr__") {
      _ = try callMethod(hook, owner, Arguments([.string(name), value]))
      return
    }
    if case .type(let type) = owner, let hook = type.metaclass?.lookup("__setattr__") {
      _ = try callMethod(hook, owner, Arguments([.string(name), value]))
      return
    }
    try setPlainAttribute(name, of: owner, to: value)
  }

  /// `object.__setattr__`.
  func setPlainAttribute(_ name: String, of owner: Object, to value: Object) throws(Raised) {
    switch owner {
    case .instance(let instance):
      if let found = instance.type.lookup(name) {
        if case .property(let property) = found {
          guard let setter = property.setter, !setter.isNone else {
            throw raise(
              "AttributeError", "property '\(name)' of '\(instance.type.name)' object has no setter"
            )
          }
          _ = try call(setter, Arguments([owner, value]))
          return
        }
        if case .instance(let descriptor) = found,
          let setter = descriptor.type.lookup("__set__")
        {
          _ = try callMethod(setter, found, Arguments([owner, value]))
          return
        }
      }
      if name == "__class__", case .type(let type) = value {
        instance.type = type
        return
      }
      if name == "__dict__", let dict = dictionary(value) {
        instance.attributes = dict
        return
      }
      guard instance.type !== builtinTypes.object else {
        throw raise("AttributeError", "'object' object has no attribute '\(name)'")
      }
      if let slots = instance.type.slotNames, !slots.contains(name) {
        throw missingAttribute(name, of: owner)
      }
      instance.attributes.set(name, value)
    case .type(let type):
      guard type.module != nil else {
        throw typeError("cannot set '\(name)' attribute of immutable type '\(type.name)'")
      }
      type.setAttribute(name, value)
    case .module(let module): module.attributes[name] = value
    case .function(let function):
      if case .string(let text) = value, name == "__name__" {
        function.name = text
      } else if case .string(let text) = value, name == "__qualname__" {
        function.qualifiedName = text
      } else {
        function.attributes.set(name, value)
      }
    case .builtin(let function): function.attributes[name] = value
    default: throw missingAttribute(name, of: owner)
    }
  }

  func deleteAttribute(_ name: String, of owner: Object) throws(Raised) {
    if case .instance(let instance) = owner, let hook = instance.type.lookup("__delattr__") {
      _ = try callMethod(hook, owner, Arguments([.string(name)]))
      return
    }
    try deletePlainAttribute(name, of: owner)
  }

  func deletePlainAttribute(_ name: String, of owner: Object) throws(Raised) {
    switch owner {
    case .instance(let instance):
      if case .property(let property)? = instance.type.lookup(name) {
        guard let deleter = property.deleter else {
          throw raise(
            "AttributeError", "property '\(name)' of '\(instance.type.name)' object has no deleter")
        }
        _ = try call(deleter, Arguments([owner]))
        return
      }
      if case .instance(let descriptor)? = instance.type.lookup(name),
        let deleter = descriptor.type.lookup("__delete__")
      {
        _ = try callMethod(deleter, .instance(descriptor), Arguments([owner]))
        return
      }
      if instance.attributes.remove(name) != nil { return }
    case .type(let type) where type.module != nil:
      if type.removeAttribute(name) { return }
    case .function(let function):
      if function.attributes.remove(name) != nil { return }
    case .module(let module):
      if module.attributes.removeValue(forKey: name) != nil { return }
    default: break
    }
    throw missingAttribute(name, of: owner)
  }
}
