import Python
import Testing

@Suite struct SyntaxTests {
  /// Programs that are not Python, and the last line of CPython's report.
  static let broken: KeyValuePairs<String, String> = [
    "x = (1,": "SyntaxError: '(' was never closed",
    "x = 1)": "SyntaxError: unmatched ')'",
    "x = [1)":
      "SyntaxError: closing parenthesis ')' does not match opening parenthesis '['",
    "x = 'abc": "SyntaxError: unterminated string literal (detected at line 1)",
    "x = '''abc":
      "SyntaxError: unterminated triple-quoted string literal (detected at line 1)",
    "if True\n  pass": "SyntaxError: expected ':'",
    "if True:\npass":
      "IndentationError: expected an indented block after 'if' statement on line 1",
    "def f():\n    x = 1\n  y = 2":
      "IndentationError: unindent does not match any outer indentation level",
    "  x = 1": "IndentationError: unexpected indent",
    "1 = x": "SyntaxError: cannot assign to literal here. Maybe you meant '==' instead of '='?",
    "f() = 1":
      "SyntaxError: cannot assign to function call here. Maybe you meant '==' instead of '='?",
    "break": "SyntaxError: 'break' outside loop",
    "return 1": "SyntaxError: 'return' outside function",
    "f(a=1, 2)": "SyntaxError: positional argument follows keyword argument",
    "f(a=1, a=2)": "SyntaxError: keyword argument repeated: a",
    "def f(a, a): pass": "SyntaxError: duplicate argument 'a' in function definition",
    "def f(a=1, b): pass": "SyntaxError: non-default argument follows default argument",
    "print 'hi'":
      "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?",
    "def f():\n  nonlocal q": "SyntaxError: no binding for nonlocal 'q' found",
    "x = 0777":
      "SyntaxError: leading zeros in decimal integer literals are not permitted; "
      + "use an 0o prefix for octal integers",
    "f'{}'": "SyntaxError: f-string: empty expression not allowed",
    "try:\n  pass": "SyntaxError: expected 'except' or 'finally' block",
    "x = 5 +": "SyntaxError: invalid syntax",
  ]

  @Test(arguments: broken.map { ($0.key, $0.value) })
  func explainsWhatIsWrong(source: String, message: String) {
    #expect(Run(source).lastLine == message)
  }

  @Test func showsTheLineAndACaret() {
    #expect(
      Run("a = 1\nb = = 2\n").failure == """
          File "x.py", line 2
            b = = 2
                ^
        SyntaxError: invalid syntax
        """)
  }

  @Test(arguments: [
    String(repeating: "(", count: 10_000), String(repeating: "-", count: 10_000) + "1",
    "x = " + String(repeating: "1+", count: 100_000) + "1",
    "x" + String(repeating: ".a", count: 100_000), String(repeating: "not ", count: 10_000) + "1",
    String(repeating: "lambda: ", count: 10_000) + "1", "\u{0}",
    "f\"" + String(repeating: "{", count: 99),
  ])
  func refusesWhatIsTooDeepOrNotText(source: String) {
    #expect(Run(source).lastLine?.hasPrefix("SyntaxError: ") == true)
  }

  @Test func tellsWhichLinesAStatementCovers() throws {
    let program = try Program.parse("x = 1\nif x:\n  y = 2\n\nz = (1,\n 2)\n", file: "x.py")
    #expect(program.topLevelLines == [1...1, 2...3, 5...6])
  }

  @Test func countsLinesFromTheFirstLineOfACell() {
    #expect(throws: SyntaxFailure.self) {
      try Program.parse("x = (", file: "a.md", firstLine: 40)
    }
    let failure = #expect(throws: SyntaxFailure.self) {
      try Program.parse("\nx = )", file: "a.md", firstLine: 40)
    }
    #expect(failure?.line == 41)
  }
}
