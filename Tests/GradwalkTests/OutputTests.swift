import Foundation
import TestSupport
import Testing

/// What happens where output cannot be written.
@Suite struct OutputTests {
  private func shell(_ command: String, in folder: Tool.Folder) throws -> Tool.Result {
    try Tool.run("/bin/sh", ["-c", "exec '\(Tool.gradwalk)' \(command)"], in: folder)
  }

  private func folder() throws -> Tool.Folder {
    try Tool.Folder([
      "program.py": SampleProgram.seeded.rawValue + "\nprint('done')\n",
      "lesson.md": "---\ntitle: T\nsummary: S\n---\nWords.\n",
    ])
  }

  static let commands = [
    "run program.py", "graph program.py", "step --plain program.py", "check program.py",
    "check --json program.py", "exercise try program.py --ask gradients",
    "exercise export program.py --ask gradients --to gift", "serve lesson.md --port 0",
    "slides program.py --size 320x180 -o talk", "--help", "--version", "help run",
  ]

  @Test(arguments: commands, [">/dev/full", ">&-"])
  func isNoSuccess(command: String, output: String) throws {
    let result = try shell("\(command) \(output)", in: try folder())
    #expect(result.status == 1)
    let last = result.errors.split(separator: "\n").last ?? ""
    #expect(last.hasPrefix("standard output cannot be written: "), "\(result.errors)")
  }

  @Test func endsQuietlyWhereNobodyReads() throws {
    let folder = try Tool.Folder(["many.py": "for i in range(100000): print(i)\n"])
    let result = try Tool.run(
      "/bin/sh", ["-c", "'\(Tool.gradwalk)' run many.py | head -n 1"], in: folder)
    #expect(result.output == "0\n")
    #expect(result.errors.isEmpty)
  }

  @Test func keepsWhatWasPrintedBeforeItIsKilled() throws {
    let folder = try Tool.Folder(["endless.py": "print('before')\nwhile True: pass\n"])
    let result = try Tool.run(
      "/bin/sh", ["-c", "timeout -s KILL 3 '\(Tool.gradwalk)' run endless.py"], in: folder)
    #expect(result.output == "before\n")
  }

  @Test func readsNoInputThatIsClosed() throws {
    let result = try shell("run - <&-", in: try folder())
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("<stdin>: cannot be read"))
  }

  static let places: [(command: String, status: Int32, says: String)] = [
    ("graph program.py -o nowhere/a.svg", 2, "nowhere/a.svg: cannot be written: its folder"),
    ("graph program.py -o .svg/", 2, ".svg/: "),
    ("graph program.py -o \"$(printf 'a\\377.svg')\"", 2, "not UTF-8"),
    ("run \"$(printf 'a\\377.py')\"", 2, "not UTF-8"),
    ("build lesson.md -o program.py", 2, "program.py: cannot be written: a file is where"),
    ("build lesson.md -o /proc/nothing", 2, "/proc/nothing: cannot be written: "),
    ("slides program.py -o program.py/talk", 2, "cannot be written: a file is where"),
    (
      "exercise export program.py --ask gradients --to gift -o /dev/full", 1,
      "/dev/full: cannot be written: no space is left"
    ),
  ]

  @Test(arguments: places)
  func saysInASentenceWhyNot(command: String, status: Int32, says: String) throws {
    let result = try shell(command, in: try folder())
    #expect(result.status == status)
    #expect(result.errors.contains(says), "\(result.errors)")
    #expect(!result.errors.contains("Error Domain"))
  }

  @Test(arguments: ["run", "graph", "step --plain", "exercise export --ask values --to gift"])
  func stopsAfterSomeSeconds(command: String) throws {
    let folder = try Tool.Folder([
      "endless.py": "import torch\nx = torch.ones(1000)\nwhile True: x.exp()\n"
    ])
    let result = try shell("\(command) endless.py --seconds 0.5", in: folder)
    #expect(result.status == 1)
    #expect(
      result.errors.contains("ran longer than 0.5 seconds; --seconds 3 gives it more"),
      "\(result.errors)")
  }

  @Test func readsCarriageReturnsAsEndsOfLines() throws {
    let folder = try Tool.Folder(["old.py": "a = 1\rprint(a)\r1 / 0\r"])
    let result = try shell("run old.py", in: folder)
    #expect(result.output == "1\n")
    #expect(result.errors.contains("line 3"))
    #expect(!result.errors.contains("\r"))
  }

  @Test func drawsWhatHasNoName() throws {
    let folder = try Tool.Folder([
      "program.py": """
      import torch
      net = torch.nn.Linear(2, 1)
      print(net(torch.ones(1, 2)))
      print(net(torch.ones(1, 2)).detach())
      """
    ])
    for command in ["graph program.py", "step --plain program.py"] {
      let result = try shell(command, in: folder)
      #expect(result.status == 0, "\(command): \(result.errors)")
      #expect(result.output.contains("bias"))
    }
  }
}
