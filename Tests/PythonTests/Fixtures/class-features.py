import enum
from enum import Enum, IntEnum, Flag, auto, unique, StrEnum
from abc import ABC, abstractmethod
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
class C(Enum):
    R = 1; G = 2; B = 2
    def f(self): return self.name.lower()
t(lambda: list(C)); t(lambda: C.B); t(lambda: C(1)); t(lambda: C(5)); t(lambda: C['R']); t(lambda: C['Z']); t(lambda: str(C.R)); t(lambda: f'{C.R}'); t(lambda: C.R.f()); t(lambda: C.R is C(1)); t(lambda: C.R == 1); t(lambda: C.R < C.G); t(lambda: len(C)); t(lambda: C.R in C); t(lambda: C.__members__); t(lambda: hash(C.R)==hash('R')); t(lambda: isinstance(C.R, C)); t(lambda: type(C.R)); t(lambda: {C.R: 1}[C.R]); t(lambda: C.X)
def s(): C.R = 5
t(s)
def s2(): C.R.value = 5
t(s2)
class I(IntEnum):
    A = 1; B = auto()
t(lambda: I.A + 1); t(lambda: I.B); t(lambda: str(I.A)); t(lambda: f'{I.A}'); t(lambda: '%d' % I.A); t(lambda: I.A < I.B); t(lambda: sorted([I.B, I.A])); t(lambda: I.A == 1); t(lambda: [10,20,30][I.A])
class F(Flag):
    R = auto(); W = auto(); X = auto()
t(lambda: F.R | F.W); t(lambda: F.R & F.W); t(lambda: ~F.R); t(lambda: F.R in (F.R|F.W)); t(lambda: bool(F.R & F.W)); t(lambda: (F.R|F.X).value); t(lambda: F(7)); t(lambda: F(8)); t(lambda: str(F.R|F.W))
class S(StrEnum):
    A = auto(); B = 'bee'
t(lambda: S.A); t(lambda: S.B + 'x'); t(lambda: str(S.A)); t(lambda: f'{S.A}')
try:
    @unique
    class Q(Enum): a = 1; b = 1
except ValueError as e: print(e)
try:
    class D(C): pass
