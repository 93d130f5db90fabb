import Foundation

/// What a page may run and load: its own script with the engine in it and nothing else, whatever
/// HTML the prose holds.
package enum ContentPolicy {
  /// The element that tells browsers of it; ``text(_:extra:isServed:)`` says of what.
  package static func element(_ script: PageScript, extra: [String] = []) -> String {
    "<meta http-equiv=\"Content-Security-Policy\" content=\"\(text(script, extra: extra))\">"
  }

  /// A policy.
  ///
  /// - Parameters:
  ///   - script: Where the page's script is.
  ///   - extra: The contents of the other script elements that may run, to the byte.
  ///   - isServed: Whether the page may ask the server that it comes from.
  /// - Returns: The policy's directives.
  package static func text(
    _ script: PageScript, extra: [String] = [], isServed: Bool = false
  ) -> String {
    var sources = extra.map(digest)
    switch script {
    // A page from disk is its own origin; files beside it count as such in Chromium and Firefox.
    case .beside: sources.insert("'self'", at: 0)
    case .inside(let text): sources.insert(digest(text), at: 0)
    }
    let own = isServed ? " 'self'" : ""
    return [
      "default-src 'none'", "style-src 'unsafe-inline'",
      // The engine is WebAssembly in a worker, whose text is in the script.
      "script-src \(sources.joined(separator: " ")) 'wasm-unsafe-eval'", "worker-src blob:",
      "img-src data: blob:\(own)", isServed ? "connect-src 'self'" : nil, "base-uri 'none'",
      "form-action 'none'",
    ].compactMap(\.self).joined(separator: "; ")
  }

  private static func digest(_ script: String) -> String {
    "'sha256-\(Data(SHA256.digest(script)).base64EncodedString())'"
  }
}
