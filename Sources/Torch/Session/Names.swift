import Autograd
import Python

/// Watches a program run and tells the tape which line, call and name its nodes belong to.
///
/// A class, because the interpreter refers to it.
final class Names: InterpreterObserver {
  private let runtime: Runtime
  private unowned(unsafe) let library: Library
  private var callers: [Recording.Site] = []
  /// The parameters of modules by the names they got, with the variable that held the module.
  private var parameters: [String: (variable: String, tensor: WeakTensor)] = [:]
  /// How many calls are under way.
  private var depth = 0

  init(runtime: Runtime, library: Library) {
    self.runtime = runtime
    self.library = library
  }

  func willRun(line: Int, interpreter: Interpreter) {
    runtime.compactIfLarge()
    if callers.isEmpty { runtime.statementLine = line }
    if runtime.recordsEverything {
      runtime.noteChangedGradients()
      runtime.tape.site.line = line
    } else {
      runtime.runningLine = line
    }
  }

  func didEnter(function name: String, callLine: Int, interpreter: Interpreter) {
    depth += 1
    guard runtime.recordsEverything else { return }
    callers.append(runtime.tape.site)
    if runtime.entersModule {
      runtime.entersModule = false
    } else {
      runtime.tape.enterScope(name)
    }
  }

  func didLeave(interpreter: Interpreter) {
    depth -= 1
    guard runtime.recordsEverything, let caller = callers.popLast() else { return }
    runtime.tape.site = caller
  }

  /// A name given outside of functions stays; one given inside yields to it.
  func didBind(_ name: String, to value: Object, interpreter: Interpreter) {
    if case .instance(let instance) = value, instance.attributes.get("_parameters") != nil {
      nameParameters(of: instance, in: name)
      return
    }
    guard let tensor = library.tensor(value), tensor.dtype.isFloating, tensor.count <= 10_000
    else { return }
    let isGlobal = depth == 0
    guard tensor.name == nil || (isGlobal && !tensor.isNamedGlobally) else { return }
    tensor.name = name
    tensor.isNamedGlobally = isGlobal
    runtime.label(tensor)
  }

  /// Gives the parameters of a module the names that `named_parameters` has for them; where two
  /// modules have the same names, the variable stands before them.
  private func nameParameters(of module: Instance, in variable: String) {
    guard runtime.recordsEverything else { return }
    for (module, path) in module.modules(from: "", { "\($0)\($1)." }) {
      for (name, value) in module.members(of: "_parameters") {
        guard let tensor = library.tensor(value), tensor.name == nil, tensor.count <= 10_000
        else { continue }
        tensor.isNamedGlobally = depth == 0
        let own = path + name
        if let (other, first) = parameters[own], other != variable, let first = first.tensor {
          if first.name == own { self.name(first, "\(other).\(own)") }
          self.name(tensor, "\(variable).\(own)")
        } else {
          parameters[own] = (variable, WeakTensor(tensor))
          self.name(tensor, own)
        }
      }
    }
  }

  /// Without nodes a tensor gets them, and their names, in the call that first uses it.
  private func name(_ tensor: Tensor, _ name: String) {
    let old = tensor.name
    tensor.name = name
    guard !tensor.nodes.isEmpty else { return }
    if old != nil {
      runtime.tape.annotations.tensors.removeAll { $0.name == old && $0.nodes == tensor.nodes }
    }
    runtime.label(tensor)
  }
}

extension Runtime {
  /// Gives a tensor's nodes its name, with an index where it has several.
  func label(_ tensor: Tensor) {
    guard recordsEverything, let name = tensor.name else { return }
    let nodes = nodes(of: tensor)
    for (element, node) in nodes.enumerated() {
      tape.name(node, name + Recording.index(of: element, in: tensor.shape))
    }
    tape.annotations.tensors.append(.init(name: name, shape: tensor.shape, nodes: nodes))
  }
}
