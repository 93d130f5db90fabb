import Files
import Foundation
import Notebook
import TestSupport
import Testing
import Tutorial

@Suite struct TutorialTests {
  /// The document that these cells make, from line 5 on.
  private func page(_ body: String) throws -> Page {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gradwalk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try "other\n# A heading\n".write(
      to: folder.appendingPathComponent("other.md"), atomically: true, encoding: .utf8)
    let url = folder.appendingPathComponent("lesson.md")
    try "---\ntitle: T\nsummary: S\n---\n\(body)".write(
      to: url, atomically: true, encoding: .utf8)
    return try Page(url)
  }

  static let failures: [(String, Int, TutorialError.Kind)] = [
    (
      "```python\nprint(1)\nprint(2)  #> 3\n```", 7, .wrongClaim(claimed: "3", actual: "2")
    ),
    ("```python\nx = 1  #> 1\n```", 6, .wrongClaim(claimed: "1", actual: "")),
    (
      "```python\n#| echo: true\n#| colour: red\n```", 7,
      .document(.unknownOption("colour", known: CellOptions.Name.allCases.map(\.rawValue)))
    ),
    (
      "```python\n#| steps: sideways\n```", 6,
      .document(
        .badValue(
          option: "steps", value: "sideways", expected: "one of none, forward, backward, all"))
    ),
    ("```python\n#| error: true\nprint(1)\n```", 6, .noError),
    ("```python\n#| graph: loss\n```", 5, .document(.noLabel)),
    ("```python\n#| graph: loss\n#| label: a\n```", 6, .notATensor("loss")),
    ("[x](nowhere.md)", 5, .brokenLink("nowhere.md")),
    ("[x](other.md#nothing)", 5, .brokenLink("other.md#nothing")),
    ("[x](#nothing)", 5, .brokenLink("#nothing")),
    (
      "```python\n#| label: a\n#| graph: w\n#| steps: backward\n"
        + "import torch\nw = torch.tensor(1.0, requires_grad=True)\n```", 6, .noPass("w")
    ),
  ]

  @Test(arguments: failures.indices)
  func namesWhatIsWrongAndWhere(index: Int) throws {
    let (body, line, kind) = Self.failures[index]
    let error = #expect(throws: TutorialError.self) { try page(body) }
    #expect(error?.file == "lesson.md" && error?.line == line && error?.kind == kind)
  }

  @Test func stopsAtAnUnexpectedError() throws {
    let error = #expect(throws: TutorialError.self) { try page("```python\n\n1 / 0\n```") }
    #expect(error?.line == 7)
    #expect(error?.description.contains("ZeroDivisionError") == true)
  }

  @Test func acceptsTheClaimsOfTheTutorials() throws {
    let page = try page(
      """
      # Top
      [up](#top) and [other](other.md#a-heading)

      ```python
      for i in range(2):
          print(i)
          #> 0
          #> 1

      def show(x):
          print(x)

      show(3)  #> 3
      print([1,
             2])  #> [1, 2]
      ```

      ```python
      2 * i  #> 2
      ```

      Twice is `{python} 2 * i`.

      ```python
      #| error: true
      1 / 0  #> ZeroDivisionError
      ```

      ```python
      #| error: true
      [][1]  #> IndexError: list index out of range
      ```
      """)
    let text = try #require(page.files.first.map { String(decoding: $0.contents, as: UTF8.self) })
    #expect(text.contains("Twice is 2."))
    #expect(text.contains("[other](../other/README.md#a-heading)"))
  }

  @Test func writesAWalkthrough() throws {
    let page = try page(
      """
      Predict `w.grad`.

      ```python
      #| label: fig-line
      #| fig-cap: The line.
      #| fig-alt: A graph.
      #| graph: loss
      #| steps: all
      import torch
      x = torch.tensor(3.0)
      w = torch.tensor(2.0, requires_grad=True)
      b = torch.tensor(1.0)
      y = torch.tensor(6.0)
      pred = torch.relu(w * x + b)
      loss = torch.nn.functional.mse_loss(pred, y)
      loss.backward()
      print(w.grad)  #> tensor(6.)
      ```

      It is `{python} w.grad.item()`.
      """)
    for file in page.files where file.path != "index.html" {
      let name = file.path.split(separator: "/").last ?? ""
      expectSnapshot(String(decoding: file.contents, as: UTF8.self), named: String(name))
    }
    expectSnapshot(Gallery.markdown([page.card]), named: "gallery.md")
  }
}
