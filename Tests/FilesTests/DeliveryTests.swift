import Files
import Foundation
import Testing

/// Files that take their places all together, or not at all.
@Suite struct DeliveryTests {
  /// A folder for one test, and the paths of what is in it.
  private func inFolder(_ test: (_ folder: String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/gradwalk-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try test(folder)
  }

  private func files(_ folder: String) -> [String: String] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return Dictionary(
      uniqueKeysWithValues: names.compactMap { name in
        (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)).map { (name, $0) }
      })
  }

  private func deliver(_ files: [String: String], to folder: String) throws {
    let delivery = try Delivery(to: folder)
    for (path, text) in files { try delivery.add(Data(text.utf8), as: path) }
    try delivery.finish()
  }

  @Test func putsEverythingInItsPlaceAndKeepsTheRest() throws {
    try inFolder { folder in
      try deliver(["a": "1", "b/c": "2", "b/d/e": "3"], to: "\(folder)/new/folder")
      try deliver(["b/c": "4", "f/g": "5"], to: "\(folder)/new/folder")
      #expect(
        files(folder) == [
          "new/folder/a": "1", "new/folder/b/c": "4", "new/folder/b/d/e": "3",
          "new/folder/f/g": "5",
        ])
    }
  }

  @Test func leavesNothingOfWhatIsNotFinished() throws {
    try inFolder { folder in
      do {
        let delivery = try Delivery(to: "\(folder)/new/folder")
        try delivery.add(Data("1".utf8), as: "a/b")
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  @Test func changesNothingWhereOneFileHasNoPlace() throws {
    try inFolder { folder in
      try deliver(["a": "1", "b/c": "2"], to: folder)
      #expect(throws: WriteFailure(EISDIR)) { try deliver(["a": "3", "b": "4"], to: folder) }
      #expect(throws: WriteFailure(ENOTDIR)) { try deliver(["a/b": "3", "b/c": "4"], to: folder) }
      #expect(files(folder) == ["a": "1", "b/c": "2"])
    }
  }

  @Test func takesAwayWhatAKilledRunHasLeft() throws {
    try inFolder { folder in
      try FileManager.default.createDirectory(
        atPath: "\(folder)/.gradwalk.partial/b", withIntermediateDirectories: true)
      try "half".write(
        toFile: "\(folder)/.gradwalk.partial/b/c", atomically: false, encoding: .utf8)
      try deliver(["a": "1"], to: folder)
      #expect(files(folder) == ["a": "1"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
    }
  }

  @Test func waitsForAnother() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/gradwalk-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          await withCheckedContinuation { continuation in
            Thread {
              for name in ["a", "b", "c"] {
                try? deliver([name: "\(number)", "d/\(name)": "\(number)"], to: folder)
              }
              continuation.resume()
            }.start()
          }
        }
      }
    }
    let files = files(folder)
    #expect(files.keys.sorted() == ["a", "b", "c", "d/a", "d/b", "d/c"])
    for name in ["a", "b", "c"] { #expect(files[name] == files["d/\(name)"]) }
  }

  @Test func writesOneFileAndLeavesDevicesAlone() throws {
    try inFolder { folder in
      try Delivery.write(Data("1".utf8), to: "\(folder)/a")
      try Delivery.write(Data("2".utf8), to: "\(folder)/a")
      try Delivery.write(Data("3".utf8), to: "/dev/null")
      #expect(throws: WriteFailure(ENOSPC)) {
        try Delivery.write(Data("4".utf8), to: "/dev/full")
      }
      #expect(throws: WriteFailure(ENOENT)) {
        try Delivery.write(Data("5".utf8), to: "\(folder)/b/c")
      }
      #expect(files(folder) == ["a": "2"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a"])
    }
  }
}
