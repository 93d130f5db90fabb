import Notebook
import Python

extension Snippet {
  /// Everything that the article says its lines print.
  var claims: [ArticleClaim] {
    (prompts + ArticleClaim.all(in: source, firstLine: firstLine))
      .sorted { $0.claim.line < $1.claim.line }
  }

  /// Whether a claim is about a statement: the last one at or above it.
  func isAbout(_ claim: ArticleClaim, statement line: Int) -> Bool {
    let program = try? Program.parse(source, file: "", firstLine: firstLine)
    let above = (program?.topLevelLines ?? []).last { $0.lowerBound <= claim.claim.line }
    return above?.contains(line) ?? false
  }

  /// The names that it binds outside of functions.
  var madeNames: [String] {
    // What is left out makes a program unfit to run, not to read.
    let program = try? Program.parse(source, file: "", firstLine: firstLine)
    return (program?.bindings ?? []).filter { $0.function == nil }.map(\.name)
  }

  /// The statements before the first pass, without what they print.
  var setup: Snippet {
    guard let program = try? Program.parse(source, file: "", firstLine: firstLine) else {
      return self
    }
    var lines = lines.map(String.init)
    var end = lines.count
    for range in program.topLevelLines {
      let rows = range.lowerBound - firstLine...range.upperBound - firstLine
      let text = lines[rows].joined(separator: "\n")
      if [".backward(", "autograd.grad(", ".step("].contains(where: text.contains),
        !text.hasPrefix("def "), !text.hasPrefix("class ")
      {
        end = rows.lowerBound
        break
      }
      if text.hasPrefix("print(") {
        for row in rows { lines[row] = "" }
      }
    }
    while end > 0, trimmed(lines[end - 1]).isEmpty || lines[end - 1].hasPrefix("#") { end -= 1 }
    var setup = self
    setup.source = lines[..<end].joined(separator: "\n")
    return setup
  }

  /// With the values printed that the article claims of bare expressions, as a notebook would.
  func echoing(_ claims: [ArticleClaim]) -> Snippet {
    var lines = lines.map(String.init)
    var echoed = Set(claims.filter { !$0.isExact }.map { $0.claim.line - firstLine })
      .union(promptLines)
    if output != nil, let last = lines.indices.last(where: { !trimmed(lines[$0]).isEmpty }) {
      echoed.insert(last)
    }
    for index in echoed.sorted() where lines.indices.contains(index) {
      let code = lines[index].prefix { $0 != "#" }
      let text = trimmed(String(code))
      guard code.first?.isWhitespace == false, !text.hasPrefix("print("),
        CodeText.isExpression(text)
      else { continue }
      lines[index] = "if (_ := (\(text))) is not None: print(repr(_))"
    }
    var snippet = self
    snippet.source = lines.joined(separator: "\n")
    return snippet
  }
}
