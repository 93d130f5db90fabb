package import Foundation

/// A file that is made and not yet written, by its path under some folder.
package struct RenderedFile: Sendable, Equatable {
  /// The path under the folder, with `/` between its parts.
  package var path: String
  /// The bytes of the file.
  package var contents: Data

  /// A file of text, as UTF-8.
  package init(_ path: String, _ text: String) {
    self.init(path, Data(text.utf8))
  }

  /// A file of bytes.
  package init(_ path: String, _ contents: Data) {
    self.path = path
    self.contents = contents
  }
}

extension Delivery {
  /// Writes files under a folder: all of them, or nothing.
  package static func write(_ files: [RenderedFile], under folder: URL) throws(WriteFailure) {
    let delivery = try Delivery(to: folder.path)
    for file in files { try delivery.add(file.contents, as: file.path) }
    try delivery.finish()
  }
}
