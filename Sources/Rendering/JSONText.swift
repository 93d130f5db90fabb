package import Autograd

/// JSON whose keys stand in a given order, with the shortest text of every number that reads back
/// as the same number; `nan` and the infinities, which JSON lacks, are strings.
package enum JSONText {
  /// An object of members whose values are JSON.
  package static func object(_ members: [(String, String)]) -> String {
    "{\(members.map { "\"\($0)\": \($1)" }.joined(separator: ", "))}"
  }

  /// A list of integers.
  package static func list(_ numbers: [Int]) -> String {
    array(numbers.map(String.init))
  }

  /// A list of what is JSON.
  package static func array(_ items: [String]) -> String {
    "[\(items.joined(separator: ", "))]"
  }

  /// A number, or `null` for nil.
  package static func number(_ value: Double?) -> String {
    guard let value else { return "null" }
    return value.isFinite ? "\(value)" : value.isNaN ? "\"nan\"" : "\"\(value)\""
  }

  /// A text in quotes, escaped as RFC 8259 asks.
  package static func string(_ text: String) -> String {
    var escaped = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped + "\""
  }
}

extension Operation {
  /// What JSON and JavaScript call it.
  package var name: String {
    switch self {
    case .source(let source): source.rawValue
    case .unary(let unary): unary.rawValue
    case .binary(let binary): binary.rawValue
    case .reduction(let reduction): reduction.rawValue
    }
  }
}
