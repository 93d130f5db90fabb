extension Interpreter {
  func installFunctools() {
    module(
      "functools",
      [
        (
          "reduce",
          { (interpreter, arguments) throws(Raised) in
            let values = try interpreter.positional("reduce", arguments, 2...3)
            let iterator = try interpreter.makeIterator(values[1])
            var result = values.count > 2 ? values[2] : try iterator.next(interpreter)
            while let value = try iterator.next(interpreter) {
              result = try interpreter.call(values[0], Arguments([result ?? .none, value]))
            }
            guard let result else {
              throw interpreter.typeError("reduce() of empty iterable with no initial value")
            }
            return result
          }
        ),
        (
          "wraps",
          { (interpreter, arguments) throws(Raised) in
            let wrapped = arguments.positional.first ?? .none
            return .builtin(
              BuiltinFunction("wraps") { (interpreter, arguments) throws(Raised) in
                let wrapper = arguments.positional.first ?? .none
                try interpreter.copyMetadata(from: wrapped, to: wrapper)
                return wrapper
              })
          }
        ),
        (
          "update_wrapper",
          { (interpreter, arguments) throws(Raised) in
            guard arguments.positional.count >= 2 else { return .none }
            try interpreter.copyMetadata(
              from: arguments.positional[1], to: arguments.positional[0])
            return arguments.positional[0]
          }
        ),
        (
          "lru_cache",
          { (interpreter, arguments) throws(Raised) in
            let reader = try ArgumentReader(
              "lru_cache", arguments, ["maxsize", "typed"], interpreter)
            let isTyped = try interpreter.isTrue(reader.optional(1) ?? .bool(false))
            var size: Int? = 128
            switch reader.optional(0) {
            case nil: break
            case .some(.none): size = nil
            case .some(.int(let given)): size = max(0, given)
            case .some(let function):
              guard interpreter.isCallable(function) else {
                throw interpreter.typeError(
                  "Expected first argument to be an integer, a callable, or None")
              }
              return try interpreter.cached(function, size: 128, isTyped: isTyped)
            }
            return .builtin(
              BuiltinFunction("lru_cache") { [size] (interpreter, arguments) throws(Raised) in
                try interpreter.cached(
                  try interpreter.positional("decorating_function", arguments, 1...1)[0],
                  size: size, isTyped: isTyped)
              })
          }
        ),
        (
          "cache",
          { (interpreter, arguments) throws(Raised) in
            try interpreter.cached(
              try interpreter.positional("cache", arguments, 1...1)[0], size: nil, isTyped: false)
          }
        ),
        (
          "cmp_to_key",
          { (interpreter, arguments) throws(Raised) in
            interpreter.keyFunction(try interpreter.positional("cmp_to_key", arguments, 1...1)[0])
          }
        ),
        (
          "total_ordering",
          { (interpreter, arguments) throws(Raised) in
            try interpreter.completeOrdering(
              try interpreter.positional("total_ordering", arguments, 1...1)[0])
          }
        ),
      ])
    modules["functools"]?.attributes["WRAPPER_ASSIGNMENTS"] = .tuple(
      ["__module__", "__name__", "__qualname__", "__doc__", "__annotations__"].map { .string($0) })
  }

  private func copyMetadata(from source: Object, to target: Object) throws(Raised) {
    for name in ["__name__", "__qualname__", "__doc__"] {
      guard let value = try attributeIfPresent(name, of: source) else { continue }
      if case .function(let function) = target, name == "__doc__" {
        function.attributes.set(name, value)
      } else {
        try setAttribute(name, of: target, to: value)
      }
    }
    if case .function(let function) = source, case .function(let copy) = target {
      for (key, value) in function.attributes.items { copy.attributes.set(key.text, value) }
    }
    try setAttribute("__wrapped__", of: target, to: source)
  }

  /// One text or integer is its own key, and so no other number's.
  private static func cacheKey(_ parts: [Object], isAlone: Bool) -> Object {
    if isAlone, parts.count == 1 {
      switch parts[0] {
      case .int, .bigInt, .string: return parts[0]
      default: break
      }
    }
    return .tuple(parts)
  }

  /// The function with a memory of its results, of the `size` that were asked for last.
  private func cached(
    _ function: Object, size: Int?, isTyped: Bool
  ) throws(Raised) -> Object {
    let results = DictObject()
    var hits = 0
    var misses = 0
    let wrapper = BuiltinFunction("cached") { (interpreter, arguments) throws(Raised) in
      var parts = arguments.positional
      for (name, value) in arguments.keywords { parts.append(.tuple([.string(name), value])) }
      if isTyped { parts += parts.map { .type(interpreter.typeOf($0)) } }
      let key = Self.cacheKey(parts, isAlone: arguments.keywords.isEmpty && !isTyped)
      if let value = try results.get(key, interpreter) {
        hits += 1
        if size != nil {
          // What is asked for goes to the end.
          try results.remove(key, interpreter)
          try results.set(key, value, interpreter)
        }
        return value
      }
      misses += 1
      let value = try interpreter.call(function, arguments)
      if let size {
        guard size > 0 else { return value }
        if results.count >= size, let oldest = results.nextEntry(from: 0)?.key {
          try results.remove(oldest, interpreter)
        }
      }
      try results.set(key, value, interpreter)
      return value
    }
    for name in ["__name__", "__qualname__", "__doc__", "__module__"] {
      wrapper.attributes[name] = try attributeIfPresent(name, of: function)
    }
    wrapper.attributes["__wrapped__"] = function
    wrapper.attributes["cache_clear"] = .builtin(
      BuiltinFunction("cache_clear", isMethod: false) { (_, _) throws(Raised) in
        results.removeAll()
        (hits, misses) = (0, 0)
        return .none
      })
    let bound = size.map { Object.int($0) } ?? .none
    wrapper.attributes["cache_info"] = .builtin(
      BuiltinFunction("cache_info", isMethod: false) { (interpreter, _) throws(Raised) in
        let fields = ["hits", "misses", "maxsize", "currsize"].map { Object.string($0) }
        let type = try interpreter.namedTuple("CacheInfo", .tuple(fields), defaults: [])
        return try interpreter.call(
          type, Arguments([.int(hits), .int(misses), bound, .int(results.count)]))
      })
    wrapper.attributes["cache_parameters"] = .builtin(
      BuiltinFunction("cache_parameters", isMethod: false) { (_, _) throws(Raised) in
        let parameters = DictObject()
        parameters.set("maxsize", bound)
        parameters.set("typed", .bool(isTyped))
        return .dict(parameters)
      })
    return .builtin(wrapper)
  }

  private func keyFunction(_ compare: Object) -> Object {
    let type = TypeObject(name: "K", bases: [builtinTypes.object], module: "functools")
    type.attributes["__lt__"] = .builtin(
      BuiltinFunction("__lt__") { (interpreter, arguments) throws(Raised) in
        let values = try interpreter.positional("__lt__", arguments, 2...2)
        let result = try interpreter.call(
          compare,
          Arguments([
            try interpreter.attribute("obj", of: values[0]),
            try interpreter.attribute("obj", of: values[1]),
          ]))
        return try interpreter.compare(.less, result, .int(0))
      })
    return .builtin(
      BuiltinFunction("K") { (_, arguments) throws(Raised) in
        let key = Instance(type: type)
        key.attributes.set("obj", arguments.positional.first ?? .none)
        return .instance(key)
      })
  }

  /// Derives the missing comparisons from the one a class defines and `__eq__`.
  private func completeOrdering(_ value: Object) throws(Raised) -> Object {
    guard case .type(let type) = value else { return value }
    let rules: [(String, [(name: String, negates: Bool, addsEqual: Bool, swaps: Bool)])] = [
      (
        "__lt__",
        [
          ("__gt__", false, false, true), ("__le__", true, false, true),
          ("__ge__", true, false, false),
        ]
      ),
      (
        "__gt__",
        [
          ("__lt__", false, false, true), ("__ge__", true, false, true),
          ("__le__", true, false, false),
        ]
      ),
      (
        "__le__",
        [
          ("__ge__", false, false, true), ("__lt__", true, false, true),
          ("__gt__", true, false, false),
        ]
      ),
      (
        "__ge__",
        [
          ("__le__", false, false, true), ("__gt__", true, false, true),
          ("__lt__", true, false, false),
        ]
      ),
    ]
    for (base, derived) in rules {
      guard let method = type.lookup(base) else { continue }
      for rule in derived where type.attributes[rule.name] == nil {
        type.setAttribute(
          rule.name,
          .builtin(
            BuiltinFunction(rule.name) { (interpreter, arguments) throws(Raised) in
              let values = try interpreter.positional(rule.name, arguments, 2...2)
              let (a, b) = rule.swaps ? (values[1], values[0]) : (values[0], values[1])
              let result = try interpreter.callMethod(method, a, Arguments([b]))
              if result.isNotImplemented { return result }
              return rule.negates ? .bool(try !interpreter.isTrue(result)) : result
            }))
      }
      return value
    }
    throw valueError("must define at least one ordering operation: < > <= >=")
  }
}
