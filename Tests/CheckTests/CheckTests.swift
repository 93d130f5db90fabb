import Check
import Foundation
import TestSupport
import Testing

/// The articles of `Articles`; what is reported of them is in `Snapshots`.
@Suite struct CheckTests {
  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.sorted()
  }()

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Articles")

  private func report(_ name: String, liftsLocals: Bool = false) throws -> FileReport {
    let text = try String(
      contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    return FileReport(
      checking: text, file: name, format: ArticleFormat(file: name), liftsLocals: liftsLocals)
  }

  @Test(arguments: names)
  func reports(name: String) throws {
    let report = try report(name)
    expectSnapshot(
      report.text + FileReport.summary(of: [report]) + "\n", named: name + ".report")
  }

  @Test(arguments: ["custom-gradient.txt", "locals.md"])
  func repairsInTheOpen(name: String) throws {
    let report = try report(name, liftsLocals: true)
    #expect(!report.changes.isEmpty)
    expectSnapshot(
      report.text + FileReport.summary(of: [report]) + "\n", named: name + ".lifted.report")
  }

  @Test func findsTheWrongOutputsOfRepairedPrograms() throws {
    let report = try report("custom-gradient.txt", liftsLocals: true)
    let wrong = report.findings.filter { $0.verdict == .wrong }
    #expect(wrong.map(\.claimed) == ["tensor(2.0)", "tensor(6.0)"])
    #expect(wrong.map(\.actual) == ["w: tensor(0.)", "w with a seed: tensor(0.)"])
  }

  @Test func stopsAProgramThatDoesNotEnd() {
    let report = FileReport(
      checking: "```python\nwhile True:\n    pass\n```\n\n```python\nprint(1)  # 1\n```\n",
      file: "a.md", format: .markdown)
    #expect(report.findings.map(\.verdict) == [.notChecked, .right])
  }

  @Test(arguments: ["", "\n\n", "no code", "\u{0}(", "```python\n```", "```python\n(\n```"])
  func survives(text: String) {
    for format in [ArticleFormat.markdown, .plainText, .python] {
      _ = FileReport(checking: text, file: "a", format: format, liftsLocals: true).text
    }
  }
}
