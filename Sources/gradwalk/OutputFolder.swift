import Foundation
import Synchronization

/// A folder that is written under another name first and takes its place when it is complete; who
/// interrupts the program before that finds nothing of it.
struct OutputFolder: ~Copyable {
  private let target: URL
  private let draft: URL
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
    target = URL(fileURLWithPath: path, isDirectory: true)
    draft = target.deletingLastPathComponent()
      .appendingPathComponent(".\(target.lastPathComponent).partial", isDirectory: true)
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: target.path, isDirectory: &isFolder) {
      let names = try? FileManager.default.contentsOfDirectory(atPath: target.path).sorted()
      guard isFolder.boolValue, let names else {
        throw Report.Stop(message: "\(path): is not a folder that can be read", status: 2)
      }
      if let other = names.first(where: { !owns($0) }) {
        throw Report.Stop(
          message: "\(path): holds \(other), which is not part of this; choose another folder",
          status: 2)
      }
    }
    try? FileManager.default.removeItem(at: draft)
    do {
      try FileManager.default.createDirectory(at: draft, withIntermediateDirectories: true)
    } catch {
      throw Report.Stop(message: "\(path): cannot be written; may you write there?", status: 2)
    }
    signals = EndingSignals { [draft, lock] number in
      lock.mutex.withLock { _ in
        try? FileManager.default.removeItem(at: draft)
        _exit(128 + number)
      }
    }
  }

  deinit {
    signals.cancel()
    try? FileManager.default.removeItem(at: draft)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    try lock.mutex.withLock { _ in
      try OutputFile.write(bytes, to: draft.appendingPathComponent(name).path)
    }
  }

  /// Puts the folder in its place.
  func finish() throws {
    signals.cancel()
    let old = draft.appendingPathExtension("old")
    try? FileManager.default.removeItem(at: old)
    do {
      if FileManager.default.fileExists(atPath: target.path) {
        try FileManager.default.moveItem(at: target, to: old)
      }
      try FileManager.default.moveItem(at: draft, to: target)
    } catch {
      throw Report.Stop(message: "\(target.path): cannot be put in its place: \(error)", status: 2)
    }
    try? FileManager.default.removeItem(at: old)
  }
}

/// A class, because the thread that takes signals shares it.
private final class Lock: Sendable {
  let mutex = Mutex(())
}
