import Foundation
package import Testing

/// Expects a text to be what was recorded for it, in `Snapshots/<test file>/<name>` beside the
/// test.
///
/// With `RECORD_SNAPSHOTS=1` it records the text instead, and still fails, so that no recording
/// run passes for a test.
///
/// - Parameters:
///   - text: What the code under test produced.
///   - name: A file name with its extension, `chain.svg`; it may start with folders.
///   - sourceFile: The test file, which the snapshots lie beside.
///   - sourceLocation: The line that a failure is reported at.
package func expectSnapshot(
  _ text: String, named name: String, sourceFile: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let test = URL(fileURLWithPath: sourceFile)
  let file = test.deletingLastPathComponent()
    .appendingPathComponent("Snapshots")
    .appendingPathComponent(test.deletingPathExtension().lastPathComponent)
    .appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    return record(text, in: file, sourceLocation)
  }
  guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
    Issue.record(
      "no snapshot at \(file.path); record it with RECORD_SNAPSHOTS=1",
      sourceLocation: sourceLocation)
    return
  }
  if text != expected {
    Issue.record(
      "\(name) differs from its snapshot\n\(difference(from: expected, to: text))",
      sourceLocation: sourceLocation)
  }
}

private func record(_ text: String, in file: URL, _ sourceLocation: SourceLocation) {
  do {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
    Issue.record("recorded \(file.path)", sourceLocation: sourceLocation)
  } catch {
    Issue.record(error, "could not record \(file.path)", sourceLocation: sourceLocation)
  }
}

/// The first few changed lines, `-` before what was expected and `+` before what came.
package func difference(from expected: String, to actual: String, limit: Int = 12) -> String {
  let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
  let start = zip(old, new).prefix { $0 == $1 }.count
  let end = zip(old.dropFirst(start).reversed(), new.dropFirst(start).reversed())
    .prefix { $0 == $1 }.count
  let removed = old.dropFirst(start).dropLast(end).map { "- \($0.prefix(200))" }
  let added = new.dropFirst(start).dropLast(end).map { "+ \($0.prefix(200))" }
  var lines = ["line \(start + 1):"]
  for side in [removed, added] {
    lines += side.prefix(limit)
    if side.count > limit { lines.append("  … \(side.count - limit) more") }
  }
  return lines.joined(separator: "\n")
}
