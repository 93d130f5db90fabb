import Platform
import Python

/// What a program printed, and the report of the error that ended it, if one did.
struct Run: Sendable {
  let output: String
  let failure: String?

  /// The last line of the report.
  var lastLine: String? {
    failure?.split(separator: "\n").last.map(String.init)
  }

  init(_ source: String, limits: Limits = Limits()) {
    self = withLargeStack {
      var output = ""
      let interpreter = Interpreter(limits: limits) { output += $0 }
      let program: Program
      do throws(SyntaxFailure) {
        program = try Program.parse(source, file: "x.py")
      } catch {
        return Run(output: "", failure: error.text)
      }
      do throws(Raised) {
        try interpreter.run(program)
        return Run(output: output, failure: nil)
      } catch {
        return Run(output: output, failure: interpreter.tracebackText(error))
      }
    }
  }

  private init(output: String, failure: String?) {
    self.output = output
    self.failure = failure
  }
}
