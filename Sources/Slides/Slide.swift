package import Diagram
package import Rendering

/// One step as it is shown to a lecture hall.
package struct Slide: Sendable {
  /// The step, without its number.
  package let title: String
  /// The step in words, for people who do not see it.
  package let description: String
  /// Which of the tour's graphs it shows.
  package let stage: Int
  /// The heading, the line of the program and what there is to say, at their places.
  package let words: Scene.Group
  /// The picture's shapes, before they are moved into the room.
  package let picture: [Scene.Group]
  /// Where the picture is on the slide, and the part of it that is seen there.
  package let room: Rect
  /// How much of the picture is seen at once, in its points.
  package let window: Size
  /// The point of the picture that is at the window's upper left.
  package let origin: Point
}

extension Slide {
  /// The slide as an SVG document.
  package func svg(_ size: SlideSize, theme: Theme, identifier: String) -> String {
    SVGDocument(
      bounds: size.bounds, title: title, description: description, theme: theme,
      identifier: identifier,
      body: SVGMarkup.group(
        SVGMarkup.scaled(by: size.scale),
        svgMarkup([words])
          + windowed(SVGMarkup.group(SVGMarkup.moved(by: origin * -1), svgMarkup(picture))))
    ).text
  }

  /// Something seen through the slide's window.
  func windowed(_ content: String) -> String {
    let place = [room.x, room.y, room.width, room.height].map(SVGMarkup.number)
    let extent = [window.width, window.height].map(SVGMarkup.number).joined(separator: " ")
    return "<svg x=\"\(place[0])\" y=\"\(place[1])\" width=\"\(place[2])\" "
      + "height=\"\(place[3])\" viewBox=\"0 0 \(extent)\">\n\(content)</svg>\n"
  }
}

/// The markup that slides and animations have in common.
enum SVGMarkup {
  static func group(_ attributes: String, _ content: String) -> String {
    "<g\(attributes)>\n\(content)</g>\n"
  }

  static func moved(by way: Point) -> String {
    " transform=\"translate(\(number(way.x)) \(number(way.y)))\""
  }

  static func scaled(by scale: Double) -> String { " transform=\"scale(\(number(scale)))\"" }

  /// At most five decimals.
  static func number(_ number: Double) -> String {
    let rounded = (number * 1e5).rounded() / 1e5
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
