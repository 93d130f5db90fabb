x = 5
print(f"{x=} {x!r:>4} {x:>{x+2}} {'a' 'b'} {{}} {x:{'>'}{8}.{2}f} {[i for i in range(3)]} {x if x else 0} {(lambda: 3)()} {x:,} {1e10:,.2f} {'q':*^7}")
print(rf"\n{x}", f'{"nested"}', f"{x!s}", f"""a
{x}
b""", "a\tb\x41\u00e9x" if False else "é")
a, *b, (c, d) = 1, 2, 3, (4, 5); print(a, b, c, d)
*a, = "xyz"; print(a); (a, b), c = [1, 2], 3; [p, q] = 1, 2; print(a, b, c, p, q)
def g():
    r = yield 1
    print("got", r)
    try:
        s = yield 2
    except ValueError as e: print("caught", e); yield 99
    finally: print("fin")
    return 10
it = g(); print(next(it), it.send("hi"), it.throw(ValueError("v")))
try: next(it)
except StopIteration as e: print("stop", e.value)
def h(): r = yield from g2(); print("r", r); yield r
def g2(): yield 1; yield 2; return 3
print(list(h()))
def inf():
    n = 0
    while True: yield n; n += 1
import itertools
print(list(itertools.islice(inf(), 5)), [next(i) for i in [inf()] * 3])
ge = (i * i for i in range(3)); print(next(ge), list(ge), list(ge), sum(i for i in range(5)))
def fin():
    try: return 1
    finally: print("finally")
print(fin())
def fin2():
    for i in range(3):
        try: continue
        finally: print("f", i)
    else: print("else")
    try:
        try: 1 / 0
        except ZeroDivisionError as e: raise KeyError("x") from e
    except KeyError as e: print(repr(e), repr(e.__cause__), repr(e.__context__))
    try: pass
    except: pass
    else: print("else2")
    finally: print("f2")
    while True:
        try: break
        finally: print("brk")
    try:
        try: raise ValueError(1)
        finally: print("inner")
    except ValueError: print("outer")
    try: return "r1"
    finally: return "r2"
print(fin2())
def outer():
    n = 0
    def inc(): nonlocal n; n += 1; return n
    inc(); inc(); return n, inc
print(outer()[0], outer()[1]())
fs = [lambda: i for i in range(3)]; print([f() for f in fs]); fs = [lambda i=i: i for i in range(3)]; print([f() for f in fs])
print([(i, j) for i in range(3) for j in range(i) if (i + j) % 2], {k: v for k, v in zip("ab", [1, 2])}, {c for c in "aab"} == {"a", "b"}, [[j for j in range(i)] for i in range(3)])
if (n := 10) > 5: print(n)
print([y := 1, y ** 2], 1 < 2 < 3, 1 < 3 < 2, 1 if 0 else 2, not 1, 3 and 0 or 5, (1, 2) < (1, 3), [1] == [1.0], 1 == True, "a" "b")
