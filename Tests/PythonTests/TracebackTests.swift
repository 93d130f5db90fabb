import Python
import Testing

@Suite struct TracebackTests {
  @Test func reportsAnUncaughtException() {
    #expect(
      Run("a = 1\nprint(w)\n").failure == """
        Traceback (most recent call last):
          File "x.py", line 2, in <module>
            print(w)
        NameError: name 'w' is not defined
        """)
  }

  @Test func listsTheCallsOutermostFirst() {
    let source = """
      def loss(prediction, target):
          return prediction - target

      def train():
          return loss(1)

      train()
      """
    #expect(
      Run(source).failure == """
        Traceback (most recent call last):
          File "x.py", line 7, in <module>
            train()
          File "x.py", line 5, in train
            return loss(1)
        TypeError: loss() missing 1 required positional argument: 'target'
        """)
  }

  @Test func keepsWhatWasPrintedBefore() {
    let run = Run("print('before')\n1 / 0\n")
    #expect(run.output == "before\n")
    #expect(run.lastLine == "ZeroDivisionError: division by zero")
  }

  @Test func showsTheCause() throws {
    let source = "try: {}['k']\nexcept KeyError as e: raise ValueError('bad') from e\n"
    let report = try #require(Run(source).failure)
    #expect(report.contains("KeyError: 'k'\n\nThe above exception was the direct cause"))
    #expect(report.hasSuffix("ValueError: bad"))
  }
}
