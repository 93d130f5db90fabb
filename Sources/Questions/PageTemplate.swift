import Mustache
import Rendering

/// The HTML of a page, which lies beside the sources as Mustache; everything that is put into a page
/// is escaped here, but for pictures.
package struct PageTemplate: Sendable {
  private let library: MustacheLibrary

  /// - Parameter bytes: A template of ours; it may use the style that all pages share.
  package init(_ bytes: [UInt8]) {
    MustacheContentTypes.register(Escaping(), named: "PAGE")
    library = MustacheLibrary(
      templates: [
        "page": Self.parsed(bytes), "style": Self.parsed(PackageResources.style_mustache),
      ])
  }

  /// Fills in the page.
  package func render(_ content: some Any) -> String {
    library.render(content, withTemplate: "page") ?? ""
  }

  private static func parsed(_ bytes: [UInt8]) -> MustacheTemplate {
    let text = String(decoding: bytes, as: UTF8.self)
    do {
      return try MustacheTemplate(string: "{{% CONTENT_TYPE: PAGE}}\n\(text)")
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
