package import Foundation

/// Files that take their places in a folder all together, or none of them.
///
/// All are written to a draft first, where a full disk shows before anything has changed. Then each
/// only changes its name, which takes no room; what else the folder holds stays.
///
/// A class, because it owns the draft.
package final class Delivery: Sendable {
  private let root: String
  private let draft: Draft
  /// The folders that were made for it, the outermost first.
  private let made: [String]

  private static let draftName = ".gradwalk.partial"

  /// Begins a delivery.
  ///
  /// - Parameter root: The folder's path; it is made if it is not there.
  /// - Throws: Why nothing can be written there.
  package init(to root: String) throws(WriteFailure) {
    var made: [String] = []
    let draft: Draft
    do throws(WriteFailure) {
      let path = "\(root)/\(Delivery.draftName)"
      try Draft.makeFolders(above: path, made: &made)
      draft = try Draft(path)
    } catch {
      Delivery.remove(made)
      throw error
    }
    self.root = root
    self.draft = draft
    self.made = made
  }

  /// Adds a file, by its path below the folder; several threads may.
  package func add(_ contents: some ContiguousBytes, as path: String) throws(WriteFailure) {
    try draft.write(contents, to: path)
  }

  /// Puts everything in its place.
  package func finish() throws(WriteFailure) {
    try Delivery.check(draft.path, against: root)
    try Delivery.move(draft.path, to: root)
  }

  /// Writes a file as a whole, in a folder that is there; what is no plain file, as a device, is
  /// written to directly.
  package static func write(
    _ contents: some ContiguousBytes, to path: String
  ) throws(WriteFailure) {
    var found = stat()
    if stat(path, &found) == 0, found.st_mode & S_IFMT != S_IFREG {
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw WriteFailure() }
      defer { close(descriptor) }
      return try Descriptor(descriptor).write(contents)
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.last, !name.isEmpty else { throw WriteFailure(EISDIR) }
    let folder = parts.count == 1 ? "." : parts.dropLast().joined(separator: "/")
    let draft = try Draft("\(folder)/\(draftName)")
    try draft.write(contents, to: String(name))
    guard rename("\(draft.path)/\(name)", path) == 0 else { throw WriteFailure() }
  }

  /// Finds what would stop a move halfway.
  private static func check(_ source: String, against target: String) throws(WriteFailure) {
    guard access(target, W_OK | X_OK) == 0 else { throw WriteFailure() }
    var (own, other) = (stat(), stat())
    guard lstat(source, &own) == 0, stat(target, &other) == 0 else { throw WriteFailure() }
    guard own.st_dev == other.st_dev else { throw WriteFailure(EXDEV) }
    for name in names(in: source) {
      let isFolder = isFolder("\(source)/\(name)")
      guard lstat("\(target)/\(name)", &other) == 0 else {
        if errno == ENOENT { continue }
        throw WriteFailure()
      }
      if isFolder {
        guard Delivery.isFolder("\(target)/\(name)") else { throw WriteFailure(ENOTDIR) }
        try check("\(source)/\(name)", against: "\(target)/\(name)")
      } else if other.st_mode & S_IFMT == S_IFDIR {
        throw WriteFailure(EISDIR)
      }
    }
  }

  /// Moves what is in one folder into another; a folder that is not there goes as a whole.
  private static func move(_ source: String, to target: String) throws(WriteFailure) {
    for name in names(in: source) {
      let (old, new) = ("\(source)/\(name)", "\(target)/\(name)")
      if isFolder(old), isFolder(new) {
        try move(old, to: new)
      } else if rename(old, new) != 0 {
        throw WriteFailure()
      }
    }
  }

  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  private static func isFolder(_ path: String) -> Bool {
    var found = stat()
    return stat(path, &found) == 0 && found.st_mode & S_IFMT == S_IFDIR
  }

  /// Removes folders that were made for nothing.
  private static func remove(_ folders: [String]) {
    for folder in folders.reversed() { rmdir(folder) }
  }

  deinit {
    draft.remove()
    Delivery.remove(made)
  }
}
