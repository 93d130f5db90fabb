import Notebook
import Torch

extension Session {
  /// Runs a program, or the cells of an article one after the other.
  ///
  /// - Throws: A `Report.Stop` for an article whose cells have options that cannot be.
  func run(_ program: ProgramFile) throws -> ProgramFailure? {
    guard program.isArticle else { return run(program.text, file: program.name) }
    let cells: [Document.Cell]
    do throws(DocumentError) {
      cells = try Document.cells(of: program.text, file: program.name)
    } catch {
      throw Report.Stop(message: error.description)
    }
    guard !cells.isEmpty else {
      throw Report.Stop(
        message: "\(program.name): no cells to run; a cell is fenced by ```python and ```")
    }
    for cell in cells where cell.options.runs {
      let failure = run(cell.source, file: program.name, firstLine: cell.line, asCell: true)
      if let failure, !cell.options.raises { return failure }
    }
    return nil
  }

  /// The nodes of the tensor that the command line names.
  func nodes(named name: String, in file: String) throws -> [Int] {
    if let nodes = nodes(of: name) { return nodes }
    let names = tensorNames
    throw Report.Stop(
      message: "\(file): there is no tensor named \(name)"
        + (names.isEmpty ? "" : "; there are \(names.joined(separator: ", "))"), status: 2)
  }
}
