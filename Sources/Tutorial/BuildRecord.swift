package import Files
package import Foundation

/// What the last build of a folder made from what, so that the next makes only that again of which the
/// source or a file has changed.
///
/// It lies in the user's cache, by the name of the folder: what a build makes is committed, and holds
/// nothing of a machine. Who removes it only waits once.
package struct BuildRecord: Sendable {
  private let folder: URL
  private let place: Place?
  private var contents: Contents

  private struct Contents: Codable, Equatable {
    /// The program that made it all.
    var maker: UInt64
    /// By the tutorials' names.
    var pages: [String: Page] = [:]
    var gallery: Gallery?

    struct Page: Codable, Equatable {
      var source: UInt64
      var card: Tutorial.Gallery.Card
      /// By their paths, what the files hold.
      var files: [String: UInt64]
    }

    struct Gallery: Codable, Equatable {
      var cards: [Tutorial.Gallery.Card]
      var files: [String: UInt64]
    }
  }

  /// Reads what is known of a folder.
  ///
  /// - Parameters:
  ///   - folder: Where pages go.
  ///   - cache: Where records lie; nil where none can be kept.
  package init(of folder: URL, cache: URL? = BuildRecord.userCache) {
    self.folder = folder
    let maker = Self.maker
    place = maker.flatMap { _ in cache.flatMap { Place(of: folder, in: $0) } }
    contents = Contents(maker: maker ?? 0)
    if let data = place?.data, let known = try? JSONDecoder().decode(Contents.self, from: data),
      known.maker == maker
    {
      contents = known
    }
  }

  /// What the gallery says of a page whose source and files are as they were; nil if it is to be
  /// made.
  package func card(of source: Source) -> Gallery.Card? {
    guard let page = contents.pages[source.name], page.source == source.fingerprint,
      isAsMade(page.files)
    else { return nil }
    return page.card
  }

  /// Whether the gallery of these pages is there as it was.
  package func hasGallery(of cards: [Gallery.Card]) -> Bool {
    contents.gallery.map { $0.cards == cards && isAsMade($0.files) } ?? false
  }

  /// Notes what was made of a tutorial.
  package mutating func add(_ page: Page, of source: Source) {
    contents.pages[source.name] = Contents.Page(
      source: source.fingerprint, card: page.card, files: Self.fingerprints(page.placedFiles))
  }

  /// Notes what was made of all of them together.
  package mutating func add(gallery files: [RenderedFile], of cards: [Gallery.Card]) {
    contents.gallery = Contents.Gallery(cards: cards, files: Self.fingerprints(files))
  }

  /// Keeps the record for the next build, where it can be kept.
  package func save() {
    guard let place, let data = try? JSONEncoder().encode(contents) else { return }
    place.write(data)
  }

  /// Where the XDG Base Directory Specification puts what can be made again.
  package static var userCache: URL? {
    let environment = ProcessInfo.processInfo.environment
    let own = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (own ?? environment["HOME"].map { $0 + "/.cache" }).map {
      URL(fileURLWithPath: $0).appendingPathComponent("gradwalk/build")
    }
  }

  private func isAsMade(_ files: [String: UInt64]) -> Bool {
    files.allSatisfy { path, fingerprint in
      let data = try? Data(contentsOf: folder.appendingPathComponent(path))
      return data.map { Fingerprint($0).value == fingerprint } ?? false
    }
  }

  private static func fingerprints(_ files: [RenderedFile]) -> [String: UInt64] {
    Dictionary(files.map { ($0.path, Fingerprint($0.contents).value) }) { _, last in last }
  }

  /// This program and the libraries that it has loaded, as they lie on the disk; nil where the system
  /// does not tell.
  private static let maker: UInt64? = {
    guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8) else {
      return nil
    }
    let files = Set(
      maps.split(separator: "\n").compactMap { (line: Substring) -> String? in
        line.firstIndex(of: "/").map { String(line[$0...]) }
      })
    var fingerprint = Fingerprint()
    for file in files.sorted() {
      var status = stat()
      guard stat(file, &status) == 0 else { continue }
      fingerprint.add(
        "\(file) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)")
    }
    return fingerprint.value
  }()
}

/// Where the record of a folder lies.
private struct Place: Sendable {
  private let cache: URL
  private let name: String

  private static let ending = ".json"

  init?(of folder: URL, in cache: URL) {
    guard
      let name = folder.standardizedFileURL.path.addingPercentEncoding(
        withAllowedCharacters: .alphanumerics)
    else { return nil }
    self.cache = cache
    self.name = name + Self.ending
  }

  var data: Data? { try? Data(contentsOf: cache.appendingPathComponent(name)) }

  /// Writes the record, and removes those of folders that are gone.
  func write(_ data: Data) {
    try? Delivery.write([RenderedFile(name, data)], under: cache)
    for name in (try? FileManager.default.contentsOfDirectory(atPath: cache.path)) ?? []
    where name.hasSuffix(Self.ending) {
      guard let folder = name.dropLast(Self.ending.count).removingPercentEncoding,
        !FileManager.default.fileExists(atPath: folder)
      else { continue }
      try? FileManager.default.removeItem(at: cache.appendingPathComponent(name))
    }
  }
}
