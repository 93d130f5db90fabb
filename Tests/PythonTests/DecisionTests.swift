import Python
import Testing

@Suite struct DecisionTests {
  static let programs: [(source: String, lines: [Int])] = [
    ("x = 1", []),
    ("if x > 0:\n    pass", [1]),
    ("if clear:\n    pass", []),
    ("if x is None or x in seen:\n    pass", []),
    ("while error(x):\n    pass", [1]),
    (
      "def f(x):\n    for i in x:\n        if i == 2:\n            return\n        elif i < 3:\n            pass",
      [3, 5]
    ),
    ("try:\n    pass\nfinally:\n    while x != 1:\n        x -= 1", [4]),
  ]

  @Test(arguments: programs.indices)
  func findsWhereNumbersMayDecide(index: Int) throws {
    let (source, lines) = Self.programs[index]
    #expect(try Program.parse(source, file: "p.py").decisionLines == lines)
  }
}
