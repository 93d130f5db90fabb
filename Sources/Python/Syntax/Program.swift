/// A parsed program, ready to run.
package struct Program {
  /// The statements outside of all others, in order.
  package let statements: [Statement]
  /// The text that it was parsed from.
  package let file: SourceFile

  /// The lines each top-level statement covers.
  package var topLevelLines: [ClosedRange<Int>] { statements.map { $0.lines } }

  /// Parses a text that begins at line `firstLine` of a file; throws where it is not Python.
  package static func parse(
    _ source: String, file: String, firstLine: Int = 1, isLibrary: Bool = false
  ) throws(SyntaxFailure) -> Program {
    let sourceFile = SourceFile(
      source, name: file, firstLine: firstLine, isLibrary: isLibrary)
    var parser = try Parser(sourceFile)
    let statements = try parser.program()
    return Program(statements: statements, file: sourceFile)
  }
}
