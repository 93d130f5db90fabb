import Rendering

/// Text that includes a deck in someone's own slides.
package enum Snippet {
  package static let beamerFile = "beamer.tex"
  package static let revealFile = "reveal.html"

  /// A frame for LaTeX's beamer that shows one step after the other, from a folder as it is seen
  /// from the document.
  package static func beamer(_ deck: Deck, in folder: String) -> String {
    let pages = deck.slides.indices.map { index in
      "  \\includegraphics<\(index + 1)>[page=\(index + 1),width=\\textwidth,"
        + "height=0.95\\textheight,keepaspectratio]{\(path(Deck.document, in: folder))}%\n"
    }
    return """
      % \(oneLine(deck.title)): \(steps(deck)). For 16:9: \\documentclass[aspectratio=169]{beamer}
      \\begin{frame}[plain]
        \\centering
      \(pages.joined())\\end{frame}

      """
  }

  /// A section for reveal.js: each step takes the place of the one before, from a folder as it is
  /// seen from the page.
  package static func reveal(_ deck: Deck, in folder: String) -> String {
    let last = deck.slides.count - 1
    let images = deck.slides.enumerated().map { index, slide in
      let source = escaped(path("\(deck.stillName(index)).svg", in: folder))
      return "    <img\(fragment(index, of: last)) src=\"\(source)\""
        + " alt=\"\(escaped("Step \(index + 1): \(slide.title)"))\">\n"
    }
    return """
      <!-- \(oneLine(deck.title).replacing("--", with: "- -")): \(steps(deck)) -->
      <section>
        <div class="r-stack">
      \(images.joined())  </div>
      </section>

      """
  }

  /// When an image is seen: the first until the second comes, the last to the end.
  private static func fragment(_ index: Int, of last: Int) -> String {
    if last == 0 { return "" }
    if index == 0 { return " class=\"fragment fade-out\" data-fragment-index=\"0\"" }
    let effect = index == last ? "fade-in" : "current-visible"
    return " class=\"fragment \(effect)\" data-fragment-index=\"\(index - 1)\""
  }

  private static func path(_ file: String, in folder: String) -> String {
    let folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    return "\(folder)/\(file)"
  }

  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }

  private static func steps(_ deck: Deck) -> String {
    deck.slides.count == 1 ? "1 step" : "\(deck.slides.count) steps"
  }
}
