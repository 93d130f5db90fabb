import Autograd
import Foundation
import Lesson
import Testing
import Tutorial

@Suite struct ShippedTutorialsTests {
  private static var all: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted()
  }

  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("tutorials")

  @Test(arguments: all)
  func buildsWithEveryClaimTrue(name: String) throws {
    let page = try Page(Self.folder.appendingPathComponent(name))
    #expect(page.card.picture != nil)
  }

  /// In every pass of every cell, what arrives at a leaf is the slope that central differences
  /// measure in double precision, but at a kink and where a hook put something else in its place.
  @Test(arguments: all)
  func teachesGradientsThatDifferencesConfirm(name: String) throws {
    let recording = try Page(Self.folder.appendingPathComponent(name)).run.recording
    var compared = 0
    for pass in Pass.all(in: recording) where pass.visits.allSatisfy({ $0.hook == nil }) {
      let differences = FiniteDifferences(recording, seeds: pass.seeds)
      let arrived = Dictionary(grouping: pass.visits.flatMap(\.contributions), by: \.edge.from)
        .mapValues { $0.reduce(0) { $0 + $1.amount } }
      for (node, gradient) in arrived.sorted(by: { $0.key < $1.key })
      where recording.nodes[node].operands.isEmpty {
        let measured = differences.slope(by: node)
        guard measured.kink == nil else { continue }
        let tolerance = 1e-3 * max(1, measured.slope.magnitude)
        #expect(
          (gradient - measured.slope).magnitude <= tolerance,
          "line \(pass.line): the pass gives \(gradient), differences give \(measured.slope)")
        compared += 1
      }
    }
    #expect(compared > 0)
  }
}
