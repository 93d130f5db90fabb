import Notebook

/// Finds the code in a text that does not mark it: maximal runs of lines that parse as Python.
struct CodeFinder {
  private let lines: [String]
  private(set) var snippets: [Snippet] = []
  private var heading: String?

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var next = 0
    while next < lines.count {
      next = prompt(at: next) ?? run(at: next) ?? prose(at: next)
    }
  }

  // MARK: Prose

  private mutating func prose(at index: Int) -> Int {
    let line = trimmed(lines[index])
    if !line.isEmpty, line.count < 90 { heading = line }
    // "Output:" below code is followed by what it prints.
    let label = line.lowercased()
    guard var last = snippets.last, last.output == nil, last.prompts.isEmpty,
      lines[last.lastLine..<index].allSatisfy({ trimmed($0).isEmpty }),
      let mark = ["output", "outputs", "result", "prints", "which prints", "this prints"].first(
        where: { label == $0 || label.hasPrefix($0 + ":") })
    else { return index + 1 }
    let rest = trimmed(String(line.dropFirst(mark.count + 1)))
    var texts = rest.isEmpty ? [] : [rest]
    var next = index + 1
    if texts.isEmpty {
      while next < lines.count, trimmed(lines[next]).isEmpty { next += 1 }
      while next < lines.count, !trimmed(lines[next]).isEmpty {
        texts.append(lines[next])
        next += 1
      }
    }
    guard !texts.isEmpty else { return index + 1 }
    last.output = .init(line: index + 1, text: texts.joined(separator: "\n"))
    snippets[snippets.count - 1] = last
    return next
  }

  // MARK: Code

  /// The run of code that begins at a line; nil where there is none.
  private mutating func run(at start: Int) -> Int? {
    let indent = indentation(lines[start])
    guard !trimmed(lines[start]).isEmpty else { return nil }
    var end = start
    var position = start
    var isStrong = false
    while position < lines.count {
      let line = trimmed(lines[position])
      if line.isEmpty || line.hasPrefix("#") {
        position += 1
        continue
      }
      guard indentation(lines[position]) == indent,
        let item = item(at: position, from: start, indent: indent)
      else { break }
      isStrong = isStrong || item.strength == .strong
      position = item.end
      end = item.end
    }
    guard end > start, isStrong else { return nil }
    // Comments right below the last statement belong to it.
    while end < lines.count, trimmed(lines[end]).hasPrefix("#"), indentation(lines[end]) == indent {
      end += 1
    }
    let source = lines[start..<end].map { String($0.dropFirst(min(indent, indentation($0)))) }
    snippets.append(
      Snippet(
        source: source.joined(separator: "\n"), firstLine: start + 1, heading: heading))
    heading = nil
    return end
  }

  /// One statement with the lines that belong to it.
  private func item(
    at position: Int, from start: Int, indent: Int
  ) -> (end: Int, strength: CodeText.Strength)? {
    var end = logicalEnd(position)
    while end < lines.count {
      let next = lines[end]
      if trimmed(next).isEmpty {
        guard let following = lines[end...].firstIndex(where: { !trimmed($0).isEmpty }),
          following - end < 3, continues(following, indent)
        else { break }
        end = following
      } else if continues(end, indent) {
        end = logicalEnd(end)
      } else {
        break
      }
    }
    for candidate in [end, logicalEnd(position)] where candidate > position {
      let text = lines[position..<candidate].map {
        String($0.dropFirst(min(indent, indentation($0))))
      }
      let strength = CodeText.strength(text.joined(separator: "\n"))
      if strength != .none { return (candidate, strength) }
    }
    return nil
  }

  /// Whether a line belongs to the block above it.
  private func continues(_ index: Int, _ indent: Int) -> Bool {
    if indentation(lines[index]) > indent { return true }
    let line = trimmed(lines[index])
    return indentation(lines[index]) == indent
      && ["else:", "elif ", "except", "finally:"].contains { line.hasPrefix($0) }
  }

  /// Behind the lines that brackets or a long string hold together.
  private func logicalEnd(_ start: Int) -> Int {
    var depth = 0
    var isLong = false
    for index in start..<min(lines.count, start + 60) {
      if lines[index].components(of: "\"\"\"") % 2 == 1 { isLong.toggle() }
      if !isLong {
        for character in lines[index].prefix(while: { $0 != "#" }) {
          if "([{".contains(character) { depth += 1 }
          if ")]}".contains(character) { depth -= 1 }
        }
      }
      if depth <= 0, !isLong, !lines[index].hasSuffix("\\") { return index + 1 }
    }
    return start + 1
  }

  // MARK: Prompts

  /// A session at Python's prompt, with what it printed.
  private mutating func prompt(at start: Int) -> Int? {
    guard trimmed(lines[start]).hasPrefix(">>> ") else { return nil }
    let indent = indentation(lines[start])
    var end = start
    while end < lines.count, !trimmed(lines[end]).isEmpty { end += 1 }
    // A blank line followed by another prompt goes on.
    while end + 1 < lines.count, trimmed(lines[end + 1]).hasPrefix(">>> ") {
      end += 1
      while end < lines.count, !trimmed(lines[end]).isEmpty { end += 1 }
    }
    let block = lines[start..<end].map { String($0.dropFirst(min(indent, indentation($0)))) }
    snippets.append(Snippet(session: block, firstLine: start + 1, heading: heading))
    heading = nil
    return end
  }

  private func indentation(_ line: String) -> Int { line.prefix { $0 == " " || $0 == "\t" }.count }
}

extension Snippet {
  /// A session at Python's prompt: statements without prompts, and their output as claims.
  init(session: [String], firstLine: Int, heading: String? = nil) {
    var source: [String] = []
    var promptLines: [Int] = []
    var claims: [ArticleClaim] = []
    for (index, line) in session.enumerated() {
      if line.hasPrefix(">>> ") || line == ">>>" {
        promptLines.append(source.count)
        source.append(String(line.dropFirst(4)))
      } else if line.hasPrefix("... ") || line == "..." {
        source.append(String(line.dropFirst(4)))
      } else {
        source.append("")
        guard !line.allSatisfy(\.isWhitespace) else { continue }
        let number = firstLine + index
        if let last = claims.last, last.endLine == number - 1 {
          claims[claims.count - 1].claim.text += "\n" + line
          claims[claims.count - 1].endLine = number
        } else {
          claims.append(
            ArticleClaim(
              claim: .init(line: number - 1, text: line), isExact: false, endLine: number))
        }
      }
    }
    self.init(
      source: source.joined(separator: "\n"), firstLine: firstLine, prompts: claims,
      promptLines: promptLines, heading: heading)
  }
}

func trimmed(_ text: String) -> String {
  var text = text.drop(while: \.isWhitespace)
  while text.last?.isWhitespace == true { text = text.dropLast() }
  return String(text)
}

extension String {
  /// How often a text occurs.
  fileprivate func components(of text: String) -> Int {
    ranges(of: text).count
  }
}
