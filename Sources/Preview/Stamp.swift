import Foundation

/// What a file looks like from outside: another stamp means another content.
struct Stamp: Equatable {
  private let seconds: Int
  private let nanoseconds: Int
  private let size: Int64
  private let inode: UInt64

  /// The stamp of a file or folder; nil if there is none.
  init?(_ url: URL) {
    var status = stat()
    guard stat(url.path, &status) == 0 else { return nil }
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
    size = Int64(status.st_size)
    inode = UInt64(status.st_ino)
  }
}
