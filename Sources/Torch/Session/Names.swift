import Autograd
import Python

/// Watches a program run and tells the tape which line, call and name its nodes belong to.
///
/// A class, because the interpreter refers to it.
final class Names: InterpreterObserver {
  private let runtime: Runtime
  private unowned let library: Library
  private var callers: [Recording.Site] = []

  init(runtime: Runtime, library: Library) {
    self.runtime = runtime
    self.library = library
  }

  func willRun(line: Int, interpreter: Interpreter) {
    runtime.compactIfLarge()
    if callers.isEmpty { runtime.statementLine = line }
    if runtime.recordsEverything {
      runtime.tape.site.line = line
    } else {
      runtime.runningLine = line
    }
  }

  func didEnter(function name: String, callLine: Int, interpreter: Interpreter) {
    guard runtime.recordsEverything else { return }
    callers.append(runtime.tape.site)
    if runtime.entersModule {
      runtime.entersModule = false
    } else {
      runtime.tape.enterScope(name)
    }
  }

  func didLeave(interpreter: Interpreter) {
    guard runtime.recordsEverything, let caller = callers.popLast() else { return }
    runtime.tape.site = caller
  }

  /// A name given outside of functions stays; one given inside yields to it.
  func didBind(_ name: String, to value: Object, interpreter: Interpreter) {
    guard runtime.recordsEverything, let tensor = library.tensor(value), tensor.dtype.isFloating,
      tensor.count <= 10_000
    else { return }
    let isGlobal = callers.isEmpty
    guard tensor.name == nil || (isGlobal && !tensor.isNamedGlobally) else { return }
    tensor.name = name
    tensor.isNamedGlobally = isGlobal
    runtime.label(tensor)
  }
}

extension Runtime {
  /// Gives a tensor's nodes its name, with an index where it has several.
  func label(_ tensor: Tensor) {
    guard recordsEverything, let name = tensor.name else { return }
    let nodes = nodes(of: tensor)
    let strides = Shape(tensor.shape).strides
    for (element, node) in nodes.enumerated() {
      let index = zip(tensor.shape, strides).map { String(element / $1 % $0) }
      tape.name(node, index.isEmpty ? name : name + "[" + index.joined(separator: ", ") + "]")
    }
    tape.annotations.tensors.append(.init(name: name, shape: tensor.shape, nodes: nodes))
  }
}
