extension Interpreter {
  /// The modules of Python's library that are written in Python, and those that only have to be
  /// importable.
  func installLibrary() {
    modules["_random"] = ModuleObject(
      name: "_random",
      attributes: [
        "twister": .builtin(
          BuiltinFunction("twister") { (interpreter, arguments) throws(Raised) in
            try interpreter.makeTwister(arguments)
          }),
        "unsupported": .builtin(
          BuiltinFunction("unsupported") { (interpreter, arguments) throws(Raised) in
            throw interpreter.unsupported(arguments.positional.first?.text ?? "this")
          }),
      ])
    for (name, text) in Interpreter.libraryTexts {
      // A text may add to a module that is there already.
      let module = modules[name] ?? ModuleObject(name: name)
      modules[name] = module
      install(text: text, as: module)
    }
    // `os.path` is a module of its own name.
    modules["os.path"] = modules["posixpath"]
    for (name, reason) in Interpreter.refusedModules { refuse(name, reason) }
  }

  /// The modules of Python's library that are written in Python.
  private static let libraryTexts = modules(among: Embedded.files, in: "StandardLibrary")

  /// The modules that some files are, each by the name that its path gives it: `torch.nn` of
  /// `torch/nn/__init__.py`, in the order of the paths.
  package static func modules(
    among files: [(path: StaticString, text: StaticString)], in folder: String
  ) -> [(name: String, text: StaticString)] {
    files.compactMap { file in
      var parts = file.path.description.split(separator: "/")
      guard parts.count > 1, parts.removeFirst() == folder, let last = parts.popLast(),
        last.hasSuffix(".py")
      else { return nil }
      if last != "__init__.py" { parts.append(last.dropLast(3)) }
      return (parts.joined(separator: "."), file.text)
    }
  }

  /// What programs import out of habit.
  ///
  /// The import is let through, since often nothing follows from it; the first name that is asked
  /// of the module is refused.
  private static let refusedModules: [(name: String, reason: String)] = {
    let outside = "a program here can reach nothing outside of itself"
    let clock = "the same program must print the same every time"
    let arrays = "use torch.tensor and its methods"
    return [
      ("pandas", arrays), ("scipy", arrays),
      ("sklearn", arrays), ("torchvision", "there are no data sets and no trained networks here"),
      ("time", clock), ("datetime", clock), ("timeit", clock),
      ("os", outside), ("shutil", outside), ("pdb", "there is nobody to answer"),
      ("glob", outside), ("subprocess", outside), ("requests", outside), ("urllib", outside),
      ("urllib.request", outside), ("pickle", outside), ("gzip", outside), ("csv", outside),
      ("io", outside), ("argparse", outside), ("logging", outside), ("threading", outside),
      ("multiprocessing", outside), ("asyncio", outside), ("gc", outside),
    ]
  }()

  func refuse(_ name: String, _ reason: String) {
    // Some modules have a few names, and only the rest is refused.
    let module = modules[name] ?? ModuleObject(name: name)
    module.refusal = { [unowned(unsafe) self] attribute in
      self.unsupported("\(name).\(attribute) (\(reason))")
    }
    modules[name] = module
  }

  /// Gives a module the names that a text defines, when one of them is first asked for; and where
  /// the text only says where they are, each of them by itself.
  package func install(text: StaticString, as module: ModuleObject) {
    module.loader = { [unowned(unsafe) self] module throws(Raised) in
      let program = try self.parseLibrary(text.description, name: module.name)
      if let index = try self.index(of: program) {
        for entry in index where module.attributes[entry.name] == nil {
          module.elsewhere[entry.name] = (entry.module, entry.path)
        }
        return
      }
      let namespace = try self.run(library: program)
      let used = self.usedNames(of: program)
      for (key, value) in namespace.items {
        guard case .string(let key) = key, !key.hasPrefix("__"), !used.contains(key),
          module.attributes[key] == nil
        else { continue }
        module.enter(value, as: key)
      }
    }
  }

  /// A function that returns 32 random bits at a time, from a key of such words.
  private func makeTwister(_ arguments: Arguments) throws(Raised) -> Object {
    let key = try iterate(try positional("twister", arguments, 1...1)[0]).map { word in
      Number(word)?.integer.map { UInt32(truncatingIfNeeded: UInt64(truncatingIfNeeded: $0)) } ?? 0
    }
    var twister = MersenneTwister(key: key)
    return .builtin(
      BuiltinFunction("word") { (_, _) throws(Raised) in Object(Integer(twister.next())) })
  }
}
