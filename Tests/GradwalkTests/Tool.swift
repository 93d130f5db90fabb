import Foundation

/// A program that runs to its end.
enum Tool {
  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The program that is under test, which is built beside the tests.
  static let gradwalk: String = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    let folder =
      (bundle?.bundleURL ?? URL(fileURLWithPath: CommandLine.arguments[0]))
      .deletingLastPathComponent()
    return folder.appendingPathComponent("gradwalk").path
  }()

  /// A folder for one test, removed when it is let go of.
  ///
  /// A class, because it owns the folder.
  final class Folder: Sendable {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("gradwalk-\(UUID().uuidString)")

    init(_ files: [String: String] = [:]) throws {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      for (name, text) in files {
        try text.write(to: url.appendingPathComponent(name), atomically: true, encoding: .utf8)
      }
    }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    deinit { try? FileManager.default.removeItem(at: url) }
  }

  static func run(
    _ path: String, _ arguments: [String], in folder: Folder? = nil
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder.url }
    let files = try Folder(["out": "", "err": ""])
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: files.path("out"))
    process.standardError = FileHandle(forWritingAtPath: files.path("err"))
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus,
      output: try String(contentsOfFile: files.path("out"), encoding: .utf8),
      errors: try String(contentsOfFile: files.path("err"), encoding: .utf8))
  }
}
