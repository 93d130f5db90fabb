package import Files
import Foundation
package import Grading
package import Questions
import Rendering

/// Everything that is made of an exercise for a class: a folder for each student, and one for the
/// teacher, with the keys, that no student is to get.
///
///     students/NAME/EXERCISE.md .html .pdf .svg    the sheet
///     students/NAME/EXERCISE.csv                   the file to answer in
///     key/NAME/EXERCISE.json                       the question, for grading and exports
///     key/EXERCISE.md .html                        the answers, worked
package struct Handout: Sendable {
  /// By their paths.
  package private(set) var files: [RenderedFile] = []
  /// What the teacher should know, a line each.
  package private(set) var notes: [String] = []

  /// Who gets a variant.
  package struct Recipient: Sendable {
    /// What the folder is called, `[a-z0-9-]`.
    package var slug: String
    /// The student; nil for a sheet without a name.
    package var student: Roster.Student?
    /// The number of a sheet that is one of several without names.
    package var sheet: Int?
    /// What the variant is drawn with.
    package var seed: UInt64

    /// One who gets a variant.
    package init(slug: String, student: Roster.Student?, sheet: Int? = nil, seed: UInt64) {
      self.slug = slug
      self.student = student
      self.sheet = sheet
      self.seed = seed
    }
  }

  /// Makes a variant for each.
  ///
  /// - Throws: Why one cannot be made; then there is nothing.
  package init(_ variants: Variants, for recipients: [Recipient]) throws(ExerciseError) {
    let results = recipients.concurrentMap { recipient in
      Result { () throws(ExerciseError) in
        var variant = try variants.variant(seed: recipient.seed, student: recipient.student)
        variant.question.sheet = recipient.sheet
        return (variant, try Self.files(of: variant.question, for: recipient, variants.exercise))
      }
    }
    var made: [(slug: String, variant: Variants.Variant)] = []
    for (recipient, result) in zip(recipients, results) {
      let (variant, files) = try result.get()
      made.append((recipient.slug, variant))
      notes += variant.remarks.map { "\(recipient.slug): blank \($0)" }
      self.files += files
    }
    let key = TeacherKey(made, title: variants.exercise.title)
    files.append(RenderedFile("key/\(variants.exercise.name).md", key.markdown))
    files.append(RenderedFile("key/\(variants.exercise.name).html", key.html))
  }

  private static func files(
    of question: Question, for recipient: Recipient, _ exercise: Exercise
  ) throws(ExerciseError) -> [RenderedFile] {
    let sheet = Sheet(question)
    let path = "students/\(recipient.slug)/\(question.exercise)"
    var files = [
      RenderedFile("\(path).md", sheet.markdown), RenderedFile("\(path).html", sheet.html),
      RenderedFile("\(path).csv", sheet.answerFile),
    ]
    do throws(PictureError) {
      files.append(RenderedFile("\(path).pdf", Data(try sheet.pdf())))
    } catch {
      throw ExerciseError(file: exercise.file, line: 1, .picture(error.description))
    }
    if let picture = question.picture {
      files.append(RenderedFile("\(path).svg", picture.asked))
    }
    files.append(
      RenderedFile("key/\(recipient.slug)/\(question.exercise).json", Data(Self.json(question))))
    return files
  }

  /// The same question, the same bytes.
  package static func json(_ question: Question) -> [UInt8] {
    guard let text = try? StableJSON.text(question) else {
      preconditionFailure("a question holds only what JSON can")
    }
    return Array(text.utf8)
  }
}
