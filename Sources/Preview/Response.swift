import Foundation

/// What a request is answered with.
struct Response {
  var status: Status
  var type: String
  var body: Data
  /// Beside those that every answer has.
  var headers: [(name: String, value: String)] = []
  /// What the page may run and load.
  var policy = PreviewPolicy.text
  /// Whether only its length is told, and not the body itself.
  var isHeadOnly = false

  enum Status: String {
    case ok = "200 OK"
    case moved = "307 Temporary Redirect"
    case badRequest = "400 Bad Request"
    case forbidden = "403 Forbidden"
    case notFound = "404 Not Found"
    case methodNotAllowed = "405 Method Not Allowed"
    case targetTooLong = "414 URI Too Long"
    case headersTooLarge = "431 Request Header Fields Too Large"
    case unknownVersion = "505 HTTP Version Not Supported"
  }

  init(_ status: Status, _ body: Data, type: String) {
    self.status = status
    self.body = body
    self.type = type
  }

  /// A plain text.
  init(_ status: Status, _ text: String) {
    self.init(status, Data(text.utf8), type: "text/plain; charset=utf-8")
  }

  /// A page.
  init(_ status: Status, page: String) {
    self.init(status, Data(page.utf8), type: "text/html; charset=utf-8")
  }

  /// The answer as it is sent.
  ///
  /// - Parameter keepsAlive: Whether the connection stays open for another request.
  /// - Returns: The head and the body.
  func bytes(keepsAlive: Bool) -> Data {
    let fields =
      headers + [
        ("Content-Type", type), ("Content-Length", "\(body.count)"), ("Cache-Control", "no-store"),
        ("Connection", keepsAlive ? "keep-alive" : "close"),
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"), ("Cross-Origin-Resource-Policy", "same-origin"),
      ]
    let head =
      "HTTP/1.1 \(status.rawValue)\r\n"
      + fields.map { "\($0.name): \($0.value)\r\n" }.joined() + "\r\n"
    return Data(head.utf8) + (isHeadOnly ? Data() : body)
  }
}
