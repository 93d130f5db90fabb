import Foundation
import Testing
import Torch

@Suite struct BackwardFunctionTests {
  private static let prelude = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/Torch/Prelude")

  /// The texts in Python name functions as strings, which no compiler looks at.
  @Test func knowsEveryNameInThePrelude() throws {
    let name = /"([A-Z]\w*Backward[0-9]\w*|CopyBackwards)"/
    var found: Set<String> = []
    let files = FileManager.default.enumerator(atPath: Self.prelude.path)
    while let path = files?.nextObject() as? String {
      guard path.hasSuffix(".py") else { continue }
      let text = try String(contentsOf: Self.prelude.appending(path: path), encoding: .utf8)
      found.formUnion(text.matches(of: name).map { String($0.1) })
    }
    #expect(found.count > 50)
    #expect(found.filter { BackwardFunction(rawValue: $0) == nil }.sorted() == [])
  }
}
