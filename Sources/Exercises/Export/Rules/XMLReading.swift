import Foundation
import FoundationXML

/// A file read back, by another hand than the one that wrote it.
struct ReadDocument {
  let root: XMLElement

  init(_ bytes: [UInt8]) throws(RuleBreach) {
    guard let document = try? XMLDocument(data: Data(bytes)), let root = document.rootElement()
    else {
      throw RuleBreach("the file", "it is not well-formed XML")
    }
    self.root = root
  }
}

extension XMLElement {
  subscript(attribute name: String) -> String? { attribute(forName: name)?.stringValue }

  var elements: [XMLElement] { (children ?? []).compactMap { $0 as? XMLElement } }

  func first(_ name: String) -> XMLElement? { elements(forName: name).first }

  /// The text of the first element of a path of names; nil if there is none.
  func text(_ path: String...) -> String? {
    var element: XMLElement? = self
    for name in path { element = element?.first(name) }
    return element.map { $0.stringValue ?? "" }
  }

  /// The element and all that stand in it, in the document's order.
  var family: [XMLElement] {
    var found: [XMLElement] = []
    var open = [self]
    while let next = open.popLast() {
      found.append(next)
      open += next.elements.reversed()
    }
    return found
  }

  func all(_ name: String) -> [XMLElement] { family.filter { $0.name == name } }
}

/// Rules that hold of numbers in every format.
enum NumberRules {
  /// The number of a plain decimal; nil for all else, such as `1e-5`, `+6`, `nan` and ` 6`.
  static func plain(_ text: some StringProtocol) -> Double? {
    String(text).wholeMatch(of: #/-?\d+(\.\d+)?/#) == nil ? nil : Double(text)
  }

  /// What is wrong with answers that are tried one after the other.
  static func breaches(in answers: [NumberRange], at place: String) -> [RuleBreach] {
    var breaches: [RuleBreach] = []
    for (index, answer) in answers.enumerated()
    where answers[..<index].contains(where: answer.overlaps) {
      breaches.append(
        RuleBreach(
          place,
          "the answer \(PlainDecimal.text(answer.value)) can never be reached: an earlier one "
            + "covers a part of its interval"))
    }
    return breaches
  }

  /// What is wrong with a part of the points, in percent.
  static func breach(ofFraction text: String?, at place: String) -> RuleBreach? {
    guard let fraction = text.flatMap(Double.init),
      Credit.percents.contains(where: { ($0 - fraction.magnitude).magnitude <= 1e-3 })
    else {
      return RuleBreach(place, "the fraction \(text ?? "(none)") is not one that Moodle knows")
    }
    return nil
  }
}
