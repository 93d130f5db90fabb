import Files
import Foundation

/// Standard input, output and error, which the caller of a program gives it.
enum StandardStreams {
  /// Makes them fit for use, before anything is opened.
  ///
  /// One that the caller has closed would be given to the next file that is opened, and output would
  /// go there: it is held by one that cannot be used. A reader that is gone is
  /// reported by the call that writes, and not by a signal.
  static func settle() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
      _ = open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
    signal(SIGPIPE, SIG_IGN)
  }
}

/// The one place that writes standard output.
///
/// Nothing is held back, so that what a program has printed is there when it runs for long, fails
/// or is killed.
enum StandardOutput {
  private static let descriptor = Descriptor(STDOUT_FILENO)

  /// Writes all of a text; where that cannot be, the program ends, since its work is not done.
  static func write(_ text: String) {
    do throws(WriteFailure) {
      try descriptor.write(text)
    } catch {
      end(with: error)
    }
  }

  static func write(_ bytes: [UInt8]) {
    do throws(WriteFailure) {
      try descriptor.write(bytes)
    } catch {
      end(with: error)
    }
  }

  /// Makes sure that all has arrived: some file systems say only now that there was no space.
  static func finish() {
    // A copy, since nothing else may get the number.
    let copy = dup(STDOUT_FILENO)
    guard copy >= 0, close(copy) != 0 else { return }
    end(with: WriteFailure())
  }

  private static func end(with failure: WriteFailure) -> Never {
    // Whoever reads no more, as `head`, has all that was wanted; shells know this status for it.
    if failure.number == EPIPE { exit(128 + SIGPIPE) }
    Report.end(with: Report.Stop(message: "standard output \(failure)"))
  }
}
