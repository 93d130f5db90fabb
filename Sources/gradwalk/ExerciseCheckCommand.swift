import ArgumentParser
import Exercises
import Foundation

struct ExerciseCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Prove that exercises grade what they should, over many seeds.",
    discussion: """
      For each seed: the key gets full marks, every typical mistake gets its own feedback and \
      no other, a student with one misconception throughout is told that one, and garbage is \
      rejected.
      """)

  @Argument(help: "Exercises, or folders of them.")
  var files = ["tutorials/exercises"]

  @Option(help: "How many seeds to try.")
  var seeds = 100

  @OptionGroup var time: TimeLimit

  func validate() throws {
    guard (1...100_000).contains(seeds) else {
      throw ValidationError("--seeds \(seeds): try from 1 to 100000")
    }
  }

  func run() throws {
    var failures = 0
    for file in try paths() {
      var exercise = try ExerciseFile.parse([file])
      exercise.time = time
      let variants = try exercise.variants()
      let proof: Proof
      do throws(ExerciseError) {
        proof = try Proof(variants, seeds: 1...UInt64(seeds))
      } catch {
        throw Report.Stop(message: error.description)
      }
      StandardOutput.write(proof.summary + "\n")
      for failure in proof.failures.prefix(20) { StandardOutput.write("  \(failure)\n") }
      failures += proof.failures.count
    }
    if failures > 0 { throw Report.Stop(message: "\(failures) proofs failed") }
  }

  private func paths() throws -> [String] {
    try files.flatMap { path in
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw Report.Stop(message: "\(path): no such file or folder", status: 2)
      }
      guard isFolder.boolValue else { return [path] }
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
        throw Report.Stop(message: "\(path): cannot be read; check its permissions", status: 2)
      }
      return names.filter { $0.hasSuffix(".md") }.sorted().map { "\(path)/\($0)" }
    }
  }
}
