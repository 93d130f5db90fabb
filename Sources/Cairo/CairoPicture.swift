internal import CRsvg
import Rendering

/// An SVG document that librsvg has read and cairo can draw; its sole owner.
struct CairoPicture: ~Copyable {
  private let library: rsvg_functions
  private let handle: OpaquePointer
  private let size: Size

  private struct Size {
    var width: Double
    var height: Double
  }

  /// The functions of librsvg and cairo, looked for when the first picture is drawn.
  private static let library = Result { () throws(PictureError) in
    var functions = rsvg_functions()
    if let reason = rsvg_open(&functions) { throw .notDrawn(reason: String(cString: reason)) }
    return functions
  }

  init(_ svg: String) throws(PictureError) {
    let library = try Self.library.get()
    var error: UnsafeMutablePointer<GError>?
    let bytes = Array(svg.utf8)
    let parsed = bytes.withUnsafeBufferPointer {
      library.rsvg_handle_new_from_data($0.baseAddress, $0.count, &error)
    }
    guard let parsed else { throw .unreadable(reason: library.takeMessage(&error)) }
    // The size is that of the view box: width and height give way to the page that holds a picture.
    var viewBox = RsvgRectangle()
    var hasViewBox: Int32 = 0
    library.rsvg_handle_get_intrinsic_dimensions(
      parsed, nil, nil, nil, nil, &hasViewBox, &viewBox)
    guard hasViewBox != 0 else {
      library.g_object_unref(UnsafeMutableRawPointer(parsed))
      throw .unreadable(reason: "it has no view box")
    }
    library.rsvg_handle_set_dpi(parsed, 96)
    self.library = library
    handle = parsed
    size = Size(width: viewBox.width, height: viewBox.height)
  }

  deinit { library.g_object_unref(UnsafeMutableRawPointer(handle)) }

  /// Documents as one PDF file, a page each.
  static func pdf(pages: [String], title: String) throws(PictureError) -> [UInt8] {
    let library = try library.get()
    let output = ByteSink()
    let surface = library.cairo_pdf_surface_create_for_stream(writeBytes, output.opaque, 1, 1)
    defer { library.cairo_surface_destroy(surface) }
    library.cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    // Without a fixed date cairo writes the time of day, and no two runs give the same bytes.
    library.cairo_pdf_surface_set_metadata(
      surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z")
    for page in pages {
      let picture = try CairoPicture(page)
      try picture.addPage(to: surface)
    }
    library.cairo_surface_finish(surface)
    return output.bytes
  }

  private func addPage(to surface: OpaquePointer?) throws(PictureError) {
    library.cairo_pdf_surface_set_size(surface, size.width, size.height)
    try draw(on: surface, scale: 1)
    library.cairo_surface_show_page(surface)
  }

  /// The document as a PNG image, `scale` pixels a point.
  func png(scale: Double) throws(PictureError) -> [UInt8] {
    let (width, height) = ((size.width * scale).rounded(.up), (size.height * scale).rounded(.up))
    guard scale > 0, width >= 1, height >= 1, width <= 32_767, height <= 32_767 else {
      throw .badScale(scale)
    }
    let surface = library.cairo_image_surface_create(
      CAIRO_FORMAT_ARGB32, Int32(width), Int32(height))
    defer { library.cairo_surface_destroy(surface) }
    try draw(on: surface, scale: scale)
    let output = ByteSink()
    let status = library.cairo_surface_write_to_png_stream(surface, writeBytes, output.opaque)
    guard status == CAIRO_STATUS_SUCCESS else {
      throw .notDrawn(reason: String(cString: library.cairo_status_to_string(status)))
    }
    return output.bytes
  }

  private func draw(on surface: OpaquePointer?, scale: Double) throws(PictureError) {
    let context = library.cairo_create(surface)
    defer { library.cairo_destroy(context) }
    library.cairo_scale(context, scale, scale)
    var viewport = RsvgRectangle(x: 0, y: 0, width: size.width, height: size.height)
    var error: UnsafeMutablePointer<GError>?
    guard library.rsvg_handle_render_document(handle, context, &viewport, &error) != 0 else {
      throw .notDrawn(reason: library.takeMessage(&error))
    }
    let status = library.cairo_status(context)
    guard status == CAIRO_STATUS_SUCCESS else {
      throw .notDrawn(reason: String(cString: library.cairo_status_to_string(status)))
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
) -> Int32 {
  guard let sink, let data else { return CAIRO_STATUS_WRITE_ERROR }
  Unmanaged<ByteSink>.fromOpaque(sink).takeUnretainedValue().bytes +=
    UnsafeBufferPointer(start: data, count: Int(count))
  return CAIRO_STATUS_SUCCESS
}

extension rsvg_functions {
  fileprivate func takeMessage(_ error: inout UnsafeMutablePointer<GError>?) -> String {
    guard let failure = error else { return "no reason given" }
    defer {
      g_error_free(failure)
      error = nil
    }
    return failure.pointee.message.map { String(cString: $0) } ?? "no reason given"
  }
}
