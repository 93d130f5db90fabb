import Files
import Foundation
import Page
import TestSupport
import Testing
import Tutorial

@Suite struct WebPageTests {
  private static let line = """
    ```python
    #| label: fig-line
    #| fig-cap: The line.
    #| graph: loss
    #| steps: all
    import torch
    x = torch.tensor(3.0)
    w = torch.tensor(2.0, requires_grad=True)
    loss = torch.relu(w * x - 1.0)
    if loss > 0:
        loss.backward()
    ```

    """

  /// The page that a tutorial with this body becomes.
  private func html(
    _ body: String, files: [String: String] = [:], script: PageScript = .beside("../")
  ) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gradwalk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    let url = folder.appendingPathComponent("lesson.md")
    try "---\ntitle: A & B\nsummary: S\n---\n\(body)".write(
      to: url, atomically: true, encoding: .utf8)
    let page = try Page(url, script: script)
    let file = try #require(page.files.first { $0.path == "index.html" })
    return String(decoding: file.contents, as: UTF8.self)
  }

  @Test func givesThePlayerItsProgram() throws {
    let html = try html(
      "```python\n#| error: true\nprint(1)\nx  #> NameError: name 'x' is not defined\n```\n\n"
        + Self.line)
    let json = try #require(html.firstMatch(of: /(?s)id="program">(.*?)<\/script>/)).output.1
    let cells = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    #expect(cells.map { $0["line"] as? Int } == [1, 4])
    #expect(cells.map { $0["raises"] as? Bool } == [true, false])
    #expect((cells[1]["source"] as? String)?.hasPrefix("import torch\nx = ") ?? false)
    #expect(html.contains("id=\"fig-line\" aria-label=\"Steps: "))
    #expect(html.contains(" data-cells=\"2\" data-of=\"loss\">"))
  }

  @Test func saysWithoutAScriptWhatThePlayerShows() throws {
    let html = try html(Self.line)
    let figure = try #require(html.firstMatch(of: /(?s)<figure class="player".*?<\/figure>/)).output
    #expect(figure.contains("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"gradwalk\""))
    #expect(figure.contains("<summary>All 8 steps in words</summary>"))
    #expect(figure.contains("<strong>backward through v₁ = w × x</strong>"))
    #expect(figure.contains("The player needs gradwalk.js beside this page."))
    #expect(html.contains("<script src=\"../gradwalk.js\"></script>"))
  }

  @Test func leadsOnToOtherTutorials() throws {
    let other = "---\ntitle: Other\nsummary: S\n---\n"
    let html = try html(
      Self.line,
      files: ["a.md": other, "notes.md": "No tutorial.", "z.md": other])
    #expect(html.contains("<a class=\"previous\" href=\"../a/index.html\">"))
    #expect(html.contains("<a class=\"next\" href=\"../z/index.html\">"))
    #expect(html.contains("1 minute · 1 figure to step through"))
  }

  @Test func runsNoScriptButItsOwn() throws {
    let html = try html(
      "<img src=x onerror=\"alert(1)\">\n\n" + Self.line, script: .inside("run()"))
    let policy = try #require(
      html.firstMatch(of: /http-equiv="Content-Security-Policy" content="([^"]*)"/))
    let scripts = html.matches(of: /(?s)<script>(.*?)<\/script>/)
    #expect(scripts.count == 1)
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gradwalk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = folder.appendingPathComponent("script")
    try scripts[0].output.1.write(to: script, atomically: true, encoding: .utf8)
    // What another program makes of it, as a browser would.
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
    process.arguments = [script.path]
    process.standardOutput = output
    try process.run()
    let digits = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile().prefix(64), as: UTF8.self)
    let bytes = stride(from: 0, to: 64, by: 2).map { place in
      UInt8(digits.dropFirst(place).prefix(2), radix: 16) ?? 0
    }
    #expect(
      policy.output.1.contains(
        "script-src 'sha256-\(Data(bytes).base64EncodedString())' 'wasm-unsafe-eval';"))
    #expect(!policy.output.1.contains("script-src 'unsafe-inline'"))
  }

  @Test func isTheSameEveryTime() throws {
    #expect(try html(Self.line) == html(Self.line))
  }

  static let proses: [(markdown: String, html: String)] = [
    ("Let $y_1 = a b$ be, and `$x$` code.", "<msub><mi>y</mi><mn>1</mn></msub>"),
    ("`$x$` is code.", "<code>$x$</code> is code."),
    ("It costs $5, or \\$6.", "It costs $5, or $6."),
    ("$$\\sqrt x$$", "<math display=\"block\"><mrow><msqrt><mi>x</mi></msqrt></mrow></math>"),
    ("From $5 to $7.", "From $5 to $7."),
    ("## What *next*?", "<h2 id=\"what-next\">What <em>next</em>?</h2>"),
    ("> [!WARNING]\n> Mind.", "<blockquote class=\"alert warning\">"),
    (
      "<details><summary>Answer</summary>\n\n6\n\n</details>",
      "<details><summary>Answer</summary>\n<p>6</p>\n</details>"
    ),
    ("<script>x</script>", "&lt;script>x&lt;/script>"),
    ("![far](https://example.com/a.png)", "<a href=\"https://example.com/a.png\">far</a>"),
    ("[other](other.md#top)", "<a href=\"../other/index.html#top\">other</a>"),
    ("![near](near.svg)", "<img src=\"data:image/svg+xml;base64,PHN2Zy8+\" alt=\"near\" />"),
  ]

  @Test(arguments: proses.indices)
  func turnsProseIntoHTML(index: Int) throws {
    let (markdown, expected) = Self.proses[index]
    let html = try html(markdown, files: ["other.md": "# Top\n", "near.svg": "<svg/>"])
    let body = try #require(html.firstRange(of: "<main")?.lowerBound)
    let end = try #require(html[body...].firstRange(of: "</main>")?.lowerBound)
    #expect(html[body..<end].contains(expected), "\(html[body..<end])")
  }

  @Test func asksNobodyForAnything() throws {
    let html = try html(Self.line)
    #expect(html.contains("default-src 'none'"))
    for attribute in ["src=\"http", "url(http", "@import", "fetch(", "XMLHttpRequest"] {
      #expect(!html.contains(attribute))
    }
  }

  @Test func drawsPyTorchsOwnGraphWithoutSteps() throws {
    let html = try html(
      """
      ```python
      #| label: fig-functions
      #| graph: loss
      #| view: autograd
      import torch
      loss = torch.tensor(2.0, requires_grad=True) * 3
      ```
      """)
    #expect(html.contains("<figure class=\"still\" id=\"fig-functions\">"))
    #expect(!html.contains("<figure class=\"player\""))
  }
}
