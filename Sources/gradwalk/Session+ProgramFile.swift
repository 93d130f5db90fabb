import Torch
import Tutorial

extension Session {
  /// Runs a program, or the cells of an article one after the other.
  func run(_ program: ProgramFile) -> Failure? {
    guard program.isArticle else { return run(program.text, file: program.name) }
    for cell in Article.cells(of: program.text) {
      if let failure = run(cell.source, file: program.name, firstLine: cell.firstLine) {
        return failure
      }
    }
    return nil
  }
}

extension Failure {
  /// What the person who ran the program reads: Python's text, and ours below it.
  var report: String {
    let text = traceback.hasSuffix("\n") ? String(traceback.dropLast()) : traceback
    guard let explanation else { return text }
    return text + "\n\n" + explanation
  }
}
