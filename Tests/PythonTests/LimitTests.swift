import Python
import Testing

/// No program may take the machine down: each of these ends in a clean error.
@Suite struct LimitTests {
  static var small: Limits {
    var limits = Limits()
    limits.statements = 200_000
    limits.containerElements = 100_000
    limits.outputBytes = 10_000
    return limits
  }

  @Test(arguments: [
    "while True: pass", "x = [0] * 10**12", "2 ** 10**9", "'a' * 10**12", "1 << 10**12",
    "xs = []\nwhile True: xs.append(1)", "s = 'a'\nwhile True: s += s",
    "x = 3\nwhile True: x = x * x", "sum(range(10**12))", "list(range(10**12))",
    "print('a' * 20_000)", "f'{1:1000000000}'", "import math\nmath.factorial(10**8)",
    "import itertools\nlist(itertools.count())",
  ])
  func stopsAtALimit(source: String) {
    #expect(Run(source, limits: Self.small).lastLine?.hasPrefix("LimitExceeded: ") == true)
  }

  @Test func cannotBeCaught() {
    let source = """
      try:
          while True: pass
      except BaseException: print('caught')
      finally: print('finally')
      """
    let run = Run(source, limits: Self.small)
    #expect(run.output.isEmpty)
    #expect(run.lastLine?.hasPrefix("LimitExceeded: ") == true)
  }

  @Test(arguments: [
    "def f(): return f()\nf()", "f = lambda: f()\nf()",
    "class A:\n  def __repr__(self): return repr(self)\nprint(A())",
    "class A:\n  def __eq__(self, other): return self == other\nA() == 1",
    "class A:\n  def __getattr__(self, name): return self.x\nA().x",
    "class A:\n  def __call__(self): return self()\nA()()",
    "x = []\nfor i in range(5000): x = [x]\nprint(x)",
    "def g():\n  yield from g()\nnext(g())",
  ])
  func endlessRecursionIsARecursionError(source: String) {
    #expect(Run(source).lastLine?.hasPrefix("RecursionError: maximum recursion depth") == true)
  }

  @Test(arguments: [
    "x = []\nfor i in range(200_000): x = [x]", "x = ()\nfor i in range(200_000): x = (x,)",
    "class N: pass\nh = None\nfor i in range(100_000):\n  n = N(); n.next = h; h = n",
  ])
  func freesDeepStructures(source: String) {
    #expect(Run(source).failure == nil)
  }

  @Test(arguments: [
    "open('x')", "input()", "async def f(): pass", "eval('1')",
    "b = (yield_ := 1) if 0 else open('x')",
  ])
  func saysWhatIsNotSupported(source: String) {
    #expect(Run(source).lastLine?.hasPrefix("UnsupportedError: ") == true)
  }
}
