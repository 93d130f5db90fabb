import Autograd
import Lesson
import Python
import Questions

/// What lines such as `print(w.grad)` and, after a step, `print(w)` would print if rules of the pass
/// before them were mutated.
struct PrintedLeaves {
  /// By their place among the lines of output.
  fileprivate let prints: [Int: Print]

  /// A line that prints a leaf's numbers, or its gradient's.
  fileprivate struct Print {
    var text: String
    var numbers: [Range<String.Index>]
    /// In the order of the numbers.
    var leaves: [Int]
    var script: PassScript
    /// What each leaf becomes for a gradient, where not the gradient itself is printed.
    var isUpdated: Bool
  }

  /// The most numbers of a line that a student works out.
  private static let numberLimit = 16

  init(_ run: ProgramRun, _ source: String) {
    let leaves = Rearranged(source: source).program?.printedLeaves ?? [:]
    let passes = Pass.all(in: run.recording)
    var scripts: [Int: PassScript] = [:]
    var prints: [Int: Print] = [:]
    for (index, (line, state)) in zip(run.lines, Self.states(run)).enumerated() {
      guard passes.indices.contains(state.passes - 1), let leaf = leaves[line.line] else {
        continue
      }
      let pass = passes[state.passes - 1]
      let script =
        scripts[state.passes]
        ?? PassScript(
          Graph(run.recording, roots: pass.seeds.map(\.node)), pass)
      scripts[state.passes] = script
      let print = Print(
        line.text, of: leaf.name, script, state, isUpdated: !leaf.isGradient)
      prints[index] = print
    }
    self.prints = prints
  }

  /// How far a program has come when it prints a line.
  struct State {
    var passes = 0
    /// The leaves that have been changed since the last pass began, once.
    var updated: Set<Int> = []
    /// Those that have been changed again.
    var changedAgain: Set<Int> = []
  }

  private static func states(_ run: ProgramRun) -> [State] {
    var state = State()
    var states: [State] = []
    for moment in run.recording.events {
      switch moment.event {
      case .pass(let index):
        state = State(passes: index + 1)
      case .updated(let from, let to, _):
        state.updated.insert(from)
        if state.updated.contains(to) || state.changedAgain.contains(from) {
          state.changedAgain.formUnion([from, to])
        }
      case .printed(let text, _):
        states += text.filter { $0 == "\n" }.map { _ in state }
      case .cleared, .gradientChanged, .raised: continue
      }
    }
    return states
  }

  /// What a line, by its place among the lines of output, would print; nil where the malrules have
  /// no hand in it.
  func text(at line: Int, under mutations: [Mutation]) -> String? {
    guard let print = prints[line] else { return nil }
    return print.text(WorkedPass(print.script, mutations: mutations))
  }

  /// One wrong output for each malrule that changes what a line prints.
  func mistakes(at line: Int) -> [Blank.Mistake] {
    Malrule.all.compactMap { rule in
      text(at: line, under: [rule.mutation]).map { text in
        Blank.Mistake(rule.misconception, answer: .text(text))
      }
    }
  }
}

extension Program {
  /// The lines that print a tensor with a name, or its gradient, and nothing else.
  fileprivate var printedLeaves: [Int: (name: String, isGradient: Bool)] {
    var found: [Int: (name: String, isGradient: Bool)] = [:]
    for print in calls(["print"]) where print.isStatement && print.node.arguments.count == 1 {
      guard var value = print.node.positional(0) else { continue }
      if case .call(let node) = value.kind, node.arguments.isEmpty,
        case .attribute(let owner, let method) = node.callee.kind,
        ["item", "tolist"].contains(method)
      {
        value = owner
      }
      var isGradient = false
      if case .attribute(let owner, "grad") = value.kind { (value, isGradient) = (owner, true) }
      guard case .name(let node) = value.kind else { continue }
      found[print.statement.lines.lowerBound] = (node.name, isGradient)
    }
    return found
  }
}

extension PrintedLeaves.Print {
  fileprivate init?(
    _ text: String, of name: String, _ script: PassScript, _ state: PrintedLeaves.State,
    isUpdated: Bool
  ) {
    self.text = text
    self.script = script
    self.isUpdated = isUpdated
    leaves = script.graph.nodes.map(\.id).sorted().filter { id in
      let node = script.nodes[id]
      return node.operation == .source(.leaf)
        && (node.name == name || node.name?.hasPrefix("\(name)[") == true)
    }
    numbers = text.matches(of: /-?\d+\.?\d*/).map(\.range)
    guard !leaves.isEmpty, leaves.count == numbers.count,
      leaves.count <= PrintedLeaves.numberLimit, script.nodes.count <= PassScript.nodeLimit
    else { return nil }
    if isUpdated {
      guard state.updated.isSuperset(of: leaves), state.changedAgain.isDisjoint(with: leaves)
      else { return nil }
    }
    let right = values(WorkedPass(script))
    for (value, range) in zip(right, numbers) {
      guard let value, let printed = Double(text[range]), (value.number - printed).magnitude < 1e-3
      else { return nil }
    }
  }

  /// What is printed of each leaf; nil where a working does not come to it.
  private func values(_ working: WorkedPass) -> [TracedNumber?] {
    leaves.map { leaf in
      guard let gradient = working.results[.gradient(leaf)] else { return nil }
      guard isUpdated else { return gradient }
      let value = working.results[.value(leaf)] ?? TracedNumber(script.nodes[leaf].value)
      return script.layers.step(of: leaf).map { $0.value(from: value, by: gradient) }
    }
  }

  fileprivate func text(_ working: WorkedPass) -> String? {
    let values = values(working).compactMap(\.self)
    guard values.count == leaves.count, values.contains(where: \.isMutated),
      values.allSatisfy({ $0.number.magnitude < 1e9 })
    else { return nil }
    let cleaned = values.map { HandNumber.cleaned($0.number) }
    // The numbers of a tensor have as many decimals, all of them.
    let isTensor = text[numbers[0]].hasSuffix(".") || text.hasPrefix("tensor(")
    let isWhole = cleaned.allSatisfy { $0 == $0.rounded() }
    var result = text
    for (value, range) in zip(cleaned, numbers).reversed() {
      let text = isTensor ? Self.text(ofElement: value, isWhole: isWhole) : "\(value)"
      result.replaceSubrange(range, with: text)
    }
    return result
  }

  /// A number as PyTorch prints it in a tensor, `6.` or `6.5000`.
  private static func text(ofElement value: Double, isWhole: Bool) -> String {
    if isWhole { return "\(Int(value))." }
    let scaled = Int((value.magnitude * 10_000).rounded())
    let digits = "\(scaled % 10_000)"
    let fraction = String(repeating: "0", count: 4 - digits.count) + digits
    return "\(value < 0 ? "-" : "")\(scaled / 10_000).\(fraction)"
  }
}
