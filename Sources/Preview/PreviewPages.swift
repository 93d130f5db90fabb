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
  private var runs = 0
  private var changes: [Change] = []
  private let queue: OperationQueue

  /// How long a reader waits before being told that a program still runs.
  private static let patience = Duration.milliseconds(300)

  /// One tutorial: its page, or what is wrong with it.
  struct Entry {
    let url: URL
    var page: Page?
    var error: TutorialError?
    var version: Int
    /// The files that the page was made from, as they were.
    var stamps: [URL: FileStamp?]
    /// The run that makes the page again; nil between runs.
    var run: Run?

    var name: String { url.deletingPathExtension().lastPathComponent }

    /// A run of the tutorial's program.
    struct Run {
      let number: Int
      let start: ContinuousClock.Instant
      /// Whether readers are told of it, since it takes long.
      var isTold = false
    }
  }

  /// A tutorial that was made again.
  package struct Change: Sendable {
    /// The tutorial's name.
    package var name: String
    /// What is wrong with it.
    package var error: TutorialError?
    /// Why there is less to step through than a reader may look for.
    package var remark: String?
  }

  /// - Parameters:
  ///   - paths: The tutorials.
  ///   - limits: What the program of each may use.
  package init(_ paths: TutorialPaths, limits: Limits) {
    self.paths = paths
    self.limits = limits
    queue = OperationQueue()
    // Some more than processors, so that a program that hangs does not hold up its own correction.
    queue.maxConcurrentOperationCount = 4
  }

  /// Looks at the files once, and begins to make again what has changed.
  ///
  /// - Returns: What was made since the last look.
  @discardableResult
  package func refresh() -> [Change] {
    defer { changes = [] }
    // A folder that is gone for a moment, as while someone changes branches, changes nothing.
    guard let urls = try? paths.files() else { return changes }
    let known = Dictionary(entries.map { ($0.url, $0) }) { first, _ in first }
    let fresh = urls.map { url in
      guard let entry = known[url] else {
        return started(Entry(url: url, version: version + 1, stamps: [:]))
      }
      return entry.stamps.allSatisfy { FileStamp($0.key) == $0.value } ? entry : started(entry)
    }
    if fresh.map(\.url) != entries.map(\.url) { version += 1 }
    entries = fresh
    for index in entries.indices {
      guard let run = entries[index].run, !run.isTold, run.start + Self.patience < .now else {
        continue
      }
      entries[index].run?.isTold = true
      note(index)
    }
    return changes
  }

  /// A tutorial whose program begins to run, on another thread.
  private func started(_ entry: Entry) -> Entry {
    var entry = entry
    let url = entry.url
    runs += 1
    let number = runs
    entry.run = Entry.Run(number: number, start: .now)
    // Taken before the files are read: what is saved meanwhile is seen the next time.
    entry.stamps = [url: FileStamp(url)]
    queue.addOperation { [limits] in
      let result = Result { () throws(TutorialError) in try Page(url, limits: limits) }
      Task { await self.finish(url, number, result) }
    }
    return entry
  }

  /// Takes what a run has made, unless the file has changed since.
  private func finish(_ url: URL, _ number: Int, _ result: Result<Page, TutorialError>) {
    guard let index = entries.firstIndex(where: { $0.run?.number == number }) else { return }
    entries[index].run = nil
    let folder = url.deletingLastPathComponent()
    var change = Change(name: entries[index].name)
    switch result {
    case .success(let page):
      (entries[index].page, entries[index].error) = (page, nil)
      change.remark = page.run.remark
      for file in page.files where !file.path.hasPrefix("figures/") {
        let source = folder.appendingPathComponent(file.path)
        if let stamp = FileStamp(source) { entries[index].stamps[source] = stamp }
      }
    case .failure(let error):
      entries[index].error = error
      change.error = error
      // What is missing may come: then the folder changes.
      entries[index].stamps[folder] = FileStamp(folder)
    }
    changes.append(change)
    note(index)
  }

  /// Gives what has changed a number of its own.
  private func note(_ index: Int) {
    version += 1
    entries[index].version = version
  }

  /// Waits until a tutorial, or anything if it is nil, has another version than one has seen; not
  /// for long, since a connection that says nothing is cut.
  func change(of name: String?, from seen: Int) async -> Int {
    await holds(for: .seconds(8)) { version(of: name) != seen }
    return version(of: name)
  }

  private func version(of name: String?) -> Int {
    guard let name else { return version }
    return known(name)?.version ?? version
  }

  private func known(_ name: String) -> Entry? { entries.first { $0.name == name } }

  /// A tutorial; while it is made again, and that does not take long, it is waited for.
  func entry(_ name: String) async -> Entry? {
    await holds(for: .seconds(8)) { known(name)?.isWaitedFor != true }
    return known(name)
  }

  /// All of them, waited for as one is.
  var all: [Entry] {
    get async {
      await holds(for: .seconds(8)) { !entries.contains { $0.isWaitedFor } }
      return entries
    }
  }

  /// Looks again and again whether something holds, until it does or the time is over.
  private func holds(for time: Duration, _ condition: () -> Bool) async {
    let end = ContinuousClock.now + time
    while !condition() {
      guard ContinuousClock.now < end else { return }
      do { try await Task.sleep(for: .milliseconds(10)) } catch { return }
    }
  }
}

extension PreviewPages.Entry {
  /// Whether its program runs, and readers are not told so yet.
  fileprivate var isWaitedFor: Bool { run.map { !$0.isTold } ?? false }
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
