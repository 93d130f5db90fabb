import CMarkGFM
import Foundation

extension Markup {
  /// A text as XHTML, without a page around it.
  ///
  /// HTML inside of the text is left out: a comment stands in its place.
  package static func html(_ text: String) -> String {
    var html = ""
    withDocument(text) { document in
      guard let rendered = cmark_render_html(document, CMARK_OPT_DEFAULT, nil) else { return }
      html = String(cString: rendered)
      free(rendered)
    }
    return html
  }
}
