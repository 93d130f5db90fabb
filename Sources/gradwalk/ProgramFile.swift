import Files
import Foundation
import Notebook

/// A program as the command line names it: a file, or standard input.
struct ProgramFile {
  let name: String
  /// Its lines end in line feeds, as Python reads them.
  let text: String

  /// The most bytes that a program may have.
  private static let limit = 64 << 20

  /// Reads a program.
  ///
  /// Throws a `Report.Stop` that says what is wrong with the file and what to do.
  init(_ path: String) throws {
    name = path == "-" ? "<stdin>" : path
    let bytes = try path == "-" ? Self.readInput() : Self.read(path)
    guard bytes.count <= Self.limit else {
      throw Report.Stop(message: "\(name): larger than the \(Self.limit) bytes that are read")
    }
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
      throw Report.Stop(
        message: "\(name): not a text file; a program is Python in UTF-8 (.py), or Markdown (.md)")
    }
    self.text = (text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text).withLineFeeds
  }

  private static func readInput() throws -> [UInt8] {
    guard let bytes = Descriptor(STDIN_FILENO).read(limit: limit) else {
      throw Report.Stop(
        message: "<stdin>: cannot be read; give the program to standard input, or name a file",
        status: 2)
    }
    return bytes
  }

  private static func read(_ path: String) throws -> [UInt8] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw Report.Stop(message: "\(path): no such file", status: 2)
    }
    guard !isDirectory.boolValue else {
      throw Report.Stop(message: "\(path): is a directory; name a file in it", status: 2)
    }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    guard file >= 0, let bytes = Descriptor(file).read(limit: limit) else {
      throw Report.Stop(message: "\(path): cannot be read; check its permissions", status: 2)
    }
    return bytes
  }

  var isArticle: Bool { name.hasSuffix(".md") }

  /// The lines of an article that are run, by their numbers, without the options of its cells.
  var linesOfCells: [Int] {
    let cells = (try? Document.cells(of: text, file: name)) ?? []
    return cells.filter { $0.options.runs }.flatMap { cell in
      let source = cell.source.hasSuffix("\n") ? cell.source.dropLast() : cell.source[...]
      return source.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .filter { !$0.element.hasPrefix("#|") }.map { cell.line + $0.offset }
    }
  }
}
