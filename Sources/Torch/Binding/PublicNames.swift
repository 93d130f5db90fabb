import Python

/// The public names of PyTorch's modules, of which some are not supported here.
///
/// Source: `Prelude/names.txt`, which `Tests/TorchTests/Names/collect.py` reads off PyTorch.
struct PublicNames: Sendable {
  /// Those of all modules.
  static let all = PublicNames(Embedded.text(at: "Prelude/names.txt") ?? "")

  /// The names of a module, one behind the other: of most modules a program never asks.
  private let lines: [Substring: Substring.UTF8View]
  private let pythonFunctions: [Substring: Set<Substring>]

  /// Each line is `module: name name ...`, or `def module: name name ...` for the functions of the
  /// module that are written in Python.
  private init(_ text: String) {
    var lines: [Substring: Substring.UTF8View] = [:]
    var pythonFunctions: [Substring: Set<Substring>] = [:]
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let (path, own) = (Substring(line[..<colon]), line[colon...].dropFirst())
      if path.hasPrefix("def ") {
        pythonFunctions[path.dropFirst(4)] = Set(own.words)
      } else {
        lines[path] = own
      }
    }
    self.lines = lines
    self.pythonFunctions = pythonFunctions
  }

  /// Whether PyTorch has a module.
  func knows(_ path: String) -> Bool { lines[path[...]] != nil }

  /// What a module, or the type `Tensor`, has; nothing of what PyTorch has not.
  func names(of path: String) -> [Substring] { lines[path[...]]?.words ?? [] }

  /// Whether a module has a name.
  func has(_ name: String, in path: String) -> Bool { names(of: path).contains(name[...]) }

  /// Whether a function of a module is written in Python there, and so becomes a method as an
  /// attribute of a class; the others are built in, and do not.
  func isPython(_ name: String, in path: String) -> Bool {
    pythonFunctions[path[...]]?.contains(name[...]) == true
  }
}

extension Substring.UTF8View {
  /// What stands between spaces.
  fileprivate var words: [Substring] { split(separator: UInt8(ascii: " ")).map { Substring($0) } }
}

extension Library {
  /// Refuses by name what PyTorch has and this library has not, so that no one looks for a typing
  /// error.
  func refuseWhatIsMissing() {
    for name in Library.tensorNames
    where tensorType.mro.allSatisfy({ $0.attributes[name] == nil }) {
      tensorType.attributes[name] = .builtin(
        BuiltinFunction(name) { interpreter, _ throws(Raised) in
          throw interpreter.unsupported("torch.Tensor.\(name)")
        })
    }
  }

  private static let tensorNames = PublicNames.all.names(of: "Tensor").map(String.init)

  /// What stands for a name that a module of this library does not have: a module that is refused
  /// when it is used, the refusal of the name, or nothing where PyTorch has no such name either.
  func missing(_ name: String, of module: String) throws(Raised) -> Object? {
    let path = module + "." + name
    if let known = interpreter.modules[path] { return .module(known) }
    if PublicNames.all.knows(path) {
      let refused = self.module(path)
      refused.refusal = { [unowned(unsafe) self] in self.interpreter.unsupported("\(path).\($0)") }
      return .module(refused)
    }
    guard PublicNames.all.has(name, in: module) else { return nil }
    throw interpreter.unsupported(path)
  }
}
