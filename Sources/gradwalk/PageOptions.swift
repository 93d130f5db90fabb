import ArgumentParser
import Foundation
import Tutorial

/// What pages are made of that does not travel inside of the program, the same in every command that
/// makes them.
struct PageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The engine that runs programs in pages, a gzipped WebAssembly module; if not given, "
        + "\(PageOptions.engineName) beside this program.", valueName: "file"))
  var engine: String?

  @Option(
    help: ArgumentHelp(
      "The folder of CodeMirror 5, the playground's editor; if not given, Debian's "
        + "libjs-codemirror, and without it a plain text area.", valueName: "folder"))
  var editor: String?

  private static let engineName = "gradwalk.wasm.gz"

  /// The script that pages share; nil where there is no engine.
  func script() throws -> SharedScript? {
    let beside = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent(Self.engineName).path
    let found = beside.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
    guard let path = engine ?? found else { return nil }
    do throws(SharedScript.EngineError) {
      return try SharedScript(engine: path)
    } catch {
      throw Report.Stop(message: error.description, status: 2)
    }
  }

  func playground() throws -> Playground {
    do throws(Playground.EditorError) {
      return try Playground(editor: editor)
    } catch {
      throw Report.Stop(message: error.description, status: 2)
    }
  }
}
