import ArgumentParser

struct ExerciseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exercise",
    abstract: "Make, practise, grade and export exercises.",
    subcommands: [ExerciseExportCommand.self])
}
