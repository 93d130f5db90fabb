import ArgumentParser
import Exercises
import Grading

/// The arguments that say who gets variants, shared by all that make several.
struct ExerciseRecipients: ParsableArguments {
  @Option(help: "What the numbers are drawn with; the same seed gives the same variants.")
  var seed: UInt64?

  @Option(help: "How many variants to make where there is no roster.")
  var count: Int?

  @Option(help: "The class: CSV with a header; name, id and email in any order.")
  var students: String?

  var isEmpty: Bool { seed == nil && count == nil && students == nil }

  func validate() throws {
    guard let count else { return }
    guard (1...10_000).contains(count) else {
      throw ValidationError("--count \(count): make from 1 to 10000 variants at a time")
    }
    if students != nil {
      throw ValidationError("--count and --students: each student gets one variant; leave one out")
    }
  }

  func recipients() throws -> [Handout.Recipient] {
    guard let students else {
      guard let count, count > 1 else {
        return [.init(slug: "sheet", student: nil, seed: seed ?? 0)]
      }
      return (0..<count).map { index in
        .init(
          slug: "sheet-\(index + 1)", student: nil, sheet: index + 1,
          seed: (seed ?? 1) &+ UInt64(index))
      }
    }
    let text = try ProgramFile(students).text
    let roster: Roster
    do throws(RosterError) {
      roster = try Roster(text)
    } catch {
      throw Report.Stop(students, error)
    }
    for remark in roster.remarks {
      Report.write("\(students):\(remark.line): \(remark.text)")
    }
    guard !roster.students.isEmpty else {
      throw Report.Stop(message: "\(students): nobody is on the roster", status: 2)
    }
    return roster.students.map { .init(slug: $0.slug, student: $0, seed: seed ?? 1) }
  }
}
