import ArgumentParser
import Files
import Foundation
import Questions

/// Where an error becomes text on standard error and an exit status.
enum Report {
  /// A command could not do its work; the text is for the person who ran it.
  struct Stop: Error {
    let message: String
    var status: Int32 = 1
  }

  static func end(with error: any Error) -> Never {
    if let stop = error as? Stop {
      write(stop.message)
      exit(stop.status)
    }
    let code = Gradwalk.exitCode(for: error)
    let text = Gradwalk.fullMessage(for: error)
    if code.isSuccess {
      StandardOutput.write(text + "\n")
      StandardOutput.finish()
    } else {
      write(text)
    }
    // ArgumentParser's own status for bad usage is 64.
    exit(code == .validationFailure ? 2 : code.rawValue)
  }

  /// Writes a line of progress or diagnosis.
  static func write(_ text: String) {
    guard !text.isEmpty else { return }
    add(text + "\n")
  }

  /// Writes a text as it is; where it cannot be written, the work goes on.
  static func add(_ text: String) {
    try? Descriptor(STDERR_FILENO).write(text)
  }
}

extension Report.Stop {
  /// Something that was named cannot be used.
  init(_ path: String, _ error: some InputError) {
    self.init(message: "\(path): \(error.description)", status: 2)
  }

  /// Something cannot be written.
  init(_ path: String, _ failure: WriteFailure) {
    self.init(message: "\(path): \(failure)", status: failure.isOfThePlace ? 2 : 1)
  }
}
