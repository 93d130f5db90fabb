package import Files
package import Foundation
import Grading
import Questions

/// A folder that handouts go to, with what students and earlier makes have left in it.
package struct HandoutFolder {
  private let root: URL

  /// The folder at a place; nothing is read or made yet.
  package init(_ root: URL) { self.root = root }

  /// Writes everything but the files that students have filled in.
  ///
  /// - Returns: What was kept and what is not current, a line each.
  /// - Throws: Before anything is written, where a filled file would be left with other questions.
  package func write(_ handout: Handout) throws(HandoutFolderError) -> [String] {
    let filled = handout.files.filter { isFilled($0) }
    let kept = Set(filled.map(\.path))
    let changed = filled.filter { !isSameQuestion(beside: $0.path, handout) }
    guard changed.isEmpty else { throw .filled(changed.map(\.path)) }
    do throws(WriteFailure) {
      try Delivery.write(handout.files.filter { !kept.contains($0.path) }, under: root)
    } catch {
      throw .unwritable(error)
    }
    return filled.map { "\($0.path): is filled in, and was kept" } + stale(handout)
  }

  /// Whether a student's file on disk holds answers, or something unreadable.
  private func isFilled(_ file: RenderedFile) -> Bool {
    guard let ending = Self.answerEnding(file.path),
      let data = FileManager.default.contents(atPath: root.appendingPathComponent(file.path).path),
      data != file.contents
    else { return false }
    do throws(SubmissionError) {
      return !(try Submission(Array(data), ending: ending)).isBlank
    } catch {
      switch error {
      case .empty, .noAnswers: return false
      case .tooLarge, .binary, .notUTF8, .unknownFormat, .json: return true
      }
    }
  }

  /// The ending of a file that students write in; nil for others.
  private static func answerEnding(_ path: String) -> String? {
    guard path.hasPrefix("students/") else { return nil }
    return ["csv", "md"].first { path.hasSuffix(".\($0)") }
  }

  /// Whether the key on disk asks what the new one does.
  private func isSameQuestion(beside path: String, _ handout: Handout) -> Bool {
    let parts = path.split(separator: "/")
    guard parts.count == 3, let point = parts[2].lastIndex(of: ".") else { return false }
    let key = "key/\(parts[1])/\(parts[2][..<point]).json"
    guard let new = handout.files.first(where: { $0.path == key }),
      let data = FileManager.default.contents(atPath: root.appendingPathComponent(key).path),
      let one = try? JSONDecoder().decode(Question.self, from: data),
      let other = try? JSONDecoder().decode(Question.self, from: new.contents)
    else { return false }
    return one.text == other.text && one.blanks.map(\.prompt) == other.blanks.map(\.prompt)
      && one.blanks.map(\.answer) == other.blanks.map(\.answer)
  }

  /// The sheets of the same exercise that are of an earlier make alone.
  private func stale(_ handout: Handout) -> [String] {
    let current = Set(handout.files.map(\.path))
    let exercises = Set(
      current.filter { $0.hasPrefix("key/") && $0.hasSuffix(".json") }
        .compactMap { $0.split(separator: "/").last.map(String.init) })
    let folders =
      (try? FileManager.default.contentsOfDirectory(
        atPath: root.appendingPathComponent("key").path))?.sorted() ?? []
    return folders.flatMap { folder in
      exercises.sorted().compactMap { exercise -> String? in
        let path = "key/\(folder)/\(exercise)"
        guard !current.contains(path),
          FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
        else { return nil }
        let name = exercise.dropLast(".json".count)
        return
          "students/\(folder)/\(name).*: of an earlier make, and for nobody in this one; remove "
          + "them and \(path) if they are not to count"
      }
    }
  }
}

/// Why nothing is written.
package enum HandoutFolderError: InputError {
  /// Files with answers to other questions than those that would lie beside them.
  case filled([String])
  /// A file cannot be written.
  case unwritable(WriteFailure)

  package var description: String {
    switch self {
    case .filled(let paths):
      "nothing was written, since these are filled in and would be left with other numbers: "
        + paths.prefix(5).joined(separator: ", ")
        + (paths.count > 5 ? " and \(paths.count - 5) more" : "")
        + "; name another folder with -o, or move them away first"
    case .unwritable(let failure): failure.description
    }
  }
}
