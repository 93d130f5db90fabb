package import Files
import Foundation
import Page

/// The script that all pages have from one file: what moves them, and the engine that runs programs.
package struct SharedScript: Sendable {
  /// Its text, which may also stand inside of a page.
  package let text: String

  /// Why there is no engine in a file.
  package enum EngineError: Error, CustomStringConvertible {
    /// The file cannot be read.
    case unreadable(String)
    /// The file is not compressed by gzip.
    case uncompressed(String)

    package var description: String {
      switch self {
      case .unreadable(let path): "\(path): cannot be read; it should be the engine"
      case .uncompressed(let path):
        "\(path): is not the engine, a WebAssembly module compressed by gzip"
      }
    }
  }

  /// - Parameter path: The engine's file, a WebAssembly module compressed by gzip.
  /// - Throws: ``EngineError`` where it is none.
  package init(engine path: String) throws(EngineError) {
    guard let bytes = FileManager.default.contents(atPath: path) else { throw .unreadable(path) }
    guard bytes.starts(with: [0x1F, 0x8B]) else { throw .uncompressed(path) }
    text = "const ENGINE = \"\(bytes.base64EncodedString())\";\n\(Templates.script)"
  }

  /// The file that pages look for beside them.
  package var file: RenderedFile { RenderedFile(PageScript.name, text) }
}
