import Foundation

/// A program as the command line names it: a file, or standard input.
struct ProgramFile {
  let name: String
  let text: String

  /// The most bytes that a program may have.
  private static let limit = 64 << 20

  /// Reads a program.
  ///
  /// Throws a `Report.Stop` that says what is wrong with the file and what to do.
  init(_ path: String) throws {
    name = path == "-" ? "<stdin>" : path
    let data = path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : try Self.read(path)
    guard data.count <= Self.limit else {
      throw Report.Stop(
        message: "\(name): \(data.count) bytes are more than the \(Self.limit) that are read")
    }
    guard !data.contains(0), let text = String(data: data, encoding: .utf8) else {
      throw Report.Stop(
        message: "\(name): not a text file; a program is Python in UTF-8 (.py), or Markdown (.md)")
    }
    self.text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
  }

  private static func read(_ path: String) throws -> Data {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw Report.Stop(message: "\(path): no such file", status: 2)
    }
    guard !isDirectory.boolValue else {
      throw Report.Stop(message: "\(path): is a directory; name a file in it", status: 2)
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Report.Stop(message: "\(path): cannot be read; check its permissions", status: 2)
    }
    return data
  }

  var isArticle: Bool { name.hasSuffix(".md") }
}
