import Foundation

/// Writes a Swift file that holds some texts.
///
///     embed-files OUTPUT FOLDER FILE ...
///
/// They are literals, which a compiler takes over as they stand; a list of their bytes would keep
/// its type checker busy for a minute.
let arguments = CommandLine.arguments.dropFirst()
guard arguments.count >= 2 else {
  print("usage: embed-files OUTPUT FOLDER FILE ...")
  exit(2)
}
let output = arguments[1]
let folder = arguments[2].hasSuffix("/") ? arguments[2] : arguments[2] + "/"

/// A text as a raw literal, between as many number signs as it needs.
func literal(_ text: String) -> String {
  var signs = "#"
  while text.contains("\"\"\"" + signs) || text.contains("\\" + signs) { signs += "#" }
  return "\(signs)\"\"\"\n\(text)\n\"\"\"\(signs)"
}

do {
  let entries = try arguments.dropFirst(2).sorted().map { path in
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let name = path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
    return "    (\"\(name)\", \(literal(text))),\n"
  }
  let source = """
    /// The files of this target that are no Swift, in the order of their paths.
    enum Embedded {
      static let files: [(path: StaticString, text: StaticString)] = [
    \(entries.joined())  ]

      /// The text of the file at a path; nil if there is none.
      static func text(at path: String) -> String? {
        files.first { $0.path.description == path }?.text.description
      }
    }

    """
  // A file that is left alone is not compiled again.
  if (try? String(contentsOfFile: output, encoding: .utf8)) != source {
    try source.write(toFile: output, atomically: true, encoding: .utf8)
  }
} catch {
  print("embed-files: \(error.localizedDescription)")
  exit(1)
}
