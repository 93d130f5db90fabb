import Foundation
import Testing

@testable import Tutorial

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
    #expect(page.firstPicture != nil)
  }
}
