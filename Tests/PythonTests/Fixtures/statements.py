x = 5
assert x == 5, "no"
try: assert x == 6, f"x is {x}"
except AssertionError as e: print("AE", e)
try: assert 0
except AssertionError as e: print(repr(e))
def ub():
    print(zz); zz = 1
try: ub()
except UnboundLocalError as e: print(e)
def free():
    def inner(): return later
    r = None
    try: inner()
    except NameError as e: print(e)
    later = 1
free()
global_x = 1
def setg(): global global_x; global_x += 1
setg(); print(global_x)
def deco(n):
    def w(f):
        def inner(*a, **k): return f(*a, **k) * n
        return inner
    return w
@deco(3)
def three(x): return x
print(three(2))
i = 0
while i < 3: i += 1; 
else: print("done", i)
for i in []: pass
else: print("empty else")
x: int = 3; y: "str"
def ann(a: int, b: list[int] = None, *c: str, **d: dict) -> None: pass
print(ann(1), x)
if x == 3: print("one"); print("two")
class P: a = 1; b = a + 1; c = [a for _ in range(2)] if False else 0
print(P.b)
match (1, [2, 3], {"k": 4}):
    case (1, [a, *r], {"k": v}) if v > 3: print("m", a, r, v)
    case _: print("no")
class Pt:
    __match_args__ = ("x", "y")
    def __init__(s, x, y): s.x = x; s.y = y
for o in (Pt(0, 1), Pt(5, y=6), 3, "s", None, [1, 2], {"a": 1}):
    match o:
        case Pt(0, y): print("p0", y)
        case Pt(x=xx, y=yy): print("p", xx, yy)
        case int() | str() as q: print("is", q)
        case None: print("none")
        case [1, *_]: print("list")
        case {"a": 1, **rest}: print("map", rest)
match = 5; print(match)
lam = lambda *a, k=1, **kw: (a, k, kw); print(lam(1, 2, k=3, z=4))
print((lambda x, y=2: x + y)(1), [*range(3), *"ab"], {*[1], 2}, (*[1], 2), {**{"a": 1}})
print("a" if x else "b", [1, 2, 3][x - 3], -x ** 2, 2 ** -x, not x == 3, x in [3], x is not None, 1 <= x <= 3, x == 3 == 3.0)
print(0.1 * 3, 1e308 * 10, -1e308 * 10, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308, 123456789012345678, 1.23456789012345678, 9007199254740993, float(9007199254740993), 1e23, 4.35, 0.3, 2.675 * 100)
