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

  /// The statements of one block, each with what is indented below it.
  typealias Block = [Range<Int>]

  /// All blocks: for each the ranges of its statements.
  var blocks: [Block] {
    var blocks: [Int: Block] = [:]
    var finished: [Block] = []
    for index in lines.indices where Self.isCode(lines[index]) {
      let indent = Self.indent(lines[index])
      for deeper in blocks.keys.sorted() where deeper > indent {
        finished.append(blocks.removeValue(forKey: deeper) ?? [])
      }
      blocks[indent, default: []].append(index..<end(of: index))
    }
    return (finished + blocks.keys.sorted().map { blocks[$0] ?? [] })
      .sorted { $0[0].lowerBound < $1[0].lowerBound }
  }

  /// Where the statement that begins on a line ends.
  func end(of index: Int) -> Int {
    let indent = Self.indent(lines[index])
    var end = index + 1
    var next = end
    while next < lines.count, !Self.isCode(lines[next]) || Self.indent(lines[next]) > indent {
      next += 1
      if Self.isCode(lines[next - 1]) { end = next }
    }
    return end
  }

  static func isCode(_ line: String) -> Bool {
    let code = line.drop { $0 == " " }
    return !code.isEmpty && !code.hasPrefix("#")
  }

  static func indent(_ line: String) -> Int { line.prefix { $0 == " " }.count }
}
