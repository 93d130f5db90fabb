import Foundation
import Notebook
import Rendering
import Tutorial

/// The pages that exist in the preview only.
enum PreviewDocument {
  /// A tutorial's walkthrough, with the way to its player if it has one.
  static func walkthrough(_ markdown: String, title: String, hasPlayer: Bool) -> String {
    let player = hasPlayer ? " · <a href=\"./\">Step through it</a>" : ""
    return page(title, Markup.html(alerts(markdown), keepsHTML: true), navigation: home + player)
  }

  /// What is wrong with a tutorial, and the lines around the place.
  static func failure(_ error: TutorialError, in entry: PreviewPages.Entry) -> String {
    page("\(entry.name): error", section(error, entry), navigation: home)
  }

  /// A tutorial whose program has not come to its end.
  static func running(_ entry: PreviewPages.Entry) -> String {
    page("\(entry.name) runs", notice(entry), navigation: home)
  }

  /// All tutorials, and first of all what is wrong with them.
  static func gallery(_ entries: [PreviewPages.Entry]) -> String {
    let running = entries.filter { $0.run != nil }.map(notice)
    let rest = entries.filter { $0.run == nil }
    let errors = rest.compactMap { entry in entry.error.map { section($0, entry) } }
    let pages = rest.filter { $0.error == nil }.compactMap(\.page?.card)
    return page(
      "Tutorials",
      running.joined() + errors.joined() + Markup.html(Gallery.markdown(pages), keepsHTML: true))
  }

  static func missing(_ path: String) -> String {
    page(
      "Not found", "<h1>Not found</h1>\n<p><code>\(escaped(path))</code></p>\n",
      navigation: home)
  }

  private static func notice(_ entry: PreviewPages.Entry) -> String {
    "<p class=\"running\" role=\"status\"><strong>\(escaped(entry.url.lastPathComponent)) is "
      + "running…</strong> The page comes as soon as the program ends; if it never does, it is "
      + "stopped.</p>\n"
  }

  private static func section(_ error: TutorialError, _ entry: PreviewPages.Entry) -> String {
    let text = (try? String(contentsOf: entry.url, encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var excerpt = ""
    for number in max(1, error.line - 3)..<max(1, error.line + 4) where number <= lines.count {
      let line = escaped("\(number)  \(lines[number - 1])")
      excerpt += number == error.line ? "<mark>\(line)</mark>\n" : "\(line)\n"
    }
    return """
      <section class="error" role="alert">
      <h1>\(escaped(error.file)), line \(error.line)</h1>
      <pre class="message">\(multiline(error.kind.message))</pre>
      <pre class="source">\(excerpt)</pre>
      \(Markup.html(Markdown.list(error.kind.advice)))
      <p>The page comes back as soon as the file is saved without the error.</p>
      </section>

      """
  }

  /// Escapes line by line, since a line break is one more thing that markup would lose.
  private static func multiline(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped($0) }
      .joined(separator: "\n")
  }

  /// GitHub's `> [!NOTE]`, which CommonMark does not have.
  private static func alerts(_ markdown: String) -> String {
    ["Note", "Tip", "Important", "Warning", "Caution"].reduce(markdown) { text, kind in
      text.replacing("> [!\(kind.uppercased())]\n", with: "> **\(kind)**\\\n")
    }
  }

  private static let home = "<a href=\"/\">All tutorials</a>"

  private static func page(_ title: String, _ body: String, navigation: String = "") -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>\(escaped(title))</title>
    <link rel="icon" href="data:,">
    <style>
    \(style)</style>
    </head>
    <body>
    <nav>\(navigation)</nav>
    <main>
    \(body)</main>
    </body>
    </html>

    """
  }

  private static let style = """
    :root{color-scheme:light dark}
    body{font:17px/1.6 system-ui,sans-serif;max-width:52rem;margin:0 auto;padding:1.5rem 1rem 4rem}
    pre,code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace}
    pre{padding:.8rem 1rem;overflow-x:auto;border:1px solid #8884;border-radius:6px;font-size:.85em}
    table{border-collapse:collapse;display:block;overflow-x:auto}
    th,td{border:1px solid #8886;padding:.25rem .7rem;text-align:left}
    img{max-width:100%;height:auto}
    blockquote{margin:1rem 0;padding:.1rem 1rem;border-left:4px solid #c2410c}
    .error{border:2px solid #c2410c;border-radius:8px;padding:0 1.2rem;margin-bottom:2rem}
    .error h1{font-size:1.3rem}
    .running{border:2px solid #8886;border-radius:8px;padding:.8rem 1.2rem}
    .message{white-space:pre-wrap}
    .source mark{background:#c2410c;color:#fff}

    """
}
