extension Interpreter {
  /// Ranges, slices, properties, method wrappers, `super`, `None` and its like.
  func installSmallTypes() {
    let types = builtinTypes
    defineConstructor(types.range) { (interpreter, arguments) throws(Raised) in
      let values = try interpreter.positional("range", arguments, 1...3)
      var bounds: [Integer] = []
      for value in values {
        guard let bound = try interpreter.indexIfPresent(value) else {
          throw interpreter.typeError(
            "'\(interpreter.typeOf(value).errorName)' object cannot be interpreted as an integer")
        }
        bounds.append(bound)
      }
      let step = bounds.count > 2 ? bounds[2] : 1
      guard !step.isZero else { throw interpreter.valueError("range() arg 3 must not be zero") }
      return .range(
        bounds.count == 1
          ? RangeObject(start: 0, stop: bounds[0], step: 1)
          : RangeObject(start: bounds[0], stop: bounds[1], step: step))
    }
    defineContainerMethods(types.range, isMutable: false, isHashable: true)
    for name in ["start", "stop", "step"] {
      types.range.attributes[name] = .property(
        PropertyObject(
          getter: .builtin(
            BuiltinFunction(name) { (_, arguments) throws(Raised) in
              guard case .range(let range)? = arguments.positional.first else { return .none }
              return Object(
                name == "start" ? range.start : name == "stop" ? range.stop : range.step)
            })))
    }
    for (name, isCount) in [("index", false), ("count", true)] {
      define(types.range, name, takes: 1...1) { (interpreter, value, rest) throws(Raised) in
        let isIn = try interpreter.contains(value, rest[0])
        if isCount { return .int(isIn ? 1 : 0) }
        let number = Number(interpreter.unwrapped(rest[0]))
        guard isIn, case .range(let range) = value,
          let found = number.flatMap({ $0.integer ?? Integer(exactly: $0.double) })
        else {
          throw interpreter.valueError(
            number?.integer == nil
              ? "sequence.index(x): x not in sequence"
              : "\(try interpreter.repr(rest[0])) is not in range")
        }
        return Object((found - range.start) / range.step)
      }
    }
    defineConstructor(types.slice) { (interpreter, arguments) throws(Raised) in
      let values = try interpreter.positional("slice", arguments, 1...3)
      let isStop = values.count == 1
      return .slice(
        SliceObject(
          start: isStop ? .none : values[0], stop: isStop ? values[0] : values[1],
          step: values.count > 2 ? values[2] : .none))
    }
    define(types.slice, "indices", takes: 1...1) { (interpreter, value, rest) throws(Raised) in
      guard case .slice(let slice) = value else { return .none }
      guard let count = try interpreter.indexIfPresent(rest[0]) else {
        throw interpreter.typeError(
          "'\(interpreter.typeOf(rest[0]).name)' object cannot be interpreted as an integer")
      }
      guard !count.isNegative else {
        throw interpreter.valueError("length should not be negative")
      }
      let (start, stop, step) = try interpreter.bounds(slice, count)
      return .tuple([Object(start), Object(stop), Object(step)])
    }
    defineConstructor(types.property) { (interpreter, arguments) throws(Raised) in
      let reader = try ArgumentReader(
        "property", arguments, ["fget", "fset", "fdel", "doc"], interpreter)
      return .property(
        PropertyObject(
          getter: reader[0], setter: reader.optional(1), deleter: reader.optional(2)))
    }
    defineConstructor(types.classMethod) { (interpreter, arguments) throws(Raised) in
      .classMethod(MethodWrapper(try interpreter.positional("classmethod", arguments, 1...1)[0]))
    }
    defineConstructor(types.staticMethod) { (interpreter, arguments) throws(Raised) in
      .staticMethod(MethodWrapper(try interpreter.positional("staticmethod", arguments, 1...1)[0]))
    }
    types.superType.attributes["__new__"] = .builtin(
      BuiltinFunction("super") { (interpreter, arguments) throws(Raised) in
        var rest = arguments
        rest.positional.removeFirst()
        return try interpreter.makeSuper(rest)
      })
    types.noneType.attributes["__bool__"] = .builtin(
      BuiltinFunction("__bool__") { (_, _) throws(Raised) in .bool(false) })
    for (type, value) in [
      (types.noneType, Object.none), (types.ellipsis, .ellipsis),
      (types.notImplemented, .notImplemented),
    ] {
      type.attributes["__new__"] = .builtin(
        BuiltinFunction("__new__") { (interpreter, arguments) throws(Raised) in
          guard arguments.positional.count == 1, arguments.keywords.isEmpty else {
            let name = type === types.ellipsis ? "EllipsisType" : type.name
            throw interpreter.typeError("\(name) takes no arguments")
          }
          return value
        })
    }
    types.function.attributes["__call__"] = .builtin(
      BuiltinFunction("__call__") { (interpreter, arguments) throws(Raised) in
        var rest = arguments
        return try interpreter.call(rest.positional.removeFirst(), rest)
      })
    types.function.attributes["__get__"] = .builtin(
      BuiltinFunction("__get__") { (_, arguments) throws(Raised) in
        guard arguments.positional.count > 1, !arguments.positional[1].isNone else {
          return arguments.positional[0]
        }
        return .method(
          BoundMethod(function: arguments.positional[0], receiver: arguments.positional[1]))
      })
    types.function.attributes["__new__"] = nil
  }

  func installGeneratorType() {
    let type = builtinTypes.generator
    type.attributes["__iter__"] = .builtin(
      BuiltinFunction("__iter__") { (_, arguments) throws(Raised) in
        arguments.positional.first ?? .none
      })
    defineGenerator("__next__", takes: 0...0) { (interpreter, iterator, _) throws(Raised) in
      if let value = try iterator.next(interpreter) { return value }
      throw interpreter.stopIteration(iterator)
    }
    defineGenerator("send", takes: 1...1) { (interpreter, iterator, rest) throws(Raised) in
      guard case .generator(let generator) = iterator.source else {
        if let value = try iterator.next(interpreter) { return value }
        throw interpreter.stopIteration(iterator)
      }
      if let value = try interpreter.resume(generator, sending: rest[0]) { return value }
      throw interpreter.stopIteration(iterator)
    }
    defineGenerator("throw", takes: 1...3) { (interpreter, iterator, rest) throws(Raised) in
      let exception = try interpreter.exception(
        from: rest.count > 1 && !rest[1].isNone ? rest[1] : rest[0])
      guard case .generator(let generator) = iterator.source else {
        throw Raised(exception: exception)
      }
      if let value = try interpreter.resume(generator, raising: Raised(exception: exception)) {
        return value
      }
      throw interpreter.stopIteration(iterator)
    }
    defineGenerator("close", takes: 0...0) { (interpreter, iterator, _) throws(Raised) in
      if case .generator(let generator) = iterator.source { try interpreter.close(generator) }
      iterator.source = .exhausted
      return .none
    }
  }

  private func defineGenerator(
    _ name: String, takes count: ClosedRange<Int>,
    _ body: @escaping (Interpreter, IteratorObject, [Object]) throws(Raised) -> Object
  ) {
    define(builtinTypes.generator, name, takes: count) {
      (interpreter, value, rest) throws(Raised) in
      guard case .iterator(let iterator) = value else {
        throw interpreter.typeError("descriptor '\(name)' requires a 'generator' object")
      }
      return try body(interpreter, iterator, rest)
    }
  }
}
