import Mustache
import Rendering

/// The pages' HTML, which lies beside the sources as Mustache; everything that is put into a page
/// is escaped there, but for pictures.
enum Template {
  case feedback
  case report
  case sheet
  case key

  /// Fills in a page.
  func render(_ content: some Any) -> String {
    switch self {
    case .feedback: Template.library.render(content, withTemplate: "feedback") ?? ""
    case .report: Template.library.render(content, withTemplate: "report") ?? ""
    case .sheet: Template.library.render(content, withTemplate: "sheet") ?? ""
    case .key: Template.library.render(content, withTemplate: "key") ?? ""
    }
  }

  private static let library = {
    MustacheContentTypes.register(Escaping(), named: "PAGE")
    return MustacheLibrary(
      templates: [
        "feedback": template(PackageResources.feedback_mustache),
        "report": template(PackageResources.report_mustache),
        "sheet": template(PackageResources.sheet_mustache),
        "key": template(PackageResources.key_mustache),
        "style": template(PackageResources.style_mustache),
      ])
  }()

  private static func template(_ bytes: [UInt8]) -> MustacheTemplate {
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
