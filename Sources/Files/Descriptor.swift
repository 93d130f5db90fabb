package import Foundation

/// An open file of the system's.
package struct Descriptor: Sendable {
  /// The system's number of the open file.
  package let number: Int32

  /// A file that is open already; whoever opened it closes it.
  package init(_ number: Int32) { self.number = number }

  /// Writes all of a text or of some bytes.
  package func write(_ text: String) throws(WriteFailure) {
    var text = text
    let failure = text.withUTF8 { write(all: UnsafeRawBufferPointer($0)) }
    if let failure { throw failure }
  }

  /// Writes all of some bytes; waits where the file takes no more for now.
  package func write(_ bytes: some ContiguousBytes) throws(WriteFailure) {
    let failure = bytes.withUnsafeBytes { write(all: $0) }
    if let failure { throw failure }
  }

  private func write(all bytes: UnsafeRawBufferPointer) -> WriteFailure? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Foundation.write(
        number, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var waiting = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, -1)
      default: return WriteFailure()
      }
    }
    return nil
  }

  /// Reads to the end.
  ///
  /// - Parameter limit: The most bytes that are wanted.
  /// - Returns: The bytes, of which there are more than the limit if the file has more; nil if it
  ///   cannot be read.
  package func read(limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = Foundation.read(number, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes += buffer.prefix(count)
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        poll(&waiting, 1, -1)
      } else if errno != EINTR {
        return nil
      }
    }
    return bytes
  }
}
