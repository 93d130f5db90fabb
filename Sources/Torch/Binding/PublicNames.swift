import Python

/// The public names of PyTorch's modules, of which some are not supported here.
///
/// Source: `Prelude/names.txt`, which `Tests/TorchTests/Names/collect.py` reads off PyTorch.
struct PublicNames: Sendable {
  /// Those of all modules.
  static let all = PublicNames(Embedded.text(at: "Prelude/names.txt") ?? "")

  private let names: [Substring: [Substring]]
  private let pythonFunctions: [Substring: Set<Substring>]

  /// Each line is `module: name name ...`, or `def module: name name ...` for the functions of the
  /// module that are written in Python.
  private init(_ text: String) {
    var names: [Substring: [Substring]] = [:]
    var pythonFunctions: [Substring: Set<Substring>] = [:]
    for line in text.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let (path, own) = (line[..<colon], line[colon...].dropFirst().split(separator: " "))
      if path.hasPrefix("def ") {
        pythonFunctions[path.dropFirst(4)] = Set(own)
      } else {
        names[path] = own
      }
    }
    self.names = names
    self.pythonFunctions = pythonFunctions
  }

  /// What a module, or the type `Tensor`, has; nil of what PyTorch has not.
  func names(of path: String) -> [Substring]? { names[path[...]] }

  /// Whether a function of a module is written in Python there, and so becomes a method as an
  /// attribute of a class; the others are built in, and do not.
  func isPython(_ name: String, in path: String) -> Bool {
    pythonFunctions[path[...]]?.contains(name[...]) == true
  }
}

extension Library {
  /// Refuses by name what PyTorch has and this library has not, so that no one looks for a typing
  /// error.
  func refuseWhatIsMissing() {
    for name in PublicNames.all.names(of: "Tensor") ?? []
    where tensorType.lookup(String(name)) == nil {
      tensorType.attributes[String(name)] = .builtin(
        BuiltinFunction(String(name)) { interpreter, _ throws(Raised) in
          throw interpreter.unsupported("torch.Tensor.\(name)")
        })
    }
  }

  /// What stands for a name that a module of this library does not have: a module that is refused
  /// when it is used, the refusal of the name, or nothing where PyTorch has no such name either.
  func missing(_ name: String, of module: String) throws(Raised) -> Object? {
    let path = module + "." + name
    if let known = interpreter.modules[path] { return .module(known) }
    if PublicNames.all.names(of: path) != nil {
      let refused = self.module(path)
      refused.refusal = { [unowned(unsafe) self] in self.interpreter.unsupported("\(path).\($0)") }
      return .module(refused)
    }
    guard PublicNames.all.names(of: module)?.contains(name[...]) == true else { return nil }
    throw interpreter.unsupported(path)
  }
}
