import Autograd

/// How the gradients of one pass are written.
///
/// From one root with the seed 1 they are derivatives, `∂loss/∂w`; from several roots, or with
/// another seed, they are sums of derivatives, and are written `grad(w)`.
package struct Notation: Sendable {
  /// The root that everything is a derivative of; nil where there is no single one.
  private let root: String?

  /// How the gradients of a pass are written; without a pass they are `grad(w)`.
  package init(_ graph: Graph, _ pass: Pass?) {
    guard let seeds = pass?.seeds, seeds.count == 1, let seed = seeds.first, seed.value == 1,
      graph[seed.node] != nil
    else {
      root = nil
      return
    }
    root = graph.symbol(of: seed.node)
  }

  /// The gradient of a node: `∂loss/∂w`.
  package func gradient(_ symbol: String) -> String {
    root.map { "∂\($0)/∂\(symbol)" } ?? "grad(\(symbol))"
  }

  /// The gradient of a node in LaTeX.
  package func gradientLatex(_ symbol: String) -> String {
    root.map { Self.partialLatex($0, by: symbol) }
      ?? "\\operatorname{grad}(\(LaTeX.symbol(symbol)))"
  }

  /// A local derivative: `∂m/∂w`.
  package static func partial(_ symbol: String, by operand: String) -> String {
    "∂\(symbol)/∂\(operand)"
  }

  /// A local derivative in LaTeX.
  package static func partialLatex(_ symbol: String, by operand: String) -> String {
    "\\frac{\\partial \(LaTeX.symbol(symbol))}{\\partial \(LaTeX.symbol(operand))}"
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
      return "\(custom)(\(NumberText.card(upstream))) \(result)"
    }
    let product = local.scaled(by: .amount(upstream))
    let numbers = local.hasSymbols ? " = \(product.numericText)" : ""
    return "\(product.text)\(numbers) \(result)"
  }

  private var result: String { "\(NumberText.equals(amount)) \(NumberText.card(amount))" }

  /// The same in LaTeX.
  package var latex: String {
    if let custom {
      let call = "\\operatorname{\(custom)}(\(LaTeX.number(NumberText.card(upstream))))"
      return "\(call) = \(LaTeX.number(NumberText.card(amount)))"
    }
    let product = local.scaled(by: .amount(upstream))
    let numbers = local.hasSymbols ? " = \(product.numericLatex)" : ""
    return "\(product.latex)\(numbers) = \(LaTeX.number(NumberText.card(amount)))"
  }
}
