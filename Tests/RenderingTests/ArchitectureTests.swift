import Autograd
import Diagram
import Foundation
import Rendering
import TestSupport
import Testing

/// The picture in ARCHITECTURE.md: which target imports which, as Package.swift says.
@Suite struct ArchitectureTests {
  private static let manifest = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Package.swift")

  /// The targets that are ours, in the order of the manifest, each with those that it imports.
  private static func targets() throws -> [(name: String, imports: [String])] {
    let text = try String(contentsOf: manifest, encoding: .utf8)
    let ours = text.prefix(
      upTo: text.firstRange(of: "name: \"TestSupport\"")?.lowerBound ?? text.endIndex)
    var targets: [(name: String, imports: [String])] = []
    for part in ours.split(separator: "arget(").dropFirst() {
      let names = part.matches(of: /"([A-Za-z-]+)"/).map { String($0.1) }
      guard let name = names.first, !name.contains("-") else { continue }
      let known = Set(targets.map { $0.name })
      targets.append((name, names.dropFirst().filter(known.contains)))
    }
    return targets
  }

  /// Only the imports that do not follow from others.
  private static func reduced(
    _ targets: [(name: String, imports: [String])]
  ) -> [(name: String, imports: [String])] {
    var reached: [String: Set<String>] = [:]
    for target in targets {
      reached[target.name] = target.imports.reduce(into: Set(target.imports)) {
        $0.formUnion(reached[$1] ?? [])
      }
    }
    return targets.map { target in
      let others = target.imports.reduce(into: Set<String>()) { $0.formUnion(reached[$1] ?? []) }
      return (target.name, target.imports.filter { !others.contains($0) })
    }
  }

  @Test func drawsTheWayThroughTheHouse() throws {
    let targets = Self.reduced(try Self.targets())
    let places = Dictionary(uniqueKeysWithValues: targets.enumerated().map { ($1.name, $0) })
    var recording = Tape().recording
    recording.functions = targets.map { target in
      Recording.Function(
        name: target.name, nodes: [], next: target.imports.compactMap { places[$0] }, saved: [])
    }
    var scene = try Scene(
      functionsOf: recording, roots: [], title: "Each target imports those left of it")
    scene.description = targets.map { target in
      target.name
        + (target.imports.isEmpty ? "" : " imports " + target.imports.joined(separator: ", "))
    }.joined(separator: "; ")
    expectSnapshot(scene.svg(theme: .light), named: "targets.svg")
  }

  /// The targets of the portable core, as the makefile that compiles them for WebAssembly lists them.
  private static func core() throws -> [String] {
    let makefile = manifest.deletingLastPathComponent().appending(path: "Portable/Makefile")
    let text = try String(contentsOf: makefile, encoding: .utf8)
    let list = try #require(text.firstMatch(of: /MODULES := ([A-Za-z ]+)/))
    return list.1.split(separator: " ").map(String.init)
  }

  @Test func theCoreImportsOnlyWhatIsEverywhere() throws {
    let core = try Self.core()
    let known = Set(core + ["CStandard", "CGraphviz", "Glibc"])
    let sources = Self.manifest.deletingLastPathComponent().appending(path: "Sources")
    for target in core {
      let folder = sources.appending(path: target)
      let files = try #require(
        FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
      for case let file as URL in files where file.pathExtension == "swift" {
        let text = try String(contentsOf: file, encoding: .utf8)
        for line in text.matches(of: /(?m)^\s*(?:[a-z]+ )?import ([A-Za-z]+)/) {
          #expect(known.contains(String(line.1)), "\(target)/\(file.lastPathComponent)")
        }
      }
    }
  }
}
