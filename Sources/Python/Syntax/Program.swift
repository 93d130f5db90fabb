/// A parsed program, ready to run.
package struct Program {
  package let statements: [Statement]
  package let file: SourceFile

  /// The lines each top-level statement covers.
  package var topLevelLines: [ClosedRange<Int>] { statements.map { $0.lines } }

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
