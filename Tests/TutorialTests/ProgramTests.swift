import Files
import Foundation
import Testing
import Tutorial

/// Programs without front matter as tutorials.
@Suite struct ProgramTests {
  private func page(_ text: String, name: String = "two_passes.py") throws -> Page {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gradwalk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appendingPathComponent(name)
    try text.write(to: url, atomically: true, encoding: .utf8)
    return try Page(url)
  }

  static let titles: [(program: String, title: String)] = [
    ("", "Two passes"),
    ("import torch\n# Later words", "Two passes"),
    ("# Twice through\nimport torch", "Twice through"),
    ("#!/usr/bin/env python3\n\n# Twice through\n", "Twice through"),
    ("# %%\n#  Twice through \n", "Twice through"),
    ("#| steps: none\n# Twice through\n", "Twice through"),
    ("\"\"\"Twice through.\n\nAnd more.\n\"\"\"\n", "Twice through."),
    ("'''\nTwice through\n'''", "Twice through"),
    ("\"\"\"Twice through\"\"\"\r\nprint(1)", "Twice through"),
  ]

  @Test(arguments: titles.indices)
  func takesItsTitleFromItsFirstWords(index: Int) throws {
    let (program, title) = Self.titles[index]
    #expect(try page(program).card.title == title)
  }

  private static let line = """
    import torch
    w = torch.tensor(2.0, requires_grad=True)
    loss = w * 3.0

    """

  static let programs: [(program: String, summary: String, remark: String?)] = [
    (line + "loss.backward()", "1 operation, 1 backward pass.", nil),
    (
      line + "loss.backward(retain_graph=True)\nloss.backward()", "1 operation, 2 backward passes.",
      nil
    ),
    (
      line, "1 operation, 0 backward passes.",
      "There are no steps backward: the program calls no `backward()`."
    ),
    (
      "print(1)", "A program without gradients.",
      "There is nothing to step through: no tensor asks for a gradient with requires_grad=True."
    ),
    (
      "import torch\nw = torch.tensor(2.0, requires_grad=True)", "A program without gradients.",
      "There is nothing to step through: nothing is computed from the tensors that require a "
        + "gradient."
    ),
  ]

  @Test(arguments: programs.indices)
  func choosesWhatItShowsAndSaysWhatItCannot(index: Int) throws {
    let (program, summary, remark) = Self.programs[index]
    let page = try page(program)
    #expect(page.card.summary == summary)
    #expect(page.run.remark == remark)
    let hasPicture = page.files.contains { $0.path == "figures/graph.svg" }
    #expect(hasPicture == (summary != "A program without gradients."))
    let words = remark?.split(separator: ":").first.map(String.init)
    for path in ["index.html", "README.md"] {
      let file = try #require(page.files.first { $0.path == path })
      let text = String(decoding: file.contents, as: UTF8.self)
      for start in ["There is nothing to step through", "There are no steps backward"] {
        #expect(text.contains(start) == (words == start), "\(path)")
      }
    }
  }

  @Test func drawsWhatItIsAboutInAnArticle() throws {
    let article = "---\ntitle: T\nsummary: S\n---\n```python\n#| label: mine\n#| steps: all\n"
    let whole = try page(article + Self.line + "loss.backward()\n```\n", name: "a.md")
    #expect(whole.files.contains { $0.path == "figures/mine.svg" })
    let error = #expect(throws: TutorialError.self) {
      try page(article + "1\n```\n", name: "a.md")
    }
    #expect(
      error?.kind == .nothingToDraw("no tensor asks for a gradient with requires_grad=True"))
  }

  @Test func takesOptionsFromItsTop() throws {
    let page = try page("#| label: mine\n#| graph: w\n#| steps: forward\n" + Self.line)
    #expect(page.files.contains { $0.path == "figures/mine.svg" })
  }

  @Test func printsNoMoreThanPythonDoes() throws {
    let page = try page("print(1)\n2")
    guard case .cell(_, let output, _)? = page.run.sections.first else {
      Issue.record("there is no cell")
      return
    }
    #expect(output == "1\n")
  }

  @Test func explainsItsError() throws {
    let error = #expect(throws: TutorialError.self) {
      try page(Self.line + "loss.backward()\nloss.backward()")
    }
    let text = error?.description ?? ""
    #expect(error?.line == 5)
    #expect(text.ranges(of: "Trying to backward through the graph a second time").count == 1)
    #expect(text.ranges(of: "Smallest fix").count == 1)
  }

  @Test func givesEveryFileAPageOfItsOwn() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gradwalk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = TutorialPaths([folder.path])
    #expect(throws: TutorialPaths.PathError.empty(folder.path)) { try paths.files() }
    for name in ["b.md", "a.py", "c.txt"] {
      try "".write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    #expect(try paths.files().map(\.lastPathComponent) == ["a.py", "b.md"])
    try "".write(to: folder.appending(path: "b.py"), atomically: true, encoding: .utf8)
    #expect(throws: TutorialPaths.PathError.sameName("b.md", "b.py")) { try paths.files() }
  }
}
