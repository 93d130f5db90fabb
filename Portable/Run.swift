import CStandard
import Torch

/// Runs the program on standard input: what it prints goes to standard output, what ends it to
/// standard error.
@main
enum Run {
  static func main() {
    var bytes: [UInt8] = []
    while true {
      let byte = getchar()
      guard byte >= 0 else { break }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
    let session = Session(
      keepsEvents: false, errors: { write($0, to: stderr) }, output: { write($0, to: stdout) })
    let failure = session.run(String(decoding: bytes, as: UTF8.self), file: "<stdin>")
    if let failure { write(failure.traceback + "\n", to: stderr) }
    exit(failure == nil ? 0 : 1)
  }

  private static func write(_ text: String, to file: OpaquePointer) {
    var text = text
    text.withUTF8 { bytes in _ = fwrite(bytes.baseAddress, 1, bytes.count, file) }
  }
}
