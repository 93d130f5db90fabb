package import Files
import Foundation
import Notebook
package import Page
import Rendering

/// The playground: a page in which programs run as they are typed.
package struct Playground: Sendable {
  /// The editor's scripts and its style; empty where there is none, and the page has a plain text
  /// area.
  private let script: String
  private let style: String

  /// The name of its file.
  package static let path = "play.html"

  /// Where Debian puts CodeMirror.
  private static let usualEditor = "/usr/share/javascript/codemirror"

  /// A folder holds no editor.
  package struct EditorError: Error, CustomStringConvertible {
    fileprivate let folder: String
    fileprivate let file: String

    package var description: String {
      "\(folder): holds no CodeMirror 5, whose \(file) is looked for"
    }
  }

  /// - Parameter editor: The folder of CodeMirror 5; nil for where Debian has it, if it is there.
  /// - Throws: ``EditorError`` where the folder that is named holds none.
  package init(editor: String?) throws(EditorError) {
    let folder = editor ?? Self.usualEditor
    let all = ["lib/codemirror.js", "mode/python/python.js", "lib/codemirror.css"]
    let texts = all.map { try? String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
    let missing = zip(all, texts).first { $0.1 == nil }
    if let missing, editor != nil { throw EditorError(folder: folder, file: missing.0) }
    let found = missing == nil ? texts.compactMap(\.self) : []
    script = found.prefix(2).joined(separator: "\n")
    style = found.last ?? ""
  }

  /// The scripts that the page holds itself, to the byte.
  package var scripts: [String] { script.isEmpty ? [] : [script] }

  /// The page.
  ///
  /// - Parameters:
  ///   - sources: The tutorials and programs that it offers as examples.
  ///   - engine: Where the script with the engine is.
  /// - Returns: Its file.
  /// - Throws: What is wrong with a template.
  package func page(
    _ sources: [Source], engine: PageScript = .beside("")
  ) throws(TutorialError) -> RenderedFile {
    let templates: Templates
    do {
      templates = try Templates.all.get()
    } catch {
      throw TutorialError(file: Self.path, line: 1, kind: .template("\(error)"))
    }
    let programs = try Examples.all.map { (name, text) throws(TutorialError) in
      do throws(DocumentError) {
        return try Document(program: text, file: name)
      } catch {
        throw TutorialError(error)
      }
    }
    // What has no cells, or draws nothing, has no steps to go through.
    let documents = programs + sources.map(\.document).filter { $0.isProgram || $0.draws }
    let options = documents.enumerated().map { ["index": $0, "title": $1.title] as [String: Any] }
    let html = templates.render(
      "play",
      [
        "policy": ContentPolicy.element(engine, extra: scripts), "script": engine.element,
        "editor": script, "style": style + Templates.style,
        "programs": Array(options.prefix(programs.count)),
        "tutorials": Array(options.dropFirst(programs.count)),
        "hasTutorials": options.count > programs.count,
        "examples": Templates.embedded(JSONText.array(documents.map(\.cellsAsJSON))),
      ])
    return RenderedFile(Self.path, html)
  }
}

extension Document {
  /// The cells that run and that a reader sees.
  private var shownCells: [Cell] {
    parts.compactMap { part in
      guard case .cell(let cell) = part, cell.options.runs, cell.options.isIncluded else {
        return nil
      }
      return cell
    }
  }

  fileprivate var draws: Bool { shownCells.contains { $0.options.draws } }

  /// The program cell by cell: the line that each begins at, whether it may raise, and its text.
  fileprivate var cellsAsJSON: String {
    JSONText.object([
      (
        "cells",
        JSONText.array(
          shownCells.map { cell in
            JSONText.object([
              ("line", "\(cell.line)"), ("raises", "\(cell.options.raises)"),
              ("source", JSONText.string(cell.shownSource)),
            ])
          })
      )
    ])
  }
}
