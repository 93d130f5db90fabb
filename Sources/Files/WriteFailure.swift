import Foundation

/// Why something cannot be written, in plain words.
package struct WriteFailure: Error, Equatable, Sendable {
  /// The system's `errno`.
  package let number: Int32

  /// The failure of the last system call, or one of a certain number.
  package init(_ number: Int32 = errno) { self.number = number }

  /// Whether another place would do, since the one that was named is none to write to; else the
  /// place is right, and has no room or is broken.
  package var isOfThePlace: Bool {
    switch number {
    case EACCES, EEXIST, EISDIR, ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR, ENOTEMPTY, EPERM, EROFS,
      EXDEV:
      true
    default: false
    }
  }
}

extension WriteFailure: CustomStringConvertible {
  package var description: String { "cannot be written: \(reason)" }

  private var reason: String {
    switch number {
    case ENOSPC: "no space is left on the disk"
    case EDQUOT: "your share of the disk is used up"
    case EFBIG: "it is larger than a file may be here"
    case EROFS: "the disk can only be read"
    case EACCES, EPERM: "you may not write there"
    case ENOENT: "its folder does not exist"
    case ENOTDIR, EEXIST: "a file is where a folder should be"
    case EISDIR, ENOTEMPTY: "a folder is where a file should be"
    case ENAMETOOLONG: "its name is too long"
    case ELOOP: "its path is a loop of links"
    case EXDEV: "a part of the folder is on another disk"
    case EBADF: "it is closed"
    default: String(cString: strerror(number)).lowercased()
    }
  }
}
