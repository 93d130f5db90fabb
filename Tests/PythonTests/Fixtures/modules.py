import math, copy, functools, itertools, operator
from collections import OrderedDict, defaultdict, namedtuple, Counter, deque
from dataclasses import dataclass, field, asdict, replace, astuple
from typing import List, Optional
from abc import ABC, abstractmethod
P = namedtuple("P", "x y", defaults=[5]); p = P(1); print(p, p.x, p[1], p._asdict(), p._replace(x=3), P._fields, p == (1, 5), len(p), P(y=1, x=2), isinstance(p, tuple), hash(p) == hash((1, 5)))
a, b = p; print(a, b, sum(p), [*p], p + (1,), sorted([P(2, 1), P(1, 2)]), "%s %s" % p, p < (2,), (0, 1) < p, {p: 1}[(1, 5)])
dd = defaultdict(list); dd["a"].append(1); print(dd, dict(dd), dd["q"], len(dd)); dc = defaultdict(int); dc["x"] += 1; print(dc, sorted(dc.items()))
c = Counter("mississippi"); print(c, c.most_common(2), c["z"], c + Counter("m"), sum(c.values()), sorted(c))
o = OrderedDict(a=1, b=2); o.move_to_end("a"); print(o, list(o), o == {"a": 1, "b": 2})
q = deque([1, 2, 3], maxlen=3); q.append(4); q.appendleft(0); print(q, q.popleft(), list(q), len(q)); q.rotate(1); print(q)
@dataclass
class Pt:
    x: int
    y: int = 2
    z: list = field(default_factory=list)
    def norm(self): return math.hypot(self.x, self.y)
print(Pt(1), Pt(1) == Pt(1), Pt(1, 3).norm(), asdict(Pt(1)), replace(Pt(1), y=9), astuple(Pt(0)))
@dataclass(frozen=True, order=True)
class F: a: int; b: str = "q"
print(F(1) < F(2), sorted([F(2), F(1)]), {F(1): 1}[F(1)])
try: F(1).a = 3
except Exception as e: print(type(e).__name__, e)
try: Pt()
except TypeError as e: print(e)
class Sh(ABC):
    @abstractmethod
    def area(self): ...
try: Sh()
except TypeError as e: print(e)
class Sq(Sh):
    def area(self): return 4
print(Sq().area())
l = [1, [2, 3]]; s = copy.copy(l); d = copy.deepcopy(l); l[1].append(4); print(s, d)
class N:
    def __init__(s): s.k = [1]; s.me = s
n = N(); m = copy.deepcopy(n); m.k.append(2); print(n.k, m.k, m.me is m, copy.copy(n).k is n.k)
print(functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.reduce(operator.add, [[1], [2]], []), functools.partial(pow, 2)(5))
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info() if False else "")
def deco(f):
    @functools.wraps(f)
    def w(*a): "wdoc"; return f(*a)
    return w
@deco
def foo(): "fdoc"
print(foo.__name__, foo.__doc__, foo.__wrapped__.__name__)
@functools.total_ordering
class TO:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __lt__(s, o): return s.v < o.v
print(TO(1) <= TO(1), TO(2) > TO(1), TO(1) >= TO(2))
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
print(list(itertools.chain([1], "a")), list(itertools.chain.from_iterable([[1], [2]])), list(itertools.product("ab", [1, 2])), list(itertools.product([0, 1], repeat=2)), list(itertools.permutations([1, 2, 3], 2)), list(itertools.combinations("abc", 2)), list(itertools.combinations_with_replacement("ab", 2)), list(itertools.accumulate([1, 2, 3])), list(itertools.accumulate([1, 2, 3], operator.mul)), list(itertools.repeat(1, 2)), list(itertools.islice(itertools.count(5, 2), 3)), list(itertools.islice(itertools.cycle("ab"), 5)), list(itertools.takewhile(lambda v: v < 3, [1, 2, 3, 1])), list(itertools.dropwhile(lambda v: v < 3, [1, 2, 3, 1])), [(k, list(g)) for k, g in itertools.groupby("aabbc")], list(itertools.zip_longest([1, 2], [3])), list(itertools.starmap(pow, [(2, 3)])), list(itertools.pairwise([1, 2, 3])), list(itertools.islice(range(10), 2, 8, 3)))
for f in ("sqrt exp log log2 log10 sin cos tan asin acos atan sinh cosh tanh asinh erf erfc expm1 log1p fabs floor ceil trunc degrees radians cbrt exp2").split():
    print(f, getattr(math, f)(0.5), end="; ")
print()
print(math.pow(2, 3), math.atan2(1, -1), math.hypot(3, 4), math.hypot(1, 2, 3), math.gcd(12, 18), math.lcm(4, 6), math.factorial(20), math.factorial(25), math.comb(5, 2), math.perm(5, 2), math.isqrt(17), math.fsum([0.1] * 10), math.prod([1, 2, 3]), math.isclose(0.1 + 0.2, 0.3), math.copysign(1, -0.0), math.fmod(-7, 3), math.modf(3.5), math.frexp(8.0), math.ldexp(1, 3), math.log(8, 2), math.dist([0, 0], [3, 4]), math.inf, math.nan, math.floor(-2.5), math.ceil(2.1), math.trunc(-2.7), math.log(10 ** 400), math.e, math.tau, math.isnan(math.nan), math.remainder(7, 4))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.exp(1000), lambda: math.log(-1), lambda: math.factorial(-1), lambda: math.acos(2), lambda: math.sqrt("a"), lambda: math.floor(float("nan")), lambda: math.pow(0, -1), lambda: math.pow(10, 400), lambda: math.cosh(1000), lambda: math.factorial(2.5), lambda: math.gamma(0), lambda: math.gcd(1.5), lambda: math.fmod(1, 0), lambda: math.atanh(1), lambda: math.foo):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(operator.itemgetter(1)([1, 2]), operator.attrgetter("x")(p), operator.mul(2, 3))
