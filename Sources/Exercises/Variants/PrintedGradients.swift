import Autograd
import Lesson

/// What lines such as `print(w.grad)` would print if a rule of the pass were mutated.
struct PrintedGradients {
  private let run: ProgramRun
  private let source: [Substring]
  /// How many passes had begun when each line was printed, in the order of printing.
  private let passCounts: [Int]

  init(_ run: ProgramRun, _ source: String) {
    self.run = run
    self.source = source.split(separator: "\n", omittingEmptySubsequences: false)
    var passes = 0
    var counts: [Int] = []
    for moment in run.recording.events {
      switch moment.event {
      case .passBegan: passes += 1
      case .printed(let text, _):
        counts += text.filter { $0 == "\n" }.map { _ in passes }
      case .visited, .contributed, .hooked, .accumulated, .passEnded, .cleared, .updated, .raised:
        continue
      }
    }
    passCounts = counts
  }

  /// One wrong output for each malrule that changes the gradient that a line prints.
  func mistakes(at line: ProgramRun.Printed) -> [Blank.Mistake] {
    guard let index = run.lines.firstIndex(of: line), passCounts.indices.contains(index),
      source.indices.contains(line.line - 1),
      let match = source[line.line - 1].wholeMatch(
        of: /\s*print\((\w+)\.grad(?:\.item\(\))?\)\s*/),
      let number = line.text.firstMatch(of: /-?\d+\.?\d*/)
    else { return [] }
    let name = String(match.output.1)
    let passes = Pass.all(in: run.recording)
    guard passCounts[index] > 0, passes.indices.contains(passCounts[index] - 1),
      let leaf = run.recording.nodes.lastIndex(where: {
        $0.name == name && $0.operation == .source(.leaf)
      })
    else { return [] }
    let pass = passes[passCounts[index] - 1]
    let graph = Graph(run.recording, roots: pass.seeds.map(\.node))
    guard graph[leaf] != nil, graph.recording.nodes.count <= Script.nodeLimit else { return [] }
    let script = Script(graph, pass)
    guard let right = Working(script).results[.gradient(leaf)]?.number,
      let printed = Double(number.output), (right - printed).magnitude < 1e-3
    else { return [] }
    return Malrule.all.compactMap { rule in
      guard
        let wrong = Working(script, mutation: rule.mutation).results[.gradient(leaf)],
        wrong.isMutated, wrong.number.magnitude < 1e9
      else { return nil }
      let text = Self.text(of: HandNumber.cleaned(wrong.number), like: String(number.output))
      return Blank.Mistake(
        code: rule.code, name: rule.name, feedback: rule.feedback,
        answer: .text(line.text.replacingCharacters(in: number.range, with: text)))
    }
  }

  /// A number as PyTorch prints it in a tensor, `6.` or `6.5000`, or as Python does, `6.0`.
  private static func text(of value: Double, like printed: String) -> String {
    if printed.hasSuffix(".") || value != value.rounded() && printed.count > 5 {
      if value == value.rounded() { return "\(Int(value))." }
      let scaled = Int((value.magnitude * 10_000).rounded())
      let digits = "\(scaled % 10_000)"
      let fraction = String(repeating: "0", count: 4 - digits.count) + digits
      return "\(value < 0 ? "-" : "")\(scaled / 10_000).\(fraction)"
    }
    return "\(value)"
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
