import Lesson
import Rendering

/// What a page asks of the engine, each question a list of texts and each answer one JSON text.
///
/// - `open`, then three texts a cell: the line that it begins at, how it runs (``Cell/Kind``), its
///   source. Runs a program.
/// - `figure`, a program's number, then keys and values (``FigureOptions``): lays its steps out.
/// - `frame`, a figure's number, a step from 0: the picture after it, and all there is to say.
/// - `ask`, a figure, a step, a question from 0, what was typed: whether that is right.
/// - `closer`, a figure, a step, the subject of a card or a wire: a closer look at it.
/// - `training`, a program's number: how losses and parameters went.
/// - `still` or `dot`, a figure's number: its last frame as a picture that stands alone.
///
/// What cannot be done is answered with a `problem`, in words. A class, because what is open stays
/// open from one question to the next.
package final class Workbench {
  private var programs: [(number: Int, program: OpenProgram)] = []
  private var figures: [(number: Int, figure: OpenFigure)] = []
  private var newest = 0

  /// The players of a page, each with its program as it is and with changes.
  private static let mostPrograms = 8
  private static let mostFigures = 16

  /// A workbench with nothing on it.
  package init() {}

  /// Answers a question.
  package func answer(_ request: [String]) -> String {
    do throws(Problem) {
      return try reply(to: request)
    } catch {
      return JSONText.object([("problem", JSONText.string(error.words))])
    }
  }

  private func reply(to request: [String]) throws(Problem) -> String {
    var arguments = Arguments(request)
    switch try arguments.text() {
    case "open": return open(try arguments.cells())
    case "figure":
      let program = try program(try arguments.number())
      return try figure(of: program, try FigureOptions(&arguments))
    case "frame":
      let figure = try figure(try arguments.number())
      return try figure.frame(try arguments.number())
    case "ask":
      let figure = try figure(try arguments.number())
      return try figure.verdict(
        step: try arguments.number(), question: try arguments.number(), typed: try arguments.text())
    case "closer":
      let figure = try figure(try arguments.number())
      return try figure.closer(step: try arguments.number(), subject: try arguments.text())
    case "training": return try program(try arguments.number()).training
    case "still": return try figure(try arguments.number()).still()
    case "dot": return try figure(try arguments.number()).dot()
    default: throw Problem("there is no such question")
    }
  }

  private func open(_ cells: [Cell]) -> String {
    newest += 1
    // Before another runs, so that there is room for it.
    if programs.count == Self.mostPrograms { programs.removeFirst() }
    let program = OpenProgram(cells)
    programs.append((newest, program))
    return program.summary(number: newest)
  }

  private func figure(of program: OpenProgram, _ options: FigureOptions) throws(Problem) -> String {
    let figure = try OpenFigure(program, options)
    newest += 1
    if figures.count == Self.mostFigures { figures.removeFirst() }
    figures.append((newest, figure))
    return figure.summary(number: newest)
  }

  private func program(_ number: Int) throws(Problem) -> OpenProgram {
    guard let open = programs.last(where: { $0.number == number }) else {
      throw Problem("program \(number) is not open any more")
    }
    return open.program
  }

  private func figure(_ number: Int) throws(Problem) -> OpenFigure {
    guard let open = figures.last(where: { $0.number == number }) else {
      throw Problem("figure \(number) is not open any more")
    }
    return open.figure
  }
}

/// Why a question has no answer.
struct Problem: Error {
  var words: String

  init(_ words: String) { self.words = words }
}

/// A piece of a program.
struct Cell {
  var line: Int
  var kind: Kind
  var source: String

  /// How a piece runs.
  enum Kind: String {
    /// A file by itself.
    case program
    /// A cell of a notebook, which prints the value of its last line.
    case cell
    /// The same; an error in it does not end the program.
    case raising
  }
}

/// The texts of a question, one after the other.
struct Arguments {
  private var rest: ArraySlice<String>

  init(_ request: [String]) { rest = request[...] }

  var isEmpty: Bool { rest.isEmpty }

  mutating func text() throws(Problem) -> String {
    guard let text = rest.popFirst() else { throw Problem("the question is not complete") }
    return text
  }

  mutating func number() throws(Problem) -> Int {
    let text = try text()
    guard let number = Int(text) else { throw Problem("\(text) is not a whole number") }
    return number
  }

  mutating func cells() throws(Problem) -> [Cell] {
    var cells: [Cell] = []
    while !isEmpty {
      let line = try number()
      let name = try text()
      guard let kind = Cell.Kind(rawValue: name) else { throw Problem("no cell is a \(name)") }
      cells.append(Cell(line: line, kind: kind, source: try text()))
    }
    return cells
  }
}

/// How a figure is drawn: `of`, `pass`, `by`, `view`, `rankdir`, `fold`, `unfold` and `zoom` mean what
/// they mean on the command line.
struct FigureOptions {
  var of: String?
  var pass: Int?
  var view = View.values
  var isWide = true
  var zoom: String?
  var wish = Outline.Wish()

  enum View: String {
    case values
    case circuit
  }

  init(_ arguments: inout Arguments) throws(Problem) {
    while !arguments.isEmpty {
      let key = try arguments.text()
      switch key {
      case "pass": pass = try arguments.number()
      case "of": of = try arguments.text()
      case "zoom": zoom = try arguments.text()
      case "fold": wish.fold.append(try arguments.text())
      case "unfold": wish.unfold.append(try arguments.text())
      case "rankdir": isWide = try arguments.text() != "TB"
      case "by": wish.level = try Self.choice(Level(rawValue: try arguments.text()), key)
      case "view": view = try Self.choice(View(rawValue: try arguments.text()), key)
      default: throw Problem("figures have no \(key)")
      }
    }
  }

  private static func choice<Choice>(
    _ choice: Choice?, _ key: String
  ) throws(Problem) -> Choice {
    guard let choice else { throw Problem("there is no such \(key)") }
    return choice
  }
}
