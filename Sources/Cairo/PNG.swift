import Diagram
package import Rendering

/// Pictures as PNG images; the same picture gives the same bytes.
package enum PNG {
  /// - Parameters:
  ///   - svg: An SVG document.
  ///   - scale: Pixels a point.
  /// - Returns: The bytes of the file.
  /// - Throws: ``PictureError/badScale(_:)``, or what librsvg and cairo report.
  package static func image(of svg: String, scale: Double = 2) throws(PictureError) -> [UInt8] {
    try CairoPicture(svg).png(scale: scale)
  }
}

extension PictureFormat {
  /// A bitmap as PNG; `auto` is light there.
  package static let png = PictureFormat("png") { (picture, theme) throws(PictureError) in
    try PNG.image(of: try picture.drawn().svg(theme: theme.fixed))
  }
}
