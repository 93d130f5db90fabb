import ArgumentParser
import Files
import Foundation
import Tutorial

struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Turn tutorials into pages and pictures.",
    discussion: """
      PATH is a tutorial (.md) or a folder of them. A wrong claim, a broken link or an unexpected \
      exception fails the build, and nothing is written for that tutorial.
      """)

  @Argument(help: "Tutorials, or folders of them.")
  var paths = ["tutorials"]

  @Option(name: .shortAndLong, help: "Where the pages go.")
  var output = "output"

  @OptionGroup var time: TimeLimit

  func run() throws {
    var pages: [Page] = []
    var failures = 0
    let files = try tutorials()
    for (index, file) in files.enumerated() {
      Report.write("[\(index + 1)/\(files.count)] \(file.lastPathComponent)")
      do throws(TutorialError) {
        pages.append(try Page(file, limits: time.limits))
      } catch {
        failures += 1
        Report.write(error.description)
        continue
      }
      // Written at once, so that nobody waits for the last to see the first.
      if let page = pages.last {
        try write(page.files.map { Page.File("\(page.name)/\($0.path)", $0.contents) }, page.name)
      }
    }
    guard failures == 0 else {
      throw Report.Stop(
        message: "\(failures) of \(files.count) tutorials have errors; nothing was written "
          + "for them")
    }
    let gallery = [
      Page.File("README.md", Gallery.markdown(pages)),
      Page.File("index.html", try Gallery.html(pages)),
    ]
    try write(gallery, "index.html")
    Report.write("Done: open \(output)/index.html")
  }

  /// Writes files below the output, all or none of them.
  private func write(_ files: [Page.File], _ name: String) throws {
    do throws(WriteFailure) {
      try Page.write(files, under: URL(fileURLWithPath: output, isDirectory: true))
    } catch {
      throw Report.Stop("\(output)/\(name)", error)
    }
  }

  private func tutorials() throws -> [URL] {
    do throws(TutorialPaths.Failure) {
      return try TutorialPaths(paths).files()
    } catch {
      throw Report.Stop(message: error.description, status: 2)
    }
  }
}
