import Autograd
import Lesson
import Questions

/// Looks for what two misconceptions together answer.
///
/// Only for a variant that is kept: it takes a working for each pair.
struct Pairs {
  let exercise: Exercise
  let blanks: [Blank]

  /// One answer of two misconceptions.
  private struct Candidate {
    var codes: Codes
    var answer: Blank.Answer
  }

  private struct Codes: Hashable {
    var first: String
    var second: String
  }

  /// The most nodes that workings for pairs may go through, all in all.
  private static let workLimit = 400_000

  /// The pairs of a variant's program, by the number of the blank.
  func tables(_ source: String) -> [Int: PairTable] {
    let expected = blanks.contains { $0.mistakes.count > 1 }
    guard expected, !exercise.asks.contains(where: { $0.kind == .bug }) else { return [:] }
    let run = ProgramRun(source, limits: exercise.limitsOfRun, drawing: exercise.graph)
    var found: [Int: [Candidate]] = [:]
    addNumbers(run, &found)
    addPrints(run, source, &found)
    var tables: [Int: PairTable] = [:]
    for blank in blanks {
      let table = Self.table(found[blank.number] ?? [], blank)
      if !table.isEmpty { tables[blank.number] = table }
    }
    return tables
  }

  /// The pairs of misconceptions that both bear on a blank.
  private func codes(of kind: (Blank.Kind) -> Bool) -> [(Codes, blanks: [Blank])] {
    let blanks = blanks.filter { kind($0.kind) }
    var order: [Codes] = []
    var places: [Codes: [Blank]] = [:]
    for blank in blanks {
      let codes = blank.mistakes.map(\.code)
      for (index, first) in codes.enumerated() {
        for second in codes[(index + 1)...] {
          let pair = Codes(first: first, second: second)
          // Two blanks may name two in another order.
          let known =
            places[Codes(first: second, second: first)] == nil
            ? pair : Codes(first: second, second: first)
          if places[known] == nil { order.append(known) }
          places[known, default: []].append(blank)
        }
      }
    }
    return order.map { ($0, places[$0] ?? []) }
  }

  /// A slip of the pen on top of a misconception explains too much.
  private static let mutations: [String: Mutation] = Dictionary(
    Malrule.all.filter { rule in !Malrule.answers.contains { $0.code == rule.code } }
      .map { ($0.code, $0.mutation) }
  ) { first, _ in first }
}

/// Quantities of the graph.
extension Pairs {
  private func addNumbers(_ run: ProgramRun, _ found: inout [Int: [Candidate]]) {
    let asks = exercise.asks.filter(\.kind.isOfNumbers)
    guard !asks.isEmpty, let plan = try? NumberQuestions(exercise: exercise, run: run).plan(asks)
    else { return }
    let script = PassScript(plan.graph, plan.pass)
    let quantities = Dictionary(uniqueKeysWithValues: zip(1..., plan.quantities))
    var keys: [Quantity: TracedNumber] = [:]
    for blank in blanks {
      guard case .number(let key, _) = blank.answer, let quantity = quantities[blank.number]
      else { continue }
      keys[quantity] = .blank(blank.number, key)
    }
    let codes = codes { $0 != .output && $0 != .line && $0 != .order }.filter { codes, _ in
      Self.mutations[codes.first] != nil && Self.mutations[codes.second] != nil
    }
    guard codes.count * script.nodes.count <= Self.workLimit else { return }
    for (codes, blanks) in codes {
      let mutations = [codes.first, codes.second].compactMap { Self.mutations[$0] }
      // From right answers, and by a student who holds both from the beginning.
      let workings = [
        WorkedPass(script, blanks: keys, mutations: mutations),
        WorkedPass(script, mutations: mutations),
      ]
      for blank in blanks {
        guard let quantity = quantities[blank.number] else { continue }
        for working in workings {
          guard let number = working.results[quantity]?.number, number.isFinite,
            number.magnitude < 1e9
          else { continue }
          let cleaned = HandNumber.cleaned(number)
          found[blank.number, default: []].append(
            Candidate(
              codes: codes,
              answer: .number(cleaned, tolerance: HandNumber.tolerance(of: cleaned))))
        }
      }
    }
  }
}

/// What lines print.
extension Pairs {
  /// How a misconception gets at what is printed.
  private enum Reading {
    case program(ProgramMalrule)
    case pass(Mutation)
  }

  /// The program as it is misread.
  private struct Misread {
    var run: ProgramRun
    var leaves: PrintedLeaves
  }

