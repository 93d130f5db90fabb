internal import CRsvg

/// Why an SVG document could not be turned into another format.
package enum PictureError: Error, Equatable, Sendable {
  /// librsvg could not read the document.
  case unreadable(reason: String)
  /// librsvg or cairo could not draw it.
  case notDrawn(reason: String)
  /// A scale that is not a positive number, or that makes the picture larger than cairo takes.
  case badScale(Double)
}

extension PictureError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let reason): "the picture could not be read: \(reason)"
    case .notDrawn(let reason): "the picture could not be drawn: \(reason)"
    case .badScale(let scale): "a picture cannot be drawn at \(scale) times its size"
    }
  }
}

/// The same picture as a PDF document of one page; the same SVG gives the same bytes.
///
/// - Parameters:
///   - svg: What ``svg(_:theme:identifier:)`` returned.
///   - title: What the document is called.
/// - Returns: The bytes of the file.
/// - Throws: ``PictureError`` when librsvg or cairo fails.
package func pdf(_ svg: String, title: String = "") throws(PictureError) -> [UInt8] {
  try pdf(pages: [svg], title: title)
}

/// Pictures as one PDF document, a page each; the same pictures give the same bytes.
///
/// - Parameters:
///   - pages: What ``svg(_:theme:identifier:)`` returned, one after the other.
///   - title: What the document is called.
/// - Returns: The bytes of the file.
/// - Throws: ``PictureError`` when librsvg or cairo fails.
package func pdf(pages: [String], title: String) throws(PictureError) -> [UInt8] {
  let output = ByteSink()
  let surface = cairo_pdf_surface_create_for_stream(writeBytes, output.opaque, 1, 1)
  defer { cairo_surface_destroy(surface) }
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
  // Without a fixed date cairo writes the time of day, and no two runs give the same bytes.
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z")
  for page in pages {
    let picture = try ParsedPicture(page)
    try picture.addPage(to: surface)
  }
  cairo_surface_finish(surface)
  return output.bytes
}

/// The same picture as a PNG image.
///
/// - Parameters:
///   - svg: What ``svg(_:theme:identifier:)`` returned.
///   - scale: Pixels a point.
/// - Returns: The bytes of the file.
/// - Throws: ``PictureError/badScale(_:)``, or what librsvg and cairo report.
package func png(_ svg: String, scale: Double = 2) throws(PictureError) -> [UInt8] {
  let picture = try ParsedPicture(svg)
  return try picture.png(scale: scale)
}

/// The sole owner of a document that librsvg has read.
private struct ParsedPicture: ~Copyable {
  private let handle: UnsafeMutablePointer<RsvgHandle>
  private let size: Size

  private struct Size {
    var width: Double
    var height: Double
  }

  init(_ svg: String) throws(PictureError) {
    var error: UnsafeMutablePointer<GError>?
    let bytes = Array(svg.utf8)
    let parsed = bytes.withUnsafeBufferPointer {
      rsvg_handle_new_from_data($0.baseAddress, gsize($0.count), &error)
    }
    guard let parsed else { throw .unreadable(reason: takeMessage(&error)) }
    // The size is that of the view box: width and height give way to the page that holds a picture.
    var viewBox = RsvgRectangle()
    var hasViewBox: gboolean = 0
    rsvg_handle_get_intrinsic_dimensions(parsed, nil, nil, nil, nil, &hasViewBox, &viewBox)
    guard hasViewBox != 0 else {
      g_object_unref(parsed)
      throw .unreadable(reason: "it has no view box")
    }
    rsvg_handle_set_dpi(parsed, 96)
    handle = parsed
    size = Size(width: viewBox.width, height: viewBox.height)
  }

  deinit { g_object_unref(handle) }

  func addPage(to surface: OpaquePointer?) throws(PictureError) {
    cairo_pdf_surface_set_size(surface, size.width, size.height)
    try draw(on: surface, scale: 1)
    cairo_surface_show_page(surface)
  }

  func png(scale: Double) throws(PictureError) -> [UInt8] {
    let (width, height) = ((size.width * scale).rounded(.up), (size.height * scale).rounded(.up))
    guard scale > 0, width >= 1, height >= 1, width <= 32_767, height <= 32_767 else {
      throw .badScale(scale)
    }
    let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(width), Int32(height))
    defer { cairo_surface_destroy(surface) }
    try draw(on: surface, scale: scale)
    let output = ByteSink()
    let status = cairo_surface_write_to_png_stream(surface, writeBytes, output.opaque)
    guard status == CAIRO_STATUS_SUCCESS else {
      throw .notDrawn(reason: String(cString: cairo_status_to_string(status)))
    }
    return output.bytes
  }

  private func draw(on surface: OpaquePointer?, scale: Double) throws(PictureError) {
    let context = cairo_create(surface)
    defer { cairo_destroy(context) }
    cairo_scale(context, scale, scale)
    var viewport = RsvgRectangle(x: 0, y: 0, width: size.width, height: size.height)
    var error: UnsafeMutablePointer<GError>?
    guard rsvg_handle_render_document(handle, context, &viewport, &error) != 0 else {
      throw .notDrawn(reason: takeMessage(&error))
    }
    let status = cairo_status(context)
    guard status == CAIRO_STATUS_SUCCESS else {
      throw .notDrawn(reason: String(cString: cairo_status_to_string(status)))
    }
  }
}

/// Where cairo writes; a class, because C holds on to it.
private final class ByteSink {
  var bytes: [UInt8] = []

  var opaque: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }
}

private func writeBytes(
  _ sink: UnsafeMutableRawPointer?, _ data: UnsafePointer<UInt8>?, _ count: UInt32
) -> cairo_status_t {
  guard let sink, let data else { return CAIRO_STATUS_WRITE_ERROR }
  Unmanaged<ByteSink>.fromOpaque(sink).takeUnretainedValue().bytes +=
    UnsafeBufferPointer(start: data, count: Int(count))
  return CAIRO_STATUS_SUCCESS
}

private func takeMessage(_ error: inout UnsafeMutablePointer<GError>?) -> String {
  guard let failure = error else { return "no reason given" }
  defer {
    g_error_free(failure)
    error = nil
  }
  return failure.pointee.message.map { String(cString: $0) } ?? "no reason given"
}
