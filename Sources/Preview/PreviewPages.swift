import Files
import Foundation
package import Python
package import Tutorial

/// Keeps the pages of tutorials up to date with their files: what has changed is made again, and
/// nothing else.
///
/// An actor, because the watch and every request share it.
package actor PreviewPages {
  private let paths: TutorialPaths
  private let limits: Limits
  private var entries: [Entry] = []
  /// Counts the changes; a page has the number of the last one that made it again.
  private(set) var version = 1

  /// One tutorial: its page, or what is wrong with it.
  struct Entry {
    let url: URL
    var page: Page?
    var error: TutorialError?
    var version: Int
    /// The files that the page was made from, as they were.
    var stamps: [URL: FileStamp?]

    var name: String { url.deletingPathExtension().lastPathComponent }
  }

  /// - Parameters:
  ///   - paths: The tutorials.
  ///   - limits: What the program of each may use.
  package init(_ paths: TutorialPaths, limits: Limits) {
    self.paths = paths
    self.limits = limits
  }

  /// Looks at the files once.
  ///
  /// - Returns: The names of the tutorials that were made again, with what is wrong with each.
  @discardableResult
  package func refresh() -> [(name: String, error: TutorialError?)] {
    // A folder that is gone for a moment, as while someone changes branches, changes nothing.
    guard let urls = try? paths.files() else { return [] }
    let known = Dictionary(entries.map { ($0.url, $0) }) { first, _ in first }
    var changes: [(name: String, error: TutorialError?)] = []
    let next = version + 1
    let fresh = urls.map { url in
      if let entry = known[url], entry.stamps.allSatisfy({ FileStamp($0.key) == $0.value }) {
        return entry
      }
      let entry = make(url, version: next, before: known[url])
      changes.append((entry.name, entry.error))
      return entry
    }
    if !changes.isEmpty || fresh.count != entries.count { version = next }
    entries = fresh
    return changes
  }

  private func make(_ url: URL, version: Int, before: Entry?) -> Entry {
    let folder = url.deletingLastPathComponent()
    // Taken before the files are read: what is saved meanwhile is seen the next time.
    var stamps: [URL: FileStamp?] = [url: FileStamp(url)]
    do throws(TutorialError) {
      let page = try Page(url, limits: limits)
      for file in page.files where !file.path.hasPrefix("figures/") {
        let source = folder.appendingPathComponent(file.path)
        if let stamp = FileStamp(source) { stamps[source] = stamp }
      }
      return Entry(url: url, page: page, error: nil, version: version, stamps: stamps)
    } catch {
      // What is missing may come: then the folder changes.
      stamps[folder] = FileStamp(folder)
      return Entry(
        url: url, page: before?.page, error: error, version: version, stamps: stamps)
    }
  }

  /// Waits until a tutorial, or anything if it is nil, has another version than one has seen; not
  /// for long, since a connection that says nothing is cut.
  func change(of name: String?, from seen: Int) async -> Int {
    for _ in 0..<800 {
      let version = version(of: name)
      if version != seen { return version }
      do { try await Task.sleep(for: .milliseconds(10)) } catch { break }
    }
    return version(of: name)
  }

  func version(of name: String?) -> Int {
    guard let name else { return version }
    return entry(name)?.version ?? version
  }

  func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }

  var all: [Entry] { entries }
}

/// What a file looks like from outside: another stamp means another content.
struct FileStamp: Equatable {
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
