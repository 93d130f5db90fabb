extension DiagnosisText {
  /// Why a tensor has no history: `cut` took it away, where that is known; else `taken` may have
  /// led there.
  func reason(_ cut: Cut?, _ taken: Cut? = nil) -> String {
    guard let cut else {
      let plain = "it was not made with requires_grad=True, nor computed from what was"
      return taken.map { "\(plain) (\(reason($0)))" } ?? plain
    }
    let source = cut.source.map { " of `\($0)`" } ?? ""
    switch cut.kind {
    case .detach: return "detach() in line \(cut.line) cut off the history\(source)"
    case .data:
      return "`.data` in line \(cut.line) gives the numbers\(source) without their history"
    case .noGrad: return "line \(cut.line) ran under torch.no_grad()"
    case .customForward(let name):
      return "line \(cut.line) ran in the `forward` of \(name), where autograd records nothing"
    case .customBackward(let name):
      return "line \(cut.line) ran in the `backward` of \(name), inside of a pass that records "
        + "nothing"
    case .hook: return "line \(cut.line) ran in a hook, inside of a pass that records nothing"
    case .pass:
      return "the pass in line \(cut.line) returned plain numbers, since it did not say "
        + "create_graph=True"
    case .constantDerivative:
      return "the pass in line \(cut.line) found a constant: nothing that requires grad is left in "
        + "that derivative"
    case .function(let name):
      return "\(Self.title(name)) in line \(cut.line) \(CutFunction(name).effect)"
    case .copy(let name, _):
      return
        "\(Self.maker(name))(…) in line \(cut.line) copied the numbers\(source) alone, without "
        + "their history"
    case .number(let name):
      let what = ["numpy", "tolist"].contains(name) ? "the numbers" : "a number"
      return
        "\(Self.taker(name)) in line \(cut.line) took \(what) out\(source), without the history"
    }
  }

  /// What keeps the history of a tensor, with the change of the line that lost it.
  func tracking(_ tensor: Subject, _ cut: Cut?) -> String {
    guard let cut else {
      return "make the tensor that you want a gradient of with `requires_grad=True`, and compute "
        + "\(quoted(tensor)) from it"
    }
    let origin = cut.source.map { "`\($0)`" } ?? "the tensor"
    switch cut.kind {
    case .detach:
      return LineEdit.code(source(cut.line)).range(of: "numpy(") == nil
        ? "leave out the detach() in \(place(cut.line))"
        : "stay with torch in \(place(cut.line)): NumPy computes outside of autograd"
    case .data: return "leave out the `.data` in \(place(cut.line))"
    case .noGrad:
      guard let change = LineEdit.updating(LineEdit.code(source(cut.line))) else {
        return "take \(place(cut.line)) out of torch.no_grad()"
      }
      return
        "line \(cut.line): `\(change)` changes the leaf; `=` makes a new tensor that requires no "
        + "gradient"
    case .customForward(let name):
      return "keep the inputs with `ctx.save_for_backward(…)`, and compute the rest from "
        + "`ctx.saved_tensors` in the `backward` of \(name), so that a pass can record it"
    case .customBackward, .hook:
      return "put what is to be differentiated there under `with torch.enable_grad():`"
    case .pass:
      let code = LineEdit.code(source(cut.line))
      let edited = ["grad", "backward"].lazy.compactMap {
        LineEdit.adding("create_graph=True", toCall: $0, in: code)
      }.first
      return "line \(cut.line): \(rewrite(edited, "pass create_graph=True"))"
    case .constantDerivative:
      return "take 0 for its derivative; there is nothing to go back through"
    case .function(let name): return CutFunction(name).remedy(origin, place(cut.line), name)
    case .copy(_, ofParts: true):
      return "torch.stack(…) in \(place(cut.line)) keeps the history of its parts"
    case .copy(let name, ofParts: false):
      return "use \(origin) itself in place of \(Self.maker(name))(…) in \(place(cut.line))"
    case .number(let name):
      return "stay with the tensor: leave out \(Self.taker(name)) in \(place(cut.line))"
    }
  }

  private static func maker(_ name: String) -> String {
    name == "Variable" ? name : "torch.\(name)"
  }

  private static func taker(_ name: String) -> String {
    switch name {
    case "__float__": "float(…)"
    case "__int__", "__index__": "int(…)"
    default: ".\(name)()"
    }
  }

  /// How a program writes a function, in words: `argmax`, `the comparison >`, `.long()`.
  private static func title(_ name: String) -> String {
    switch CutFunction(name) {
    case .comparison:
      comparisons[name].map { "the comparison `\($0)`" } ?? name
    case .cast: ".\(name)()"
    case .positions, .positionsBesideValues, .draw, .other: name
    }
  }

  private static let comparisons = [
    "__gt__": ">", "__ge__": ">=", "__lt__": "<", "__le__": "<=", "__eq__": "==", "__ne__": "!=",
  ]
}

/// What a function does that has no derivative.
private enum CutFunction {
  /// Gives places in a tensor.
  case positions
  /// Gives places beside values, which have a derivative.
  case positionsBesideValues
  case comparison
  /// Turns numbers into whole ones or into truth values.
  case cast
  case draw
  case other

  init(_ name: String) {
    switch name {
    case "argmax", "argmin", "argsort", "nonzero", "searchsorted", "bucketize": self = .positions
    case "topk", "sort", "max", "min", "kthvalue", "median", "mode", "cummax", "cummin":
      self = .positionsBesideValues
    case "__gt__", "__ge__", "__lt__", "__le__", "__eq__", "__ne__", "gt", "ge", "lt", "le", "eq",
      "ne", "greater", "less", "isnan", "isfinite", "isclose":
      self = .comparison
    case "long", "int", "short", "bool", "byte", "char", "to", "type": self = .cast
    case "bernoulli", "multinomial", "poisson": self = .draw
    default: self = .other
    }
  }

  var effect: String {
    switch self {
    case .positions: "gives a position, which has no derivative"
    case .positionsBesideValues:
      "gives values and their positions, and the positions have no derivative"
    case .comparison: "gives True or False, which has no derivative"
    case .cast: "leaves whole numbers, which have no derivative"
    case .draw: "draws at random, which has no derivative"
    case .other: "has no derivative"
    }
  }

  func remedy(_ source: String, _ place: String, _ name: String) -> String {
    switch self {
    case .positions:
      "compute the loss from \(source) itself, for example cross_entropy, or softmax in place of "
        + name
    case .positionsBesideValues: "use the values that \(name) gives in \(place), not the positions"
    case .comparison:
      "compute the loss from \(source) itself, or from a smooth stand-in such as torch.sigmoid"
    case .cast: "leave out the .\(name)() in \(place)"
    case .draw:
      "compute the loss from \(source) itself, or from the log-probability of what was drawn"
    case .other: "compute the loss from \(source) without \(name)"
    }
  }
}
