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
    let files = try tutorials()
    for (index, file) in files.enumerated() {
      Report.write("[\(index + 1)/\(files.count)] \(file.lastPathComponent)")
      do throws(TutorialError) {
        pages.append(try Page(file, limits: time.limits))
      } catch {
        Report.write(error.description)
      }
    }
    let failures = files.count - pages.count
    try write(pages, withGallery: failures == 0)
    guard failures == 0 else {
      throw Report.Stop(
        message: "\(failures) of \(files.count) tutorials have errors; nothing was written "
          + "for them")
    }
    Report.write("Done: open \(output)/index.html")
  }

  /// Writes all pages, or none of them.
  private func write(_ pages: [Page], withGallery: Bool) throws {
    var files = pages.flatMap { page in
      page.files.map { RenderedFile("\(page.name)/\($0.path)", $0.contents) }
    }
    if withGallery {
      files.append(RenderedFile("README.md", Gallery.markdown(pages)))
      do throws(TutorialError) {
        files.append(RenderedFile("index.html", try Gallery.html(pages)))
      } catch {
        throw Report.Stop(message: error.description)
      }
    }
    guard !files.isEmpty else { return }
    do throws(WriteFailure) {
      try Delivery.write(files, under: URL(fileURLWithPath: output, isDirectory: true))
    } catch {
      throw Report.Stop(output, error)
    }
  }

  private func tutorials() throws -> [URL] {
    do throws(TutorialPaths.PathError) {
      return try TutorialPaths(paths).files()
    } catch {
      throw Report.Stop(message: error.description, status: 2)
    }
  }
}
