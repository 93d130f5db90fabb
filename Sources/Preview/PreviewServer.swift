import FlyingSocks
import Foundation
package import Python
package import Tutorial

/// A preview of tutorials for a browser on this machine.
package struct PreviewServer: Sendable {
  private let pages: PreviewPages
  private let playground: Playground
  private let script: SharedScript?

  /// Why there is no preview.
  package enum ServerError: Error, Equatable, CustomStringConvertible {
    /// Another process listens on the port.
    case portInUse(UInt16)
    /// The port needs more rights than the process has.
    case notAllowed(UInt16)
    /// Any other failure, in the system's words.
    case other(String)

    package var description: String {
      switch self {
      case .portInUse(let port):
        "port \(port) is in use; choose another with --port, or any free one with --port 0"
      case .notAllowed(let port):
        "port \(port) needs more rights than you have; choose one from 1024 on with --port"
      case .other(let reason): "the preview cannot be served: \(reason)"
      }
    }
  }

  private let port: UInt16

  /// - Parameters:
  ///   - paths: The tutorials.
  ///   - port: Where to listen on 127.0.0.1; 0 for any free port.
  ///   - playground: What is served at `/play`.
  ///   - script: What pages share; nil where there is no engine for them.
  ///   - limits: What the program of each tutorial may use.
  package init(
    _ paths: TutorialPaths, port: UInt16, playground: Playground, script: SharedScript? = nil,
    limits: Limits = Limits()
  ) {
    self.port = port
    (self.playground, self.script) = (playground, script)
    pages = PreviewPages(paths, limits: limits)
  }

  /// Serves the pages and watches their files until the task is cancelled; a request for
  /// a page that is not made yet waits for it.
  ///
  /// - Parameters:
  ///   - listening: Called with the address of the gallery as soon as it can be asked for.
  ///   - changed: Called with each tutorial that was made, and what is wrong with it.
  /// - Throws: ``ServerError``, or the cancellation.
  package func run(
    listening: @escaping @Sendable (String) -> Void,
    changed: @escaping @Sendable (PreviewPages.Change) -> Void
  ) async throws {
    do {
      let socket = try listen()
      defer { try? socket.close() }
      let pool = SocketPool.make()
      try await pool.prepare()
      // What is asked for at once is there to be waited for.
      await pages.refresh()
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await pool.run() }
        group.addTask { try await answer(try AsyncSocket(socket: socket, pool: pool)) }
        group.addTask {
          if case .ip4(let host, let port) = try socket.sockname() {
            listening("http://\(host):\(port)/")
          }
          while true {
            for change in await pages.refresh() { changed(change) }
            try await Task.sleep(for: .milliseconds(40))
          }
        }
        defer { group.cancelAll() }
        try await group.next()
      }
    } catch SocketError.failed(_, let number, let message) {
      switch number {
      case EADDRINUSE: throw ServerError.portInUse(port)
      case EACCES: throw ServerError.notAllowed(port)
      default: throw ServerError.other(message)
      }
    }
  }

  private func listen() throws -> Socket {
    let socket = try Socket(domain: AF_INET)
    try socket.setValue(true, for: .localAddressReuse)
    try socket.bind(to: sockaddr_in.loopback4(port: port))
    try socket.listen()
    return socket
  }

  /// Takes connections, each with a task of its own.
  private func answer(_ socket: AsyncSocket) async throws {
    let site = PreviewSite(pages: pages, playground: playground, script: script)
    let handler = PreviewHandler(site: site)
    try await withThrowingDiscardingTaskGroup { group in
      while true {
        try Task.checkCancellation()
        do {
          let connection = Connection(socket: try await socket.accept(), handler: handler)
          group.addTask { await connection.serve() }
        } catch SocketError.failed {
          // One that was gone before it was taken, or too many at once.
          try await Task.sleep(for: .milliseconds(50))
        }
      }
    }
  }
}

extension sockaddr_in {
  /// This machine alone.
  fileprivate static func loopback4(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in.inet(port: port)
    address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
    return address
  }
}
