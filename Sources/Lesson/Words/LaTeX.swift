/// Names and numbers for a renderer of LaTeX.
package enum LaTeX {
  /// A name of the program: one letter as it is, longer ones upright, `v₁` as a subscript.
  package static func symbol(_ name: String) -> String {
    let digits = name.reversed().prefix { subscripts[$0] != nil }.reversed()
    let base = name.dropLast(digits.count)
    let index = digits.compactMap { subscripts[$0] }.joined()
    let stem = upright(String(base))
    return index.isEmpty ? stem : "\(stem)_{\(index)}"
  }

  /// What something comes to, behind the sign that says whether it is rounded: `= 6.0`.
  static func result(_ value: Double) -> String {
    let sign = NumberText.isRounded(value) ? "\\approx" : "="
    return "\(sign) \(number(NumberText.card(value)))"
  }

  /// A number of ``NumberText``.
  package static func number(_ text: String) -> String {
    let parts = text.substituting("−", by: "-").split(separator: "e", maxSplits: 1)
    guard let mantissa = parts.first, let exponent = parts.dropFirst().first else {
      return text.hasSuffix("inf")
        ? text.substituting("−", by: "-").substituting("inf", by: "\\infty")
        : text == "nan" ? "\\mathrm{nan}" : text.substituting("−", by: "-")
    }
    return "\(mantissa) \\times 10^{\(exponent)}"
  }

  static func function(_ name: String) -> String {
    switch name {
    case "ln", "sin", "cos", "tan", "sinh", "cosh", "tanh", "max", "min": "\\\(name)"
    default: "\\operatorname{\(escaped(name))}"
    }
  }

  private static let subscripts: [Character: String] = [
    "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8",
    "₉": "9",
  ]

  private static func upright(_ name: String) -> String {
    let letters = name.prefix { $0 != "[" }
    let rest = name.dropFirst(letters.count)
    let head = letters.count == 1 ? String(letters) : "\\mathrm{\(escaped(String(letters)))}"
    return head + escaped(String(rest))
  }

  private static func escaped(_ name: String) -> String { name.substituting("_", by: "\\_") }
}
