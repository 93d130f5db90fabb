import Mustache
import Rendering

/// The templates, styles and scripts of the pages, which travel inside of the program.
package struct Templates: Sendable {
  private let library: MustacheLibrary

  /// All of them, or what is wrong with one.
  package static let all = Result { try Templates() }

  private init() throws {
    library = MustacheLibrary(
      templates: Dictionary(
        uniqueKeysWithValues: try Embedded.texts(in: "Templates/", ending: ".mustache").map {
          (String($0), try MustacheTemplate(string: $1))
        }))
  }

  /// Fills a template in.
  package func render(_ name: String, _ values: [String: Any]) -> String {
    library.render(values, withTemplate: name) ?? ""
  }

  /// The style sheet of every page.
  package static let style =
    Theme.pageSheet
    + text(["page", "player", "panels", "playground", "print"], in: "Style/", ending: ".css")

  /// The script of every page: its files, in an order in which each uses only what stands before
  /// it while it is read.
  package static let script =
    "(() => {\n\"use strict\";\n"
    + text(
      [
        "engine", "dom", "store", "highlight", "changes", "knob", "run", "camera", "picture",
        "code", "words", "closer", "quiz", "training", "guide", "player", "theme", "address",
        "link", "tutorial", "gallery", "editor", "take-away", "playground", "start",
      ], in: "Script/", ending: ".js") + "})();\n"

  /// The texts of some files, one after another.
  private static func text(_ names: [String], in folder: String, ending: String) -> String {
    let texts = Dictionary(uniqueKeysWithValues: Embedded.texts(in: folder, ending: ending))
    return names.compactMap { texts[$0[...]] }.joined(separator: "\n")
  }

  /// JSON as it may stand inside of a script element.
  package static func embedded(_ json: String) -> String {
    json.replacing("<", with: "\\u003c")
  }
}

extension Embedded {
  /// The texts of a folder's files with an ending, each under its name without both.
  fileprivate static func texts(
    in folder: String, ending: String
  ) -> [(name: Substring, text: String)] {
    files.compactMap { file in
      let path = file.path.description
      guard path.hasPrefix(folder), path.hasSuffix(ending) else { return nil }
      return (path.dropFirst(folder.count).dropLast(ending.count), file.text.description)
    }
  }
}
