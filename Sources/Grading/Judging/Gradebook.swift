package import Questions

/// A class's results: for every student of the roster and every exercise of the key a grade or the
/// reason why there is none, and what was strange about the files.
package struct Gradebook: Sendable {
  /// One student's result in one exercise.
  package struct Entry: Sendable {
    /// Whose result it is.
    package var student: Roster.Student
    /// What the student was asked.
    package var question: Question
    /// What came of it.
    package var outcome: Outcome
    /// The file that was graded, or could not be.
    package var file: String?
    /// When it was handed in, as the file says; nil where it does not.
    package var submitted: String?
    /// Whether it was handed in after the deadline; it is graded all the same.
    package var isLate = false

    /// What came of a student's work.
    package enum Outcome: Sendable {
      /// The file was graded.
      case graded(Grade)
      /// No file came.
      case missing
      /// A file came that nothing can be read from.
      case unreadable(String)
    }

    /// The grade; nil where nothing was graded.
    package var grade: Grade? {
      if case .graded(let grade) = outcome { grade } else { nil }
    }

    /// What marks are for: no file has none, but out of as many.
    package var points: Double { grade?.points ?? 0 }
    /// The most points that there are.
    package var outOf: Double { question.blanks.reduce(0) { $0 + $1.points } }
  }

  /// Something about a file, or about a line of the roster, that a teacher should know.
  package struct Incident: Sendable, Equatable {
    /// The file, or the line of the roster.
    package var place: String
    /// What is strange, as a sentence.
    package var text: String
  }

  /// In the order of the roster, and of the exercises' names.
  package private(set) var entries: [Entry] = []
  /// What a teacher should look at, by place.
  package private(set) var incidents: [Incident] = []
  /// The names of the exercises, in order.
  package private(set) var exercises: [String]

  /// Grades a class by the files that it handed in.
  package init(
    key: Key, roster: Roster, files: [SubmissionFolder.File], deadline: Timestamp? = nil
  ) {
    self.init(
      key: key, roster: roster, handedIn: files.concurrentMap(HandedIn.init), deadline: deadline)
  }

  /// Grades a class by one table.
  package init(key: Key, roster: Roster, table: ClassTable, deadline: Timestamp? = nil) {
    self.init(key: key, roster: roster, handedIn: table.handedIn, deadline: deadline)
    incidents = Self.sorted(incidents + table.incidents)
  }

  /// Grades a class.
  ///
  /// - Parameters:
  ///   - key: The questions of all students; one without a student is everybody's.
  ///   - roster: The class.
  ///   - handedIn: What came, in any order.
  ///   - deadline: After which what says when it was handed in is late.
  private init(key: Key, roster: Roster, handedIn: [HandedIn], deadline: Timestamp?) {
    exercises = key.exercises
    incidents = roster.remarks.map { Incident(place: "roster, line \($0.line)", text: $0.text) }
    let matching = Matching(roster, exercises: exercises)
    var candidates: [Slot: [Attempt]] = [:]
    for read in handedIn {
      do throws(Matching.Problem) {
        let student = try matching.student(path: read.path, claims: read.claims)
        let exercise = try matching.exercise(path: read.place, said: read.exercise)
        candidates[Slot(student: student, exercise: exercise), default: []]
          .append(Attempt(read, deadline: deadline))
        if deadline != nil, let time = read.submitted, Timestamp(time) == nil {
          incidents.append(
            Incident(
              place: Visible.line(read.place),
              text: "when it was handed in, \(time), cannot be read; taken for in time"))
        }
      } catch {
        let reason = read.refusal.map { "\($0); and " } ?? ""
        incidents.append(
          Incident(place: Visible.line(read.place), text: "not graded: \(reason)\(error)"))
      }
    }
    var work: [(student: Roster.Student, question: Question, candidate: Attempt?)] = []
    for (index, student) in roster.students.enumerated() {
      for exercise in exercises {
        guard let question = key.question(exercise, for: student) else {
          incidents.append(
            Incident(place: student.name, text: "the key has no sheet of \(exercise) for them"))
          continue
        }
        let found = candidates[Slot(student: index, exercise: exercise)] ?? []
        let chosen = Attempt.chosen(found)
        for other in found where other != chosen && other.isWorthAWord {
          incidents.append(
            Incident(
              place: other.path,
              text: "set aside: \(student.name) also handed in \(chosen?.path ?? "")"))
        }
        work.append((student, question, chosen))
      }
    }
    entries = work.concurrentMap { Self.entry($0.student, $0.question, $0.candidate) }
    for entry in entries {
      if case .unreadable(let reason) = entry.outcome, let file = entry.file {
        incidents.append(Incident(place: file, text: "not graded: \(reason)"))
      } else if let grade = entry.grade, let file = entry.file, grade.isBlank {
        incidents.append(Incident(place: file, text: "graded, but nothing is filled in"))
      } else if entry.isLate, let file = entry.file {
        incidents.append(
          Incident(
            place: file, text: "late: handed in \(entry.submitted ?? ""); graded all the same"))
      }
    }
    incidents = Self.sorted(incidents)
  }

  private static func sorted(_ incidents: [Incident]) -> [Incident] {
    incidents.sorted {
      $0.place == $1.place
        ? $0.text < $1.text : $0.place.utf8.lexicographicallyPrecedes($1.place.utf8)
    }
  }

  private struct Slot: Hashable {
    var student: Int
    var exercise: String
  }

  private static func entry(
    _ student: Roster.Student, _ question: Question, _ candidate: Attempt?
  ) -> Entry {
    var entry = Entry(student: student, question: question, outcome: .missing)
    guard let candidate else { return entry }
    entry.file = candidate.path
    switch candidate.content {
    case .refused(let reason): entry.outcome = .unreadable(reason)
    case .submission(let submission):
      entry.outcome = .graded(Grader(question).grade(submission))
      entry.submitted = submission.submitted
      entry.isLate = candidate.isLate
    }
    return entry
  }
}

