import Foundation
import Python

/// The lines of a program, some of them changed, left out or in another place, each with where it
/// stands in the program that is right.
struct Rearranged {
  var lines: [String]
  /// For each line its index in the right program.
  var origins: [Int]

  init(_ lines: [String]) {
    self.lines = lines
    origins = Array(lines.indices)
  }

  init(source: String) {
    self.init(source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }

  var source: String { lines.joined(separator: "\n") }

  /// With another text in one line.
  func changing(_ index: Int, to line: String) -> Rearranged {
    var other = self
    other.lines[index] = line
    return other
  }

  /// Without some lines.
  func removing(_ range: Range<Int>) -> Rearranged {
    var other = self
    other.lines.removeSubrange(range)
    other.origins.removeSubrange(range)
    return other
  }

  /// With lines that stand before an index, or after all.
  func inserting(_ lines: [String], _ origins: [Int], before index: Int) -> Rearranged {
    var other = self
    other.lines.insert(contentsOf: lines, at: index)
    other.origins.insert(contentsOf: origins, at: index)
    return other
  }

  /// With some lines moved to where another index begins.
  func moving(_ range: Range<Int>, before index: Int) -> Rearranged {
    let target = index > range.lowerBound ? index - range.count : index
    return removing(range).inserting(
      Array(lines[range]), Array(origins[range]), before: target)
  }

  /// What it prints, by the lines of the right program; nil where it stops with an error.
  func output(_ limits: Limits) -> (run: ProgramRun, lines: [ProgramRun.Printed])? {
    let run = ProgramRun(source, limits: limits)
    guard run.failure == nil else { return nil }
    let lines = run.lines.compactMap { printed -> ProgramRun.Printed? in
      guard origins.indices.contains(printed.line - 1) else { return nil }
      var printed = printed
      printed.line = origins[printed.line - 1] + 1
      return printed
    }
    return (run, lines)
  }

  // MARK: Statements

  /// A statement with what is within it, by the indices of its lines; several that share a line are
  /// one.
  struct StatementLines {
    var range: Range<Int>
    /// What it does: itself, or what stands in its blocks.
    var simple: [Statement]
  }

  /// The program as it is read; nil where it is no Python.
  var program: Program? { try? Program.parse(source, file: "program.py") }

  /// All blocks, each with its statements, in the order of their lines.
  var blocks: [[StatementLines]] {
    guard let program else { return [] }
    let blocks = [program.statements] + program.allStatements.flatMap(\.blocks)
    return blocks.map { statements in
      var parts: [StatementLines] = []
      for statement in statements {
        let range = statement.lines.lowerBound - 1..<statement.lines.upperBound
        let simple = statement.isSimple ? [statement] : Self.simple(in: statement)
        if let last = parts.last, last.range.overlaps(range) {
          parts[parts.count - 1] = StatementLines(
            range: last.range.lowerBound..<max(last.range.upperBound, range.upperBound),
            simple: last.simple + simple)
        } else {
          parts.append(StatementLines(range: range, simple: simple))
        }
      }
      return parts
    }.filter { !$0.isEmpty }
  }

  /// What stands in a statement's blocks, those of inner blocks too.
  private static func simple(in statement: Statement) -> [Statement] {
    var simple: [Statement] = []
    var waiting = [statement]
    while let next = waiting.popLast() {
      if next.isSimple { simple.append(next) }
      waiting += next.blocks.joined().reversed()
    }
    return simple
  }

  /// Where the statement that begins on a line ends.
  func end(of index: Int) -> Int {
    blocks.joined().first { $0.range.lowerBound == index }?.range.upperBound ?? index + 1
  }

  /// A line without what is white around it.
  static func code(_ line: String) -> String { line.trimmingCharacters(in: .whitespaces) }

  static func isCode(_ line: String) -> Bool {
    let code = line.drop { $0 == " " }
    return !code.isEmpty && !code.hasPrefix("#")
  }
}
