import Cairo
package import Rendering

extension Deck {
  /// A file of the deck: its name, and how its bytes are made.
  package struct File {
    /// The name in the deck's folder.
    package var name: String
    /// Makes the bytes; throws what drawing or cairo throws.
    package var bytes: () throws -> [UInt8]
  }

  /// A still as SVG, PDF and PNG for every step, then all of them in one document and in one
  /// animation.
  ///
  /// - Parameter seconds: How long the animation shows a step.
  /// - Returns: The files, none of which is drawn before its bytes are asked for.
  package func files(seconds: Double) -> [File] {
    slides.indices.flatMap { index in
      let name = stillName(index)
      return [
        File(name: "\(name).svg") { Array(still(index, theme).utf8) },
        File(name: "\(name).pdf") {
          try PDF.document(pages: [still(index, theme.fixed)], title: slides[index].title)
        },
        File(name: "\(name).png") { try PNG.image(of: still(index, theme.fixed), scale: 1) },
      ]
    } + [
      File(name: Deck.document) { try document() },
      File(name: Deck.animation) { Array(animation(seconds: seconds).utf8) },
    ]
  }

  /// The file that has all stills as pages.
  package static let document = "slides.pdf"
  /// The file that shows the stills one after the other.
  package static let animation = "slides.svg"

  /// Whether a file of this name is one that a deck makes.
  package static func makes(_ name: String) -> Bool {
    if [document, animation, Include.beamerFile, Include.revealFile].contains(name) { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && ["svg", "pdf", "png"].contains(parts[1])
      && parts[0].hasPrefix(prefix) && Int(parts[0].dropFirst(prefix.count)) != nil
  }

  private static let prefix = "step-"

  /// `step-007`: numbers of one width, so that names sort as steps do.
  func stillName(_ index: Int) -> String {
    let digits = String(index + 1)
    let width = max(2, String(slides.count).count)
    return Deck.prefix + String(repeating: "0", count: width - digits.count) + digits
  }

  /// All slides as one PDF document.
  package func document() throws(PictureError) -> [UInt8] {
    try PDF.document(pages: slides.indices.map { still($0, theme.fixed) }, title: title)
  }

  private func still(_ index: Int, _ theme: Theme) -> String {
    slides[index].svg(size, theme: theme, identifier: stillName(index))
  }
}

/// Text that includes a deck in someone's own slides.
package enum Include {
  /// The file that includes the deck in a LaTeX document.
  package static let beamerFile = "beamer.tex"
  /// The file that includes the deck in a page of reveal.js.
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
