/// Something that may answer one exercise for one student, before it is known whose it is: a file,
/// or a row of a class's table.
package struct HandedIn: Sendable {
  /// What a teacher finds it by: a file's path, or `class.csv, line 5`.
  package var place: String
  /// The path that may say whose it is; empty for a row, which says so itself.
  package var path: String
  /// The answers, or why there are none.
  package var content: Content
  /// Whether its name says that it holds no answers, such as a picture's.
  package var isOfAnotherKind = false

  /// The answers in a file, or why there are none.
  package enum Content: Sendable, Equatable {
    /// Answers that can be graded.
    case submission(Submission)
    /// Why the file has no answers, in words.
    case refused(String)
  }

  /// Reads a file.
  package init(_ file: SubmissionFolder.File) {
    place = file.path
    path = file.path
    switch file.content {
    case .refused(let reason): content = .refused(reason)
    case .bytes(let bytes):
      let name = file.path.split(separator: "/").last ?? ""
      let parts = name.split(separator: ".")
      let ending = parts.count > 1 ? parts[parts.count - 1].lowercased() : ""
      do throws(SubmissionError) {
        content = .submission(try Submission(bytes, ending: ending))
      } catch {
        content = .refused(error.description)
        if case .unknownFormat = error { isOfAnotherKind = true }
      }
    }
  }

  /// Takes a row of a table.
  init(place: String, _ submission: Submission) {
    self.place = place
    path = ""
    content = .submission(submission)
  }

  private var submission: Submission? {
    if case .submission(let submission) = content { submission } else { nil }
  }

  var claims: [String] { submission?.claims ?? [] }

  var exercise: String? { submission?.exercise }

  var submitted: String? { submission?.submitted }

  var refusal: String? { if case .refused(let reason) = content { reason } else { nil } }
}
