import ArgumentParser

/// Everything about exercises: one subcommand a file.
struct ExerciseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exercise",
    abstract: "Make classroom exercises from programs, with their keys and feedback.",
    subcommands: [
      ExerciseMakeCommand.self, ExerciseGradeCommand.self, ExerciseTryCommand.self,
      ExerciseCheckCommand.self, ExerciseExportCommand.self,
    ])
}
