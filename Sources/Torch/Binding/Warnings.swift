/// What PyTorch warns of while a program goes on; shown on standard error.
///
/// A class, because the functions of the library add to it.
package final class Warnings {
  package private(set) var all: [Warning] = []
  private let line: () -> Int

  /// One warning and the line it belongs to.
  package struct Warning: Sendable, Equatable {
    package let line: Int
    package let message: String
  }

  init(line: @escaping () -> Int) { self.line = line }

  func nonLeafGradient(_ x: Tensor) {
    add(
      "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad "
        + "attribute won't be populated during autograd.backward(). Call .retain_grad() on it "
        + "before the pass to keep its gradient.")
  }

  func broadcast(_ a: Tensor, _ b: Tensor, in function: String) {
    guard a.shape != b.shape else { return }
    add(
      "\(function): the target's size (torch.Size(\(Shape(b.shape).description))) differs from the "
        + "input's (torch.Size(\(Shape(a.shape).description))). Broadcasting makes one error of "
        + "every pair, which is rarely meant.")
  }

  func add(_ message: String) {
    let warning = Warning(line: line(), message: message)
    if !all.contains(warning) { all.append(warning) }
  }
}
