import Rendering

/// An element of a file that another program reads; the one place where exports become XML.
struct Element {
  var name: String
  var attributes: [(name: String, value: String)]
  var content: Content

  enum Content {
    case text(String)
    /// Text as it is, in a CDATA section.
    case verbatim(String)
    /// Well-formed XML, such as XHTML.
    case markup(String)
    case elements([Element])

    var isEmpty: Bool {
      switch self {
      case .text(let text), .verbatim(let text), .markup(let text): text.isEmpty
      case .elements(let elements): elements.isEmpty
      }
    }
  }

  init(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ elements: [Element] = []
  ) {
    self.name = name
    self.attributes = attributes.map { (name: $0.key, value: $0.value) }
    content = .elements(elements)
  }

  init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: Content) {
    self.init(name, attributes)
    self.content = content
  }

  init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) {
    self.init(name, attributes, .text(text))
  }

  /// A whole document, indented; its declaration is its very first bytes, as Moodle wants it.
  var document: String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    write(to: &text, indentation: "")
    return text
  }

  private func write(to text: inout String, indentation: String) {
    text += "\(indentation)<\(name)"
    for attribute in attributes { text += " \(attribute.name)=\"\(escaped(attribute.value))\"" }
    switch content {
    case _ where content.isEmpty:
      text += "/>\n"
    case .text(let content):
      text += ">\(Self.escapedLines(content))</\(name)>\n"
    case .verbatim(let content):
      text += "><![CDATA[\(Self.splitEnds(of: content))]]></\(name)>\n"
    case .markup(let content):
      text += ">\(content)</\(name)>\n"
    case .elements(let elements):
      text += ">\n"
      for element in elements { element.write(to: &text, indentation: indentation + "  ") }
      text += "\(indentation)</\(name)>\n"
    }
  }

  /// Text content; line ends stay, since programs stand in it.
  static func escapedLines(_ text: String) -> String {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { escaped(String(String.UnicodeScalarView($0))) }.joined(separator: "\n")
  }

  /// A CDATA section cannot hold its own end, nor control characters.
  private static func splitEnds(of text: String) -> String {
    var allowed = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t", "\n": allowed.append(scalar)
      case "\r": continue
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": allowed.append("\u{FFFD}")
      default: allowed.append(scalar)
      }
    }
    return String(allowed).replacing("]]>", with: "]]]]><![CDATA[>")
  }
}
