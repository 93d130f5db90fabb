package import Grading
import Notebook
import Python
package import Questions
import Synchronization

/// The variants of an exercise, drawn by seed.
///
/// What an exercise can never tell apart is found out once; each variant is then redrawn until its
/// numbers are fit for hand work and every wrong answer that can be told apart is.
package struct Variants: Sendable {
  /// The exercise that the variants are of.
  package let exercise: Exercise
  private let study: DistractorStudy
  /// Whether the program as it is written can be worked out by hand; if not, none has to be.
  private let wantsFitNumbers: Bool

  /// The least that cannot be told apart in any variant that was studied.
  private let leastCost: Int
  private let drawn = Cache()

  /// What draws that were seen before are worth, for exercises in which the numbers are all that is
  /// drawn: a class has more students than a sheet has variants.
  ///
  /// A class, since variants are made on several threads.
  private final class Cache: Sendable {
    /// By the program; nil for one that is not fit.
    ///
    /// The draws themselves would take a lot of memory.
    let costs = Mutex<[String: Int?]>([:])
  }

  /// How many draws an exercise is studied with.
  private static let studied = 24
  /// How long the study may take, in the time that one run has.
  private static let studySeconds = 3.0
  /// How many draws one variant may take.
  private static let patience = 200
  private static let mostCached = 2_000

  /// A variant, and what its making has to say.
  package struct Variant: Sendable {
    /// What the student is asked.
    package var question: Question
    /// For the teacher: what could not be told apart.
    package var remarks: [String]
    /// What the sheet shows, without line numbers.
    package var program: String
    let bug: Draw.ShownBug?
    let plot: Plot?
  }

  /// - Throws: What is wrong with the exercise as it is written.
  package init(_ exercise: Exercise) throws(ExerciseError) {
    self.exercise = exercise
    var exercise = exercise
    let most = exercise.limits.seconds.map { $0 * Self.studySeconds }
    exercise.end = most.map { .now + .seconds($0) }
    var generator = SplitMix64(seed: 0, name: exercise.name)
    let written: Draw
    do throws(ExerciseError.Problem) {
      written = try Self.draw(exercise, exercise.template.written, &generator)
    } catch {
      throw ExerciseError(file: exercise.file, line: 1, error)
    }
    var draws = [written]
    if exercise.template.isVariable {
      for _ in 0..<Self.studied {
        let values = exercise.template.draw(&generator)
        guard let draw = try? Self.draw(exercise, values, &generator) else { continue }
        draws.append(draw)
      }
    }
    if let most, let end = exercise.end, end < .now {
      throw ExerciseError(file: exercise.file, line: 1, .slow(seconds: most))
    }
    let study = DistractorStudy(draws)
    self.study = study
    wantsFitNumbers = written.isFit
    leastCost = draws.map { Self.cost(of: $0, study) }.min() ?? 0
  }

  /// How much is left that cannot be told apart: first of all by itself, then along the way of a
  /// student who holds one misconception throughout.
  private static func cost(of draw: Draw, _ study: DistractorStudy) -> Int {
    let drafts = study.settled(draw.drafts)
    let clashes = Clashes.all(drafts)
    return 1_000 * clashes.count + (clashes.isEmpty ? Clashes.carried(drafts) : 0)
  }

  /// One variant: the numbers as they are written for seed 0, else drawn.
  ///
  /// - Parameters:
  ///   - seed: The same seed gives the same variant, on every machine.
  ///   - student: Who gets it; a part of what the numbers are drawn with.
  /// - Returns: The best of the draws: one that tells all apart, where there is one.
  /// - Throws: Why there is none that runs and is fit for hand work.
  package func variant(
    seed: UInt64, student: Roster.Student? = nil
  ) throws(ExerciseError) -> Variant {
    let name = student.map { $0.id.isEmpty ? $0.slug : $0.id } ?? ""
    var generator = SplitMix64(seed: seed, name: "\(exercise.name)/\(name)")
    guard seed != 0 else {
      return try build(exercise.template.written, &generator, seed, student)
    }
    var best: (cost: Int, values: [Double], draw: Draw?)?
    var draws = 0
    while draws < Self.patience, best.map({ $0.cost > leastCost }) ?? true {
      draws += 1
      if let found = draw(&generator), found.cost < best?.cost ?? .max { best = found }
      if !exercise.template.isVariable { break }
    }
    // A program that was not written as an exercise may fit hand work with its own numbers alone.
    if best == nil, !exercise.isAuthored {
      return try build(exercise.template.written, &generator, 0, student)
    }
    guard let best else {
      throw ExerciseError(file: exercise.file, line: 1, .noVariant(draws: draws))
    }
    guard let draw = best.draw else { return try build(best.values, &generator, seed, student) }
    return try finished(draw, seed, student)
  }

  /// One draw, without a draw where its worth is known; nil for a program that does not run or is
  /// not fit for hand work.
  private func draw(
    _ generator: inout SplitMix64
  ) -> (cost: Int, values: [Double], draw: Draw?)? {
    let values = exercise.template.draw(&generator)
    let isRandom = exercise.asks.contains { $0.kind == .order || $0.kind == .bug }
    let source = exercise.template.source(values)
    if !isRandom, let known = drawn.costs.withLock({ $0[source] }) {
      return known.map { ($0, values, nil) }
    }
    var found: (cost: Int, values: [Double], draw: Draw?)?
    // What is drawn besides numbers is drawn for an unfit program too, or the next would be another.
    let onlyIfFit = wantsFitNumbers && !isRandom
    if let draw = try? Self.draw(exercise, values, &generator, onlyIfFit: onlyIfFit),
      draw.isFit || !wantsFitNumbers
    {
      found = (Self.cost(of: draw, study), values, draw)
    }
    if !isRandom {
      drawn.costs.withLock { if $0.count < Self.mostCached { $0[source] = .some(found?.cost) } }
    }
    return found
  }

  private func build(
    _ values: [Double], _ generator: inout SplitMix64, _ seed: UInt64, _ student: Roster.Student?
  ) throws(ExerciseError) -> Variant {
    let draw: Draw
    do throws(ExerciseError.Problem) {
      draw = try Self.draw(exercise, values, &generator)
    } catch {
      throw ExerciseError(file: exercise.file, line: 1, error)
    }
    return try finished(draw, seed, student)
  }

  /// Runs the program and asks all that is asked; of numbers that are not fit nothing, where only
  /// others are of use.
  private static func draw(
    _ exercise: Exercise, _ values: [Double], _ generator: inout SplitMix64,
    onlyIfFit: Bool = false
  ) throws(ExerciseError.Problem) -> Draw {
    var draw = Draw(source: exercise.template.source(values))
    let expressions = exercise.prose.flatMap { $0.expressions.map(\.source) }
    let run = ProgramRun(
      draw.source, limits: exercise.limitsOfRun, drawing: exercise.graph, evaluating: expressions)
    draw.prose = try prose(of: exercise, run.values)
    try run.checkItStoppedAsInPyTorch()
    let numbers = exercise.asks.filter(\.kind.isOfNumbers)
    if !numbers.isEmpty {
      try NumberQuestions(exercise: exercise, run: run).add(numbers, to: &draw)
    }
    for ask in exercise.asks where draw.isFit || !onlyIfFit {
      switch ask.kind {
      case .values, .gradients, .locals, .contributions: continue
      case .prints:
        try PrintQuestions(exercise: exercise).add(ask, run, to: &draw, onlyIfFit: onlyIfFit)
      case .order: try OrderQuestions().add(run, exercise, &generator, to: &draw)
      case .bug: try BugQuestions(exercise: exercise).add(run, &generator, to: &draw)
      }
    }
    return draw
  }

  /// The question of a draw; wrong answers that cannot be told apart in it are left out, and said.
  private func finished(
    _ draw: Draw, _ seed: UInt64, _ student: Roster.Student?
  ) throws(ExerciseError) -> Variant {
    var remarks: [String] = []
    var blanks: [Blank] = []
    for (index, draft) in study.settled(draw.drafts).enumerated() {
      var kept: [Blank.Mistake] = []
      for mistake in draft.candidates {
        if mistake.answer.isLike(draft.key) {
          remarks.append("\(index + 1): “\(mistake.name)” gives the right answer here")
        } else if let other = kept.first(where: { $0.answer.isLike(mistake.answer) }) {
          remarks.append(
            "\(index + 1): “\(mistake.name)” cannot be told from “\(other.name)” here")
        } else {
          kept.append(mistake)
        }
      }
      blanks.append(
        Blank(
          number: index + 1, kind: draft.kind, name: draft.name, prompt: draft.prompt,
          answer: draft.key, points: exercise.points[draft.kind] ?? 1,
          derivation: draft.derivation, mistakes: kept,
          alsoRight: draft.alsoRight.isEmpty ? nil : draft.alsoRight))
    }
    let pairs = Pairs(exercise: exercise, blanks: blanks).tables(draw.source)
    for index in blanks.indices { blanks[index].pairs = pairs[blanks[index].number] }
    let question = Question(
      exercise: exercise.name, title: exercise.title, text: text(draw), seed: seed,
      student: student?.name, hints: exercise.hints, blanks: blanks,
      picture: try picture(of: draw))
    return Variant(
      question: question, remarks: remarks, program: draw.source, bug: draw.bug,
      plot: draw.plot)
  }
}
