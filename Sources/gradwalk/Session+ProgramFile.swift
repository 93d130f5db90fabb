import Torch

extension Session {
  /// Runs a program, or the cells of an article one after the other.
  func run(_ program: ProgramFile) -> Failure? {
    run(program.text, file: program.name)
  }
}

extension Failure {
  /// What the person who ran the program reads.
  var report: String {
    let text = traceback.hasSuffix("\n") ? String(traceback.dropLast()) : traceback
    return text + (explanation.map { "\n\n\($0.text)" } ?? "")
  }
}
