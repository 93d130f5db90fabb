internal import CArchive

/// Files packed by libarchive; the same files give the same bytes.
///
/// - Parameter files: In the order in which they are to stand; a path that ends in `/` is a folder.
/// - Returns: The bytes of the archive.
/// - Throws: ``ExportError/archive(reason:)`` with what libarchive says.
func zipArchive(_ files: [ContentPackage.File]) throws(ExportError) -> [UInt8] {
  var library = archive_functions()
  if let reason = archive_open(&library) { throw .archive(reason: String(cString: reason)) }
  let sink = ArchiveSink()
  guard let archive = library.archive_write_new() else {
    throw .archive(reason: "there is no memory")
  }
  defer { _ = library.archive_write_free(archive) }
  func check(_ status: Int) throws(ExportError) {
    guard status >= Int(ARCHIVE_OK) else {
      throw .archive(
        reason: library.archive_error_string(archive).map { String(cString: $0) }
          ?? "no reason given")
    }
  }
  try check(Int(library.archive_write_set_format_zip(archive)))
  try check(Int(library.archive_write_set_bytes_in_last_block(archive, 1)))
  let opaque = Unmanaged.passUnretained(sink).toOpaque()
  try check(Int(library.archive_write_open(archive, opaque, nil, appendToSink, nil)))
  for file in files {
    let entry = library.archive_entry_new()
    defer { library.archive_entry_free(entry) }
    let isFolder = file.path.hasSuffix("/")
    library.archive_entry_set_pathname_utf8(entry, file.path)
    // No date is set: libarchive then writes the first that ZIP knows, in every time zone.
    library.archive_entry_set_filetype(entry, isFolder ? AE_IFDIR : AE_IFREG)
    library.archive_entry_set_perm(entry, isFolder ? 0o755 : 0o644)
    library.archive_entry_set_size(entry, Int64(file.bytes.count))
    try check(Int(library.archive_write_header(archive, entry)))
    let written = file.bytes.withUnsafeBytes {
      library.archive_write_data(archive, $0.baseAddress, $0.count)
    }
    try check(written == file.bytes.count ? 0 : -1)
  }
  try check(Int(library.archive_write_close(archive)))
  return sink.bytes
}

/// Where libarchive writes; a class, because C holds on to it.
private final class ArchiveSink {
  var bytes: [UInt8] = []
}

private func appendToSink(
  _ archive: OpaquePointer?, _ sink: UnsafeMutableRawPointer?, _ data: UnsafeRawPointer?,
  _ count: Int
) -> Int {
  guard let sink, let data else { return -1 }
  Unmanaged<ArchiveSink>.fromOpaque(sink).takeUnretainedValue().bytes +=
    UnsafeRawBufferPointer(start: data, count: count)
  return count
}
