import Foundation
import Questions

/// The files that a class handed in, wherever below a folder they lie.
package struct SubmissionFolder: Sendable, Equatable {
  /// A file that was handed in.
  package struct File: Sendable, Equatable {
    /// The way to it from the folder, with `/` between its parts.
    package var path: String
    /// What is in it.
    package var content: Content

    /// What is in a file, or why it is not read.
    package enum Content: Sendable, Equatable {
      /// All of its bytes.
      case bytes([UInt8])
      /// Why it is not read, in words.
      case refused(String)
    }

    /// A file by its path in the folder.
    package init(path: String, content: Content) {
      self.path = path
      self.content = content
    }
  }

  /// In the order of their paths.
  package private(set) var files: [File] = []

  /// Deeper than any learning system packs what was handed in.
  private static let deepest = 4
  private static let most = 200_000

  /// Reads a folder.
  ///
  /// Nothing but plain files is opened, no link is followed, and no file is read beyond what a
  /// submission may have.
  ///
  /// - Parameters:
  ///   - root: The folder's path.
  ///   - excluding: Paths of folders that are no submissions, such as the output's.
  /// - Throws: Why the folder itself cannot be read.
  package init(_ root: String, excluding: [String] = []) throws(SubmissionFolderError) {
    var information = stat()
    guard stat(root, &information) == 0 else {
      throw SubmissionFolderError(description: "no such folder")
    }
    guard information.st_mode & S_IFMT == S_IFDIR else {
      throw SubmissionFolderError(
        description: "is a file; name the folder that the submissions are in")
    }
    let excluded = Set(excluding.compactMap(Self.identity))
    try read(root, "", depth: Self.deepest, excluded)
  }

  private struct Identity: Hashable {
    var device: UInt64
    var node: UInt64
  }

  private static func identity(of path: String) -> Identity? {
    var information = stat()
    guard stat(path, &information) == 0 else { return nil }
    return Identity(device: UInt64(information.st_dev), node: UInt64(information.st_ino))
  }

  private mutating func read(
    _ folder: String, _ prefix: String, depth: Int, _ excluded: Set<Identity>
  ) throws(SubmissionFolderError) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      if prefix.isEmpty {
        throw SubmissionFolderError(description: "cannot be read; check its permissions")
      }
      files.append(File(path: prefix, content: .refused("a folder that cannot be read")))
      return
    }
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      guard !name.hasPrefix("."), name != "__MACOSX" else { continue }
      guard files.count < Self.most else {
        throw SubmissionFolderError(
          description: "more than \(Self.most) files; name the folder of one class")
      }
      let path = "\(folder)/\(name)"
      let short = prefix.isEmpty ? name : "\(prefix)/\(name)"
      var information = stat()
      guard lstat(path, &information) == 0 else {
        let isUTF8 = !name.contains("\u{FFFD}")
        files.append(
          File(
            path: short,
            content: .refused(
              isUTF8 ? "cannot be read" : "its name is not UTF-8 text; give it another")))
        continue
      }
      switch information.st_mode & S_IFMT {
      case S_IFREG: files.append(File(path: short, content: Self.content(path)))
      case S_IFDIR where depth > 1:
        guard let identity = Self.identity(of: path), !excluded.contains(identity) else { continue }
        try read(path, short, depth: depth - 1, excluded)
      case S_IFDIR: files.append(File(path: short, content: .refused("a folder too deep")))
      case S_IFLNK:
        files.append(File(path: short, content: .refused("a link, which is not followed")))
      default: files.append(File(path: short, content: .refused("no plain file")))
      }
    }
  }

  private static func content(_ path: String) -> File.Content {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return .refused("cannot be read; check its permissions") }
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
      return .refused("no plain file")
    }
    let limit = Submission.limit
    guard information.st_size <= limit else {
      return .refused(SubmissionError.tooLarge(limit: limit).description)
    }
    // One byte more than is told, so that a file that grows meanwhile is seen to.
    let capacity = Int(information.st_size) + 1
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, initialized in
      while count < capacity {
        let got = Foundation.read(
          descriptor, buffer.baseAddress?.advanced(by: count), capacity - count)
        if got < 0, errno == EINTR { continue }
        if got <= 0 { break }
        count += got
      }
      initialized = count
    }
    guard count < capacity else { return .refused("changes while it is read") }
    return .bytes(bytes)
  }
}

/// Why there is nothing to be read.
package struct SubmissionFolderError: InputError, Equatable {
  package var description: String
}
