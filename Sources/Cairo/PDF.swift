import Diagram
package import Rendering

/// Pictures as PDF documents; the same pictures give the same bytes.
package enum PDF {
  /// A document with a page for each picture.
  ///
  /// - Parameters:
  ///   - pages: SVG documents.
  ///   - title: What the document is called.
  /// - Returns: The bytes of the file.
  /// - Throws: ``PictureError`` when librsvg or cairo fails.
  package static func document(
    pages: [String], title: String = ""
  ) throws(PictureError) -> [UInt8] {
    try CairoPicture.pdf(pages: pages, title: title)
  }
}

extension PictureFormat {
  /// One page of PDF; `auto` is light there.
  package static let pdf = PictureFormat("pdf") { (picture, theme) throws(PictureError) in
    let scene = try picture.drawn()
    return try PDF.document(pages: [scene.svg(theme: theme.fixed)], title: scene.title)
  }
}
