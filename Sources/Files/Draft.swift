package import Foundation

/// A hidden folder in which one run prepares what it writes.
///
/// It has a name of its own in every place, so that the next run finds what a killed one has left
/// and takes it away. Whoever prepares something in the same place at the same time waits: the
/// folder is locked, and the system lets go of the locks of the dead.
///
/// A class, because exactly one owner holds the lock.
package final class Draft: Sendable {
  /// The path of the folder.
  package let path: String
  private let lock: Descriptor

  /// Makes the folder, empty.
  package init(_ path: String) throws(WriteFailure) {
    self.path = path
    while true {
      guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw WriteFailure() }
      let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard folder >= 0 else {
        if errno == ENOENT { continue }
        throw WriteFailure()
      }
      // Where a file system has no locks, two runs at once have to take their chance.
      while flock(folder, LOCK_EX) != 0, errno == EINTR {}
      if Draft.isPlace(path, of: folder) {
        lock = Descriptor(folder)
        break
      }
      // It has become what another run made.
      close(folder)
    }
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
      try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }
  }

  private static func isPlace(_ path: String, of descriptor: Int32) -> Bool {
    var (held, found) = (stat(), stat())
    return fstat(descriptor, &held) == 0 && lstat(path, &found) == 0
      && held.st_ino == found.st_ino && held.st_dev == found.st_dev
  }

  /// Writes a new file below it, with the folders on the way.
  package func write(_ bytes: some ContiguousBytes, to name: String) throws(WriteFailure) {
    let file = "\(path)/\(name)"
    var made: [String] = []
    try Draft.makeFolders(above: file, made: &made)
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw WriteFailure() }
    do throws(WriteFailure) {
      try Descriptor(descriptor).write(bytes)
    } catch {
      close(descriptor)
      throw error
    }
    // Some file systems say only here that there was no space.
    guard close(descriptor) == 0 else { throw WriteFailure() }
  }

  /// Makes the folders on the way to a file.
  ///
  /// - Parameters:
  ///   - file: The file's path.
  ///   - made: Gets the folders that were not there, the outermost first.
  /// - Throws: Why one cannot be made.
  static func makeFolders(above file: String, made: inout [String]) throws(WriteFailure) {
    var missing: [String] = []
    var folder = Draft.folder(of: file)
    search: while !folder.isEmpty {
      if mkdir(folder, 0o777) == 0 {
        made.append(folder)
        break
      }
      switch errno {
      case EEXIST: break search
      case ENOENT: missing.append(folder)
      default: throw WriteFailure()
      }
      folder = Draft.folder(of: folder)
    }
    for folder in missing.reversed() {
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw WriteFailure() }
      made.append(folder)
    }
  }

  private static func folder(of path: String) -> String {
    String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }

  /// Takes the folder and all in it away, if it still has its name.
  package func remove() {
    guard Draft.isPlace(path, of: lock.number) else { return }
    try? FileManager.default.removeItem(atPath: path)
  }

  deinit {
    remove()
    close(lock.number)
  }
}
