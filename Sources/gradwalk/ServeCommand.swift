import ArgumentParser
import Dispatch
import Foundation
import Preview
import Synchronization
import Tutorial

struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Preview tutorials in the browser, made again on every save.",
    discussion: """
      PATH is a tutorial (.md), a program (.py) or a folder of them. Only this machine is served. A page loads itself \
      again when its tutorial is saved, and shows what is wrong with it. Ctrl-C ends the preview.
      """)

  @Argument(help: "Tutorials, programs, or folders of them.")
  var paths = ["tutorials"]

  @Option(help: "Where to listen on 127.0.0.1; 0 for any free port.")
  var port: UInt16 = 8_000

  @OptionGroup var time: TimeLimit

  @OptionGroup var pages: PageOptions

  func run() throws {
    let (script, playground) = (try pages.script(), try pages.playground())
    if script == nil { Report.write("Pages show steps where an engine is: see --engine.") }
    let paths = TutorialPaths(paths)
    do throws(TutorialPaths.PathError) {
      _ = try paths.files()
    } catch {
      throw Report.Stop(message: error.description, status: 2)
    }
    let end = PreviewEnd()
    let signals = EndingSignals { _ in end.arrive(nil) }
    defer { signals.cancel() }
    let server = PreviewServer(
      paths, port: port, playground: playground, script: script, limits: time.limits)
    let task = Task {
      do {
        try await server.run(
          listening: { address in
            StandardOutput.write(
              "Serving \(address), with a playground at \(address)play (Ctrl-C ends it)\n")
          },
          changed: { change in
            let remark = change.remark.map { ": \($0)" } ?? ""
            Report.write(change.error?.description ?? "made \(change.name)\(remark)")
          })
      } catch {
        end.arrive(error)
      }
    }
    let failure = end.wait()
    task.cancel()
    if let failure { throw Report.Stop(message: "\(failure)") }
  }
}

/// Waits for what ends a preview: a signal, or a failure of the server.
private final class PreviewEnd: Sendable {
  private let failure = Mutex<(any Error)?>(nil)
  private let arrived = DispatchSemaphore(value: 0)

  func arrive(_ error: (any Error)?) {
    failure.withLock { $0 = error }
    arrived.signal()
  }

  func wait() -> (any Error)? {
    arrived.wait()
    return failure.withLock { $0 }
  }
}
