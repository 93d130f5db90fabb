import Foundation

/// The one place where the command line writes what it made.
enum OutputFile {
  /// Writes a whole file under another name first, so that nothing half-written is left; to
  /// standard output without a path.
  static func write(_ bytes: [UInt8], to path: String?) throws {
    guard let path else { return FileHandle.standardOutput.write(Data(bytes)) }
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Report.Stop(
        message: "\(path): cannot be written; does its folder exist, and may you write there?",
        status: 2)
    }
  }
}
