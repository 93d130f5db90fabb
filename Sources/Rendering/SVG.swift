package import Diagram

extension Scene {
  /// The scene as an SVG document that needs nothing beside itself.
  ///
  /// Arrowheads are shapes rather than markers and styles hold under one class, so that pictures
  /// can stand together in one page; only the title and the description have ids.
  ///
  /// - Parameters:
  ///   - theme: How to colour it; nil for a picture inside of a page that brings the style sheet.
  ///   - identifier: The beginning of the ids, different for each picture of a page.
  /// - Returns: The text of the document.
  package func svg(theme: Theme?, identifier: String = "picture") -> String {
    SVGDocument(
      bounds: bounds, title: title, description: description, theme: theme,
      identifier: identifier, body: svgMarkup(groups)
    ).text
  }
}

extension PictureFormat {
  /// A browser reads it, which knows what its reader prefers: `auto` stays `auto`.
  package static let svg = PictureFormat("svg") { (picture, theme) throws(PictureError) in
    Array(try picture.drawn().svg(theme: theme).utf8)
  }
}

/// Groups of shapes as markup, for a document with the style sheet of a theme.
package func svgMarkup(_ groups: [Scene.Group]) -> String {
  var writer = SVGWriter()
  for group in groups { writer.write(group) }
  return writer.output.text
}

/// One shape as markup, for a group of some roles.
package func svgMarkup(_ mark: Scene.Mark) -> String {
  var writer = SVGWriter()
  writer.write(mark)
  return writer.output.text
}

/// A document around shapes that are markup already.
package struct SVGDocument {
  /// What the document shows, in points; its `viewBox`.
  package var bounds: Rect
  /// What the picture is called, for screen readers.
  package var title: String
  package var description: String
  /// Nil inside of a page that brings the style sheet.
  package var theme: Theme?
  /// The beginning of the ids.
  package var identifier: String
  /// Rules beside those of the theme.
  package var rules: String
  /// The shapes, as markup.
  package var body: String

  /// A document from its parts; texts are escaped, `rules` and `body` are markup already.
  package init(
    bounds: Rect, title: String, description: String, theme: Theme?, identifier: String,
    rules: String = "", body: String
  ) {
    self.bounds = bounds
    self.title = title
    self.description = description
    self.theme = theme
    self.identifier = identifier
    self.rules = rules
    self.body = body
  }

  /// The document as text.
  package var text: String {
    var writer = SVGWriter()
    writer.write(self)
    return writer.output.text
  }
}

private struct SVGWriter {
  var output = ByteWriter()

  mutating func write(_ document: SVGDocument) {
    let bounds = document.bounds
    let id = escaped(document.identifier)
    output.write("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"gradwalk\" viewBox=\"")
    writeNumbers([bounds.x, bounds.y, bounds.width, bounds.height])
    output.write("\"")
    write(attribute: "width", bounds.width)
    write(attribute: "height", bounds.height)
    output.write(text: " role=\"img\" aria-labelledby=\"\(id)-title \(id)-desc\"")
    if document.theme != nil { output.write(" style=\"max-width:100%;height:auto\"") }
    output.write(" font-family=\"")
    output.write("ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace\">\n")
    output.write(text: "<title id=\"\(id)-title\">\(escaped(document.title))</title>\n")
    output.write(text: "<desc id=\"\(id)-desc\">\(escaped(document.description))</desc>\n")
    if let theme = document.theme {
      output.write(text: "<style>\n\(theme.styleSheet)\(document.rules)</style>\n")
    }
    output.write("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n")
    output.write(text: document.body)
    output.write("</svg>\n")
  }

  mutating func write(_ group: Scene.Group) {
    output.write(text: "<g class=\"\(group.roles.map { $0.rawValue }.joined(separator: " "))\"")
    if let subject = group.subject {
      output.write(text: " data-subject=\"\(escaped(subject))\"")
    }
    output.write(">\n")
    if let hint = group.hint { output.write(text: "<title>\(escaped(hint))</title>\n") }
    for mark in group.marks { write(mark, lineWidth: group.lineWidth) }
    output.write("</g>\n")
  }

  mutating func write(_ mark: Scene.Mark, lineWidth: Double? = nil) {
    switch mark {
    case .box(let rect, let corner, let role):
      open("rect", role)
      write(attribute: "x", rect.x)
      write(attribute: "y", rect.y)
      write(attribute: "width", rect.width)
      write(attribute: "height", rect.height)
      write(attribute: "rx", corner)
      output.write("/>\n")
    case .curve(let curve, let role):
      open("path", role)
      if let lineWidth { output.write(text: " style=\"stroke-width:\(lineWidth)\"") }
      output.write(" d=\"M")
      writeNumbers([curve.start.x, curve.start.y])
      for segment in curve.segments {
        output.write(" C")
        writeNumbers([segment.control1, segment.control2, segment.end].flatMap { [$0.x, $0.y] })
      }
      output.write("\"/>\n")
    case .arrowhead(let tip, let direction, let role):
      open("path", role)
      output.write(" d=\"M")
      for (index, point) in corners(tip, direction).enumerated() {
        if index > 0 { output.write(" L") }
        writeNumbers([point.x, point.y])
      }
      output.write("Z\"/>\n")
    case .text(let text):
      write(text)
    case .cells(let rects, let strength, let role):
      open("path", role)
      if strength < 1 { write(attribute: "fill-opacity", strength) }
      output.write(" d=\"")
      for rect in rects {
        output.write("M")
        writeNumbers([rect.x, rect.y])
        output.write("h")
        output.write(rect.width)
        output.write("v")
        output.write(rect.height)
        output.write("h")
        output.write(-rect.width)
        output.write("z")
      }
      output.write("\"/>\n")
    }
  }

  /// A slim triangle of 9 by 7 points.
  private func corners(_ tip: Point, _ direction: Point) -> [Point] {
    let back = tip - direction * 9
    let side = Point(-direction.y, direction.x) * 3.6
    return [tip, back + side, back - side]
  }

  private mutating func write(_ text: Scene.Text) {
    open("text", text.role)
    write(attribute: "x", text.position.x)
    write(attribute: "y", text.position.y)
    switch text.anchor {
    case .start: break
    case .middle: output.write(" text-anchor=\"middle\"")
    case .end: output.write(" text-anchor=\"end\"")
    }
    write(attribute: "font-size", text.size)
    output.write(text: ">\(escaped(text.string))</text>\n")
  }

  private mutating func open(_ element: StaticString, _ role: Scene.Role) {
    output.write("<")
    output.write(element)
    output.write(text: " class=\"\(role.rawValue)\"")
  }

  private mutating func write(attribute: StaticString, _ number: Double) {
    output.write(" ")
    output.write(attribute)
    output.write("=\"")
    output.write(number)
    output.write("\"")
  }

  private mutating func writeNumbers(_ numbers: [Double]) {
    for (index, number) in numbers.enumerated() {
      if index > 0 { output.write(" ") }
      output.write(number)
    }
  }
}