  private func addPrints(_ run: ProgramRun, _ source: String, _ found: inout [Int: [Candidate]]) {
    guard let ask = exercise.asks.first(where: { $0.kind == .prints }),
      let printed = try? PrintQuestions(exercise: exercise).printed(ask, run)
    else { return }
    let outputs = blanks.filter { $0.kind == .output }
    let lines = Dictionary(
      uniqueKeysWithValues: zip(outputs.map(\.number), printed.map(\.line)))
    let readings = readings(of: source, run)
    var misread: [Set<String>: Misread?] = [:]
    for (codes, blanks) in codes(of: { $0 == .output }) {
      guard let first = readings[codes.first], let second = readings[codes.second] else { continue }
      var rules: [ProgramMalrule] = []
      var mutations: [Mutation] = []
      for reading in [first, second] {
        switch reading {
        case .program(let rule): rules.append(rule)
        case .pass(let mutation): mutations.append(mutation)
        }
      }
      let key = Set(rules.map(\.code))
      let known = misread[key] ?? self.misread(source, run, rules)
      misread[key] = .some(known)
      guard let known else { continue }
      for blank in blanks {
        guard let line = lines[blank.number],
          let place = known.run.lines.firstIndex(where: {
            $0.line == line.line && $0.turn == line.turn
          })
        else { continue }
        let text =
          mutations.isEmpty
          ? known.run.lines[place].text : known.leaves.text(at: place, under: mutations)
        if let text {
          found[blank.number, default: []].append(Candidate(codes: codes, answer: .text(text)))
        }
      }
    }
  }

  /// The misconceptions of what lines print, by their codes.
  private func readings(of source: String, _ run: ProgramRun) -> [String: Reading] {
    var readings = Self.mutations.mapValues { Reading.pass($0) }
    guard let program = Rearranged(source: source).program else { return readings }
    let tensors = run.tensors(in: program)
    for rule in exercise.misreadings + ProgramMalrule.all
    where rule.misreading(program, tensors) != nil {
      readings[rule.code] = .program(rule)
    }
    return readings
  }

  /// The program as a student with several misreadings reads it; nil where that stops it.
  private func misread(
    _ source: String, _ run: ProgramRun, _ rules: [ProgramMalrule]
  ) -> Misread? {
    guard !rules.isEmpty else { return Misread(run: run, leaves: PrintedLeaves(run, source)) }
    guard let program = Rearranged(source: source).program else { return nil }
    let tensors = run.tensors(in: program)
    var source = source
    for rule in rules {
      guard let program = Rearranged(source: source).program,
        let other = rule.misreading(program, tensors)
      else { return nil }
      source = other
    }
    let other = ProgramRun(source, limits: run.limits(exercise.limitsOfRun))
    guard other.isPlausible(besides: run) else { return nil }
    return Misread(run: other, leaves: PrintedLeaves(other, source))
  }
}

/// What is left of the candidates.
extension Pairs {
  /// Those whose answer is neither right nor one misconception's nor another pair's, and no zero,
  /// which has too many reasons.
  private static func table(_ candidates: [Candidate], _ blank: Blank) -> PairTable {
    let others = ([blank.answer] + blank.mistakes.map(\.answer)).map { (Codes?.none, $0) }
    let all = others + candidates.map { (Optional($0.codes), $0.answer) }
    var clear: [Codes: [String]] = [:]
    switch blank.answer {
    case .number:
      let numbers = all.compactMap {
        codes, answer -> (codes: Codes?, value: Double, margin: Double)? in
        guard case .number(let value, let tolerance) = answer else { return nil }
        return (codes, value, 2 * tolerance)
      }.sorted { $0.value < $1.value }
      for (index, number) in numbers.enumerated() {
        guard let codes = number.codes, number.value != 0 else { continue }
        let isAlone = { (other: (codes: Codes?, value: Double, margin: Double)) in
          other.codes == codes
            || (other.value - number.value).magnitude > max(other.margin, number.margin)
        }
        // Further away there are none that are nearer than these.
        let below = numbers[..<index].last { $0.codes != codes }
        let above = numbers[(index + 1)...].first { $0.codes != codes }
        guard below.map(isAlone) ?? true, above.map(isAlone) ?? true else { continue }
        let text = "\(number.value)"
        if !clear[codes, default: []].contains(text) { clear[codes, default: []].append(text) }
      }
    case .text:
      var owners: [String: Set<Codes?>] = [:]
      for case (let codes, .text(let text)) in all {
        owners[PrintedText.key(text), default: []].insert(codes)
      }
      for case (let codes?, .text(let text)) in all where owners[PrintedText.key(text)]?.count == 1
      {
        if !clear[codes, default: []].contains(text) { clear[codes, default: []].append(text) }
      }
    case .choice, .order: break
    }
    var seen: Set<Codes> = []
    return PairTable(
      candidates.map(\.codes).filter { seen.insert($0).inserted }.compactMap { codes in
        clear[codes].map { ((codes.first, codes.second), $0) }
      })
  }
}
