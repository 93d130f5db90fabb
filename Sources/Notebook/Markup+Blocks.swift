import CMarkGFM

extension Markup {
  /// A block of a text, for setting it in type.
  package enum Block: Sendable, Equatable {
    /// A heading of any level.
    case heading([Run])
    /// A paragraph outside of lists.
    case paragraph([Run])
    /// A paragraph of a list's item.
    case item([Run])
    /// A block of code, with the ends of its lines.
    case code(String)
  }

  /// Characters that look alike.
  package struct Run: Sendable, Equatable {
    /// The characters.
    package var text: String
    /// How they are set.
    package var style: Style

    /// Characters that are set alike.
    package init(_ text: String, _ style: Style) {
      self.text = text
      self.style = style
    }
  }

  /// How a run of text is set.
  package enum Style: Sendable {
    /// As the text around it.
    case plain
    /// Strong, `**…**`.
    case strong
    /// Emphasised, `*…*`.
    case emphasis
    /// Code, `` `…` ``.
    case code
  }

  /// The blocks of a text, in order; what stands in quotes or lists of lists is flattened.
  package static func blocks(_ text: String) -> [Block] {
    var blocks: [Block] = []
    withDocument(text) { document, _ in
      let iterator = cmark_iter_new(document)
      defer { cmark_iter_free(iterator) }
      var runs: [Run] = []
      var styles: [Style] = []
      var items = 0
      while true {
        let event = cmark_iter_next(iterator)
        if event == CMARK_EVENT_DONE { break }
        let node = cmark_iter_get_node(iterator)
        let type = cmark_node_get_type(node)
        let literal = cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
        switch (type, event) {
        case (CMARK_NODE_ITEM, CMARK_EVENT_ENTER): items += 1
        case (CMARK_NODE_ITEM, _): items -= 1
        case (CMARK_NODE_STRONG, CMARK_EVENT_ENTER): styles.append(.strong)
        case (CMARK_NODE_EMPH, CMARK_EVENT_ENTER): styles.append(.emphasis)
        case (CMARK_NODE_STRONG, _), (CMARK_NODE_EMPH, _): styles.removeLast()
        case (CMARK_NODE_TEXT, _): runs.append(Run(literal, styles.last ?? .plain))
        case (CMARK_NODE_CODE, _): runs.append(Run(literal, .code))
        case (CMARK_NODE_SOFTBREAK, _), (CMARK_NODE_LINEBREAK, _):
          runs.append(Run(" ", styles.last ?? .plain))
        case (CMARK_NODE_CODE_BLOCK, _): blocks.append(.code(literal))
        case (CMARK_NODE_PARAGRAPH, CMARK_EVENT_EXIT):
          blocks.append(items > 0 ? .item(runs) : .paragraph(runs))
          runs = []
        case (CMARK_NODE_HEADING, CMARK_EVENT_EXIT):
          blocks.append(.heading(runs))
          runs = []
        default: continue
        }
      }
    }
    return blocks
  }
}
