import Cairo
import Notebook
package import Questions
import Rendering

/// A question as all platforms take it: HTML, pictures as files, and blanks in a form that they can
/// judge.
package struct QuestionDraft {
  var identifier: String
  var exercise: String
  /// What all variants are called.
  var subject: String
  var title: String
  /// The text as XHTML.
  package var html: String
  /// As XHTML, one each.
  var hints: [String]
  var items: [ExportItem]
  var asked: PictureFile?
  /// Only where a question asks for all blanks, and so may show all answers.
  var solved: PictureFile?

  /// A question for a format; what the format cannot carry is added to the notes.
  package init(
    _ question: Question, _ format: ExportFormat, _ options: ExportOptions,
    _ notes: inout [ExportNote]
  ) throws(ExportError) {
    identifier = question.identifier
    exercise = question.exercise
    subject = question.title
    // Seed 0 stands for the numbers that the exercise was written with.
    title = question.title + (question.seed == 0 ? "" : " (variant \(question.variantName))")
    var kinds: Set<ExportNote.Kind> = []
    html = Self.html(question.text, &kinds)
    hints = question.hints.map { Self.html($0, &kinds) }
    for kind in [ExportNote.Kind.markupLeftOut, .filesLeftOut]
    where kinds.contains(kind) {
      notes.append(ExportNote(identifier, kind))
    }
    items = []
    for blank in question.blanks {
      items += ExportItem(blank, of: identifier, format.abilities, &notes).map { [$0] } ?? []
    }
    if !format.abilities.contains(.hints), !hints.isEmpty {
      notes.append(ExportNote(identifier, .noHints))
    }
    if !format.abilities.contains(.points) {
      if items.contains(where: { $0.points != 1 }) {
        notes.append(ExportNote(identifier, .noPoints))
      }
    } else if !format.abilities.contains(.fractionalPoints) {
      makePointsWhole(&notes)
    }
    guard let picture = question.picture else { return }
    do throws(PictureError) {
      asked = try PictureFile(
        name: identifier, svg: picture.asked, description: picture.description, options.picture)
      guard format == .moodle, let solution = question.solvedPicture else { return }
      solved = try PictureFile(
        name: identifier + "-solved", svg: solution,
        description: "The same graph with every blank filled in.", options.picture)
    } catch {
      throw .picture(identifier, reason: error.description)
    }
  }
}

extension QuestionDraft {
  /// Markdown as XHTML, without what would lead nowhere from another place.
  private static func html(_ markdown: String, _ notes: inout Set<ExportNote.Kind>) -> String {
    let html = Markup.html(markdown)
    if html.contains("<!-- raw HTML omitted -->") { notes.insert(.markupLeftOut) }
    let kept = html.replacing(#/<img src="([^"]*)" alt="([^"]*)"[^>]*>/#) { match in
      match.output.1.contains("://") ? match.output.0 : match.output.2
    }.replacing(#/<a href="([^"]*)"[^>]*>(.*?)<\/a>/#) { match in
      match.output.1.contains(":") ? match.output.0 : match.output.2
    }
    if kept != html { notes.insert(.filesLeftOut) }
    return kept
  }

  var points: Double { items.reduce(0) { $0 + $1.points } }

  /// Multiplies the points by the smallest number that makes all of them whole.
  private mutating func makePointsWhole(_ notes: inout [ExportNote]) {
    let factor = (1...60).first { factor in
      items.allSatisfy { item in
        let points = item.points * Double(factor)
        return (points - points.rounded()).magnitude < 1e-6
      }
    }
    guard factor != 1 else { return }
    for index in items.indices {
      items[index].points = (items[index].points * Double(factor ?? 100)).rounded()
    }
    notes.append(ExportNote(identifier, .pointsScaled(by: factor ?? 100)))
  }
}

/// A picture that travels beside a question's text, or inside of it.
struct PictureFile {
  var name: String
  var bytes: [UInt8]
  var description: String
  /// The document itself, where it is to stand in the text.
  var inline: String?
  /// How wide it is meant to be, in points; a bitmap has more pixels than that.
  var width: Int?

  init(
    name: String, svg: String, description: String, _ kind: ExportOptions.PictureKind
  ) throws(PictureError) {
    self.description = description
    switch kind {
    case .png:
      self.name = name + ".png"
      let scale = 2
      bytes = try PNG.image(of: svg, scale: Double(scale))
      // The header of a PNG file has the width at byte 16, in four bytes.
      width = bytes.dropFirst(16).prefix(4).reduce(0) { $0 << 8 | Int($1) } / scale
    case .svg:
      self.name = name + ".svg"
      bytes = Array(svg.utf8)
      let start = svg.firstRange(of: "<svg")?.lowerBound ?? svg.startIndex
      inline = String(svg[start...])
    }
  }

  var mediaType: String { inline == nil ? "image/png" : "image/svg+xml" }

  /// The element that shows the file.
  func image(at address: String) -> String {
    let size = width.map { " width=\"\($0)\"" } ?? ""
    return "<p><img src=\"\(escaped(address))\" alt=\"\(escaped(description))\"\(size) /></p>"
  }
}
