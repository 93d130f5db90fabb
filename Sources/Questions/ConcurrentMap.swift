import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// Maps the list on as many cores as there are, in the list's order.
  package func concurrentMap<Result: Sendable>(
    _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    let chunk = 64
    let count = (self.count + chunk - 1) / chunk
    let results = Mutex<[Int: [Result]]>([:])
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let part = self[index * chunk..<Swift.min(self.count, (index + 1) * chunk)].map(transform)
      results.withLock { $0[index] = part }
    }
    return results.withLock { parts in (0..<count).flatMap { parts[$0] ?? [] } }
  }
}
