import Files

/// The one place where the command line writes a file that it made.
enum OutputFile {
  /// Writes a whole file under another name first, so that nothing half-written is left; to
  /// standard output without a path.
  static func write(_ bytes: [UInt8], to path: String?) throws {
    guard let path else { return StandardOutput.write(bytes) }
    do throws(WriteFailure) {
      try Delivery.write(bytes, to: path)
    } catch {
      throw Report.Stop(path, error)
    }
  }
}
