import Python

extension Library {
  /// A module of the program whose `forward` runs, and what it is called within the outermost.
  struct RunningModule {
    let module: Instance
    let path: String
  }

  /// Runs the call of a module in a box that bears its name and class.
  func running<Result>(
    _ module: Instance?, _ type: String, _ body: () throws(TorchError) -> Result
  ) throws(TorchError) -> Result {
    guard runtime.recordsEverything, let module else { return try runtime.scope(type, body) }
    let path = path(of: module)
    let name = path ?? variable(of: module)
    modules.append(RunningModule(module: module, path: path ?? ""))
    defer { modules.removeLast() }
    return try runtime.scope(name.map { "\($0) (\(type))" } ?? type, body)
  }

  /// What a module is called within the one that calls it, and that one within its own caller:
  /// `encoder.first`.
  private func path(of module: Instance) -> String? {
    for caller in modules.reversed() {
      guard let path = path(of: module, within: caller.module) else { continue }
      return caller.path.isEmpty ? path : "\(caller.path).\(path)"
    }
    return nil
  }

  private func path(of module: Instance, within outer: Instance) -> String? {
    outer.modules(from: "") { $0.isEmpty ? $1 : "\($0).\($1)" }
      .first { $0.module === module && module !== outer }?.path
  }

  /// The program's variable that holds a module.
  private func variable(of module: Instance) -> String? {
    variables { $0 === module }.first { _ in true }?.name
  }

  /// What the program calls a parameter of one of its modules: `model[0].weight`.
  func nameOfParameter(_ tensor: Tensor) -> String? {
    for (variable, module) in variables({ $0.attributes.get("_parameters") != nil }) {
      let owners = module.modules(from: variable) { path, name in
        name.allSatisfy { $0.isNumber } ? "\(path)[\(name)]" : "\(path).\(name)"
      }
      for (owner, path) in owners {
        for (name, value) in owner.members(of: "_parameters") where self.tensor(value) === tensor {
          return "\(path).\(name)"
        }
      }
    }
    return nil
  }

  /// The program's variables that hold certain objects, in the order of their first assignment.
  private func variables(_ isWanted: (Instance) -> Bool) -> [(name: String, object: Instance)] {
    interpreter.globals.keys.compactMap { key in
      guard case .string(let name) = key,
        case .instance(let object)? = interpreter.global(name), isWanted(object)
      else { return nil }
      return (name, object)
    }
  }
}

extension Instance {
  /// A module and all that are in it, each once and in the order of `named_modules`, with the path
  /// that leads there from the path of the first.
  func modules(
    from path: String, _ join: (_ path: String, _ name: String) -> String
  ) -> [(module: Instance, path: String)] {
    var found: [(module: Instance, path: String)] = []
    var seen: Set<ObjectIdentifier> = []
    var waiting = [(module: self, path: path)]
    while let next = waiting.popLast() {
      guard seen.insert(ObjectIdentifier(next.module)).inserted else { continue }
      found.append(next)
      for case (let name, .instance(let child)) in next.module.members(of: "_modules").reversed() {
        waiting.append((child, join(next.path, name)))
      }
    }
    return found
  }

  /// The named entries of one of a module's registries.
  func members(of registry: String) -> [(String, Object)] {
    guard case .dict(let entries)? = attributes.get(registry) else { return [] }
    return entries.items.compactMap { key, value in
      if case .string(let name) = key { (name, value) } else { nil }
    }
  }
}
