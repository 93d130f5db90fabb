import Foundation

/// What a page may run and load: its own script and nothing else, whatever HTML the prose holds.
package enum ContentPolicy {
  /// The element that tells browsers of it.
  package static let element = element(scripts: [])

  /// The same for a page that holds scripts beside the one of every page.
  package static func element(scripts: [String]) -> String {
    let policy = text(scripts: [pageScript] + scripts)
    return "<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">"
  }

  /// The contents of a page's script element, as the templates have them.
  package static let pageScript = "\n\(Templates.script)"

  /// A policy.
  ///
  /// - Parameters:
  ///   - scripts: The contents of the script elements that may run, to the byte.
  ///   - isServed: Whether the page may ask the server that it comes from.
  /// - Returns: The policy's directives.
  package static func text(scripts: [String], isServed: Bool = false) -> String {
    let own = isServed ? " 'self'" : ""
    let digests = scripts.map {
      "'sha256-\(Data(SHA256.digest($0)).base64EncodedString())'"
    }
    return [
      "default-src 'none'", "style-src 'unsafe-inline'",
      "script-src \(digests.joined(separator: " "))", "img-src data:\(own)",
      isServed ? "connect-src 'self'" : nil, "base-uri 'none'", "form-action 'none'",
    ].compactMap(\.self).joined(separator: "; ")
  }
}
