import Notebook
import Testing

@Suite struct ClaimTests {
  static let cases: [(String, [Claim])] = [
    ("print(1)  #> 1", [Claim(line: 1, text: "1")]),
    ("print(1)\n#> 1\n#> 2\nprint(3)", [Claim(line: 2, text: "1\n2")]),
    ("print(1)  #> 1\n#> 2", [Claim(line: 1, text: "1\n2")]),
    ("print(1)  # Output: 1", [Claim(line: 1, text: "1")]),
    ("print(1)\n# Output:\n# 1\n#   2\n\n# no", [Claim(line: 2, text: "1\n  2")]),
    ("print('#> no')\nx = \"# Output: no\"", []),
    ("\"\"\"\n#> no\n\"\"\"\nprint(1) #> 1", [Claim(line: 4, text: "1")]),
    ("print(1)  #> 1  \nprint(2)  #> 2", [Claim(line: 1, text: "1"), Claim(line: 2, text: "2")]),
    ("# a comment\n#| label: x", []),
  ]

  @Test(arguments: cases.indices)
  func findsClaims(index: Int) {
    #expect(Claim.all(in: Self.cases[index].0) == Self.cases[index].1)
  }
}
