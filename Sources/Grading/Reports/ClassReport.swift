import Lesson
import Questions

/// What a class made of its exercises: marks, the hardest blanks, and misconceptions by code.
package struct ClassReport: Codable, Sendable, Equatable {
  /// The names of the exercises.
  package var exercises: [String]
  /// How many students there are.
  package var students: Int
  /// How many results there are of each kind.
  package var results: Results
  /// The marks of all that was graded.
  package var marks: Marks
  /// The hardest first.
  package var blanks: [BlankResult]
  /// The most frequent first.
  package var misconceptions: [MisconceptionCount]
  /// What a teacher should look at, by place.
  package var incidents: [Incident]

  /// How many results, one for each student and exercise, there are of each kind.
  package struct Results: Codable, Sendable, Equatable {
    /// Files that were graded.
    package var graded = 0
    /// Students and exercises that no file came for.
    package var missing = 0
    /// Files that nothing could be read from.
    package var unreadable = 0
    /// Files that came after the deadline, which are graded all the same.
    package var late = 0
  }

  /// The marks of what was graded, in percent of the points that there are.
  package struct Marks: Codable, Sendable, Equatable {
    /// Nil where nothing was graded.
    package var mean: Double?
    /// Nil where nothing was graded; between the middle two where their number is even.
    package var median: Double?
    /// Nil where nothing was graded.
    package var lowest: Double?
    /// Nil where nothing was graded.
    package var highest: Double?
    /// How many lie in 0 to 10, 10 to 20, and so on; 100 is in the last.
    package var histogram: [Int]
  }

  /// How one blank was answered.
  package struct BlankResult: Codable, Sendable, Equatable {
    /// The exercise's name.
    package var exercise: String
    /// The number of the blank, counted from 1.
    package var number: Int
    /// What stands in it, `d.grad`, whatever the student's numbers.
    package var name: String
    /// How many were graded.
    package var graded: Int
    /// How many are the key's answer.
    package var right: Int
    /// Right from an own earlier answer.
    package var carried: Int
    /// How many show one or two misconceptions.
    package var mistakes: Int
    /// How many are no answer of the kind that is asked for.
    package var unreadable: Int
    /// How many were not filled in.
    package var empty: Int
    /// The mean share of the points.
    package var share: Double
  }

  /// How often a misconception was seen.
  package struct MisconceptionCount: Codable, Sendable, Equatable {
    /// The misconception's stable code, `[a-z-]`.
    package var code: String
    /// What a student with it does.
    package var name: String
    /// What is said to the student.
    package var feedback: String
    /// How many students show it.
    package var students: Int
    /// How many answers show it.
    package var answers: Int
    /// Where it was seen, `exercise 3`, with how often, the most frequent first.
    package var blanks: [Place]

    /// A blank and how many answers to it show the misconception.
    package struct Place: Codable, Sendable, Equatable {
      /// The exercise's name.
      package var exercise: String
      /// The number of the blank, counted from 1.
      package var number: Int
      /// How many answers to the blank show it.
      package var answers: Int
    }
  }

  /// Something that a teacher should look at, and where.
  package struct Incident: Codable, Sendable, Equatable {
    /// The file, or the line of the roster.
    package var place: String
    /// What is strange, as a sentence.
    package var text: String
  }

  /// Counts a class's results.
  package init(_ gradebook: Gradebook) {
    exercises = gradebook.exercises
    students = Set(gradebook.entries.map(\.student.slug)).count
    incidents = gradebook.incidents.map { Incident(place: $0.place, text: $0.text) }
    var results = Results()
    var tally = Tally()
    for entry in gradebook.entries {
      switch entry.outcome {
      case .graded(let grade): tally.count(grade, entry)
      case .missing: results.missing += 1
      case .unreadable: results.unreadable += 1
      }
      if entry.isLate { results.late += 1 }
    }
    results.graded = tally.percents.count
    self.results = results
    marks = Marks(tally.percents)
    blanks = tally.blanks.values.map(\.result).sorted {
      ($0.share, $0.exercise, $0.number) < ($1.share, $1.exercise, $1.number)
    }
    misconceptions = tally.codes.values.map(\.count).sorted {
      ($1.answers, $0.code) < ($0.answers, $1.code)
    }
  }
}

extension ClassReport.Marks {
  fileprivate init(_ percents: [Double]) {
    histogram = Array(repeating: 0, count: 10)
    for percent in percents { histogram[max(0, min(9, Int(percent / 10)))] += 1 }
    let sorted = percents.sorted()
    guard let first = sorted.first, let last = sorted.last else { return }
    (lowest, highest) = (first, last)
    mean = sorted.reduce(0, +) / Double(sorted.count)
    median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}

/// Counts in the making.
private struct Tally {
  var percents: [Double] = []
  var blanks: [Place: BlankTally] = [:]
  var codes: [String: CodeTally] = [:]

  struct Place: Hashable {
    var exercise: String
    var number: Int
  }

  struct BlankTally {
    var result: ClassReport.BlankResult
    var shares = 0.0
  }

  struct CodeTally {
    var misconception: Misconception
    var students: Set<String> = []
    var places: [Place: Int] = [:]

    var count: ClassReport.MisconceptionCount {
      ClassReport.MisconceptionCount(
        code: misconception.code, name: misconception.name, feedback: misconception.feedback,
        students: students.count,
        answers: places.values.reduce(0, +),
        blanks: places.map { .init(exercise: $0.exercise, number: $0.number, answers: $1) }
          .sorted {
            ($1.answers, $0.exercise, $0.number) < ($0.answers, $1.exercise, $1.number)
          })
    }
  }

  mutating func count(_ grade: Grade, _ entry: Gradebook.Entry) {
    if grade.outOf > 0 { percents.append(100 * grade.points / grade.outOf) }
    for (judgement, blank) in zip(grade.judgements, entry.question.blanks) {
      let place = Place(exercise: grade.exercise, number: judgement.number)
      var tally =
        blanks[place]
        ?? BlankTally(
          result: ClassReport.BlankResult(
            exercise: place.exercise, number: place.number, name: blank.name, graded: 0,
            right: 0, carried: 0, mistakes: 0, unreadable: 0, empty: 0, share: 0))
      tally.result.graded += 1
      tally.shares += judgement.outOf > 0 ? judgement.points / judgement.outOf : 0
      tally.result.share = tally.shares / Double(tally.result.graded)
      switch judgement.verdict {
      case .right: tally.result.right += 1
      case .carried: tally.result.carried += 1
      case .unreadable: tally.result.unreadable += 1
      case .empty: tally.result.empty += 1
      case .mistake, .pair:
        tally.result.mistakes += 1
        for known in judgement.verdict.misconceptions {
          let new = CodeTally(misconception: known)
          codes[known.code, default: new].add(place, entry.student.slug)
        }
      case .tooFewDigits, .otherForm, .order, .wrong, .trivial: break
      }
      blanks[place] = tally
    }
  }
}

extension Tally.CodeTally {
  fileprivate mutating func add(_ place: Tally.Place, _ student: String) {
    students.insert(student)
    places[place, default: 0] += 1
  }
}
