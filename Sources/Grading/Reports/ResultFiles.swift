import Files
package import Foundation
import Questions

/// Everything that grading writes: `grades.csv`, `results.json`, `report.md`, `report.html`,
/// `report.json`, and a folder of feedback for every student.
package enum ResultFiles {
  /// Writes a class's results, all or none of them.
  ///
  /// What an earlier run left for a student who is no longer in the class is taken away; what else
  /// lies there stays, and is said.
  ///
  /// - Throws: A `WriteFailure` if a file cannot be written.
  /// - Returns: What was taken away or is not current, a line each, beginning with its path.
  package static func write(
    _ gradebook: Gradebook, _ report: ClassReport, under folder: URL
  ) throws -> [String] {
    let delivery = try Delivery(to: folder.path)
    for file in [
      RenderedFile("grades.csv", gradebook.gradesCSV),
      RenderedFile("results.json", try gradebook.resultsJSON()),
      RenderedFile("report.md", report.markdown),
      RenderedFile("report.html", report.html),
      RenderedFile("report.json", try report.json()),
    ] { try delivery.add(file.contents, as: file.path) }
    let failures = byStudent(gradebook).concurrentMap { entries -> WriteFailure? in
      do throws(WriteFailure) {
        for file in feedback(entries) { try delivery.add(file.contents, as: file.path) }
        return nil
      } catch {
        return error
      }
    }
    if let failure = failures.lazy.compactMap(\.self).first { throw failure }
    try delivery.finish()
    return StaleFeedback(under: folder).remove(
      except: Set(gradebook.entries.map(\.student.slug)), exercises: Set(gradebook.exercises))
  }

  /// The entries of each student, in the order of the roster.
  private static func byStudent(_ gradebook: Gradebook) -> [[Gradebook.Entry]] {
    var groups: [[Gradebook.Entry]] = []
    for entry in gradebook.entries {
      if groups.last?.first?.student.slug == entry.student.slug {
        groups[groups.count - 1].append(entry)
      } else {
        groups.append([entry])
      }
    }
    return groups
  }

  /// One student's pages; nothing but the roster names their folder.
  private static func feedback(_ entries: [Gradebook.Entry]) -> [RenderedFile] {
    guard let slug = entries.first?.student.slug else { return [] }
    let page = FeedbackPage(entries)
    return [
      RenderedFile("feedback/\(slug)/index.html", page.html),
      RenderedFile("feedback/\(slug)/\(StaleFeedback.page)", page.markdown),
    ] + page.pictures.map { RenderedFile("feedback/\(slug)/\($0.exercise).svg", $0.svg) }
  }
}
