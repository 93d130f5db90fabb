import Web

/// What the page's worker calls: a request is written into the room that is made for it, and
/// answered by a text that stays where it is until the next call.
///
/// A module of WebAssembly has one thread and no other owner for what it holds between two calls.
nonisolated(unsafe) private var exchange = Exchange()

private struct Exchange {
  private let workbench = Workbench()
  private var request: [UInt8] = []
  private var answer: [UInt8] = []

  /// Makes room for a request of so many bytes, and says where.
  mutating func room(_ count: Int) -> UnsafeMutableRawPointer? {
    request = [UInt8](repeating: 0, count: count)
    return request.withUnsafeMutableBytes { $0.baseAddress }
  }

  /// Answers the request, and says where the answer is.
  mutating func respond() -> UnsafeRawPointer? {
    answer = Array(workbench.answer(texts).utf8)
    return answer.withUnsafeBytes { $0.baseAddress }
  }

  var length: Int { answer.count }

  /// The request's texts, each behind its length in bytes and a line feed.
  private var texts: [String] {
    var texts: [String] = []
    var rest = request[...]
    while let end = rest.firstIndex(of: 0x0A),
      let count = Int(String(decoding: rest[..<end], as: UTF8.self)), count >= 0,
      count < rest.endIndex - end
    {
      texts.append(String(decoding: rest[end + 1..<end + 1 + count], as: UTF8.self))
      rest = rest[(end + 1 + count)...]
    }
    return texts
  }
}

@_expose(wasm, "gradwalk_room") @_cdecl("gradwalk_room")
func room(_ count: Int) -> UnsafeMutableRawPointer? { exchange.room(count) }

@_expose(wasm, "gradwalk_answer") @_cdecl("gradwalk_answer")
func answer(_ count: Int) -> UnsafeRawPointer? { exchange.respond() }

@_expose(wasm, "gradwalk_length") @_cdecl("gradwalk_length")
func length() -> Int { exchange.length }