/// What answers one exercise for one student.
private struct Attempt: Equatable {
  var path: String
  var content: HandedIn.Content
  /// Whether its name says that it holds no answers, such as a picture's.
  var isOfAnotherKind: Bool
  var submitted: Timestamp?
  var isLate: Bool

  init(_ handedIn: HandedIn, deadline: Timestamp?) {
    path = Visible.line(handedIn.place)
    content = handedIn.content
    isOfAnotherKind = handedIn.isOfAnotherKind
    submitted = handedIn.submitted.flatMap { Timestamp($0) }
    isLate = Self.isLate(submitted, deadline)
  }

  private static func isLate(_ submitted: Timestamp?, _ deadline: Timestamp?) -> Bool {
    guard let submitted, let deadline else { return false }
    return submitted > deadline
  }

  /// Of several files the one that counts: answered before empty before unreadable, in time
  /// before late, then the latest, then the last in the order of their names.
  static func chosen(_ candidates: [Attempt]) -> Attempt? {
    candidates.enumerated().max { one, other in
      let (a, b) = (one.element, other.element)
      if a.rank != b.rank { return a.rank < b.rank }
      if a.isLate != b.isLate { return a.isLate }
      if let first = a.submitted, let second = b.submitted, first != second {
        return first < second
      }
      if (a.submitted == nil) != (b.submitted == nil) { return a.submitted == nil }
      return one.offset < other.offset
    }?.element
  }

  private var rank: Int {
    switch content {
    case .submission(let submission): submission.isBlank ? 2 : 3
    case .refused: isOfAnotherKind ? 0 : 1
    }
  }

  /// Whether a teacher should know that another file was graded; not of an empty sheet, or of one
  /// on paper, that lies beside the answers.
  var isWorthAWord: Bool { rank == 1 || rank == 3 }
}
