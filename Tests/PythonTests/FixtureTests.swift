import Foundation
import Python
import Testing

/// Programs beside this file, each with what CPython 3.11 printed for it.
@Suite struct FixtureTests {
  @Test(arguments: try Fixture.all())
  func printsWhatCPythonPrints(_ fixture: Fixture) throws {
    let expected = try String(contentsOf: fixture.output, encoding: .utf8)
    let source = try String(contentsOf: fixture.program, encoding: .utf8)
    let run = Run(source)
    #expect(run.failure == nil)
    let actualLines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
    let expectedLines = expected.split(separator: "\n", omittingEmptySubsequences: false)
    for (line, pair) in zip(actualLines, expectedLines).enumerated() where pair.0 != pair.1 {
      Issue.record("line \(line + 1): printed \(pair.0), CPython prints \(pair.1)")
    }
    #expect(actualLines.count == expectedLines.count)
  }
}

struct Fixture: CustomTestStringConvertible {
  let program: URL

  var output: URL { program.deletingPathExtension().appendingPathExtension("out") }
  var testDescription: String { program.lastPathComponent }

  static func all() throws -> [Fixture] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "py" }
      .sorted { $0.path < $1.path }
      .map(Fixture.init)
  }
}
