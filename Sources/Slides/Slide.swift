import Diagram
package import Rendering

/// One step as it is shown to a lecture hall.
package struct Slide: Sendable {
  /// The step, without its number.
  package let title: String
  /// The step in words, for people who do not see it.
  package let description: String
  /// Which of the tour's graphs it shows.
  let stage: Int
  let words: Scene.Group
  let picture: [Scene.Group]
  let corner: Point
  let scale: Double
}

extension Slide {
  /// The slide as an SVG document.
  package func svg(_ size: SlideSize, theme: Theme, identifier: String) -> String {
    SVGDocument(
      bounds: size.bounds, title: title, description: description, theme: theme,
      identifier: identifier,
      body: Markup.group(
        Markup.scaled(by: size.scale),
        svgMarkup([words]) + Markup.group(pictureTransform, svgMarkup(picture)))
    ).text
  }

  var pictureTransform: String {
    " transform=\"translate(\(Markup.number(corner.x)) \(Markup.number(corner.y))) "
      + "scale(\(Markup.number(scale)))\""
  }
}

/// The markup that slides and animations have in common.
enum Markup {
  static func group(_ attributes: String, _ content: String) -> String {
    "<g\(attributes)>\n\(content)</g>\n"
  }

  static func scaled(by scale: Double) -> String { " transform=\"scale(\(number(scale)))\"" }

  /// At most five decimals.
  static func number(_ number: Double) -> String {
    let rounded = (number * 1e5).rounded() / 1e5
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
