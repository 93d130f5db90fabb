import Foundation

/// Asks a server on this machine, with whatever method, path and host, and reads what it answers.
struct LocalClient: Sendable {
  let port: UInt16

  struct Response {
    var status: Int
    /// By name in small letters.
    var headers: [String: String]
    var body: String
  }

  struct NoAnswer: Error {
    let reason: String
  }

  func send(_ method: String, _ path: String, host: String? = nil) async throws -> Response {
    let lines = [
      "\(method) \(path) HTTP/1.1", "Host: \(host ?? "127.0.0.1:\(port)")", "Connection: close",
      "", "",
    ]
    return try await send(lines.joined(separator: "\r\n"))
  }

  /// Sends a request as it is written.
  func send(_ request: String) async throws -> Response {
    // On a thread of its own: the server needs those that tasks share.
    try await withCheckedThrowingContinuation { continuation in
      Thread { continuation.resume(with: Result { try exchange(request) }) }.start()
    }
  }

  private func exchange(_ request: String) throws -> Response {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { throw NoAnswer(reason: "no socket") }
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw NoAnswer(reason: "no connection") }
    var rest = Array(request.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(socket, $0.baseAddress, $0.count) }
      guard count > 0 else { throw NoAnswer(reason: "cannot write") }
      rest = rest.dropFirst(count)
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = read(socket, &buffer, buffer.count), count > 0 {
      bytes += buffer.prefix(count)
      if isComplete(bytes) { break }
    }
    return try parse(String(decoding: bytes, as: UTF8.self))
  }

  /// Whether as much has come as the headers promised.
  private func isComplete(_ bytes: [UInt8]) -> Bool {
    guard let response = try? parse(String(decoding: bytes, as: UTF8.self)),
      let length = response.headers["content-length"].flatMap({ Int($0) })
    else { return false }
    return response.body.utf8.count >= length
  }

  private func parse(_ text: String) throws -> Response {
    guard let end = text.range(of: "\r\n\r\n") else { throw NoAnswer(reason: text) }
    let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
    let status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) }
    guard let status else { throw NoAnswer(reason: text) }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
    }
    return Response(status: status, headers: headers, body: String(text[end.upperBound...]))
  }
}
