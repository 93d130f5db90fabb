import CMarkGFM

/// What CommonMark, with GitHub's tables, finds in a text.
struct Markup {
  /// A fenced block and the lines that its fences stand on, counted from 1.
  struct CodeBlock {
    var language: String
    var text: String
    var firstLine: Int
    var lastLine: Int
  }

  /// A link or an image.
  struct Link {
    var target: String
    var line: Int
  }

  private(set) var codeBlocks: [CodeBlock] = []
  private(set) var codeSpans: [String] = []
  private(set) var links: [Link] = []
  /// The texts of the headings.
  private(set) var headings: [String] = []

  init(_ text: String) {
    let document = ParsedDocument(text)
    let iterator = cmark_iter_new(document.root)
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
      if type == CMARK_NODE_CODE_BLOCK, cmark_node_get_fenced(node, nil, nil, nil) != 0 {
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

  private static func string(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
}

/// The sole owner of a parsed document.
private struct ParsedDocument: ~Copyable {
  let root: OpaquePointer?
  private let parser: OpaquePointer?

  init(_ text: String) {
    cmark_gfm_core_extensions_ensure_registered()
    let parser = cmark_parser_new(CMARK_OPT_DEFAULT)
    if let tables = cmark_find_syntax_extension("table") {
      cmark_parser_attach_syntax_extension(parser, tables)
    }
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        cmark_parser_feed(parser, $0.baseAddress, $0.count)
      }
    }
    root = cmark_parser_finish(parser)
    self.parser = parser
  }

  deinit {
    cmark_node_free(root)
    cmark_parser_free(parser)
  }
}
