import Files
import Foundation
import Testing
import Tutorial

/// What a build leaves alone.
@Suite struct BuildRecordTests {
  private let root = FileManager.default.temporaryDirectory
    .appendingPathComponent("gradwalk-\(UUID().uuidString)")
  private var output: URL { root.appendingPathComponent("output") }

  init() throws {
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    try write(Self.tutorial(of: 2), to: "one.md")
    try write(Self.tutorial(of: 3), to: "two.md")
  }

  private static func tutorial(of number: Int, title: String = "A number") -> String {
    """
    ---
    title: \(title)
    summary: A product.
    ---

    ```python
    #| label: product
    #| graph: y
    import torch
    x = torch.tensor(\(number).0, requires_grad=True)
    y = x * x
    y.backward()
    ```
    """
  }

  private func write(_ text: String, to path: String) throws {
    try text.write(to: root.appendingPathComponent(path), atomically: true, encoding: .utf8)
  }

  /// Builds what is not as it was, and returns the names of that.
  private func build() throws -> [String] {
    var record = BuildRecord(of: output, cache: root.appendingPathComponent("cache"))
    var made: [String] = []
    for name in ["one", "two"] {
      let source = try Source(root.appendingPathComponent("\(name).md"))
      guard record.card(of: source) == nil else { continue }
      let page = try Page(source)
      try Delivery.write(page.placedFiles, under: output)
      record.add(page, of: source)
      made.append(name)
    }
    record.save()
    return made
  }

  @Test(arguments: [
    "nothing": [],
    "source": ["two"],
    // The page before says what comes next.
    "title": ["one", "two"],
    "output": ["two"],
    "missing output": ["two"],
    "cache": ["one", "two"],
  ])
  func makesAnewWhatHasChanged(change: String, expected: [String]) throws {
    defer { try? FileManager.default.removeItem(at: root) }
    #expect(try build() == ["one", "two"])
    switch change {
    case "source": try write(Self.tutorial(of: 4), to: "two.md")
    case "title": try write(Self.tutorial(of: 3, title: "Another"), to: "two.md")
    case "output": try write("<svg/>", to: "output/two/figures/product.svg")
    case "missing output":
      try FileManager.default.removeItem(at: output.appendingPathComponent("two/README.md"))
    case "cache": try FileManager.default.removeItem(at: root.appendingPathComponent("cache"))
    default: try write(Self.tutorial(of: 3), to: "two.md")
    }
    #expect(try build() == expected)
    #expect(try build() == [])
  }
}
