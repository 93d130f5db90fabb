import Files
import Foundation

/// Answers requests of a browser on this machine, and no others.
struct PreviewHandler: Sendable {
  let site: PreviewSite

  func answer(_ request: RequestHead) async -> Response {
    guard Self.isLocal(request.headers["host"]) else {
      return Response(.forbidden, "This preview answers to localhost only.\n")
    }
    guard request.method == "GET" || request.method == "HEAD" else {
      var response = Response(.methodNotAllowed, "Only GET and HEAD are known here.\n")
      response.headers.append(("Allow", "GET, HEAD"))
      return response
    }
    guard let path = Self.path(request.target) else {
      return Response(.badRequest, "This is no path of the preview.\n")
    }
    // Browsers ask for one beside what is no page.
    if path == "/favicon.ico" { return Response(.ok, Data(Self.icon.utf8), type: "image/svg+xml") }
    if path == Self.changes { return await change(request.target) }
    switch await site.answer(to: path) {
    case .content(let data, let type): return Response(.ok, data, type: type)
    case .playground(let file, let scripts):
      var response = Response(.ok, file.contents, type: "text/html; charset=utf-8")
      response.policy = PreviewPolicy.text(scripts: scripts)
      return response
    case .page(let text, let tutorial, let version):
      return Response(.ok, page: Self.told(text, tutorial, version))
    case .moved(let target):
      var response = Response(.moved, "See \(target)\n")
      let address = target.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? "/"
      response.headers.append(("Location", address))
      return response
    case .missing(let path): return Response(.notFound, page: PreviewDocument.missing(path))
    }
  }

  /// Nothing to see.
  private static let icon = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"

  private static let changes = "/.gradwalk/changes"

  /// Whether a request was meant for this machine by name: a page elsewhere whose name is made to
  /// lead here (DNS rebinding) is not.
  private static func isLocal(_ host: String?) -> Bool {
    guard let host = host?.lowercased() else { return false }
    let parts = host.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.count == 1 || UInt16(parts[1]) != nil else { return false }
    return ["127.0.0.1", "localhost"].contains(parts[0])
  }

  /// The path of a target, its percent signs decoded; nil if it is none, or one that climbs.
  private static func path(_ target: String) -> String? {
    let raw = target.prefix { $0 != "?" && $0 != "#" }
    guard raw.hasPrefix("/"), let path = String(raw).removingPercentEncoding,
      !path.contains("\\"), !path.utf8.contains(0)
    else { return nil }
    return path.split(separator: "/").contains { $0 == ".." || $0 == "." } ? nil : path
  }

  /// Answers as soon as something is different from what a page has seen.
  private func change(_ target: String) async -> Response {
    let query = URLComponents(string: target)?.queryItems ?? []
    func value(_ name: String) -> String? { query.first { $0.name == name }?.value }
    let tutorial = value("tutorial").flatMap { $0.isEmpty ? nil : $0 }
    let seen = value("seen").flatMap { Int($0) } ?? 0
    return Response(.ok, "\(await site.pages.change(of: tutorial, from: seen))")
  }

  /// A page with the script that loads it again when it has changed; only pages that are served have
  /// it.
  private static func told(_ page: String, _ tutorial: String?, _ version: Int) -> String {
    let name = tutorial?.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let script =
      "<script data-address=\"\(changes)?tutorial=\(name)&amp;seen=\(version)\" "
      + "data-seen=\"\(version)\">\(PreviewPolicy.reload)</script>\n"
    let page = PreviewPolicy.withoutOwn(page)
    guard let end = page.range(of: "</body>", options: .backwards) else { return page + script }
    return page.replacingCharacters(in: end, with: script + "</body>")
  }
}
