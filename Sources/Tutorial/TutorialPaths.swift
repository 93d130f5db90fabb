package import Foundation

/// What the command line names: tutorials, and folders of them.
package struct TutorialPaths: Sendable {
  private let paths: [String]

  /// The paths as the command line has them; nothing is read yet.
  package init(_ paths: [String]) { self.paths = paths }

  /// Why paths name no tutorials.
  package enum PathError: Error, Equatable, CustomStringConvertible {
    /// There is nothing under this path.
    case missing(String)
    /// The folder at this path holds no `.md`.
    case empty(String)

    package var description: String {
      switch self {
      case .missing(let path): "\(path): no such file or folder"
      case .empty(let path): "\(path): holds no tutorials (.md)"
      }
    }
  }

  /// The files that the paths name now, in the order given, those of a folder by name.
  package func files() throws(PathError) -> [URL] {
    var files: [URL] = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw .missing(path)
      }
      guard isFolder.boolValue else {
        files.append(URL(fileURLWithPath: path))
        continue
      }
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      let found = names.filter { $0.hasSuffix(".md") }.sorted()
      guard !found.isEmpty else { throw .empty(path) }
      files += found.map { URL(fileURLWithPath: path).appendingPathComponent($0) }
    }
    return files
  }
}
