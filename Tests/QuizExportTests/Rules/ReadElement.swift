import Foundation
import FoundationXML

/// An element of a file read back, by another hand than the one that wrote it.
struct ReadElement {
  var name: String
  var attributes: [String: String]
  /// What stands directly in it, CDATA sections included.
  var text = ""
  var elements: [ReadElement] = []

  /// Reads a document, without its namespaces.
  init(_ bytes: [UInt8]) throws(RuleBreach) {
    // From a stream: given all bytes at once, libxml2 gives up on a file of more than 10 MB.
    let parser = XMLParser(stream: InputStream(data: Data(bytes)))
    let reader = Reader()
    parser.delegate = reader
    guard parser.parse(), let root = reader.root else {
      throw RuleBreach("the file", "it is not well-formed XML (line \(parser.lineNumber))")
    }
    self = root
  }

  private init(_ name: String, _ attributes: [String: String]) {
    self.name = name
    self.attributes = attributes
  }

  subscript(attribute name: String) -> String? { attributes[name] }

  func all(of name: String) -> [ReadElement] { elements.filter { $0.name == name } }

  func first(_ name: String) -> ReadElement? { elements.first { $0.name == name } }

  /// The text of the first element of a path of names; nil if there is none.
  func text(_ path: String...) -> String? {
    var element: ReadElement? = self
    for name in path { element = element?.first(name) }
    return element?.text
  }

  /// The element and all that stand in it, in the document's order.
  var family: [ReadElement] {
    var found: [ReadElement] = []
    var open = [self]
    while let next = open.popLast() {
      found.append(next)
      open += next.elements.reversed()
    }
    return found
  }

  /// Those of a name, however deep.
  func all(_ name: String) -> [ReadElement] { family.filter { $0.name == name } }

  /// What the parser calls; a class, because it is told so one event at a time.
  private final class Reader: NSObject, XMLParserDelegate {
    var root: ReadElement?
    private var open: [ReadElement] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      open.append(ReadElement(name, attributes))
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      guard let element = open.popLast() else { return }
      if open.isEmpty { root = element } else { open[open.count - 1].elements.append(element) }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { append(text) }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
      append(String(decoding: block, as: UTF8.self))
    }

    private func append(_ text: String) {
      if !open.isEmpty { open[open.count - 1].text += text }
    }
  }
}
