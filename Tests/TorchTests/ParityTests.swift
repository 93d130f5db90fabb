import Autograd
import Foundation
import Lesson
import Testing
import Torch

/// Programs in the folder Parity, each with what real PyTorch and NumPy printed for it; `record.py` there
/// says how.
@Suite struct ParityTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Parity")

  static let programs: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (files ?? []).filter { $0.hasSuffix(".py") && $0 != "record.py" }.sorted()
  }()

  @Test func findsPrograms() { #expect(Self.programs.count > 30) }

  /// Whether everything is recorded, as pages do, or only what a pass needs, as `run` does.
  @Test(arguments: programs, [true, false])
  func printsWhatPyTorchPrints(name: String, keepsEvents: Bool) throws {
    let program = Self.folder.appending(path: name)
    let expected = try String(
      contentsOf: program.deletingPathExtension().appendingPathExtension("out"), encoding: .utf8)
    var output = ""
    let session = Session(keepsEvents: keepsEvents) { output += $0 }
    let failure = try session.run(String(contentsOf: program, encoding: .utf8), file: name)
    #expect(failure?.traceback == nil)
    let lines = (
      actual: output.split(separator: "\n", omittingEmptySubsequences: false),
      expected: expected.split(separator: "\n", omittingEmptySubsequences: false)
    )
    for (line, pair) in zip(lines.actual, lines.expected).enumerated() where pair.0 != pair.1 {
      Issue.record("line \(line + 1): printed \(pair.0), PyTorch prints \(pair.1)")
    }
    #expect(lines.actual.count == lines.expected.count)
  }

  /// In every pass of a program, what arrives at each leaf is the slope that central differences
  /// measure in double precision: but at a kink, and where the program itself says what is sent.
  ///
  /// In `changed-values.py` passes fail, `modules.py` has hooks in all of them, `optimisers.py` has
  /// hundreds of one network, and the others that are left out have none.
  @Test(
    arguments: [
      "composed-functions.py", "convolutions.py", "dtypes.py", "losses.py", "numpy_tensors.py",
      "orders.py", "passes.py", "recurrent.py", "sampling.py", "tutorials.py",
    ])
  func agreesWithCentralDifferences(name: String) throws {
    let source = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    let session = Session(keepsEvents: true) { _ in }
    #expect(session.run(source, file: name)?.traceback == nil)
    let recording = session.recording
    var compared = 0
    for pass in passes(of: recording) where pass.followsRules {
      let differences = FiniteDifferences(recording, seeds: pass.seeds)
      for (leaf, gradient) in pass.gradients.sorted(by: { $0.key < $1.key }) {
        let measured = differences.slope(by: leaf)
        guard measured.kink == nil else { continue }
        let tolerance = recording.nodes[leaf].precision == .double ? 1e-5 : 1e-3
        #expect(
          (gradient - measured.slope).magnitude <= tolerance * max(1, measured.slope.magnitude),
          "line \(pass.line): the pass gives \(gradient), differences give \(measured.slope)")
        compared += 1
      }
    }
    #expect(compared > 0)
  }

  private struct Pass {
    let line: Int
    let seeds: [Recording.Seed]
    /// Whether it meets no hook and no function with a backward of the program's own.
    var followsRules = true
    /// What arrived at each leaf.
    var gradients: [Int: Double] = [:]
  }

  private func passes(of recording: Recording) -> [Pass] {
    let custom = Set(recording.functions.filter { !$0.inputs.isEmpty }.flatMap(\.nodes))
    return recording.events.compactMap { moment in
      guard case .pass(let index) = moment.event else { return nil }
      let recorded = recording.passes[index]
      var pass = Pass(line: moment.line, seeds: recorded.seeds)
      for step in recorded.steps {
        switch step {
        case .visited(let visit): if custom.contains(visit.node) { pass.followsRules = false }
        case .hooked: pass.followsRules = false
        case .accumulated, .returned: continue
        }
      }
      for sent in recorded.contributions where recording.nodes[sent.to].isTrackedSource {
        pass.gradients[sent.to, default: 0] += sent.amount
      }
      return pass
    }
  }
}

extension Recording.Node {
  fileprivate var isTrackedSource: Bool {
    if case .source = operation { needsGradient } else { false }
  }
}
