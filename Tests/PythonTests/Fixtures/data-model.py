class V:
    __slots__ = ('x',)
    def __init__(self, x): self.x = x
    def __add__(self, o): return V(self.x + (o.x if isinstance(o, V) else o))
    __radd__ = __add__
    def __lt__(self, o): return self.x < o.x
    def __eq__(self, o): return isinstance(o, V) and self.x == o.x
    def __hash__(self): return hash(self.x)
    def __repr__(self): return f"V({self.x})"
    def __bool__(self): return self.x != 0
    def __len__(self): return 3
    def __contains__(self, k): return k == self.x
    def __getitem__(self, i):
        if isinstance(i, slice): return (i.start, i.stop, i.step)
        if i > 3: raise IndexError(i)
        return i * 2
    def __call__(self, *a, **k): return a, k
    def __format__(self, s): return f"<{s}>"
    def __iadd__(self, o): self.x += o; return self
    def __neg__(self): return V(-self.x)
    def __abs__(self): return V(abs(self.x))
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __index__(self): return 2
    def __round__(self, n=None): return ("round", n)
    def __divmod__(self, o): return "dm"
    def __matmul__(self, o): return "mm"
    def __pow__(self, o): return "pw"
    def __invert__(self): return "inv"
    def __getattr__(self, n): return "dyn " + n
v = V(3)
print(v + 1, 1 + v, sum([V(1), V(2)]), sorted([V(3), V(1)]), max(V(1), V(5)), V(2) == V(2), V(1) != V(2), len({V(1), V(1)}))
print(bool(V(0)), len(v), 3 in v, v[1], v[1:2], v[::3], list(v), v(1, 2, a=3), f"{v:abc}", format(v, "z"), -v, abs(V(-4)))
v += 10
print(v, int(v), float(v), [10,20,30][v], round(v), round(v, 2), divmod(v, 1), v @ 1, v ** 2, ~v, v.foo)
try: v.y = 3
except AttributeError as e: print(e)
class A:
    count = 0
    def __init__(self): type(self).count += 1
    @property
    def area(self): return self._a
    @area.setter
    def area(self, a): self._a = a
    @area.deleter
    def area(self): del self._a
    @classmethod
    def make(cls, *a): return cls(*a)
    @staticmethod
    def st(a): return a
    def __init_subclass__(cls, **kw): super().__init_subclass__(); print("sub", cls.__name__, kw)
class B(A, ):
    def __init__(self): super().__init__(); self.b = 1
    def st2(self): return super().st(5)
class C(A): pass
class D(B, C):
    def __init__(self): super(D, self).__init__()
d = D.make(); d.area = 5; print(d.area, D.count, A.count, d.st2(), D.__mro__, D.__bases__, isinstance(d, C), issubclass(D, A))
del d.area
try: d.area
except AttributeError as e: print(e)
print(d.__dict__, vars(d), hasattr(d, 'area'), getattr(d, 'q', 5), D.__name__, type(d).__qualname__, d.__class__, type(D), type(type(D)))
class E1(Exception):
    def __init__(self, code, msg="m"): super().__init__(msg); self.code = code
    def __str__(self): return f"E1[{self.code}] {self.args}"
try: raise E1(3)
except E1 as e: print(e, repr(e), e.args)
print(repr(ValueError("a", 1)), str(ValueError()), str(KeyError('k')), repr(KeyError('k')), ValueError("x") == ValueError("x"))
class L(list):
    def sum(self): return sum(self)
l = L([1,2,3]); l.append(4); print(l, l.sum(), len(l), l[1:], l + [5], isinstance(l, list), [0] + l, l == [1,2,3,4], list(reversed(l)))
class Dd(dict):
    def __missing__(self, k): return k * 2
    def __getattr__(self, k):
        try: return self[k]
        except KeyError: raise AttributeError(k)
q = Dd(a=1); q['b'] = 2; print(q, q['zz'], q.a, list(q), 'a' in q, q.get('x'), dict(q), {**q}, len(q))
class S(str):
    def shout(self): return self.upper() + "!"
s = S("abc"); print(s, s.shout(), s + "d", len(s), s == "abc", s[1], {s: 1}["abc"], f"{s:>5}")
class I(int):
    def __add__(self, o): return I(int(self) + o + 100)
print(I(5) + 1, I(5) * 2, I(3) < 4, type(I(5) + 1).__name__, I(7) // 2, -I(3), [1,2,3][I(1)])
class T(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    @property
    def a(self): return self[0]
t = T(1, 2); print(t, t.a, len(t), t == (1,2), hash(t) == hash((1,2)), t + (3,), isinstance(t, tuple)); a, b = t; print(a, b)
class M(type):
    def __new__(m, n, b, ns): ns['added'] = 1; return super().__new__(m, n, b, ns)
    def __call__(cls, *a): print("creating"); return super().__call__(*a)
class MM(metaclass=M): pass
print(MM.added, type(MM).__name__, MM().added)
class Desc:
    def __set_name__(self, o, n): self.n = n
    def __get__(self, o, t): return self if o is None else o.__dict__.get(self.n, 'unset')
    def __set__(self, o, v): o.__dict__[self.n] = v * 2
class UD: f = Desc()
u = UD(); print(u.f); u.f = 4; print(u.f, u.__dict__, UD.f.n)
class Ctx:
    def __init__(s, n, sup=False): s.n = n; s.sup = sup
    def __enter__(s): print("enter", s.n); return s
    def __exit__(s, t, v, tb): print("exit", s.n, t.__name__ if t else None, v); return s.sup
with Ctx(1) as a, Ctx(2, True) as b: raise ValueError("boo")
def f():
    with Ctx(3):
        return "ret"
print(f())
for i in range(3):
    with Ctx(i):
        if i == 1: continue
        if i == 2: break
print(object() == object(), NotImplemented, ..., type(...), type(None), type(NotImplemented))
