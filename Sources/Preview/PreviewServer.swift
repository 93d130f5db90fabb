import FlyingFox
import FlyingSocks
import Foundation
package import Tutorial

/// A preview of tutorials for a browser on this machine.
package struct PreviewServer: Sendable {
  private let workshop: Workshop
  private let server: HTTPServer

  /// Why there is no preview.
  package enum Failure: Error, Equatable, CustomStringConvertible {
    case portInUse(UInt16)
    case notAllowed(UInt16)
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
  package init(_ paths: TutorialPaths, port: UInt16) {
    self.port = port
    let workshop = Workshop(paths)
    self.workshop = workshop
    let address = sockaddr_in.loopback4(port: port)
    server = HTTPServer(
      address: address, timeout: 15, logger: .disabled, handler: PreviewHandler(workshop: workshop))
  }

  /// Serves the pages and looks after their files until the task is cancelled; who asks for a page
  /// before it is made waits for it.
  ///
  /// - Parameters:
  ///   - listening: Called with the address of the gallery as soon as it can be asked for.
  ///   - changed: Called with each tutorial that was made, and what is wrong with it.
  /// - Throws: ``Failure``, or the cancellation.
  package func run(
    listening: @escaping @Sendable (String) -> Void,
    changed: @escaping @Sendable (String, TutorialError?) -> Void
  ) async throws {
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.run() }
        group.addTask {
          try await server.waitUntilListening(timeout: 60)
          if case .ip4(let host, let port) = await server.listeningAddress {
            listening("http://\(host):\(port)/")
          }
          while true {
            for change in await workshop.refresh() { changed(change.name, change.error) }
            try await Task.sleep(for: .milliseconds(40))
          }
        }
        defer { group.cancelAll() }
        try await group.next()
      }
    } catch SocketError.failed(_, let number, let message) {
      switch number {
      case EADDRINUSE: throw Failure.portInUse(port)
      case EACCES: throw Failure.notAllowed(port)
      default: throw Failure.other(message)
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
