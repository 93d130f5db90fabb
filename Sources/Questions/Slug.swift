import Foundation

/// Names made fit for files, on every system.
package enum Slug {
  /// The letters and digits of a text in small ASCII, with hyphens between its words; `student` for
  /// a text without any.
  package static func text(_ text: String) -> String { key(text) ?? "student" }

  /// The same, by which texts are compared; nil for one without letters and digits, which is like no
  /// other.
  package static func key(_ text: String) -> String? {
    let latin = text.applyingTransform(.toLatin, reverse: false) ?? text
    var slug = ""
    for scalar in latin.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": slug.unicodeScalars.append(scalar)
      case "ß": slug += "ss"
      case "ø": slug += "o"
      case "æ": slug += "ae"
      case "ł": slug += "l"
      case "đ", "ð": slug += "d"
      case "'", "’", "ʹ", "ʻ", "ʼ": continue
      case _ where scalar.properties.generalCategory == .nonspacingMark: continue
      default: if !slug.isEmpty, !slug.hasSuffix("-") { slug += "-" }
      }
      if slug.utf8.count >= 60 { break }
    }
    while slug.hasSuffix("-") { slug.removeLast() }
    return slug.isEmpty ? nil : slug
  }

  /// What Windows takes for devices, wherever a file of the name lies.
  package static let reserved: Set<String> = Set(
    ["con", "prn", "aux", "nul"] + (0...9).flatMap { ["com\($0)", "lpt\($0)"] })

  /// A slug that is not taken yet: with the id after it, or a number, where two names are alike.
  package static func unused(_ slug: String, id: String, _ taken: inout Set<String>) -> String {
    if taken.insert(slug).inserted { return slug }
    if !id.isEmpty {
      let longer = "\(slug)-\(text(id))"
      if taken.insert(longer).inserted { return longer }
    }
    var count = 2
    while !taken.insert("\(slug)-\(count)").inserted { count += 1 }
    return "\(slug)-\(count)"
  }
}
