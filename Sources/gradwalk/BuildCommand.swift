import ArgumentParser
import Files
import Foundation
import Page
import Tutorial

struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Turn tutorials and programs into pages and pictures.",
    discussion: """
      PATH is a tutorial (.md), a program (.py) or a folder of them. A wrong claim, a broken link or an unexpected \
      exception fails the build, and nothing is written for that tutorial.
      """)

  @Argument(help: "Tutorials, programs, or folders of them.")
  var paths = ["tutorials"]

  @Option(name: .shortAndLong, help: "Where the pages go.")
  var output = "output"

  @OptionGroup var time: TimeLimit

  @OptionGroup var pages: PageOptions

  @Flag(help: "Put the script with the engine into every page, so that each is one file.")
  var selfContained = false

  func run() throws {
    let (script, playground) = (try pages.script(), try pages.playground())
    if selfContained, script == nil {
      throw Report.Stop(message: "--self-contained needs an engine: see --engine", status: 2)
    }
    let inside = selfContained ? script.map { PageScript.inside($0.text) } : nil
    var record = BuildRecord(of: folder)
    var cards: [Gallery.Card] = []
    var made: [RenderedFile] = []
    var sources: [Source] = []
    var failures = 0
    let files = try tutorials()
    for (index, file) in files.enumerated() {
      Report.write("[\(index + 1)/\(files.count)] \(file.lastPathComponent)")
      do throws(TutorialError) {
        let source = try Source(file)
        sources.append(source)
        // The record knows pages that load their script.
        if inside == nil, let card = record.card(of: source) {
          cards.append(card)
          continue
        }
        let page = try Page(source, limits: time.limits, script: inside ?? .beside("../"))
        cards.append(page.card)
        made += page.placedFiles
        if inside == nil { record.add(page, of: source) }
        if let remark = page.run.remark { Report.write("\(file.lastPathComponent): \(remark)") }
      } catch {
        Report.write(error.description)
        failures += 1
      }
    }
    if failures == 0, !record.hasGallery(of: cards) {
      let gallery = try gallery(of: cards)
      made += gallery
      record.add(gallery: gallery, of: cards)
    }
    if failures == 0 {
      let play = try page(playground, sources, inside ?? .beside(""))
      let shared = [play] + (selfContained ? [] : script.map { [$0.file] } ?? [])
      made += shared.filter { !isThere($0) }
    }
    if !made.isEmpty {
      try write(made)
      record.save()
    }
    guard failures == 0 else {
      throw Report.Stop(
        message: "\(failures) of \(files.count) tutorials have errors; nothing was written "
          + "for them")
    }
    Report.write("Done: open \(output)/index.html\(made.isEmpty ? "; nothing has changed" : "")")
    if script == nil { Report.write("Pages show steps where an engine is: see --engine.") }
  }

  private var folder: URL { URL(fileURLWithPath: output, isDirectory: true) }

  private func gallery(of cards: [Gallery.Card]) throws -> [RenderedFile] {
    do throws(TutorialError) {
      return [
        RenderedFile("README.md", Gallery.markdown(cards)),
        RenderedFile("index.html", try Gallery.html(cards)),
      ]
    } catch {
      throw Report.Stop(message: error.description)
    }
  }

  private func page(
    _ playground: Playground, _ sources: [Source], _ script: PageScript
  ) throws -> RenderedFile {
    do throws(TutorialError) {
      return try playground.page(sources, engine: script)
    } catch {
      throw Report.Stop(message: error.description)
    }
  }

  /// Whether a file lies there as it is made.
  private func isThere(_ file: RenderedFile) -> Bool {
    let there = try? Data(contentsOf: folder.appendingPathComponent(file.path))
    return there == file.contents
  }

  /// Writes all files, or none of them.
  private func write(_ files: [RenderedFile]) throws {
    do throws(WriteFailure) {
      try Delivery.write(files, under: folder)
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
