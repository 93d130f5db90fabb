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
    // Texts whose size no part of them tells.
    "('a' * 1000).translate({97: 'b' * 10000})", "('x' * 10000).join([''] * 10000)",
    "('x' * 10000).replace('', 'y' * 10000)", "print(*['a' * 10000] * 10000)",
    "'%90000d' * 4 % ((1,) * 4)", "('{:90000}' * 4).format(*[1] * 4)",
    "('\\t' * 1000).expandtabs(10000)",
    // Structure that is shared, and as large as what it stands for.
    "a = []\nfor i in range(60): a = [a, a]\nrepr(a)",
    "a = ()\nfor i in range(60): a = (a, a)\nhash(a)",
    "def f():\n  a = ()\n  for i in range(60): a = (a, a)\n  return a\nf() == f()",
    "import json\na = []\nfor i in range(60): a = [a, a]\njson.dumps(a)",
    // What goes on within one builtin.
    "import math\nmath.comb(10**9, 5 * 10**8)", "import math\nmath.lcm(*range(1, 10**6))",
    "import math\nmath.gcd(3**60000, 5**40000) and math.gcd(3**600000, 5**400000)",
    "pow(3**60000, 5**40000, 7**30000)", "x = 3**300000\nwhile True: y = x * x",
    "s = 'a' * 90000\nwhile True: hash(s)", "s = 'a' * 90000\nwhile True: 'b' in s",
    "x = [0] * 90000\nwhile True: x[:]", "import itertools\nany(itertools.repeat(0))",
    "import itertools, collections\ncollections.deque(itertools.count(), maxlen=1)",
    "import itertools\nlist(itertools.cycle([1]))", "x = [1]\nfor i in x: x.append(i)",
    "import itertools\nitertools.product([1, 2], repeat=2**62)",
    "import itertools\nfor k, g in itertools.groupby(itertools.count(), lambda v: 0): list(g)",
    // Programs that catch all there is to catch.
    "while True:\n  try:\n    while True: pass\n  except: pass",
    "while True:\n  try:\n    while True: pass\n  finally: continue",
    "def g():\n  while True:\n    try: yield 1\n    finally: continue\nfor x in g(): pass",
    "import contextlib\nwhile True:\n  with contextlib.suppress(BaseException):\n"
      + "    while True: pass",
    "e = ValueError()\nwhile True:\n  try: raise e\n  except ValueError: pass",
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
    "class A:\n  @property\n  def p(self): return self.p\nA().p",
    "def f(): return [f() for _ in [1]]\nf()", "def f(x): return sorted([1], key=f)\nf(1)",
    "def f(n): return \(String(repeating: "0 + ", count: 2000))f(n)\nf(0)",
    "t = int\nfor i in range(50_000): t = (t,)\nisinstance('', t)",
    "t = KeyError\nfor i in range(50_000): t = (t,)\ntry: 1 / 0\nexcept t: pass",
    "t = ()\nfor i in range(50_000): t = (t,)\nhash(t)",
    "f = int\nfor i in range(50_000): f = staticmethod(f)\nf()",
    "s = 1\nfor i in range(50_000): s = slice(s)\nrepr(s)",
    "def h(g): yield from g\ng = iter([1])\nfor i in range(50_000): g = h(g)\nlist(g)",
    "g = iter([1])\nfor i in range(50_000): g = (i for i in g)\nlist(g)",
    "import copy\nt = []\nfor i in range(50_000): t = [t]\ncopy.deepcopy(t)",
  ])
  func endlessRecursionIsARecursionError(source: String) {
    #expect(Run(source).lastLine?.hasPrefix("RecursionError: maximum recursion depth") == true)
  }

  @Test(arguments: [
    "x = []\nfor i in range(200_000): x = [x]", "x = ()\nfor i in range(200_000): x = (x,)",
    "class N: pass\nh = None\nfor i in range(100_000):\n  n = N(); n.next = h; h = n",
    "g = iter([1])\nfor i in range(100_000): g = map(int, g)",
    "g = iter([1])\nfor i in range(100_000): g = (i for i in g)",
    "import itertools\ng = iter([1])\nfor i in range(100_000): g = itertools.chain(g)",
    "f = int\nfor i in range(100_000): f = (lambda f: lambda: f)(f)",
    "import functools\nf = int\nfor i in range(100_000): f = functools.partial(f)",
    "x = {}\nfor i in range(100_000): x = {1: x}",
    "e = None\nfor i in range(100_000):\n  n = ValueError(i); n.__context__ = e; e = n",
    "e = None\nfor i in range(100_000): e = ValueError(e)",
    "e = None\nfor i in range(100_000): e = property(slice(e))",
    "import copy\nt = ()\nfor i in range(60): t = (t, t)\ncopy.deepcopy(t)",
  ])
  func freesDeepStructures(source: String) {
    #expect(Run(source).failure == nil)
  }

  /// What takes as many steps as there are elements; their square would exceed the time.
  @Test(arguments: [
    "s = 'a' * 30_000\nfor i in range(len(s)): s[i]",
    "s, t = 'é' * 15_000, 'ü' * 15_000\nfor i in range(len(s)): s[i] == t[i]",
    "s = ''\nfor i in range(30_000): s += 'é'", "x = list(range(30_000))\nwhile x: x.pop(0)",
    "x = []\nfor i in range(30_000): x.insert(0, i)",
    "def f(**k): return len(k)\nf(**{'a%d' % i: i for i in range(20_000)})",
    "d = {i << 40: i for i in range(15_000)}\nfor i in range(15_000): d[i << 40]",
    "d = {i: i for i in range(15_000)}\nwhile d: d.popitem()",
    "d = {i: i for i in range(15_000)}\nwhile d: del d[next(iter(d))]",
    "d = set(range(15_000))\nwhile d: d.pop()",
    "s, i = 'é,' * 20_000, 0\nwhile i >= 0: i = s.find(',', i + 1)",
    "s = 'ab,' * 20_000\nfor i in range(len(s)): s.startswith('ab', i)",
    "s = 'a' * 30_000\ns.find('a' * 15_000 + 'b'), s.rfind('b' + 'a' * 10_000)",
    "x = list(range(60_000))\ndel x[::2]",
  ])
  func takesNoSquareOfTime(source: String) {
    var limits = Limits()
    limits.seconds = 60
    #expect(Run(source, limits: limits).failure == nil)
  }

  @Test(arguments: [
    "open('x')", "input()", "async def f(): pass",
    "b = (yield_ := 1) if 0 else open('x')",
  ])
  func saysWhatIsNotSupported(source: String) {
    #expect(Run(source).lastLine?.hasPrefix("UnsupportedError: ") == true)
  }
}
