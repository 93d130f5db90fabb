package import Foundation

/// What the command line names: tutorials, programs, and folders of them.
package struct TutorialPaths: Sendable {
  private let paths: [String]

  /// The paths as the command line has them; nothing is read yet.
  package init(_ paths: [String]) { self.paths = paths }

  /// What a program's name ends in.
  static let program = "py"

  /// Why paths name no tutorials.
  package enum PathError: Error, Equatable, CustomStringConvertible {
    /// There is nothing under this path.
    case missing(String)
    /// The folder at this path holds no `.md` and no `.py`.
    case empty(String)
    /// Two files would have the same page.
    case sameName(String, String)

    package var description: String {
      switch self {
      case .missing(let path): "\(path): no such file or folder"
      case .empty(let path): "\(path): holds no tutorials (.md) and no programs (.py)"
      case .sameName(let first, let second):
        "\(first) and \(second) would have the same page; give one of them another name"
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
      let found = names.filter { $0.hasSuffix(".md") || $0.hasSuffix(".\(Self.program)") }.sorted()
      guard !found.isEmpty else { throw .empty(path) }
      files += found.map { URL(fileURLWithPath: path).appendingPathComponent($0) }
    }
    var seen: [String: URL] = [:]
    for file in files {
      let name = file.deletingPathExtension().lastPathComponent
      if let other = seen[name] { throw .sameName(other.lastPathComponent, file.lastPathComponent) }
      seen[name] = file
    }
    return files
  }
}
