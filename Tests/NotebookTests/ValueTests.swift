import Foundation
import Notebook
import Rendering
import Testing

/// Values of `{python}` in prose: text, whatever they hold.
@Suite struct ValueTests {
  static let values: [(value: String, markdown: String)] = [
    ("-8", "-8"), ("0.5", "0.5"), ("tensor(2.)", "tensor(2.)"), ("1e-05", "1e-05"),
    ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"),
    ("<img src=x onerror=a>", "\\<img src=x onerror=a\\>"),
    ("a | b", "a \\| b"), ("# a", "\\# a"), ("- a", "\\- a"), ("---", "\\---"), ("===", "\\==="),
    ("1. a", "1\\. a"), ("2.", "2\\."), ("a\n\n- b\n    c", "a - b c"), ("  a", "a"), ("", ""),
    ("*a* _b_ `c` $d$", "\\*a\\* \\_b\\_ \\`c\\` \\$d\\$"), ("&lt;", "\\&lt;"),
    ("http://a.b www.c.d", "http\\://a.b www\\.c.d"), ("~~a~~", "\\~\\~a\\~\\~"),
  ]

  @Test(arguments: values)
  func areText(value: String, markdown: String) {
    #expect(Markdown.value(value) == markdown)
    let words = value.split { " \n".contains($0) }.joined(separator: " ")
    let html = Markup.html(Markdown.value(value), keepsHTML: true)
    #expect(html == (words.isEmpty ? "" : "<p>\(shown(words))</p>\n"))
  }

  /// As the library for Markdown escapes a text.
  private func shown(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
