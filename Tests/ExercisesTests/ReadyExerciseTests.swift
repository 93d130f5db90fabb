import Exercises
import Foundation
import Grading
import Questions
import Testing

/// The exercises that come with Gradwalk, one for each tutorial.
@Suite struct ReadyExerciseTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("tutorials")

  static let names: [String] = {
    let path = folder.appendingPathComponent("exercises").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted()
  }()

  private static func variants(_ name: String) throws -> Variants {
    let url = folder.appendingPathComponent("exercises/\(name)")
    return try Variants(Exercise(String(contentsOf: url, encoding: .utf8), file: name))
  }

  @Test func areOneForEachTutorial() {
    #expect(Self.names.count == 20)
    for name in Self.names {
      let tutorial = Self.folder.appendingPathComponent(name).path
      #expect(FileManager.default.fileExists(atPath: tutorial), "\(name)")
    }
  }

  @Test func askInAllSixWays() throws {
    let kinds = try Self.names.flatMap { try Self.variants($0).exercise.asks.map(\.kind) }
    #expect(Set(kinds) == Set(Ask.Kind.allCases))
  }

  @Test(arguments: names)
  func proveThemselves(name: String) throws {
    let proof = try Proof(Self.variants(name), seeds: 1...20)
    #expect(proof.failures.isEmpty, "\(proof.failures.prefix(5))")
  }

  @Test(arguments: names)
  func tellAllMistakesApart(name: String) throws {
    let variants = try Self.variants(name)
    for seed in 1...4 {
      #expect(try variants.variant(seed: UInt64(seed)).remarks.isEmpty, "seed \(seed)")
    }
  }
}
