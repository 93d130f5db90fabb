import Autograd
import Python

/// What PyTorch and NumPy warn of while a program goes on; shown on standard error.
///
/// A class, because the functions of the library add to it.
package final class Warnings {
  /// The warnings in the order in which they were given.
  package private(set) var all: [Warning] = []
  private let runtime: Runtime
  private unowned(unsafe) let interpreter: Interpreter
  /// The cause of the warning that is about to be given.
  private var diagnosis: Diagnosis?
  /// What a program is told only once, wherever it happens.
  private var told: Set<String> = []

  /// One warning, the line it belongs to, and its cause.
  package struct Warning: Sendable, Equatable {
    /// The line of the program, counted from 1.
    package let line: Int
    /// The text of the warning, without its class.
    package let message: String
    /// The class that Python shows in front of it.
    package let category: String
    /// The cause as facts; nil where nothing is known of it.
    package let diagnosis: Diagnosis?
  }

  init(_ runtime: Runtime, _ interpreter: Interpreter) {
    self.runtime = runtime
    self.interpreter = interpreter
    interpreter.showWarning = { [unowned(unsafe) self] message, category, line in
      all.append(
        Warning(line: line, message: message, category: category, diagnosis: diagnosis))
    }
  }

  func nonLeafGradient(_ x: Tensor) throws(TorchError) {
    try add(
      "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad "
        + "attribute won't be populated during autograd.backward(). If you indeed want the .grad "
        + "field to be populated for a non-leaf Tensor, use .retain_grad() on the non-leaf Tensor. "
        + "If you access the non-leaf Tensor by mistake, make sure you access the leaf Tensor "
        + "instead. See github.com/pytorch/pytorch/pull/30531 for more information.",
      runtime.diagnosis(.gradientOfNonLeaf(runtime.subject(x)), at: x))
  }

  func broadcast(_ a: Tensor, _ b: Tensor, in function: String) throws(TorchError) {
    guard a.shape != b.shape else { return }
    let pairs = (try? Shape(a.shape).broadcast(with: Shape(b.shape)))?.count ?? 0
    try add(
      "Using a target size (torch.Size(\(Shape(b.shape).description))) that is different to the "
        + "input size (torch.Size(\(Shape(a.shape).description))). This will likely lead to "
        + "incorrect results due to broadcasting. Please ensure they have the same size.",
      runtime.diagnosis(
        .lossBroadcasts(
          function: function, input: runtime.subject(a), target: runtime.subject(b), pairs: pairs),
        at: a))
  }

  /// `TORCH_WARN_ONCE`: the first time only.
  func addOnce(_ message: String) throws(TorchError) {
    if told.insert(message).inserted { try add(message) }
  }

  func add(
    _ message: String, _ diagnosis: Diagnosis? = nil, category: String = "UserWarning"
  ) throws(TorchError) {
    self.diagnosis = diagnosis
    defer { self.diagnosis = nil }
    try calling(interpreter.warn(message, category: category))
  }
}
