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
        guard let value = try imported(node.path, from: module) else {
          throw raise(
            "ImportError", "cannot import name '\(node.path)' from '\(path)' (unknown location)")
        }
        store(value, in: node.target, frame)
      }
    case .importStar(let path):
      let module = try module(path)
      try module.loadAll()
      for name in module.attributes.keys.sorted() where !name.hasPrefix("_") {
        globals.set(name, module.attributes[name] ?? .none)
      }
    default:
      break
    }
  }

  /// A name of a module.
  ///
  /// What is refused is so when it is called: only imported it does no harm.
  private func imported(_ name: String, from module: ModuleObject) throws(Raised) -> Object? {
    do throws(Raised) {
      return try module.attribute(name, submodule: modules[module.name + "." + name])
    } catch {
      guard error.exception.type.name == "UnsupportedError" else { throw error }
      return .builtin(
        BuiltinFunction(name) { (_, _) throws(Raised) in try module.attribute(name) ?? .none })
    }
  }

  /// The text of a library's module; tracebacks and observers do not see its lines.
  func parseLibrary(_ source: String, name: String) throws(Raised) -> Program {
    do {
      return try Program.parse(source, file: name, isLibrary: true)
    } catch {
      throw raise("SystemError", "\(name): \(error.text)")
    }
  }

  /// Runs a library's module, and returns the names that it defines.
  func run(library program: Program) throws(Raised) -> DictObject {
    let namespace = DictObject()
    namespace.set("__name__", .string(program.file.name))
    _ = try run(
      Compiler.code(of: program.statements, last: nil, in: program.file), globals: namespace)
    return namespace
  }

  /// The names that a text imports for its own use: all but those that it shows to others by
  /// giving them their own name once more, `import a as a`, as PEP 484 has it.
  func usedNames(of program: Program) -> Set<String> {
    var names: Set<String> = []
    for statement in program.statements {
      switch statement.kind {
      case .importModules(let nodes), .importNames(_, let nodes):
        names.formUnion(nodes.lazy.filter { $0.alias != $0.path }.map { $0.target.name })
      default: break
      }
    }
    return names
  }

  /// Where each name comes from, of a text that does nothing but import; nil of any other.
  func index(
    of program: Program
  ) throws(Raised) -> [(name: String, module: ModuleObject, path: String)]? {
    var index: [(name: String, module: ModuleObject, path: String)] = []
    for statement in program.statements {
      switch statement.kind {
      case .importNames(let path, let nodes):
        let module = try module(path)
        index += nodes.map { ($0.target.name, module, $0.path) }
      case .importStar(let path):
        let module = try module(path)
        try module.load()
        index += module.names.filter { !$0.hasPrefix("_") }.map { ($0, module, $0) }
      default: return nil
      }
    }
    return index
  }

  func module(_ path: String) throws(Raised) -> ModuleObject {
    noteImport(path)
    guard !path.hasPrefix(".") else {
      throw raise("ImportError", "attempted relative import with no known parent package")
    }
    if let module = modules[path] { return module }
    // `torch.nn` may be an attribute of `torch` instead of an entry of its own.
    var parts = path.split(separator: ".").map(String.init)
    if parts.count > 1, var module = modules[parts.removeFirst()] {
      var isFound = true
      for part in parts {
        guard
          case .module(let inner)? = try module.attribute(
            part, submodule: modules[module.name + "." + part])
        else {
          isFound = false
          break
        }
        module = inner
      }
      if isFound { return module }
    }
    let available = modules.keys.filter { !$0.contains(".") }.sorted().joined(separator: ", ")
    let raised = raise(
      "ModuleNotFoundError", "No module named '\(path)' (available here: \(available))")
    raised.exception.attributes.set("name", .string(path))
    throw raised
  }
}
