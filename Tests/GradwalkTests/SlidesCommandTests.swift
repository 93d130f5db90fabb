import Foundation
import TestSupport
import Testing

@Suite struct SlidesCommandTests {
  private func slides(_ folder: Tool.Folder, _ arguments: String...) throws -> Tool.Result {
    try Tool.run(
      Tool.gradwalk, ["slides", "program.py", "--size", "320x180"] + arguments, in: folder)
  }

  private func names(_ folder: Tool.Folder, _ name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path(name)).sorted()
  }

  @Test func replacesItsOwnFolderAsAWhole() throws {
    let folder = try Tool.Folder(["program.py": SampleProgram.seeded.rawValue])
    let first = try slides(folder, "-o", "talk")
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("\\includegraphics<8>[page=8,"))
    #expect(first.output.contains("src=\"talk/step-08.svg\""))
    let stills = (1...8).flatMap { n in ["pdf", "png", "svg"].map { "step-0\(n).\($0)" } }
    #expect(
      try names(folder, "talk") == ["beamer.tex", "reveal.html", "slides.pdf", "slides.svg"]
        + stills)
    let second = try slides(folder, "-o", "talk", "--to", "6")
    #expect(second.status == 0)
    #expect(try names(folder, "talk").contains("step-06.svg"))
    #expect(try !names(folder, "talk").contains("step-07.svg"))
    #expect(try names(folder, ".") == ["program.py", "talk"])
  }

  @Test func makesTheFoldersOnTheWay() throws {
    let folder = try Tool.Folder(["program.py": SampleProgram.seeded.rawValue])
    #expect(try slides(folder, "-o", "a/b/talk").status == 0)
    #expect(try names(folder, "a/b") == ["talk"])
  }

  @Test func takesUpWhatAKilledRunHasLeft() throws {
    let folder = try Tool.Folder(["program.py": SampleProgram.seeded.rawValue])
    #expect(try slides(folder, "-o", "talk").status == 0)
    // As it is between the two names, beside what is finished.
    try FileManager.default.moveItem(
      atPath: folder.path("talk"), toPath: folder.path(".talk.partial.old"))
    try FileManager.default.createDirectory(
      atPath: folder.path(".talk.partial"), withIntermediateDirectories: true)
    #expect(try slides(folder, "-o", "talk").status == 0)
    #expect(try names(folder, ".") == ["program.py", "talk"])
  }

  @Test func keepsItsHandsOffOtherFiles() throws {
    let folder = try Tool.Folder(["program.py": SampleProgram.seeded.rawValue])
    let result = try slides(folder, "-o", ".")
    #expect(result.status == 2)
    #expect(result.errors.contains("holds program.py, which is not part of this"))
    #expect(try names(folder, ".") == ["program.py"])
  }

  @Test(arguments: ["talk.svg", "talk.pdf"])
  func writesOneFile(name: String) throws {
    let folder = try Tool.Folder(["program.py": SampleProgram.seeded.rawValue])
    #expect(try slides(folder, "-o", name).status == 0)
    #expect(try names(folder, ".") == ["program.py", name])
  }

  static let mistakes: [([String], String)] = [
    (["--size", "huge", "-o", "a"], "--size"), (["--seconds", "0", "-o", "a"], "--seconds"),
    (["--of", "nothing", "-o", "a"], "no tensor named nothing"), ([], "-o"),
    (["--from", "9", "-o", "a"], "there are 8 steps"),
    (["--from", "3", "--to", "2", "-o", "a"], "--from"),
  ]

  @Test(arguments: mistakes)
  func saysWhatIsWrong(arguments: [String], text: String) throws {
    let folder = try Tool.Folder(["program.py": SampleProgram.seeded.rawValue])
    let result = try Tool.run(Tool.gradwalk, ["slides", "program.py"] + arguments, in: folder)
    #expect(result.status == 2)
    #expect(result.errors.contains(text))
    #expect(try names(folder, ".") == ["program.py"])
  }

  @Test func refusesMoreSlidesThanAllowed() throws {
    let folder = try Tool.Folder(["program.py": SampleProgram.seeded.rawValue])
    let result = try slides(folder, "-o", "talk", "--limit", "5")
    #expect(result.status == 1)
    #expect(result.errors.contains("8 steps are more than the 5 slides"))
  }

  @Test func leavesNothingWhenItIsInterrupted() throws {
    let folder = try Tool.Folder(["program.py": SampleProgram.wide.rawValue])
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Tool.gradwalk)
    process.arguments = ["slides", "program.py", "-o", "talk"]
    process.currentDirectoryURL = folder.url
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let first = folder.path(".talk.partial/step-01.png")
    for _ in 0..<2_000 where !FileManager.default.fileExists(atPath: first) { usleep(10_000) }
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationStatus != 0)
    #expect(try names(folder, ".") == ["program.py"])
  }

  @Test func showsWhatHappenedBeforeAnError() throws {
    let folder = try Tool.Folder(["program.py": SampleProgram.failing.rawValue])
    let result = try slides(folder, "-o", "talk")
    #expect(result.status == 1)
    #expect(result.errors.contains("RuntimeError"))
    #expect(try names(folder, "talk").contains("step-06.png"))
  }
}
