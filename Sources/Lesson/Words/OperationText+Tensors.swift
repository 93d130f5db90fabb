import Autograd

extension OperationText {
  /// The shape of a tensor: `[2×3]`.
  package static func dimensions(_ shape: [Int]) -> String {
    "[" + shape.map { String($0) }.joined(separator: "×") + "]"
  }

  /// What a call of a tensor operation computes, as a program would write it: `x @ Wᵀ + b`.
  ///
  /// The stem is the call's name, and the operation the primitive that computes each number, where
  /// there is one.
  static func formula(
    _ stem: String, _ operation: Operation?, _ operands: [TensorReader.Operand]
  ) -> String {
    let names = operands.map { $0.name }
    switch (stem, names.count) {
    case ("cat", _), ("stack", _): return call(stem, ["[" + names.joined(separator: ", ") + "]"])
    case ("mm", 2), ("mv", 2), ("bmm", 2), ("dot", 2), ("unsafe_view", 2), ("view", 2),
      ("squeeze", 2):
      return "\(names[0]) @ \(names[1])"
    case ("addmm", 3), ("addmv", 3), ("baddbmm", 3):
      return "\(names[1]) @ \(names[2]) + \(names[0])"
    case (_, _): break
    }
    let written = operands.map { operand in
      operand.literal.map { Operand.number($0) } ?? .node(name: operand.name, symbol: operand.name)
    }
    switch operation {
    case .unary(let unary)? where written.count == 1: return full(.unary(unary), written)
    case .binary(let binary)? where written.count == 2: return full(.binary(binary), written)
    case .unary, .binary, .reduction, .source, nil: return call(title(stem), names)
    }
  }

  /// What a program calls the operation.
  private static func title(_ stem: String) -> String {
    switch stem {
    case "convolution": "conv"
    case "native_batch_norm": "batch_norm"
    case "native_layer_norm": "layer_norm"
    case "native_group_norm": "group_norm"
    case "linalg_vector_norm": "norm"
    case "binary_cross_entropy_with_logits": "bce_with_logits"
    case _ where stem.hasPrefix("max_pool"): "max_pool"
    case _ where stem.hasPrefix("avg_pool"): "avg_pool"
    case _ where stem.hasPrefix("adaptive_avg_pool"): "adaptive_avg_pool"
    default: stem
    }
  }

  /// The word for an operation whose operands are not told one by one.
  static func title(of operation: Operation) -> String {
    switch operation {
    case .source: ""
    case .unary(let unary): unary.title
    case .binary(let binary): binary.title
    case .reduction(let reduction): reduction.title([])
    }
  }

  /// The first argument of the one `where` or `masked_fill` in a line of the program: `x > 0`; nil
  /// where there is none, or where it is not sure which is meant.
  static func condition(in line: String) -> String? {
    var found: [String] = []
    for name in ["where(", "masked_fill("] {
      for place in line.indices where line[place...].hasPrefix(name) {
        guard let argument = firstArgument(line[place...].dropFirst(name.count)) else { return nil }
        found.append(argument)
      }
    }
    return found.count == 1 ? found[0] : nil
  }

  private static func firstArgument(_ text: Substring) -> String? {
    var depth = 0
    for (place, letter) in zip(text.indices, text) {
      switch letter {
      case "(", "[", "{": depth += 1
      case ")", "]", "}", ",":
        guard depth == 0 else {
          if letter != "," { depth -= 1 }
          continue
        }
        var argument = text[..<place].drop { $0 == " " }
        while argument.last == " " { argument.removeLast() }
        return argument.isEmpty || argument.count > 24 ? nil : String(argument)
      default: continue
      }
    }
    return nil
  }

  /// `mse_loss` for `MseLossBackward0`; a function of the program's own keeps its name.
  static func stem(_ function: String) -> String {
    var stem = Substring(function)
    while stem.last?.isNumber == true { stem.removeLast() }
    guard stem.hasSuffix("Backward") else { return function }
    let isOwn = stem.endIndex == function.endIndex
    stem.removeLast("Backward".count)
    guard !isOwn else { return String(stem) }
    var name = ""
    var wasLower = false
    for letter in stem {
      if letter.isUppercase, wasLower { name += "_" }
      wasLower = !letter.isUppercase
      name += letter.lowercased()
    }
    return name
  }
}

extension Recording.Call {
  /// What PyTorch calls the operation, as far as its backward function tells.
  var stem: String { OperationText.stem(name) }
}
