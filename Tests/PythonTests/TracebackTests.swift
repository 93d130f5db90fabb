import Foundation
import Python
import Testing

@Suite struct TracebackTests {
  /// Programs in the folder Tracebacks, each with what CPython 3.11 writes when it ends.
  @Test(arguments: try Case.all())
  func reportsWhatCPythonReports(_ example: Case) {
    #expect(Run(example.program).failure == example.report)
  }

  @Test func pointsAtTheIterableOfALoop() {
    // As CPython does from 3.12 on.
    #expect(
      Run("for i in 5: pass\n").failure == """
        Traceback (most recent call last):
          File "x.py", line 1, in <module>
            for i in 5: pass
                     ^
        TypeError: 'int' object is not iterable
        """)
  }

  @Test func keepsWhatWasPrintedBefore() {
    let run = Run("print('before')\n1 / 0\n")
    #expect(run.output == "before\n")
    #expect(run.lastLine == "ZeroDivisionError: division by zero")
  }

  @Test func showsTheCause() throws {
    let source = "try: {}['k']\nexcept KeyError as e: raise ValueError('bad') from e\n"
    let report = try #require(Run(source).failure)
    #expect(report.contains("KeyError: 'k'\n\nThe above exception was the direct cause"))
    #expect(report.hasSuffix("ValueError: bad"))
  }
}

struct Case: CustomTestStringConvertible, Sendable {
  let program: String
  let report: String

  var testDescription: String { program }

  static func all() throws -> [Case] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Tracebacks/tracebacks.txt")
    return try String(contentsOf: file, encoding: .utf8).components(separatedBy: "===\n")
      .map { text in
        let parts = text.components(separatedBy: "--- CPython 3.11\n")
        return Case(program: parts[0], report: parts[1].trimmingCharacters(in: .newlines))
      }
  }
}
