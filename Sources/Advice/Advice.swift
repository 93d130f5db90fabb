package import Autograd
import Lesson
package import Python
package import Torch

/// Something that learners get wrong although the output may be right.
package struct Advice: Sendable, Equatable {
  /// The line of the program, counted from 1.
  package var line: Int
  /// What is wrong there, and what to do about it.
  package var note: String
}

extension Advice {
  /// All that there is to say of some lines of a program that has run.
  ///
  /// - Parameters:
  ///   - session: What has run.
  ///   - recording: What it has recorded, which takes as long to make as there are nodes.
  ///   - program: The lines as a tree; nil where they are none.
  ///   - lines: The lines that are told of.
  ///   - told: Lines of which something else is said, that would say the same again.
  /// - Returns: Each with its line.
  package static func all(
    _ session: Session, _ recording: Recording, _ program: Program?, in lines: ClosedRange<Int>,
    told: Set<Int> = []
  ) -> [Advice] {
    var told = told
    // Passes are counted from the beginning, and told where they happen.
    var all = unclearedPasses(recording).filter { lines.contains($0.line) }
    told.formUnion(all.map { $0.line })
    all += spreadDifferences(session.spreads).filter {
      lines.contains($0.line) && !told.contains($0.line)
    }
    all += doubledActivations(recording).filter { lines.contains($0.line) }
    all += training(session.habits, recording).filter { lines.contains($0.line) }
    told.formUnion(all.map { $0.line })
    for (line, explanation) in session.lostGradients
    where lines.contains(line) && told.insert(line).inserted {
      all.append(Advice(line: line, note: "\(explanation.what); \(explanation.fix)"))
    }
    if let origin = NaNOrigin(recording), lines.contains(origin.line) {
      all.append(Advice(line: origin.line, note: "\(origin.text); \(origin.remedy)"))
    }
    guard let program else { return all }
    let evaluate = { (expression: String) in try? session.evaluate(expression) }
    all += weightedPredictions(program, evaluate: evaluate)
    all += skippedHooks(program, evaluate: evaluate)
    return all + uncalledMethods(program)
  }

  /// Passes of one line that add to gradients which an earlier round left behind by mistake.
  ///
  /// To add up is right where several parts make one step. It is a mistake where a step has used the
  /// gradient already, or where the same pass runs again and no step follows.
  static func unclearedPasses(
    _ recording: Recording
  ) -> [Advice] {
    var held: [Int: HeldGradient] = [:]
    var successors: [Int: Int] = [:]
    /// The first leaf of a pass that ran again just as before, by line, until a step follows.
    var repeated: [Int: Int] = [:]
    var mistakes: [Int: Int] = [:]
    func current(_ leaf: Int) -> Int {
      var leaf = leaf
      while let next = successors[leaf], next != leaf { leaf = next }
      return leaf
    }
    for moment in recording.events {
      let line = moment.line
      switch moment.event {
      case .pass(let index):
        var amounts: [Int: Double] = [:]
        for sum in recording.passes[index].accumulations {
          let leaf = current(sum.leaf)
          amounts[leaf] = sum.after - (sum.before ?? 0)
          if sum.before != nil, let earlier = held[leaf], earlier.line == line, earlier.isUsed,
            mistakes[line] == nil
          {
            mistakes[line] = leaf
          }
        }
        let again = amounts.min { $0.key < $1.key }?.key
        let isAsBefore = amounts.allSatisfy { leaf, amount in
          held[leaf].map { $0.line == line && $0.isAbout(amount) } ?? false
        }
        if isAsBefore, let again, repeated[line] == nil { repeated[line] = again }
        for (leaf, amount) in amounts { held[leaf] = HeldGradient(line: line, amount: amount) }
      case .cleared(let leaf, _): held[current(leaf)] = nil
      case .updated(let old, let new, _):
        var gradient = held.removeValue(forKey: current(old))
        gradient?.isUsed = true
        successors[old] = new
        held[current(new)] = gradient
        repeated = repeated.filter { current($0.value) != current(new) }
      case .gradientChanged, .printed, .raised: continue
      }
    }
    for (line, leaf) in repeated where mistakes[line] == nil { mistakes[line] = leaf }
    return mistakes.sorted { $0.key < $1.key }.map { line, leaf in
      let what = recording.nodes[leaf].name.map { "`\($0).grad`" } ?? "a leaf's gradient"
      return Advice(
        line: line,
        note:
          "the pass runs again without clearing: \(what) still holds the earlier rounds'; "
          + "call zero_grad() before each pass")
    }
  }

  /// What a pass left in a leaf.
  private struct HeldGradient {
    /// The line of the pass.
    var line: Int
    /// What the pass added.
    var amount: Double
    /// Whether the leaf has been changed since, as a step does.
    var isUsed = false

    /// Whether another pass added the same, as far as sums that are rounded tell.
    func isAbout(_ other: Double) -> Bool {
      abs(amount - other) <= 1e-5 * max(abs(amount), abs(other))
    }
  }
}
