import Mustache
import Rendering

/// The templates, styles and scripts of the pages, which travel inside of the program.
package struct Templates: Sendable {
  private let library: MustacheLibrary

  /// All of them, or what is wrong with one.
  package static let all = Result { try Templates() }

  private init() throws {
    let texts: [(String, [UInt8])] = [
      ("page", PackageResources.page_mustache), ("gallery", PackageResources.gallery_mustache),
      ("player", PackageResources.player_mustache), ("code", PackageResources.code_mustache),
      ("still", PackageResources.still_mustache), ("head", PackageResources.head_mustache),
    ]
    library = MustacheLibrary(
      templates: Dictionary(
        uniqueKeysWithValues: try texts.map { name, bytes in
          (name, try MustacheTemplate(string: String(decoding: bytes, as: UTF8.self)))
        }))
  }

  /// Fills a template in.
  package func render(_ name: String, _ values: [String: Any]) -> String {
    library.render(values, withTemplate: name) ?? ""
  }

  /// The style sheet of every page.
  package static let style =
    Theme.pageSheet
    + text([
      PackageResources.page_css, PackageResources.player_css, PackageResources.panels_css,
      PackageResources.print_css,
    ])

  /// The script of every page: its files, in an order in which each uses only what stands before
  /// it while it is read.
  package static let script =
    "(() => {\n\"use strict\";\n"
    + text([
      PackageResources.number_text_js, PackageResources.precision_js, PackageResources.reading_js,
      PackageResources.real_js, PackageResources.reductions_js, PackageResources.rules_js,
      PackageResources.operations_js, PackageResources.formula_js, PackageResources.typesetter_js,
      PackageResources.figure_js, PackageResources.run_js, PackageResources.replay_js,
      PackageResources.branches_js, PackageResources.zeros_js, PackageResources.notation_js,
      PackageResources.state_js, PackageResources.walk_js, PackageResources.explanation_js,
      PackageResources.prediction_js, PackageResources.differences_js, PackageResources.paths_js,
      PackageResources.dom_js, PackageResources.picture_text_js, PackageResources.card_js,
      PackageResources.slots_js, PackageResources.cells_js, PackageResources.picture_js,
      PackageResources.code_js, PackageResources.ledger_js, PackageResources.details_js,
      PackageResources.dial_js, PackageResources.what_if_js, PackageResources.compare_js,
      PackageResources.quiz_js, PackageResources.tabs_js, PackageResources.help_js,
      PackageResources.player_js, PackageResources.keys_js, PackageResources.address_js,
      PackageResources.theme_js, PackageResources.handout_js, PackageResources.start_js,
    ]) + "})();\n"

  private static func text(_ files: [[UInt8]]) -> String {
    files.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
  }

  /// JSON as it may stand inside of a script element.
  package static func embedded(_ json: String) -> String {
    json.replacing("<", with: "\\u003c")
  }
}
