/// What stands on the command line.
enum Arguments {
  /// Throws a `Report.Stop` if an argument is not UTF-8: read as if it were, it would name another
  /// file.
  static func check() throws {
    let arguments = UnsafeBufferPointer(
      start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
    for case (let index, let argument?) in arguments.enumerated()
    where String(validatingCString: argument) == nil {
      throw Report.Stop(
        message: "argument \(index), \(String(cString: argument)): not UTF-8 text, in which names "
          + "are read here; give the file another name", status: 2)
    }
  }
}

extension CaseIterable where Self: RawRepresentable<String> {
  /// What can be said, for help.
  static var alternatives: String { allCases.map(\.rawValue).alternatives }
}

extension [String] {
  /// `a, b or c`, for help.
  var alternatives: String {
    guard let last, count > 1 else { return first ?? "" }
    return "\(dropLast().joined(separator: ", ")) or \(last)"
  }
}
