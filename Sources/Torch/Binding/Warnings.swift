import Autograd

/// What PyTorch and NumPy warn of while a program goes on; shown on standard error.
///
/// A class, because the functions of the library add to it.
package final class Warnings {
  package private(set) var all: [Warning] = []
  private let runtime: Runtime

  /// One warning, the line it belongs to, and what is behind it.
  package struct Warning: Sendable, Equatable {
    package let line: Int
    package let message: String
    /// The class that Python shows in front of it.
    package let category: String
    package let diagnosis: Diagnosis?
  }

  init(_ runtime: Runtime) { self.runtime = runtime }

  func nonLeafGradient(_ x: Tensor) {
    add(
      "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad "
        + "attribute won't be populated during autograd.backward(). Call .retain_grad() on it "
        + "before the pass to keep its gradient.",
      runtime.diagnosis(.gradientOfNonLeaf(runtime.subject(x)), at: x))
  }

  func broadcast(_ a: Tensor, _ b: Tensor, in function: String) {
    guard a.shape != b.shape else { return }
    let pairs = (try? Shape(a.shape).broadcast(with: Shape(b.shape)))?.count ?? 0
    add(
      "\(function): the target's size (torch.Size(\(Shape(b.shape).description))) differs from the "
        + "input's (torch.Size(\(Shape(a.shape).description))). Broadcasting makes one error of "
        + "every pair, which is rarely meant.",
      runtime.diagnosis(
        .lossBroadcasts(
          function: function, input: runtime.subject(a), target: runtime.subject(b), pairs: pairs),
        at: a))
  }

  func add(
    _ message: String, _ diagnosis: Diagnosis? = nil, category: String = "UserWarning"
  ) {
    let warning = Warning(
      line: runtime.line, message: message, category: category, diagnosis: diagnosis)
    let isKnown = all.contains { $0.line == warning.line && $0.message == message }
    if !isKnown { all.append(warning) }
  }
}
