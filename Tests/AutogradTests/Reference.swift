import Autograd
import Foundation

/// What PyTorch printed for the primitives: `Reference/primitives.json`, made by the script
/// beside it.
struct Reference: Decodable {
  let float32: Tables
  let float64: Tables

  struct Tables: Decodable {
    let unary: [String: [String]]
    let binary: [String: [String]]
    let reduction: [String: [String]]
  }

  static func load() throws -> Reference {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Reference/primitives.json")
    return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
  }

  func tables(_ precision: Precision) -> Tables { precision == .single ? float32 : float64 }
}

/// One line of a table: operands, seed, value, and the gradient of each operand, nil where PyTorch
/// has none.
struct ReferenceRow {
  let text: String
  let operands: [Double]
  let seed: Double
  let value: Double
  let gradients: [Double?]

  init?(_ text: String) {
    self.text = text
    let cells = text.split(separator: " ").map { Double($0) }
    let count = (cells.count - 2) / 2
    operands = cells.prefix(count).compactMap(\.self)
    guard operands.count == count, let seed = cells[count], let value = cells[count + 1] else {
      return nil
    }
    self.seed = seed
    self.value = value
    gradients = Array(cells.dropFirst(count + 2))
  }
}

/// How far a number is from another, in units of the last place of a precision; nil for numbers
/// that no rounding explains, such as 0 and −0.
func distance(_ a: Double, _ b: Double, _ precision: Precision) -> Double? {
  if a.isNaN && b.isNaN { return 0 }
  if a == b { return a.sign == b.sign ? 0 : nil }
  guard a.isFinite && b.isFinite else { return nil }
  let unit =
    switch precision {
    case .double: b.ulp
    case .single: Double(Float(b).ulp)
    case .half: Double(Float16(b).ulp)
    }
  return (a - b).magnitude / unit
}
