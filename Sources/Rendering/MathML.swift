import Lesson

/// Formulas of prose, written in the part of LaTeX that tutorials use, as MathML, which browsers
/// set without any help.
package enum MathML {
  /// A formula as an element.
  ///
  /// - Returns: The LaTeX itself, as code, where it has something that is not known here.
  package static func element(_ latex: String, isBlock: Bool = false) -> String {
    var parser = Parser(latex)
    guard let row = parser.row(until: nil, depth: 0), parser.isAtEnd else {
      return "<code class=\"latex\">\(escaped(latex))</code>"
    }
    let display = isBlock ? " display=\"block\"" : ""
    return "<math\(display)><mrow>\(row)</mrow></math>"
  }

  private static let mostNested = 32

  private struct Parser {
    private var rest: Substring

    init(_ latex: String) { rest = latex[...] }

    var isAtEnd: Bool { rest.allSatisfy { $0.isWhitespace } }

    /// What stands up to a closing brace, or up to the end.
    mutating func row(until end: Character?, depth: Int) -> String? {
      guard depth < mostNested else { return nil }
      var row = ""
      while true {
        skipBlanks()
        guard let next = rest.first else { return end == nil ? row : nil }
        if next == end {
          rest.removeFirst()
          return row
        }
        guard let atom = scripted(depth) else { return nil }
        row += atom
      }
    }

    /// An atom with what is below and above it.
    private mutating func scripted(_ depth: Int) -> String? {
      guard let base = atom(depth) else { return nil }
      var (below, above): (String?, String?)
      while true {
        skipBlanks()
        guard let mark = rest.first, mark == "_" || mark == "^" else { break }
        rest.removeFirst()
        skipBlanks()
        guard let script = atom(depth) else { return nil }
        if mark == "_" { below = script } else { above = script }
      }
      switch (below, above) {
      case (nil, nil): return base
      case (let below?, nil): return "<msub>\(base)\(below)</msub>"
      case (nil, let above?): return "<msup>\(base)\(above)</msup>"
      case (let below?, let above?): return "<msubsup>\(base)\(below)\(above)</msubsup>"
      }
    }

    private mutating func atom(_ depth: Int) -> String? {
      guard let first = rest.first else { return nil }
      if first == "\\" { return command(depth) }
      if first == "{" {
        rest.removeFirst()
        return row(until: "}", depth: depth + 1).map { "<mrow>\($0)</mrow>" }
      }
      if first.isNumber {
        let digits = rest.prefix { $0.isNumber || $0 == "." }
        rest = rest[digits.endIndex...]
        return "<mn>\(digits)</mn>"
      }
      rest.removeFirst()
      if first.isLetter { return "<mi>\(first)</mi>" }
      if "}^_&#%$~".contains(first) { return nil }
      return "<mo>\(first == "-" ? "−" : escaped(String(first)))</mo>"
    }

    private mutating func command(_ depth: Int) -> String? {
      rest.removeFirst()
      guard let mark = rest.first else { return nil }
      guard mark.isLetter else {
        rest.removeFirst()
        if let width = [",": "0.17em", ";": "0.28em", " ": "0.25em"][mark] {
          return "<mspace width=\"\(width)\"/>"
        }
        return "{}|_%".contains(mark) ? "<mo>\(mark)</mo>" : nil
      }
      let name = String(rest.prefix { $0.isLetter })
      rest = rest.dropFirst(name.count)
      return element(named: name, depth)
    }

    private mutating func element(named name: String, _ depth: Int) -> String? {
      if let symbol = identifiers[name] { return "<mi>\(symbol)</mi>" }
      if let sign = operators[name] { return "<mo>\(sign)</mo>" }
      if functions.contains(name) { return "<mi>\(name)</mi>" }
      switch name {
      case "frac":
        guard let top = argument(depth), let bottom = argument(depth) else { return nil }
        return "<mfrac>\(top)\(bottom)</mfrac>"
      case "sqrt": return argument(depth).map { "<msqrt>\($0)</msqrt>" }
      case "hat", "bar", "tilde", "vec":
        let accent = ["hat": "^", "bar": "¯", "tilde": "~", "vec": "→"][name] ?? ""
        return argument(depth).map { "<mover>\($0)<mo>\(accent)</mo></mover>" }
      case "mathrm", "operatorname", "text", "mathbf", "mathit", "mathsf", "mathtt":
        return word().map { "<mi mathvariant=\"normal\">\(escaped($0))</mi>" }
      case "left", "right":
        skipBlanks()
        if rest.first == "." {
          rest.removeFirst()
          return ""
        }
        return atom(depth)
      case "quad", "qquad": return "<mspace width=\"\(name == "quad" ? 1 : 2)em\"/>"
      default: return nil
      }
    }

    private mutating func argument(_ depth: Int) -> String? {
      skipBlanks()
      return atom(depth + 1)
    }

    /// A word in braces.
    private mutating func word() -> String? {
      guard rest.first == "{", let end = rest.firstIndex(of: "}") else { return nil }
      let word = rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[rest.index(after: end)...]
      return String(word).substituting("\\_", by: "_")
    }

    private mutating func skipBlanks() { rest = rest.drop { $0.isWhitespace } }
  }

  private static let identifiers = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ",
    "Lambda": "Λ", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "partial": "∂",
    "nabla": "∇", "infty": "∞", "ell": "ℓ", "top": "⊤", "dots": "…", "ldots": "…", "cdots": "⋯",
  ]

  private static let operators = [
    "cdot": "⋅", "times": "×", "div": "÷", "pm": "±", "to": "→", "rightarrow": "→",
    "leftarrow": "←", "mapsto": "↦", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠",
    "neq": "≠", "approx": "≈", "equiv": "≡", "in": "∈", "sum": "∑", "prod": "∏", "int": "∫",
    "circ": "∘", "odot": "⊙", "otimes": "⊗", "lvert": "|", "rvert": "|", "lVert": "‖",
    "rVert": "‖", "langle": "⟨", "rangle": "⟩", "mid": "∣", "colon": ":",
  ]

  private static let functions: Set = [
    "log", "ln", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "max", "min", "lim", "det",
  ]
}
