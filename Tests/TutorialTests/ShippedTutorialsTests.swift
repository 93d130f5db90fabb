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
  /// measure in double precision, but at a kink, where a hook put something else in its place,
  /// where either is no number, and where a function of the program's own is wrong on purpose.
  @Test(arguments: all)
  func teachesGradientsThatDifferencesConfirm(name: String) throws {
    let recording = try Page(Self.folder.appendingPathComponent(name)).run.recording
    let own = Set(recording.functions.filter { !$0.inputs.isEmpty }.flatMap(\.nodes))
    var confirmed = 0
    for pass in Pass.all(in: recording) where pass.visits.allSatisfy({ $0.hook == nil }) {
      let usesOwn = pass.visits.contains { own.contains($0.node) }
      let differences = FiniteDifferences(recording, seeds: pass.seeds)
      let arrived = Dictionary(grouping: pass.visits.flatMap(\.contributions), by: \.edge.from)
        .mapValues { $0.reduce(0) { $0 + $1.amount } }
      for (node, gradient) in arrived.sorted(by: { $0.key < $1.key })
      where recording.nodes[node].operands.isEmpty {
        let measured = differences.slope(by: node)
        guard measured.kink == nil, gradient.isFinite, measured.slope.isFinite else { continue }
        let tolerance = 1e-3 * max(1, measured.slope.magnitude)
        let agrees = (gradient - measured.slope).magnitude <= tolerance
        #expect(
          agrees || usesOwn,
          "line \(pass.line): the pass gives \(gradient), differences give \(measured.slope)")
        if agrees { confirmed += 1 }
      }
    }
    #expect(confirmed > 0)
  }
}
