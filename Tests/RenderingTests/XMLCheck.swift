import Foundation

/// Whether `xmllint` finds a document well-formed; true where there is no `xmllint`.
struct XMLCheck {
  let isWellFormed: Bool

  init(_ text: String) {
    guard let result = Tool("xmllint", ["--noout", "-"])?.run(text) else {
      isWellFormed = true
      return
    }
    isWellFormed = result.status == 0
  }
}

/// A program of the system, if it is installed.
struct Tool {
  private let url: URL
  private let arguments: [String]

  init?(_ name: String, _ arguments: [String]) {
    let url = URL(fileURLWithPath: "/usr/bin/\(name)")
    guard FileManager.default.isExecutableFile(atPath: url.path) else { return nil }
    self.url = url
    self.arguments = arguments
  }

  /// Runs it on an input; nil if it could not be started.
  func run(_ input: String) -> (status: Int32, output: String, errors: String)? {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "gradwalk-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let paths = ["in", "out", "err"].map { folder.appending(path: $0) }
      try input.write(to: paths[0], atomically: true, encoding: .utf8)
      try Data().write(to: paths[1])
      try Data().write(to: paths[2])
      let process = Process()
      process.executableURL = url
      process.arguments = arguments
      process.standardInput = try FileHandle(forReadingFrom: paths[0])
      process.standardOutput = try FileHandle(forWritingTo: paths[1])
      process.standardError = try FileHandle(forWritingTo: paths[2])
      try process.run()
      process.waitUntilExit()
      return (
        process.terminationStatus, try String(contentsOf: paths[1], encoding: .utf8),
        try String(contentsOf: paths[2], encoding: .utf8)
      )
    } catch {
      return nil
    }
  }
}
