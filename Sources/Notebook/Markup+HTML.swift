import CMarkGFM
import Foundation

extension Markup {
  /// A piece of Markdown as HTML that needs nothing beside itself, headings with the anchors that
  /// GitHub gives them.
  ///
  /// HTML stays HTML, as on GitHub; what GitHub filters out (`script` and the like) is text.
  ///
  /// - Parameters:
  ///   - markdown: What to turn.
  ///   - picture: The contents of a file beside the document, as a `data:` address.
  ///   - formula: A formula in LaTeX as an element, which is a block or stands in a line.
  /// - Returns: Elements for the inside of a page.
  package static func html(
    _ markdown: String, picture: (String) -> String?,
    formula: (_ latex: String, _ isBlock: Bool) -> String
  ) -> String {
    let spans = MathSpans(markdown, element: formula)
    let extensions = ["table", "strikethrough", "autolink", "tagfilter"]
    let html = withDocument(spans.text, extensions: extensions) { document, parser in
      settlePictures(document, picture)
      guard
        let text = cmark_render_html(
          document, CMARK_OPT_UNSAFE, cmark_parser_get_syntax_extensions(parser))
      else { return "" }
      defer { free(text) }
      return string(text)
    }
    // What scrolls sideways can be reached with the keyboard.
    let reachable = html.replacing("<pre>", with: "<pre tabindex=\"0\">")
    return spans.restored(in: withAlerts(withAnchors(reachable)))
  }

  /// Puts pictures into the page; one that is elsewhere becomes a link, so that a page loads
  /// nothing when it is read.
  private static func settlePictures(_ document: OpaquePointer?, _ picture: (String) -> String?) {
    let iterator = cmark_iter_new(document)
    defer { cmark_iter_free(iterator) }
    var images: [OpaquePointer] = []
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { break }
      guard let node = cmark_iter_get_node(iterator) else { continue }
      if event == CMARK_EVENT_ENTER, cmark_node_get_type(node) == CMARK_NODE_IMAGE {
        images.append(node)
      }
    }
    for image in images {
      let target = string(cmark_node_get_url(image))
      if let address = picture(target) {
        cmark_node_set_url(image, address)
      } else if let link = cmark_node_new(CMARK_NODE_LINK) {
        cmark_node_set_url(link, target)
        cmark_node_insert_before(image, link)
        while let child = cmark_node_first_child(image) { cmark_node_append_child(link, child) }
        cmark_node_unlink(image)
        cmark_node_free(image)
      }
    }
  }

  /// `<h2>` with an `id`.
  private static func withAnchors(_ html: String) -> String {
    html.replacing(/<(h[1-6])>(.*?)<\/h[1-6]>/) { match in
      let words = match.2.replacing(/<[^>]*>/, with: "")
      return "<\(match.1) id=\"\(anchor(String(words)))\">\(match.2)</\(match.1)>"
    }
  }

  /// The anchor that GitHub gives a heading.
  package static func anchor(_ heading: String) -> String {
    String(
      heading.lowercased().compactMap { character in
        if character == " " { return "-" }
        return character.isLetter || character.isNumber || character == "-" || character == "_"
          ? character : nil
      })
  }

  /// GitHub's alerts: a quotation that begins with `[!WARNING]`.
  private static func withAlerts(_ html: String) -> String {
    html.replacing(/<blockquote>\s*<p>\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*/) { match in
      let kind = match.1.lowercased()
      return
        "<blockquote class=\"alert \(kind)\">\n<p class=\"alert-kind\">\(kind.capitalized)</p>\n<p>"
    }
  }
}
