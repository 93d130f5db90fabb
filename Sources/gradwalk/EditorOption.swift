import ArgumentParser
import Tutorial

/// Where the editor of the playground comes from, the same in every command that makes one.
struct EditorOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of CodeMirror 5, which the playground edits with; Debian's libjs-codemirror if it "
        + "is installed, and else a plain text area.", valueName: "folder"))
  var editor: String?

  func playground() throws -> Playground {
    do throws(Playground.EditorError) {
      return try Playground(editor: editor)
    } catch {
      throw Report.Stop(message: error.description, status: 2)
    }
  }
}
