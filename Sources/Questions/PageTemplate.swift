import Mustache
import Rendering

/// The HTML of a page, which lies beside the sources as Mustache; everything that is put into a page
/// is escaped here, but for pictures.
package struct PageTemplate: Sendable {
  private let library: MustacheLibrary

  /// - Parameters:
  ///   - name: The template's name; it may use the style that all pages share.
  ///   - files: The texts that the target brings, among them `Templates/NAME.mustache`.
  package init(_ name: String, in files: [(path: StaticString, text: StaticString)]) {
    MustacheContentTypes.register(Escaping(), named: "PAGE")
    library = MustacheLibrary(
      templates: [
        "page": Self.template(name, in: files),
        "style": Self.template("style", in: Embedded.files),
      ])
  }

  /// Fills in the page.
  package func render(_ content: some Any) -> String {
    library.render(content, withTemplate: "page") ?? ""
  }

  private static func template(
    _ name: String, in files: [(path: StaticString, text: StaticString)]
  ) -> MustacheTemplate {
    let path = "Templates/\(name).mustache"
    guard let file = files.first(where: { $0.path.description == path }) else {
      preconditionFailure("there is no \(path)")
    }
    do {
      return try MustacheTemplate(string: "{{% CONTENT_TYPE: PAGE}}\n\(file.text)")
    } catch {
      preconditionFailure("a template of ours does not parse: \(error)")
    }
  }

  /// Mustache's own escaping goes by what a reader takes for a character, and so lets a quote pass
  /// that an accent is written over.
  ///
  /// Lines stay lines, for programs.
  private struct Escaping: MustacheContentType {
    func escapeText(_ text: String) -> String {
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { escaped($0) }.joined(separator: "\n")
    }
  }
}
