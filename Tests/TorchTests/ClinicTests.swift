import Autograd
import Foundation
import TestSupport
import Testing
import Torch

/// Every program of `Programs` fails or is warned; what the clinic says is in `Snapshots`.
@Suite struct ClinicTests {
  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".py") }.sorted()
  }()

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Programs")

  private func run(_ name: String, keepsEvents: Bool) throws -> (Session, ProgramFailure?) {
    let source = try String(
      contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    let session = Session(keepsEvents: keepsEvents) { _ in }
    return (session, session.run(source, file: name))
  }

  @Test func hasPrograms() { #expect(Self.names.count >= 20) }

  @Test(arguments: names)
  func explains(name: String) throws {
    var reports: [String] = []
    for keepsEvents in [true, false] {
      let (session, failure) = try run(name, keepsEvents: keepsEvents)
      var report = session.warnings.map {
        "warning in line \($0.line)\n\(session.explanation(of: $0)?.text ?? $0.message)\n"
      }
      if let failure {
        let explanation = try #require(failure.explanation)
        report.append("\(failure.type) in line \(failure.line)\n\(explanation.text)\n")
      }
      reports.append(report.joined(separator: "\n"))
    }
    #expect(reports[0] == reports[1], "the same with and without a recording")
    expectSnapshot(reports[0], named: (name as NSString).deletingPathExtension + ".txt")
  }

  @Test(arguments: [
    ("root-of-several.py", "loss[0]"), ("seed-shape.py", "y[0]"), ("freed-graph.py", "loss"),
    ("root-without-leaf.py", "loss"), ("leaf-in-place.py", "w"),
    ("saved-value-in-place.py", "z[0]"), ("unused-input.py", "b"), ("matmul-shapes.py", "x[0, 0]"),
    ("grad-before-pass.py", "w"),
  ])
  func marksTheResponsibleNode(name: String, node: String) throws {
    let (session, failure) = try run(name, keepsEvents: true)
    let recording = session.recording
    let index = try #require(failure?.node)
    #expect(recording.nodes[index].name == node)
    guard case .raised(_, _, let recorded)? = recording.events.last?.event else {
      Issue.record("the recording ends with the error")
      return
    }
    #expect(recorded == index)
  }
}
