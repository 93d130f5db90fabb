/// Where a page has its script from, which the engine is part of.
package enum PageScript: Sendable {
  /// The file ``name`` in this folder, as the page says it: `../`.
  case beside(String)
  /// In the page itself.
  case inside(String)

  /// What the file is called.
  package static let name = "gradwalk.js"

  /// The element that runs it.
  package var element: String {
    switch self {
    case .beside(let folder): "<script src=\"\(folder)\(Self.name)\"></script>"
    case .inside(let text): "<script>\(text)</script>"
    }
  }
}
