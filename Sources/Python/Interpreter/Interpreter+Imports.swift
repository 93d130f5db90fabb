extension Interpreter {
  func runImport(_ kind: Statement.Kind, _ frame: Frame) throws(Raised) {
    switch kind {
    case .importModules(let imports):
      for node in imports {
        let module = try module(node.path)
        if node.alias != nil {
          store(.module(module), in: node.target, frame)
        } else {
          let root = node.path.prefix { $0 != "." }
          store(.module(try self.module(String(root))), in: node.target, frame)
        }
      }
    case .importNames(let path, let names):
      let module = try module(path)
      for node in names {
        if let value = module.attributes[node.path] {
          store(value, in: node.target, frame)
        } else if let submodule = modules[path + "." + node.path] {
          store(.module(submodule), in: node.target, frame)
        } else {
          throw raise(
            "ImportError", "cannot import name '\(node.path)' from '\(path)' (unknown location)")
        }
      }
    case .importStar(let path):
      let module = try module(path)
      for name in module.attributes.keys.sorted() where !name.hasPrefix("_") {
        globals.set(name, module.attributes[name] ?? .none)
      }
    default:
      break
    }
  }

  private func module(_ path: String) throws(Raised) -> ModuleObject {
    if let module = modules[path] { return module }
    // `torch.nn` may be an attribute of `torch` instead of an entry of its own.
    var parts = path.split(separator: ".").map(String.init)
    if parts.count > 1, var module = modules[parts.removeFirst()] {
      var isFound = true
      for part in parts {
        guard case .module(let inner)? = module.attributes[part] else {
          isFound = false
          break
        }
        module = inner
      }
      if isFound { return module }
    }
    if path == "__future__" { return ModuleObject(name: path, attributes: ["annotations": .none]) }
    let available = modules.keys.filter { !$0.contains(".") }.sorted().joined(separator: ", ")
    let raised = raise(
      "ModuleNotFoundError", "No module named '\(path)' (available here: \(available))")
    raised.exception.attributes.set("name", .string(path))
    throw raised
  }
}
