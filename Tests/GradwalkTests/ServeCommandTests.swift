import Foundation
import Testing

@Suite struct ServeCommandTests {
  private static let lesson = "---\ntitle: A lesson\nsummary: S\n---\nWords.\n"

  @Test(arguments: [SIGINT, SIGTERM])
  func endsCleanly(signal: Int32) throws {
    let folder = try Tool.Folder(["lesson.md": Self.lesson])
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Tool.gradwalk)
    process.arguments = ["serve", folder.url.path, "--port", "0"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    #expect(line.hasPrefix("Serving http://127.0.0.1:"))
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
  }

  /// Stands for a fault of the tool's own.
  @Test func leavesNobodyBehindWhenItCrashes() throws {
    let folder = try Tool.Folder(["lesson.md": Self.lesson])
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Tool.gradwalk)
    process.arguments = ["serve", folder.url.path, "--port", "0"]
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    _ = output.fileHandleForReading.availableData
    kill(process.processIdentifier, SIGSEGV)
    // Ends when no process holds the pipe any more.
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 128 + SIGSEGV)
    #expect(
      text.hasSuffix("internal error (signal 11); please report the program that led to it\n"))
  }

  @Test(arguments: [
    (["missing"], "missing: no such file or folder"), (["--port", "99999"], "port"),
  ])
  func saysWhatIsWrong(arguments: [String], text: String) throws {
    let folder = try Tool.Folder()
    let result = try Tool.run(Tool.gradwalk, ["serve"] + arguments, in: folder)
    #expect(result.status == 2)
    #expect(result.errors.contains(text))
  }
}
