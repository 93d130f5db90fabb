import sys, traceback, contextlib
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
def f(a, b=2, *args, c, d=4, **kw): return a,b,args,c,d,kw
t(lambda: f()); t(lambda: f(1)); t(lambda: f(1,c=3)); t(lambda: f(1,2,3,4,c=5,e=6)); t(lambda: f(1,a=2,c=1)); t(lambda: f(*[1,2],**{'c':3})); t(lambda: f(*5)); t(lambda: f(**5)); t(lambda: f(**{1:2},c=1,a=1))
def g(a,/,b,*,c): return a,b,c
t(lambda: g(1,2,c=3)); t(lambda: g(a=1,b=2,c=3)); t(lambda: g(1,2,3)); t(lambda: g(1,b=2)); t(lambda: g(1,2,c=3,d=4)); t(lambda: g())
def h(): pass
t(lambda: h(1)); t(lambda: h(x=1)); t(lambda: (lambda x: x)()); t(lambda: len()); t(lambda: len(1,2)); t(lambda: print(1,foo=2)); t(lambda: int('1',bas=3)); t(lambda: sorted()); t(lambda: isinstance(1)); t(lambda: [].append()); t(lambda: [].append(1,2)); t(lambda: {}.get()); t(lambda: 'a'.join()); t(lambda: 'a'.upper(1)); t(lambda: abs()); t(lambda: range()); t(lambda: type()); t(lambda: zip(1)); t(lambda: map()); t(lambda: map(len)); t(lambda: object(1)); t(lambda: None()); t(lambda: (1)()); t(lambda: [].foo); t(lambda: foo); t(lambda: None.x); t(lambda: None[0]); t(lambda: (1).x)
x, (y, *z), w = 1, (2, 3, 4), 5; print(x,y,z,w)
def u():
    a, b = 1, 2, 3
t(u)
def u():
    a, b, c = 1, 2
t(u)
def u():
    a, *b, c = [1]
t(u)
def u():
    a, b = 5
t(u)
def u():
    a, b = {'x':1,'y':2}; return a, b
t(u)
def u():
    (a, b), c = 'xy', 'z'; return a,b,c
t(u)
[a, b] = 'pq'; print(a,b)
for i, (j, k) in enumerate([(1,2),(3,4)]): print(i,j,k)
a = b = []; a.append(1); print(b, a is b)
i = 0; l = [0,0]; i, l[i] = 1, 9; print(l)
*a, = 'abc'; print(a)
print(*[1,2], *'ab', sep='-', end='!\n')
print([*range(3), *'x'], {**{'a':1}, 'b':2}, (*(1,), 2), {*'a'})
def outer():
    n = 0
    def inc():
        nonlocal n; n += 1; return n
    return inc
c = outer(); c(); print(c())
fs = [lambda: i for i in range(3)]; print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]; print([f() for f in fs])
def ub():
    print(q); q = 1
t(ub)
def gl():
    global newg; newg = 5
gl(); print(newg)
x = 10
class K:
    x = 20
    y = [x for _ in range(2)]
    z = x
    def m(self): return x
print(K.y, K.z, K().m())
def dflt(a=[]): a.append(1); return a
dflt(); print(dflt())
print([x for x in range(3)], x)
print({i: [j for j in range(i)] for i in range(3)})
print([(i,j) for i in range(3) for j in range(i) if i != 2])
try:
    try: 1/0
    except ZeroDivisionError as e: raise ValueError('v') from e
except ValueError as e: print(repr(e.__cause__), e.__suppress_context__)
try:
    try: 1/0
    except ZeroDivisionError: raise KeyError('k')
except KeyError as e: print(repr(e.__context__), e.__cause__)
try:
    try: 1/0
    finally: print('fin')
except ArithmeticError as e: print(type(e).__mro__[1].__name__, e.args)
def ret():
    for i in range(3):
        try: return i
        finally: print('f', i)
print(ret())
def ret2():
    try: return 1
    finally: return 2
print(ret2())
def loop():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
        finally: print('L', i)
    else: print('else')
loop()
for i in range(2): pass
else: print('for else')
while False: pass
else: print('while else')
class MyE(Exception):
    def __init__(self, a, b): super().__init__(a, b); self.b = b
    def __str__(self): return f'my {self.b}'
try: raise MyE(1, 2)
except MyE as e: print(e, repr(e), e.args)
try: raise MyE(1,2).with_traceback(None) from None
except (KeyError, MyE) as e: print(e.__suppress_context__)
e1 = ValueError('x'); e1.add_note('n1'); print(e1.__notes__)
t(lambda: (_ for _ in ()).throw(ValueError('gen')))
@contextlib.contextmanager
def cm(n):
    print('in', n)
    try: yield n * 2
    except ValueError as e: print('swallow', e)
    finally: print('out', n)
with cm(1) as a, cm(2) as b: print(a, b); raise ValueError('z')
with contextlib.suppress(KeyError): {}['a']
class CM:
    def __enter__(self): return self
    def __exit__(self, t, v, tb): print(t.__name__ if t else None, v); return t is ValueError
with CM(): raise ValueError('q')
try:
    with CM(): raise KeyError('r')
except KeyError: print('passed')
with contextlib.ExitStack() as s:
    s.enter_context(CM()); s.callback(print, 'cb')
with contextlib.nullcontext(5) as n: print(n)
def deco(n):
    def w(f):
        def inner(*a, **k): return n, f(*a, **k)
        return inner
    return w
@deco(1)
@deco(2)
def ff(x): return x
print(ff(3), ff.__name__)
class cp:
    def __init__(s, f): s.f = f
    def __get__(s, o, t): 
        if o is None: return s
        v = s.f(o); o.__dict__[s.f.__name__] = v; return v
class UC:
    @cp
    def v(self): print('calc'); return 42
    @staticmethod
    def s(a): return a
    @classmethod
    def c(cls): return cls.__name__
uc = UC(); print(uc.v, uc.v, uc.s(1), UC.c())
assert True, 'no'
t(lambda: exec('assert 1 == 2, "msg"'))
print(sys.version_info[:2] if False else 'ok')
def rec(n): return rec(n+1)
try: rec(0)
except RecursionError as e: print(e)
print(1 if 0 else 2, not 1, 1 and 0 or 3, None or [], 1 < 2 == 2, (1,) + (2,), 5 if [] else 6)
print(0.1 + 0.2, 1e100, 1/3, 2**0.5, -7 // 2, -7 % 3, 1_000, 0xff, 0b11, 0o17, 1e-10, 100000000000000000.0, 5e-324, 1.7976931348623157e308)
del x
try: x
except NameError as e: print(e)
d = {'a': 1}; del d['a']; print(d)
