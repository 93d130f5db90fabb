package import Rendering

extension Deck {
  /// A file of the deck: its name, and how its bytes are made.
  package struct File {
    package var name: String
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

  package static let document = "slides.pdf"
  package static let animation = "slides.svg"

  /// Whether a file of this name is one that a deck makes.
  package static func makes(_ name: String) -> Bool {
    if [document, animation, Snippet.beamerFile, Snippet.revealFile].contains(name) { return true }
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
