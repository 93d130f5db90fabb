import Autograd

/// How gradients and local derivatives are written: two notations that never mix.
package enum Notation {
  /// What has arrived at a node: `grad w`.
  package static func gradient(_ symbol: String) -> String { "grad \(symbol)" }

  /// What a leaf keeps, as the program reads it: `w.grad`, of an element `w.grad[0]`.
  package static func held(_ symbol: String) -> String {
    guard symbol.hasSuffix("]"), let index = symbol.lastIndex(of: "[") else {
      return symbol + ".grad"
    }
    return "\(symbol[..<index]).grad\(symbol[index...])"
  }

  /// The gradient of a node in LaTeX.
  package static func gradientLatex(_ symbol: String) -> String {
    "\\operatorname{grad} \(LaTeX.symbol(symbol))"
  }

  /// The factor of one operand of an operation, the others held: `∂m/∂w`.
  package static func partial(_ symbol: String, by operand: String) -> String {
    "∂\(symbol)/∂\(operand)"
  }

  /// A local derivative in LaTeX.
  package static func partialLatex(_ symbol: String, by operand: String) -> String {
    "\\frac{\\partial \(LaTeX.symbol(symbol))}{\\partial \(LaTeX.symbol(operand))}"
  }

  /// Which use of an operand an edge is, where an operation uses it more than once: ` (use 1)`.
  package static func use(of edge: Graph.Edge, in graph: Graph) -> String {
    let uses = graph.recording.nodes[edge.to].operands.enumerated()
      .filter { graph.origins[$0.element] == edge.from }.map { $0.offset }
    guard uses.count > 1, let index = uses.firstIndex(of: edge.place) else { return "" }
    return " (use \(index + 1))"
  }
}

/// One contribution and how it came about: upstream × local.
package struct Arithmetic: Sendable {
  /// The edge that carries the contribution.
  package let edge: Graph.Edge
  /// The gradient of the node that sends.
  package let upstream: Double
  /// The local derivative as a formula; the mere quotient of what was sent and the upstream
  /// gradient where the program itself says what is sent.
  package let local: Formula
  /// The function with a backward of its own that sent it; nil where a rule did.
  package let custom: String?
  /// Which branch the local derivative is of: `x > 0`.
  package let reason: String?
  /// The contribution.
  package let amount: Double

  /// How a contribution came about, with the gradient of the node that sent it.
  package init(_ contribution: Pass.Contribution, upstream: Double, in graph: Graph) {
    edge = contribution.edge
    amount = contribution.amount
    self.upstream = upstream
    custom = graph.custom[contribution.edge]
    guard custom == nil else {
      local = .amount(upstream == 0 ? 0 : contribution.amount / upstream)
      reason = nil
      return
    }
    local = graph.localFormula(of: contribution.edge)
    reason = graph.branchReason(of: contribution.edge)
  }

  /// `2.0 · x = 2.0 · 3.0 = 6.0`, or `SquareBackward(2.0) = 12.0`.
  package var text: String {
    if let custom {
      return "\(custom)(\(NumberText.card(upstream))) \(NumberText.result(amount))"
    }
    let product = local.scaled(by: .amount(upstream))
    if isOfOtherNumbers {
      return "\(product.text) \(NumberText.result(amount)) with the numbers of now"
    }
    let numbers = local.hasSymbols ? " = \(product.numericText)" : ""
    return "\(product.text)\(numbers) \(NumberText.result(amount))"
  }

  /// The same in LaTeX.
  package var latex: String {
    if let custom {
      let call = "\\operatorname{\(custom)}(\(LaTeX.number(NumberText.card(upstream))))"
      return "\(call) \(LaTeX.result(amount))"
    }
    let product = local.scaled(by: .amount(upstream))
    let numbers = local.hasSymbols && !isOfOtherNumbers ? " = \(product.numericLatex)" : ""
    return "\(product.latex)\(numbers) \(LaTeX.result(amount))"
  }
}
