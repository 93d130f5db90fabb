import Python
import Testing

/// Changes to a program's text at places of its tree.
@Suite struct SourceEditTests {
  private static func program(_ source: String) throws -> Program {
    try Program.parse(source, file: "p.py")
  }

  private static func call(_ source: String) throws -> (Program, Expression, CallNode) {
    let program = try program(source)
    guard case .expression(let value)? = program.statements.first?.kind,
      case .call(let node) = value.kind
    else { throw CancellationError() }
    return (program, value, node)
  }

  @Test(arguments: [
    ("f(a)", 0, "f()"), ("f(a, )", 0, "f()"), ("f(a, b)", 0, "f( b)"), ("f(a, b,)", 1, "f(a,)"),
    ("(f)((a), k=(b))", 1, "(f)((a))"), ("f(a,  # one, two\n  b)", 1, "f(a \\\n)"),
  ])
  func removesAnArgument(source: String, place: Int, expected: String) throws {
    let (program, call, node) = try Self.call(source)
    let edit = try #require(program.removing(place, from: call, node))
    #expect(program.source([edit]) == expected)
  }

  @Test(arguments: [
    ("f()", "f(k=1)"), ("f(a)", "f(a, k=1)"), ("f((a),)", "f((a), k=1,)"),
    ("y.f(é).g(*a, **b)", "y.f(é).g(*a, **b, k=1)"),
  ])
  func addsAnArgument(source: String, expected: String) throws {
    let (program, call, node) = try Self.call(source)
    #expect(program.source([program.adding("k=1", to: call, node)]) == expected)
  }

  @Test func changesWhatStandsInFormatStrings() throws {
    let program = try Self.program("x = f'é {a.b:>{n}}'\n")
    var edits: [SourceEdit] = []
    program.forEachExpression { part in
      if let name = program.name(of: part) { edits.append(SourceEdit(name, "c")) }
    }
    #expect(program.source(edits) == "x = f'é {a.c:>{n}}'\n")
  }

  @Test func keepsTheNumbersOfLines() throws {
    let program = try Self.program("f(a,\n  b)\ng()\n")
    let edit = SourceEdit(program.statements[0].extent, "pass")
    let source = try #require(program.source([edit]))
    #expect(source == "pass \\\n\ng()\n")
    #expect(try Self.program(source).statements[1].lines == 3...3)
    #expect(program.source([SourceEdit(at: program.statements[0].extent.start, "a\n")]) == nil)
  }

  @Test func leavesOutWhatLiesWithinAnotherChange() throws {
    let program = try Self.program("a + b\n")
    guard case .expression(let sum)? = program.statements.first?.kind,
      case .binary(_, let left, _) = sum.kind
    else { throw CancellationError() }
    let edits = [SourceEdit(sum.extent, "c"), SourceEdit(left.extent, "d")]
    #expect(program.source(edits) == "c\n")
  }

  @Test func listsStatementsBeforeThoseWithin() throws {
    let program = try Self.program(
      "if a:\n  b\nelse:\n  for c in d:\n    e\nwith f:\n  g\n")
    #expect(program.allStatements.map(\.lines.lowerBound) == [1, 2, 4, 5, 6, 7])
  }
}
