/// An error whose message tells all that there is to know of its cause: by a part of it, what it
/// means and what to do.
struct KnownError {
  /// What the message contains.
  let part: String
  let what: String
  let fix: String

  private init(_ part: String, what: String, fix: String) {
    (self.part, self.what, self.fix) = (part, what, fix)
  }

  /// The error that a message belongs to.
  static func of(_ message: String) -> KnownError? {
    all.first { message.range(of: $0.part) != nil }
  }

  private static let all = [
    KnownError(
      "before Module.__init__() call",
      what:
        "a module keeps its layers and parameters in tables that Module.__init__ makes, and that "
        + "has not run yet",
      fix: "`super().__init__()` as the first line of `__init__`"),
    KnownError(
      "optimizer got an empty parameter list",
      what: "no parameter was found: layers in a plain list or dict are not registered, and a "
        + "generator such as model.parameters() is empty after its first use",
      fix: "keep layers in nn.ModuleList or nn.Sequential, and call model.parameters() anew"),
    KnownError(
      "'float' object has no attribute 'backward'",
      what: "this is a number of Python, as .item() gives it, and a number has no history",
      fix: "call backward() on the loss tensor itself; take .item() only to print it"),
    KnownError(
      "object has no attribute 'backward'", what: "only a tensor has backward(), and this is none",
      fix: "take the tensor out of it: `.values` of what max, sort or topk return with a dimension"),
    KnownError(
      "Expected floating point type for target with class probabilities",
      what:
        "a target of the input's own shape is read as probabilities, and these are whole numbers",
      fix: "give the class of each row, `target.argmax(dim=1)`, or probabilities, `target.float()`"),
    KnownError(
      "expected target dtype to be Long",
      what: "a target with one number a row is read as the number of a class, a whole one",
      fix: "`target.long()`, or for a regression mse_loss"),
    KnownError(
      "is out of bounds.",
      what: "with n columns of logits the classes are 0 to n − 1, and this target is another",
      fix: "count classes from 0, or give the last layer more outputs"),
    KnownError(
      "all elements of input should be between 0 and 1",
      what: "binary_cross_entropy takes probabilities, and this is none",
      fix: "binary_cross_entropy_with_logits takes the logits as they are"),
    KnownError(
      "view size is not compatible with input tensor's size and stride",
      what: "a view shows the same memory, and there the numbers do not stand in this order",
      fix: "`.reshape(…)` in place of `.view(…)` copies where it must"),
    KnownError(
      "Expected more than 1 value per channel when training",
      what: "in training batch norm takes mean and variance over the batch, and one value has no "
        + "variance",
      fix: "a batch of two or more; or `model.eval()`, which uses the running averages"),
    KnownError(
      "can't optimize a non-leaf Tensor",
      what: "the tensor is computed from others, and a pass keeps gradients at leaves only",
      fix: "make it a leaf after all arithmetic: `.detach().requires_grad_()`, or nn.Parameter(…)"),
    KnownError(
      "Can't call numpy() on Tensor that requires grad",
      what: "NumPy computes outside of autograd, and what it makes has no history",
      fix: "`.detach().numpy()` where no gradient is to come back; else stay with torch"),
    KnownError(
      "you can only change requires_grad flags of leaf variables",
      what: "the tensor is computed, and requires grad because what it was computed from does",
      fix: "go on with `.detach()` of it"),
    KnownError(
      "is the output of a function that returns multiple views",
      what:
        "several views of one tensor were made at once, and autograd cannot follow a change of one",
      fix: "compute a new tensor, `a = a + 1` for `a += 1`"),
    KnownError(
      "Inference tensors cannot be saved for backward",
      what:
        "what inference_mode makes has no place in autograd, and a backward rule wants to keep it",
      fix: "torch.no_grad() in place of torch.inference_mode(), or `.clone()` outside of it"),
    KnownError(
      "can't be cast to the desired output type Long",
      what: "the target holds whole numbers, and this loss takes numbers with a point",
      fix: "`target.float()`"),
    KnownError(
      "support the deepcopy protocol",
      what: "the tensor is computed, and a copy cannot share its "
        + "history",
      fix: "`.detach().clone()` copies the numbers"),
    KnownError(
      "Boolean value of Tensor with more than one value is ambiguous",
      what: "`if`, `and` and `not` want one truth value, and the tensor has several",
      fix: "`.any()` or `.all()` of it; `&`, `|` and `~` work element by element"),
    KnownError(
      "elements cannot be converted to Scalar",
      what: "item() gives the number of a tensor that has "
        + "exactly one",
      fix: "`.tolist()` for all of them, or `.sum().item()`, `.mean().item()`"),
  ]
}
