import ArgumentParser
import Foundation

/// Where an error becomes text on standard error and an exit status.
enum Report {
  /// A command could not do its work; the text is for the person who ran it.
  struct Stop: Error {
    let message: String
    var status: Int32 = 1
  }

  static func end(with error: any Error) -> Never {
    fflush(nil)
    if let stop = error as? Stop {
      write(stop.message)
      exit(stop.status)
    }
    let code = Gradwalk.exitCode(for: error)
    let text = Gradwalk.fullMessage(for: error)
    if code.isSuccess {
      print(text)
    } else {
      write(text)
    }
    // ArgumentParser's own status for bad usage is 64.
    exit(code == .validationFailure ? 2 : code.rawValue)
  }

  /// Writes a line of progress or diagnosis.
  static func write(_ text: String) {
    guard !text.isEmpty else { return }
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}
