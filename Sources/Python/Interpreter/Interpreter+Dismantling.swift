extension Interpreter {
  /// Takes apart what the run has left, so that objects that refer to one another are freed.
  ///
  /// Swift counts references, and a function refers to the globals that hold it. Nothing of the
  /// program can be used afterwards.
  ///
  /// - Parameter types: Types that belong to the run although no module holds them.
  /// - Complexity: O(objects that can be reached).
  package func dismantle(_ types: [TypeObject]) {
    var waiting: [Object] = [.dict(globals)] + modules.values.map(Object.module)
    waiting += (types + builtinTypes.all).map(Object.type)
    modules = [:]
    var seen: Set<ObjectIdentifier> = []
    // Kept to the end, so that no other tuple comes to be where one was, and each is freed before
    // those within it.
    var tuples: Set<UnsafePointer<Object>> = []
    var kept: [[Object]] = []
    while let object = waiting.popLast() {
      // Most are functions of the library, which hold no object.
      if case .builtin(let function) = object, function.attributes.isEmpty { continue }
      if let identity = object.heapIdentity, !seen.insert(identity).inserted { continue }
      if case .tuple(let elements) = object, let storage = elements.storage {
        guard tuples.insert(storage).inserted else { continue }
        kept.append(elements)
      }
      waiting += object.takeParts()
    }
  }
}

extension Object {
  /// What an object holds; what can be changed is empty afterwards.
  fileprivate func takeParts() -> [Object] {
    switch self {
    case .none, .ellipsis, .notImplemented, .bool, .int, .bigInt, .float, .string, .bytes, .slice,
      .range,
      .iterator, .view:
      return []
    case .tuple(let elements): return elements
    case .list(let list):
      defer { list.elements = [] }
      return list.elements
    case .dict(let dict):
      defer { dict.removeAll() }
      return dict.keys + dict.values
    case .set(let set):
      defer { set.removeAll() }
      return set.elements
    case .instance(let instance):
      defer { instance.attributes.removeAll() }
      return instance.attributes.values + [.type(instance.type)]
    case .type(let type):
      defer { type.takeApart() }
      return Array(type.attributes.values) + type.bases.map(Object.type)
    case .function(let function):
      defer {
        function.attributes.removeAll()
        for cell in function.closure { cell.value = nil }
      }
      return function.defaults + function.keywordDefaults.values + [.dict(function.globals)]
        + function.closure.compactMap { $0.value } + function.attributes.values
    case .builtin(let function):
      defer { function.attributes = [:] }
      return Array(function.attributes.values)
    case .method(let method): return [method.function, method.receiver]
    case .property(let property):
      return [property.getter] + [property.setter, property.deleter].compactMap { $0 }
    case .classMethod(let wrapper), .staticMethod(let wrapper): return [wrapper.function]
    case .module(let module):
      defer {
        module.attributes = [:]
        module.loader = nil
        module.elsewhere = [:]
        module.refusal = nil
        module.substitute = nil
      }
      return Array(module.attributes.values)
    }
  }
}
