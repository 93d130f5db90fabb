extension Interpreter {
  func installIterationFunctions() {
    defineFunction("iter") { (interpreter, arguments) throws(Raised) in
      let values = try interpreter.positional("iter", arguments, 1...2)
      guard values.count == 2 else {
        // A user's iterator is its own `iter()`.
        if case .instance = values[0], interpreter.isIterable(values[0]),
          let result = try interpreter.special("__iter__", values[0])
        {
          return result
        }
        return .iterator(try interpreter.makeIterator(values[0]))
      }
      return .iterator(
        IteratorObject(
          .step { (interpreter) throws(Raised) in
            let value = try interpreter.call(values[0], Arguments())
            return try interpreter.equal(value, values[1]) ? nil : value
          }, typeName: "callable_iterator"))
    }
    defineFunction("next") { (interpreter, arguments) throws(Raised) in
      let values = try interpreter.positional("next", arguments, 1...2)
      if case .iterator(let iterator) = values[0] {
        if let value = try iterator.next(interpreter) { return value }
        if values.count == 2 { return values[1] }
        throw interpreter.stopIteration(iterator)
      }
      do throws(Raised) {
        guard let value = try interpreter.special("__next__", values[0]) else {
          throw interpreter.typeError(
            "'\(interpreter.typeOf(values[0]).name)' object is not an iterator")
        }
        return value
      } catch {
        let stop = interpreter.builtinTypes.exception("StopIteration")
        guard values.count == 2, error.exception.type.isSubtype(of: stop) else { throw error }
        return values[1]
      }
    }
    defineFunction("enumerate") { (interpreter, arguments) throws(Raised) in
      let reader = try ArgumentReader(
        "enumerate", arguments, ["iterable", "start"], required: 1, interpreter)
      let source = try interpreter.makeIterator(reader[0])
      let start = reader.optional(1) ?? .int(0)
      guard let first = try interpreter.indexIfPresent(start) else {
        throw interpreter.typeError(
          "'\(interpreter.typeOf(start).name)' object cannot be interpreted as an integer")
      }
      var index = Object(first)
      return .iterator(
        IteratorObject(
          .step { (interpreter) throws(Raised) in
            guard let value = try source.next(interpreter) else { return nil }
            let current = index
            index = try interpreter.binary(.add, current, .int(1))
            return .tuple([current, value])
          }, typeName: "enumerate"))
    }
    defineFunction("zip") { (interpreter, arguments) throws(Raised) in
      let options = try ArgumentReader(
        "zip", Arguments([], keywords: arguments.keywords), ["strict"], interpreter)
      let isStrict = try interpreter.isTrue(options[0])
      var sources: [IteratorObject] = []
      for value in arguments.positional {
        sources.append(try interpreter.makeIterator(value))
      }
      return .iterator(interpreter.zipped(sources, isStrict: isStrict))
    }
    defineFunction("map") { (interpreter, arguments) throws(Raised) in
      guard arguments.positional.count >= 2 else {
        throw interpreter.typeError("map() must have at least two arguments.")
      }
      let function = arguments.positional[0]
      var sources: [IteratorObject] = []
      for value in arguments.positional.dropFirst() {
        sources.append(try interpreter.makeIterator(value))
      }
      return .iterator(
        IteratorObject(
          .step { (interpreter) throws(Raised) in
            var values: [Object] = []
            for source in sources {
              guard let value = try source.next(interpreter) else { return nil }
              values.append(value)
            }
            return try interpreter.call(function, Arguments(values))
          }, typeName: "map"))
    }
    defineFunction("filter") { (interpreter, arguments) throws(Raised) in
      let values = try interpreter.positional("filter", arguments, 2...2)
      let source = try interpreter.makeIterator(values[1])
      let function = values[0]
      return .iterator(
        IteratorObject(
          .step { (interpreter) throws(Raised) in
            while let value = try source.next(interpreter) {
              let verdict =
                function.isNone ? value : try interpreter.call(function, Arguments([value]))
              if try interpreter.isTrue(verdict) { return value }
            }
            return nil
          }, typeName: "filter"))
    }
    defineFunction("reversed") { (interpreter, arguments) throws(Raised) in
      let value = try interpreter.positional("reversed", arguments, 1...1)[0]
      if case .instance = value, let result = try interpreter.special("__reversed__", value) {
        return result
      }
      return .iterator(try interpreter.reversedIterator(value))
    }
  }

  func stopIteration(_ iterator: IteratorObject) -> Raised {
    if case .generator(let generator) = iterator.source, !generator.result.isNone {
      defer { generator.result = .none }
      return raise("StopIteration", arguments: [generator.result])
    }
    return raise("StopIteration", arguments: [])
  }

  func zipped(_ sources: [IteratorObject], isStrict: Bool) -> IteratorObject {
    IteratorObject(
      .step { (interpreter) throws(Raised) in
        var values: [Object] = []
        for (index, source) in sources.enumerated() {
          if let value = try source.next(interpreter) {
            values.append(value)
            continue
          }
          if isStrict, index > 0 {
            let others = index == 1 ? "argument 1" : "arguments 1-\(index)"
            throw interpreter.valueError("zip() argument \(index + 1) is shorter than \(others)")
          }
          if isStrict {
            for (other, source) in sources.enumerated().dropFirst()
            where try source.next(interpreter) != nil {
              let others = other == 1 ? "argument 1" : "arguments 1-\(other)"
              throw interpreter.valueError("zip() argument \(other + 1) is longer than \(others)")
            }
          }
          return nil
        }
        return values.isEmpty ? nil : .tuple(values)
      }, typeName: "zip")
  }

  func reversedIterator(_ value: Object) throws(Raised) -> IteratorObject {
    switch unwrapped(value) {
    case .list(let list):
      var left = list.count
      return IteratorObject(
        .step { (_) throws(Raised) in
          guard left > 0, left <= list.count else { return nil }
          left -= 1
          return list[left]
        }, typeName: "list_reverseiterator")
    case .dict(let dict):
      return IteratorObject(
        .tuple(dict.keys.reversed()), typeName: "dict_reversekeyiterator")
    case .view(let view):
      let names: [DictView.Kind: String] = [
        .keys: "dict_reversekeyiterator", .values: "dict_reversevalueiterator",
        .items: "dict_reverseitemiterator",
      ]
      return IteratorObject(
        .tuple(view.elements.reversed()),
        typeName: view.isOrdered ? "odict_iterator" : names[view.kind] ?? "iterator")
    case .range(let range):
      return range.isEmpty ? walk(range) : walk(range.reversed)
    case .tuple, .string:
      return IteratorObject(.tuple(try iterate(value).reversed()), typeName: "reversed")
    case .instance(let instance)
    where instance.type.lookup("__getitem__") != nil && instance.type.lookup("__len__") != nil:
      var index = try length(value)
      return IteratorObject(
        .step { (interpreter) throws(Raised) in
          guard index > 0 else { return nil }
          index -= 1
          return try interpreter.subscripted(value, .int(index))
        }, typeName: "reversed")
    default:
      throw typeError("'\(typeOf(value).name)' object is not reversible")
    }
  }
}
