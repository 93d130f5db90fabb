package import Diagram

/// What a picture is written as.
///
/// Each format stands in a file of its own, where an extension names it. Those of text are here;
/// what needs cairo is in the target of that name, which lists them all.
package struct PictureFormat: Sendable {
  /// The ending of its files, without a dot, which is also what it is called.
  package let fileExtension: String
  private let bytes: @Sendable (Picture, Theme) throws(PictureError) -> [UInt8]

  /// A format by the ending of its files' names, and what draws a picture in it.
  package init(
    _ fileExtension: String,
    bytes: @escaping @Sendable (Picture, Theme) throws(PictureError) -> [UInt8]
  ) {
    self.fileExtension = fileExtension
    self.bytes = bytes
  }

  /// Writes a picture; the same picture gives the same bytes.
  ///
  /// - Parameters:
  ///   - picture: What to draw.
  ///   - theme: How to colour it; in a format that knows no reader `auto` is light.
  /// - Returns: The bytes of a file.
  /// - Throws: Why it could not be laid out or drawn.
  package func write(_ picture: Picture, theme: Theme) throws(PictureError) -> [UInt8] {
    try bytes(picture, theme)
  }
}

extension Picture {
  /// The picture as shapes, for a format that draws them.
  package func drawn() throws(PictureError) -> Scene {
    do throws(LayoutError) {
      return try scene()
    } catch {
      throw .layout(error)
    }
  }
}
