import heapq
heap = [5, 3, 8, 1, 9, 2]
heapq.heapify(heap)
print(heap)
heapq.heappush(heap, 0)
print(heap, heapq.heappop(heap), heap)
print(heapq.heapreplace(heap, 7), heapq.heappushpop(heap, 1), heap)
print(heapq.nlargest(2, heap), heapq.nsmallest(3, heap, key=lambda x: -x))
print(list(heapq.merge([1, 4, 7], [2, 5], [3, 6, 9])))
print(list(heapq.merge([7, 4, 1], [5, 2], reverse=True)))
try:
    heapq.heappop([])
except IndexError as e:
    print(e)

from fractions import Fraction
a, b = Fraction(3, 4), Fraction("-5/6")
print(a, repr(b), a + b, a - b, a * b, a / b, a // b, a % b, a ** 2, a ** -2, -a, abs(b))
print(Fraction(0.1), Fraction("0.125"), Fraction("1e-3"), Fraction(7), Fraction(), Fraction(6, -4))
print(Fraction(3.14159).limit_denominator(100), a + 1, 1 - a, 2 * a, a + 0.5, a == 0.75, a < 1)
print(float(a), int(b), round(Fraction(5, 2)), round(Fraction(22, 7), 2), hash(Fraction(1, 2)) == hash(0.5))
print(sorted([Fraction(1, 3), Fraction(1, 4), 0.3]), a.numerator, a.denominator, bool(Fraction(0)))
for bad in (lambda: Fraction(1, 0), lambda: Fraction("x"), lambda: Fraction(1.5, 2)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)

import string
print(string.ascii_letters, string.digits, string.hexdigits, repr(string.whitespace))
print(string.capwords("hello  big world"), string.Template("$who likes ${what} for $$5").substitute(who="tim", what="kung pao"))
print(string.Template("$a $b").safe_substitute(a=1))

import textwrap
text = "The quick brown fox jumped over the lazy dog; well-known tricks in a half-hearted way."
print(textwrap.wrap(text, 24))
print(textwrap.fill(text, 30, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten("Hello  world! and more", width=14), textwrap.shorten(text, 30))
print(repr(textwrap.dedent("    a\n      b\n    c\n")), repr(textwrap.indent("a\n\nb", "> ")))

import operator
print(operator.add(2, 3), operator.itemgetter(1, 2)([4, 5, 6]), operator.methodcaller("upper")("abc"))
print(operator.contains([1, 2], 2), operator.countOf([1, 2, 1], 1), operator.indexOf([5, 6], 6), operator.truth([]))
print(operator.iadd([1], [2]), operator.concat("a", "b"), operator.abs(-3), operator.index(7), operator.floordiv(7, 2))

import functools
@functools.lru_cache(maxsize=2)
def square(x):
    print("computing", x)
    return x * x
print(square(2), square(3), square(2), square(4), square(3), square.cache_info())
@functools.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(60), fib.cache_info())
add = functools.partial(lambda a, b, c=0: (a, b, c), 1, c=5)
print(add(2), add(2, c=7), add.args, add.keywords, functools.partial(int, base=2)("101"), functools.partial(print, "x", sep="-"))
class Circle:
    def __init__(self, r):
        self.r = r
    @functools.cached_property
    def area(self):
        print("area!")
        return 3 * self.r ** 2
c = Circle(2)
print(c.area, c.area, c.__dict__)
@functools.singledispatch
def show(x):
    return f"object {x}"
@show.register(int)
def _(x):
    return f"int {x}"
@show.register(list)
def _(x):
    return f"list of {len(x)}"
print(show("a"), show(3), show(True), show([1, 2]))
print(functools.reduce(operator.mul, range(1, 6)), sorted([3, 1, 2], key=functools.cmp_to_key(lambda x, y: y - x)))

from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict, deque, namedtuple
cm = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(cm["a"], cm["b"], dict(cm), len(cm), list(cm), cm.new_child({"c": 4}), cm.parents, "b" in cm)
c = Counter("mississippi")
print(c, c.most_common(2), c["x"], sorted(c.elements()), c.total(), c + Counter("sip"), c - Counter("misss"), c & Counter("sip"), c | Counter("zz"))
c.update("mm"); c.subtract("ss")
print(c, +c, -c, dict(c))
d = deque([1, 2, 3], maxlen=3)
d.append(4); print(d); d.appendleft(0); print(d, d.maxlen); d.rotate(1); print(d, d.index(2), d.count(2), d[0], list(reversed(d)))
d.extend([7, 8]); d.extendleft([9]); print(d, d.pop(), d.popleft(), len(d), 7 in d)
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a"); print(o, o.popitem(last=False), o, o == OrderedDict(a=1, c=3), o == dict(a=1, c=3))
dd = defaultdict(list); dd["x"].append(1); print(dd, dd.get("y"), "y" in dd, dict(dd))
P = namedtuple("P", "x y z", defaults=[0])
p = P(1, y=2)
print(p, p._asdict(), p._replace(x=9), P._fields, P._make([4, 5, 6]), p.x + p[1], P._field_defaults, p == (1, 2, 0))
class Upper(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)
u = Upper(a=1); u["b"] = 2; print(u, u.data, "B" in u, len(u))

import itertools
print(list(itertools.islice(itertools.count(5, 2), 3)), list(itertools.compress("abcd", [1, 0, 1, 0])), list(itertools.filterfalse(lambda x: x % 2, range(5))))
a, b = itertools.tee([1, 2, 3]); print(list(a), list(b), list(itertools.chain.from_iterable(["ab", "c"])), list(itertools.starmap(pow, [(2, 3), (3, 2)])))
print([(k, list(g)) for k, g in itertools.groupby("aabbbc")], list(itertools.zip_longest([1, 2], "a", fillvalue="-")), list(itertools.pairwise([1, 2, 3])))
print(list(itertools.product("ab", repeat=2)), list(itertools.permutations([1, 2, 3], 2)), list(itertools.combinations("abc", 2)), list(itertools.combinations_with_replacement("ab", 2)))
print(list(itertools.accumulate([1, 2, 3], operator.mul, initial=10)), list(itertools.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(itertools.dropwhile(lambda x: x < 3, [1, 2, 3, 1])))

import statistics as st
print(st.mean([1, 2, 3, 4]), st.mean([1, 2]), st.mean([0.1] * 3), st.mean([Fraction(1, 2), Fraction(1, 3)]), st.fmean([1, 2, 3]), st.median([3, 1, 2]), st.median([1, 2, 3, 4]))
print(st.mode("aabb"), st.multimode("aabbc"), st.pstdev([1, 2, 3, 4]), st.stdev([1.5, 2.5, 4.0]), st.variance([1, 2, 3, 4]), st.pvariance([1, 2, 3, 4]), st.variance([2.75, 1.75, 1.25]))
print(st.quantiles([1, 2, 3, 4, 5]), st.quantiles(range(1, 11), n=10, method="inclusive"), st.harmonic_mean([40, 60]), st.geometric_mean([54, 24, 36]), st.median_low([1, 2, 3, 4]), st.median_high([1, 2, 3, 4]))
print(st.correlation([1, 2, 3], [2, 4, 7]), st.covariance([1, 2, 3], [2, 4, 7]), st.linear_regression([1, 2, 3], [2, 4, 6]), st.NormalDist(100, 15).cdf(110), st.NormalDist(0, 1).pdf(0.5))
try:
    st.mean([])
except st.StatisticsError as e:
    print(e)

import types
ns = types.SimpleNamespace(a=1, b="x"); ns.c = 3; print(ns, ns == types.SimpleNamespace(a=1, b="x", c=3), types.FunctionType, isinstance(len, types.BuiltinFunctionType), isinstance(print, types.FunctionType))
import numbers
print([isinstance(x, numbers.Number) for x in (1, 1.5, True, "a", Fraction(1))], isinstance(3, numbers.Integral), isinstance(3.0, numbers.Integral), isinstance(Fraction(1), numbers.Rational))
import io, contextlib
buffer = io.StringIO()
with contextlib.redirect_stdout(buffer):
    print("hidden"); print(1, 2, sep="-")
print(repr(buffer.getvalue()))
print("to buffer", file=buffer, end=""); print(buffer.getvalue().splitlines(), io.StringIO("a\nb").readlines())
import os.path, pathlib, posixpath, os
print(os.path.join("a", "b", "/c", "d"), os.path.basename("/x/y.txt"), os.path.dirname("/x/y.txt"), os.path.splitext("a/b.tar.gz"), os.path.split("a/b/c"), os.path.normpath("a//b/../c/."), os.sep)
q = pathlib.Path("data") / "sets" / "train.csv"
print(q, repr(q), q.name, q.stem, q.suffix, q.parent, q.parts, q.with_suffix(".txt"), q.with_name("x"), q.parent.parent, q == pathlib.Path("data/sets/train.csv"), str(pathlib.PurePath("/a", "b")), q.is_absolute(), sorted([pathlib.Path("b"), pathlib.Path("a")]))
import traceback
try:
    1 / 0
except ZeroDivisionError as e:
    print(traceback.format_exc().splitlines()[-1], traceback.format_exception_only(e))
import pprint
pprint.pprint({"name": "x" * 30, "values": list(range(30)), "nested": {"a": [1, 2, {"b": "c" * 40}], "z": (1,)}})
pprint.pprint([["short"], "words " * 20, {3, 1, 2}], width=40)
print(pprint.pformat({"b": 1, "a": 2}), pprint.pformat(list(range(40)), compact=True, width=50))
import sys
print(sys.version_info[:2], sys.version_info >= (3, 8), sys.version_info.major, sys.maxsize, sys.float_info.epsilon, sys.float_info.max, sys.byteorder)
