import ArgumentParser
import Exercises
import Python

/// The arguments that name an exercise, shared by all that make questions of one.
struct ExerciseFile: ParsableArguments {
  @Argument(
    help: "An exercise (.md with 'ask' in its front matter), or any program: .py, .md, or -.")
  var file: String

  @Option(
    help: """
      What to ask: values, gradients, "local derivatives", contributions, prints, order or bug; \
      several with commas; only some with "gradients of w, b".
      """)
  var ask: [String] = []

  @OptionGroup var time: TimeLimit

  /// Reads the exercise.
  func exercise() throws -> Exercise {
    let program = try ProgramFile(file)
    do throws(ExerciseError) {
      var exercise = try Exercise(program.text, file: program.name, asks: try asks())
      exercise.limits.seconds = time.limits.seconds
      exercise.limits.moreTime = time.limits.moreTime
      return exercise
    } catch {
      throw Report.Stop(message: error.description, status: 2)
    }
  }

  /// Reads the exercise, and makes it ready to draw variants of.
  func variants() throws -> Variants {
    let exercise = try exercise()
    do throws(ExerciseError) {
      return try Variants(exercise)
    } catch {
      throw Report.Stop(message: error.description)
    }
  }

  private func asks() throws(ExerciseError) -> [Ask] {
    var asks: [Ask] = []
    for text in ask {
      let parts = text.contains(" of ") ? [text] : text.split(separator: ",").map(String.init)
      for part in parts {
        guard let ask = Ask(part) else {
          throw ExerciseError(file: "--ask", line: 1, .unknownAsk(part))
        }
        asks.append(ask)
      }
    }
    return asks
  }
}
