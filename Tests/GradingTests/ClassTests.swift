import Grading
import Questions
import TestSupport
import Testing

/// A class whose students have misconceptions that are written down here as rules for hand work,
/// not taken from the question that they answer.
@Suite struct ClassTests {
  /// How a student works the gradients of e = a * b, d = e + a, f = d * d out.
  struct Worker {
    var habits: Set<String>

    /// The four answers, and for each what it has to be found to be.
    func work(a: Double, b: Double) -> [(answer: Double, code: String)] {
      let (right, own) = (gradients(a, b, []), gradients(a, b, habits))
      return zip(["d", "e", "b", "a"], zip(right, own)).map { name, pair in
        guard let habit = self.habit(at: name) else {
          return (pair.1, pair.0 == pair.1 ? "right" : "carried")
        }
        return (pair.1, isFirst(name) ? habit : "\(habit)*")
      }
    }

    private func gradients(_ a: Double, _ b: Double, _ habits: Set<String>) -> [Double] {
      let d = a * b + a
      let toD = habits.contains("one-use") ? d : 2 * d
      let toE = habits.contains("other-addend") ? toD * a : toD
      var toB = toE * a
      var viaE = toE * b
      if habits.contains("swapped-operands") { (toB, viaE) = (toE * b, toE * a) }
      if habits.contains("adds-upstream") { (toB, viaE) = (toE + a, toE + b) }
      var toA = toD + viaE
      if habits.contains("drops-indirect-path") { toA = toD }
      if habits.contains("drops-direct-path") { toA = viaE }
      return [toD, toE, toB, toA]
    }

    private func habit(at name: String) -> String? {
      switch name {
      case "d": habits.first { $0 == "one-use" }
      case "e": habits.first { $0 == "other-addend" }
      case "b": habits.first { ["swapped-operands", "adds-upstream"].contains($0) }
      default:
        habits.first {
          ["swapped-operands", "adds-upstream", "drops-indirect-path", "drops-direct-path"]
            .contains($0)
        }
      }
    }

    /// Whether all that a blank is worked out from is right.
    private func isFirst(_ name: String) -> Bool {
      switch name {
      case "d": true
      case "e": !habits.contains("one-use")
      case "b": !habits.contains("one-use") && !habits.contains("other-addend")
      default:
        !habits.contains("one-use")
          && (!habits.contains("other-addend") || habits.contains("drops-indirect-path"))
      }
    }
  }

  static let habits: [Set<String>] = [
    [], ["one-use"], ["other-addend"], ["swapped-operands"], ["adds-upstream"],
    ["drops-indirect-path"], ["drops-direct-path"], ["one-use", "other-addend"],
    ["one-use", "swapped-operands"], ["other-addend", "adds-upstream"],
    ["one-use", "drops-direct-path"], ["other-addend", "drops-indirect-path"],
    ["one-use", "other-addend", "swapped-operands"],
  ]

  /// Two hundred students, each with numbers of their own, all of them told apart by hand work.
  private static func students() -> [(worker: Worker, graph: ReferenceGraph)] {
    var students: [(worker: Worker, graph: ReferenceGraph)] = []
    for round in 0..<400 where students.count < 200 {
      let worker = Worker(habits: habits[round % habits.count])
      let numbers = [2.0, 3, 4, 5, 6, 7, -2, -3, -4, -5]
      let graph = ReferenceGraph(
        a: numbers[round / 13 % 10], b: numbers[(round * 7 + round / 13) % 10])
      guard isSeparated(graph, worker) else { continue }
      students.append((worker, graph))
    }
    return students
  }

  /// Whether every set of habits that changes a blank changes it to another number, from the
  /// numbers that this student has.
  private static func isSeparated(_ graph: ReferenceGraph, _ worker: Worker) -> Bool {
    let keys = Worker(habits: []).work(a: graph.a, b: graph.b).map(\.answer)
    guard keys[0] != 0, !keys.contains(1) else { return false }
    var codes: [[Double: Set<String>]] = Array(repeating: [:], count: 4)
    let first = worker.habits.filter { ["one-use", "other-addend"].contains($0) }
    for other in habits {
      for start in [first, []] {
        let habits = other.union(start)
        for (index, item) in Worker(habits: habits).work(a: graph.a, b: graph.b).enumerated() {
          codes[index][item.answer, default: []].insert(item.code.replacing("*", with: ""))
        }
      }
    }
    let answers = worker.work(a: graph.a, b: graph.b)
    return answers.enumerated().allSatisfy { index, item in
      ![0, 1].contains(item.answer) && (codes[index][item.answer]?.count ?? 0) <= 1
    }
  }

  @Test func namesEveryMisconceptionAndCreditsEveryFollowThrough() throws {
    let students = Self.students()
    #expect(students.count >= 100)
    var named: Set<String> = []
    var carried = 0
    for (worker, graph) in students {
      let work = worker.work(a: graph.a, b: graph.b)
      let grade = Grader(graph.question).grade(Submission(work.map { "\($0.answer)" }))
      #expect(
        grade.codes == work.map(\.code), "\(worker.habits.sorted()), a \(graph.a), b \(graph.b)")
      let earned = work.count { ["right", "carried"].contains($0.code) }
      #expect(grade.points == Double(earned))
      named.formUnion(grade.mistakes.map(\.code))
      carried += grade.codes.count { $0 == "carried" }
    }
    #expect(named == Self.habits.reduce([]) { $0.union($1) })
    #expect(carried > 50)
  }

  @Test func reportsOnTheClass() throws {
    let students = Self.students()
    var roster = "id,name\n"
    var key: [Question] = []
    var files: [SubmissionFolder.File] = []
    for (index, student) in students.enumerated() {
      let name = "Student \(index + 1)"
      roster += "\(1000 + index),\(name)\n"
      var question = student.graph.question
      question.student = name
      question.seed = UInt64(index)
      key.append(question)
      guard index % 25 != 24 else { continue }
      let answers = student.worker.work(a: student.graph.a, b: student.graph.b)
      let rows = answers.enumerated().map { "\($0 + 1),\($1.answer)\n" }
      files.append(
        SubmissionFolder.File(
          path: "\(1000 + index).csv",
          content: .bytes(Array(("blank,answer\n" + rows.joined()).utf8))))
    }
    let book = Gradebook(key: Key(key), roster: try Roster(roster), files: files)
    let report = ClassReport(book)
    #expect(report.students == students.count)
    #expect(report.results.missing == students.count / 25)
    #expect(report.marks.histogram.reduce(0, +) == report.results.graded)
    let seen = book.entries.compactMap(\.grade).flatMap(\.codes)
    for item in report.misconceptions {
      #expect(item.answers == seen.count { $0.replacing("*", with: "") == item.code })
    }
    #expect(report.blanks.map(\.share) == report.blanks.map(\.share).sorted())
    #expect(try report.json() == ClassReport(book).json())
  }
}
