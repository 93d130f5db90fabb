import Files
import Foundation
import Synchronization

/// A folder that is written under another name first and takes its place when it is complete; who
/// interrupts the program before that finds nothing of it.
struct OutputFolder: ~Copyable {
  private let path: String
  private let draft: Draft
  /// Held while something is written, and by who removes it all.
  private let lock = Lock()
  private let signals: EndingSignals

  /// Begins a folder.
  ///
  /// - Parameters:
  ///   - path: What the folder will be called.
  ///   - owns: Whether a file of some name in a folder that is there may be replaced.
  /// - Throws: A `Report.Stop` if there is something of this name that must not be replaced.
  init(_ path: String, owns: (String) -> Bool) throws {
    let target = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
    let draft: Draft
    do throws(WriteFailure) {
      draft = try Draft(
        target.deletingLastPathComponent()
          .appendingPathComponent(".\(target.lastPathComponent).partial").path)
    } catch {
      throw Report.Stop(path, error)
    }
    let old = Self.oldPath(draft)
    if !FileManager.default.fileExists(atPath: target.path) {
      // A run was killed between the two names.
      rename(old, target.path)
    }
    try? FileManager.default.removeItem(atPath: old)
    try Self.check(path, owns)
    self.path = target.path
    self.draft = draft
    signals = EndingSignals { [lock] number in
      lock.mutex.withLock { _ in
        draft.remove()
        _exit(128 + number)
      }
    }
  }

  /// Throws if something is there that must not be replaced.
  private static func check(_ path: String, _ owns: (String) -> Bool) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    let names = try? FileManager.default.contentsOfDirectory(atPath: path).sorted()
    guard isFolder.boolValue, let names else {
      throw Report.Stop(message: "\(path): is not a folder that can be read", status: 2)
    }
    if let other = names.first(where: { !owns($0) }) {
      throw Report.Stop(
        message: "\(path): holds \(other), which is not part of this; choose another folder",
        status: 2)
    }
  }

  deinit {
    signals.cancel()
    draft.remove()
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    do throws(WriteFailure) {
      try lock.mutex.withLock { _ throws(WriteFailure) in try draft.write(bytes, to: name) }
    } catch {
      throw Report.Stop(path, error)
    }
  }

  /// Puts the folder in its place.
  func finish() throws {
    signals.cancel()
    let old = Self.oldPath(draft)
    let isThere = rename(path, old) == 0
    guard isThere || errno == ENOENT else { throw Report.Stop(path, WriteFailure()) }
    guard rename(draft.path, path) == 0 else {
      let failure = WriteFailure()
      if isThere { rename(old, path) }
      throw Report.Stop(path, failure)
    }
    try? FileManager.default.removeItem(atPath: old)
  }

  /// Where what the folder held before is while it is replaced.
  private static func oldPath(_ draft: Draft) -> String { "\(draft.path).old" }
}

/// A class, because the thread that takes signals shares it.
private final class Lock: Sendable {
  let mutex = Mutex(())
}
