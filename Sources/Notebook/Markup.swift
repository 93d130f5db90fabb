import CMarkGFM
import Foundation
import Synchronization

/// What CommonMark, with GitHub's tables, finds in a text.
package struct Markup {
  /// A fenced block and the lines that its fences stand on, counted from 1.
  package struct CodeBlock {
    /// What stands behind the opening fence: `python`, or more than the language.
    package var language: String
    /// The lines between the fences, with their ends.
    package var text: String
    /// The line of the opening fence, counted from 1.
    package var firstLine: Int
    /// The line of the closing fence, counted from 1.
    package var lastLine: Int
  }

  /// A link or an image.
  package struct Link {
    /// The address as it is written.
    package var target: String
    /// The line that the paragraph around it begins at, or its own where that is known.
    package var line: Int
  }

  /// The fenced blocks, in the order of the text.
  package private(set) var codeBlocks: [CodeBlock] = []
  private(set) var codeSpans: [String] = []
  /// The links and images, in the order of the text.
  package private(set) var links: [Link] = []
  /// The texts of the headings.
  package private(set) var headings: [String] = []

  /// Reads a text; every text is Markdown.
  package init(_ text: String) {
    Self.withDocument(text) { document, _ in read(document) }
  }

  /// A document as HTML.
  ///
  /// - Parameters:
  ///   - text: Markdown.
  ///   - keepsHTML: Whether HTML in it stays; else a comment stands in its place.
  /// - Returns: HTML without a page around it.
  package static func html(_ text: String, keepsHTML: Bool = false) -> String {
    var html = ""
    let options = keepsHTML ? CMARK_OPT_UNSAFE : CMARK_OPT_DEFAULT
    withDocument(text) { document, _ in
      guard let rendered = cmark_render_html(document, options, nil) else { return }
      html = String(cString: rendered)
      free(rendered)
    }
    return html
  }

  private mutating func read(_ document: OpaquePointer?) {
    let iterator = cmark_iter_new(document)
    defer { cmark_iter_free(iterator) }
    var heading: String?
    var blockLine = 1
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { break }
      let node = cmark_iter_get_node(iterator)
      let type = cmark_node_get_type(node)
      if type == CMARK_NODE_HEADING {
        if event == CMARK_EVENT_ENTER {
          heading = ""
        } else if let text = heading {
          headings.append(text)
          heading = nil
        }
      }
      guard event == CMARK_EVENT_ENTER else { continue }
      let line = Int(cmark_node_get_start_line(node))
      if line > 0 { blockLine = line }
      let literal = Self.string(cmark_node_get_literal(node))
      if type == CMARK_NODE_CODE_BLOCK, Self.isFenced(node) {
        codeBlocks.append(
          CodeBlock(
            language: Self.string(cmark_node_get_fence_info(node)), text: literal, firstLine: line,
            lastLine: Int(cmark_node_get_end_line(node))))
      } else if type == CMARK_NODE_CODE {
        codeSpans.append(literal)
        heading? += literal
      } else if type == CMARK_NODE_TEXT {
        heading? += literal
      } else if type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE {
        links.append(Link(target: Self.string(cmark_node_get_url(node)), line: blockLine))
      }
    }
  }

  private static func isFenced(_ node: OpaquePointer?) -> Bool {
    var length: Int32 = 0
    var offset: Int32 = 0
    var character: CChar = 0
    return cmark_node_get_fenced(node, &length, &offset, &character) != 0
  }

  static func string(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
}

/// The extensions are registered in a process-wide list without a lock of its own.
private let registration = Mutex(false)

extension Markup {
  /// Parses a text, and hands over the document and the parser, which knows its extensions.
  static func withDocument<Result>(
    _ text: String, extensions: [String] = ["table"],
    _ body: (_ document: OpaquePointer?, _ parser: OpaquePointer?) -> Result
  ) -> Result {
    let parser = cmark_parser_new(CMARK_OPT_DEFAULT)
    defer { cmark_parser_free(parser) }
    registration.withLock { isRegistered in
      if !isRegistered { cmark_gfm_core_extensions_ensure_registered() }
      isRegistered = true
      for name in extensions {
        if let known = cmark_find_syntax_extension(name) {
          cmark_parser_attach_syntax_extension(parser, known)
        }
      }
    }
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        cmark_parser_feed(parser, $0.baseAddress, $0.count)
      }
    }
    let root = cmark_parser_finish(parser)
    defer { cmark_node_free(root) }
    return body(root, parser)
  }
}
