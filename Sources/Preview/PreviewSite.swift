import Files
import Foundation
import Tutorial

/// What is found at the addresses of a preview.
struct PreviewSite: Sendable {
  let pages: PreviewPages
  let playground: Playground
  let script: SharedScript?

  /// What a request is answered with.
  enum Answer {
    case content(Data, type: String)
    /// The playground, which is never loaded again by itself: a reader types in it.
    case playground(RenderedFile, scripts: [String])
    /// A page, which is told when it changes.
    case page(String, tutorial: String?, version: Int)
    case moved(String)
    case missing(String)
  }

  /// Answers for a path without dots and percent signs.
  func answer(to path: String) async -> Answer {
    let parts = path.split(separator: "/").map(String.init)
    guard let name = parts.first else { return await gallery() }
    if parts == ["play"], !path.hasSuffix("/") { return .moved("/\(Playground.path)") }
    if parts == [Playground.path] { return await play() }
    if let file = script?.file, parts == [file.path] {
      return .content(file.contents, type: PreviewSite.type(of: file.path))
    }
    if parts == ["README.md"] || parts == ["index.html"] { return .moved("/") }
    guard let entry = await pages.entry(name) else { return .missing(path) }
    if parts.count == 1, !path.hasSuffix("/") { return .moved("/\(parts[0])/") }
    return answer(parts.dropFirst().joined(separator: "/"), of: entry) ?? .missing(path)
  }

  private func gallery() async -> Answer {
    let entries = await pages.all
    // A gallery of one page is a step more on the way to it.
    if let only = entries.first, entries.count == 1 { return .moved("/\(only.name)/") }
    // Asked for first, so that a change in between is not missed.
    let version = await pages.version
    return .page(PreviewDocument.gallery(await pages.all), tutorial: nil, version: version)
  }

  /// The playground, with what is served as its examples.
  private func play() async -> Answer {
    let sources = await pages.all.compactMap { try? Source($0.url) }
    guard let page = try? playground.page(sources) else { return .missing(Playground.path) }
    return .playground(page, scripts: playground.scripts)
  }

  private func answer(_ path: String, of entry: PreviewPages.Entry) -> Answer? {
    let isPage = path.isEmpty || path == "README.md" || path == "index.html"
    if isPage, entry.run?.isTold == true { return html(PreviewDocument.running(entry), entry) }
    if isPage, let error = entry.error {
      return .page(
        PreviewDocument.failure(error, in: entry), tutorial: entry.name, version: entry.version)
    }
    guard let page = entry.page else { return nil }
    func file(_ path: String) -> RenderedFile? { page.files.first { $0.path == path } }
    if path.isEmpty || path == "index.html", let player = file("index.html") {
      return html(String(decoding: player.contents, as: UTF8.self), entry)
    }
    if path.isEmpty || path == "README.md", let text = file("README.md") {
      let markdown = String(decoding: text.contents, as: UTF8.self)
      let walkthrough = PreviewDocument.walkthrough(
        markdown, title: page.card.title, hasPlayer: file("index.html") != nil)
      return html(walkthrough, entry)
    }
    guard let file = file(path) else { return nil }
    if path.hasSuffix(".html") {
      return html(String(decoding: file.contents, as: UTF8.self), entry)
    }
    return .content(file.contents, type: PreviewSite.type(of: path))
  }

  private func html(_ text: String, _ entry: PreviewPages.Entry) -> Answer {
    .page(text, tutorial: entry.name, version: entry.version)
  }

  private static func type(of path: String) -> String {
    switch (path as NSString).pathExtension.lowercased() {
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "gif": "image/gif"
    case "webp": "image/webp"
    case "pdf": "application/pdf"
    case "json": "application/json"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "dot", "txt", "py", "csv", "md": "text/plain; charset=utf-8"
    default: "application/octet-stream"
    }
  }
}
