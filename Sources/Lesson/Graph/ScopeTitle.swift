/// What the box of a call is titled: `encoder.first (Linear)`, `model(x)`, `mse_loss`.
package struct ScopeTitle {
  /// What the program calls it: `encoder.first`, `model`, `mse_loss`.
  package let name: String
  /// The class of a module; nil for another call.
  package let type: String?

  /// Takes a title apart.
  package init(_ title: String) {
    name = String(title.prefix { $0 != "(" && $0 != " " })
    let rest = title.dropFirst(name.count)
    type = rest.hasPrefix(" (") && rest.hasSuffix(")") ? String(rest.dropFirst(2).dropLast()) : nil
  }

  /// Whether a reader who writes a name means a box of this title.
  package static func isNamed(_ name: String, _ title: String) -> Bool {
    let own = ScopeTitle(title)
    return title == name || own.name == name || own.type == name
  }
}
