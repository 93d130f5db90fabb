import FlyingFox
import Foundation

/// Answers requests of a browser on this machine, and no others.
struct PreviewHandler: HTTPHandler {
  let workshop: Workshop

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard Self.isLocal(request.headers[.host]) else {
      return plain(.forbidden, "This preview answers to localhost only.\n", for: request)
    }
    guard request.method == .GET || request.method == .HEAD else {
      var response = plain(.methodNotAllowed, "Only GET and HEAD are known here.\n", for: request)
      response.headers[HTTPHeader("Allow")] = "GET, HEAD"
      return response
    }
    guard let path = Self.path(request.target.rawValue) else {
      return plain(.badRequest, "This is no path of the preview.\n", for: request)
    }
    if path == Self.changes { return await change(request) }
    switch await Site(workshop: workshop).answer(to: path) {
    case .content(let data, let type): return response(.ok, data, type, for: request)
    case .page(let text, let tutorial, let version):
      let page = Self.told(text, tutorial, version)
      return response(.ok, Data(page.utf8), Self.html, for: request)
    case .moved(let target):
      var response = plain(.temporaryRedirect, "See \(target)\n", for: request)
      response.headers[.location] = target
      return response
    case .missing(let path):
      let page = PreviewDocument.missing(path)
      return response(.notFound, Data(page.utf8), Self.html, for: request)
    }
  }

  private static let html = "text/html; charset=utf-8"
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
  private func change(_ request: HTTPRequest) async -> HTTPResponse {
    let seen = request.query["seen"].flatMap { Int($0) } ?? 0
    let tutorial = request.query["tutorial"].flatMap { $0.isEmpty ? nil : $0 }
    return plain(.ok, "\(await workshop.change(of: tutorial, from: seen))", for: request)
  }

  /// A page with the script that loads it anew when it has changed; only pages that are served have
  /// it.
  private static func told(_ page: String, _ tutorial: String?, _ version: Int) -> String {
    let name = tutorial?.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let script = """
      <script>
      (async () => {
        const address = "\(changes)?tutorial=\(name)&seen=\(version)";
        for (;;) {
          try {
            const response = await fetch(address);
            if (response.ok && await response.text() !== "\(version)") return location.reload();
          } catch {
            await new Promise((resume) => setTimeout(resume, 300));
          }
        }
      })();
      </script>

      """
    guard let end = page.range(of: "</body>", options: .backwards) else { return page + script }
    return page.replacingCharacters(in: end, with: script + "</body>")
  }

  private func plain(
    _ status: HTTPStatusCode, _ text: String, for request: HTTPRequest
  ) -> HTTPResponse {
    response(status, Data(text.utf8), "text/plain; charset=utf-8", for: request)
  }

  private func response(
    _ status: HTTPStatusCode, _ body: Data, _ type: String, for request: HTTPRequest
  ) -> HTTPResponse {
    HTTPResponse(
      statusCode: status,
      headers: [
        .contentType: type, .cacheControl: "no-store", .contentLength: String(body.count),
        HTTPHeader("X-Content-Type-Options"): "nosniff",
        HTTPHeader("Cross-Origin-Resource-Policy"): "same-origin",
      ],
      body: request.method == .HEAD ? Data() : body)
  }
}
