import CStandard
import Platform
import Python

/// Runs the Python program on standard input: what it prints goes to standard output, what it
/// raises to standard error.
@main
enum Run {
  static func main() {
    var bytes: [UInt8] = []
    while true {
      let byte = getchar()
      guard byte >= 0 else { break }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
    let source = String(decoding: bytes, as: UTF8.self)
    let hasFailed = withLargeStack { () -> Bool in
      let interpreter = Interpreter(output: write)
      do throws(SyntaxFailure) {
        let program = try Program.parse(source, file: "<stdin>")
        return run(program, interpreter)
      } catch {
        complain("SyntaxError: \(error.message)")
        return true
      }
    }
    exit(hasFailed ? 1 : 0)
  }

  private static func run(_ program: Program, _ interpreter: Interpreter) -> Bool {
    do throws(Raised) {
      try interpreter.run(program)
      return false
    } catch {
      let exception = Object.instance(error.exception)
      let message = (try? interpreter.str(exception)) ?? ""
      let name = error.exception.type.name
      complain(message.isEmpty ? name : "\(name): \(message)")
      return true
    }
  }

  private static func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in _ = fwrite(bytes.baseAddress, 1, bytes.count, stdout) }
  }

  private static func complain(_ text: String) {
    var text = text + "\n"
    text.withUTF8 { bytes in _ = fwrite(bytes.baseAddress, 1, bytes.count, stderr) }
  }
}
