import ArgumentParser
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

  func run() throws {
    let folder = URL(fileURLWithPath: output, isDirectory: true)
    var pages: [Page] = []
    var failures: [TutorialError] = []
    let files = try tutorials()
    for (index, file) in files.enumerated() {
      Report.write("[\(index + 1)/\(files.count)] \(file.lastPathComponent)")
      do throws(TutorialError) {
        let page = try Page(file)
        try Page.write(page.files, under: folder.appendingPathComponent(page.name))
        pages.append(page)
      } catch {
        failures.append(error)
        Report.write(error.description)
      }
    }
    guard failures.isEmpty else {
      throw Report.Stop(
        message: "\(failures.count) of \(files.count) tutorials have errors; nothing was written "
          + "for them")
    }
    let gallery = [
      Page.File("README.md", Gallery.markdown(pages)),
      Page.File("index.html", try Gallery.html(pages)),
    ]
    try Page.write(gallery, under: folder)
    Report.write("Done: open \(output)/index.html")
  }

  private func tutorials() throws -> [URL] {
    do throws(TutorialPaths.Failure) {
      return try TutorialPaths(paths).files()
    } catch {
      throw Report.Stop(message: error.description, status: 2)
    }
  }
}
