import ArgumentParser
import Lesson
import Torch

/// What is drawn as one card, the same in every command that draws.
struct FoldOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: "Calls and tensors to draw as one card each, which says how much it hides.")
  var fold: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: "What to open of a large graph that is folded by itself: calls, tensors, lines; or all.")
  var unfold: [String] = []

  /// The same for a program that has run.
  func wish(_ session: Session, _ program: ProgramFile, by level: Level?) -> Outline.Wish {
    Outline.Wish(
      fold: fold, unfold: unfold,
      source: program.text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { String($0) },
      level: level)
  }
}