except TypeError as e: print(e)
A = Enum('A', 'x y z'); t(lambda: list(A)); t(lambda: A.x.value)
class Sh(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
t(lambda: Sh())
class Sq(Sh):
    def area(self): return 1
t(lambda: Sq())
class Sq2(Sq):
    name = 'q'
t(lambda: Sq2().name); t(lambda: Sh.__abstractmethods__ if False else sorted(Sh.__abstractmethods__))
# classes
class D1:
    def __get__(s, o, t=None): return ('get', o is None)
    def __set__(s, o, v): print('set', v)
    def __set_name__(s, o, n): print('name', n)
    def __delete__(s, o): print('del')
class X:
    d = D1()
x = X(); t(lambda: x.d); t(lambda: X.d); x.d = 4; del x.d; t(lambda: x.__dict__)
class ND:
    def __get__(s, o, t=None): return 'nd'
class Y: n = ND()
y = Y(); t(lambda: y.n); y.n = 3; t(lambda: y.n)
class Pr:
    def __init__(s): s._v = 1
    @property
    def v(s): 'doc'; return s._v
    @v.setter
    def v(s, x): s._v = x*2
    @v.deleter
    def v(s): del s._v
    @property
    def ro(s): return 1
p = Pr(); p.v = 4; t(lambda: p.v); 
del p.v; t(lambda: p.v)
def ro(): p.ro = 3
t(ro)
def dro(): del p.ro
t(dro)
t(lambda: Pr.v.__doc__); t(lambda: type(Pr.v)); t(lambda: Pr.v.fget.__name__)
class Sl:
    __slots__ = ('a','b')
    def __init__(s): s.a = 1
def sl(): Sl().c = 1
t(sl); t(lambda: Sl().b); t(lambda: Sl().__dict__); t(lambda: Sl().a)
class A1:
    def f(s): return 'A'
class B1(A1):
    def f(s): return 'B'+super().f()
class C1(A1):
    def f(s): return 'C'+super().f()
class D2(B1,C1): 
    def f(s): return 'D'+super().f()
t(lambda: D2().f()); t(lambda: [c.__name__ for c in D2.__mro__]); t(lambda: D2.mro())
try:
    class Bad(A1, B1): pass
except TypeError as e: print(e)
class Meta(type):
    def __new__(m, n, b, ns, **k): print('new', n, k); return super().__new__(m, n, b, ns)
    def __init__(c, n, b, ns, **k): super().__init__(n, b, ns)
    def __call__(c, *a): print('call'); return super().__call__(*a)
    @property
    def prop(c): return 'metaprop'
    def __repr__(c): return 'M:'+c.__name__
class WM(metaclass=Meta, opt=3): 
    def __init__(s, z=0): s.z = z
t(lambda: WM(3).z); t(lambda: WM.prop); t(lambda: WM); t(lambda: type(WM)); t(lambda: WM().prop)
class Sub:
    subs = []
    def __init_subclass__(cls, tag=None, **k): super().__init_subclass__(**k); Sub.subs.append((cls.__name__, tag))
class S1(Sub, tag='t'): pass
class S2(Sub): pass
t(lambda: Sub.subs)
T = type('T', (A1,), {'z': 1, 'g': lambda s: s.z}); t(lambda: T().g()); t(lambda: T); t(lambda: type('A', (), {})())if 0 else None
class Op:
    def __init__(s, v): s.v = v
    def __add__(s, o): return Op(s.v + (o.v if isinstance(o, Op) else o))
    __radd__ = __add__
    def __iadd__(s, o): s.v += 100; return s
    def __eq__(s, o): return isinstance(o, Op) and s.v == o.v
    def __lt__(s, o): return s.v < o.v
    def __repr__(s): return f'Op({s.v})'
    def __len__(s): return s.v
    def __getitem__(s, i): 
        if isinstance(i, slice): return i
        if i > 3: raise IndexError
        return i*10
    def __contains__(s, x): return x == 7
    def __call__(s, *a, **k): return a, k
    def __bool__(s): return s.v > 0
    def __neg__(s): return Op(-s.v)
    def __matmul__(s, o): return 'mm'
    def __divmod__(s, o): return 'dm'
    def __pow__(s, o, m=None): return ('pow', o, m)
    def __round__(s, n=None): return ('round', n)
    def __index__(s): return s.v
    def __enter__(s): return s
    def __exit__(s, *a): return True
    def __format__(s, spec): return f'<{spec}>'
    def __getattr__(s, n): 
        if n.startswith('dyn'): return n.upper()
        raise AttributeError(n)
o = Op(3)
t(lambda: o + 1); t(lambda: 1 + o); t(lambda: sum([Op(1), Op(2)])); o += 1; t(lambda: o); t(lambda: Op(1)==Op(1)); t(lambda: Op(1)!=Op(2)); t(lambda: Op(1)<Op(2)); t(lambda: Op(1)>Op(2)); t(lambda: Op(1)<=Op(2)); t(lambda: hash(o)); t(lambda: list(Op(1))); t(lambda: Op(1)[1:2]); t(lambda: 7 in o); t(lambda: o(1,a=2)); t(lambda: bool(Op(0))); t(lambda: -Op(1)); t(lambda: o@1); t(lambda: divmod(o,1)); t(lambda: pow(o,2,3)); t(lambda: round(o,2)); t(lambda: hex(Op(255))); t(lambda: [1,2,3][Op(1)]); t(lambda: f'{o:abc}'); t(lambda: o.dynx); t(lambda: o.zzz); t(lambda: len(Op(-1))); t(lambda: max(Op(1),Op(5))); t(lambda: 'a'*Op(2)); t(lambda: range(Op(3))); t(lambda: o - 1); t(lambda: 1 - o); t(lambda: o | 1); t(lambda: +o); t(lambda: o.f()); t(lambda: Op()); t(lambda: Op(1,2))
