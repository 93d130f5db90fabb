import FlyingSocks
import Foundation

/// One browser's connection: requests one after the other, each answered before the next is read.
struct Connection {
  let socket: AsyncSocket
  let handler: PreviewHandler

  /// How long a request may take to arrive.
  private static let patience = Duration.seconds(15)

  /// Answers until there is nothing more to answer.
  func serve() async {
    defer { try? socket.close() }
    var reader = RequestReader()
    do {
      while true {
        let head: RequestHead
        do throws(RequestHeadError) {
          guard let next = try await next(&reader) else { return }
          head = next
        } catch {
          return try await end(Response(error.status, "\(error.status.rawValue)\n"))
        }
        var response = await handler.answer(head)
        response.isHeadOnly = head.method == "HEAD"
        guard head.keepsAlive else { return try await end(response) }
        try await socket.write(response.bytes(keepsAlive: true))
      }
    } catch {
      // Whoever has hung up needs no answer.
    }
  }

  /// The next head; nil when no more comes.
  private func next(
    _ reader: inout RequestReader
  ) async throws(RequestHeadError) -> RequestHead? {
    let deadline = ContinuousClock.now + Self.patience
    while true {
      if let head = try reader.next() { return head }
      guard let bytes = await bytes(until: deadline) else {
        return nil
      }
      reader.add(bytes)
    }
  }

  /// What has come next; nil if nothing more comes, or not in time.
  private func bytes(until deadline: ContinuousClock.Instant) async -> [UInt8]? {
    await withTaskGroup(of: [UInt8]?.self) { group in
      group.addTask { try? await socket.read(atMost: 4096) }
      group.addTask {
        try? await Task.sleep(until: deadline)
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }

  /// Answers for the last time.
  ///
  /// What the other side is still sending is read and forgotten for a while: a connection that is
  /// closed with something unread takes the answer with it.
  private func end(_ response: Response) async throws {
    try await socket.write(response.bytes(keepsAlive: false))
    shutdown(socket.socket.file.rawValue, Int32(SHUT_WR))
    let deadline = ContinuousClock.now + .seconds(2)
    while let bytes = await bytes(until: deadline), !bytes.isEmpty {}
  }
}
