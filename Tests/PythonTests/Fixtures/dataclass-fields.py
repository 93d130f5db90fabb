from dataclasses import dataclass, field, asdict, astuple, replace, fields, is_dataclass, FrozenInstanceError, MISSING, InitVar, KW_ONLY, make_dataclass
from typing import ClassVar, List, Optional
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
@dataclass
class P:
    x: int
    y: float = 0.0
    tags: list = field(default_factory=list)
    k: ClassVar[int] = 3
    _z: int = field(default=5, repr=False, compare=False)
p = P(1)
t(lambda: p); t(lambda: P(1)==P(1,_z=9)); t(lambda: P()); t(lambda: P(1,2,3,4,5)); t(lambda: P(1,q=2)); t(lambda: P(1)<P(2)); t(lambda: hash(p))
t(lambda: asdict(p)); t(lambda: astuple(p)); t(lambda: replace(p, x=5)); t(lambda: replace(p, w=5)); t(lambda: [f.name for f in fields(p)]); t(lambda: [f.type for f in fields(P)]); t(lambda: [f.default for f in fields(P)][1:2]); t(lambda: fields(P)[0].default is MISSING); t(lambda: is_dataclass(P), ); t(lambda: is_dataclass(3)); t(lambda: fields(3)); t(lambda: asdict(3)); t(lambda: asdict(P))
t(lambda: P.__match_args__); t(lambda: P.__eq__(p, 3)); t(lambda: p.__dict__)
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = 'q'
f = F(1)
def setit(): f.a = 3
def delit(): del f.a
t(setit); t(delit); t(lambda: hash(F(1))==hash(F(1))); t(lambda: sorted([F(2),F(1,'z'),F(1,'a')])); t(lambda: F(1)<3); t(lambda: {F(1):2}[F(1)]); t(lambda: F(1)>=F(1))
@dataclass
class Base:
    a: int = 1
@dataclass
class D(Base):
    b: int = 2
    def __post_init__(self): self.c = self.a + self.b
t(lambda: D()); t(lambda: D(3).c); t(lambda: D(b=5)); t(lambda: D(1)==Base(1))
try:
    @dataclass
    class Bad:
        a: int = 1
        b: int
except TypeError as e: print(e)
try:
    @dataclass
    class Bad2:
        a: list = []
except ValueError as e: print(e)
@dataclass(kw_only=True)
class K:
    a: int
    b: int = 2
t(lambda: K(a=1)); t(lambda: K(1)); t(lambda: K())
@dataclass
class K2:
    a: int
    _: KW_ONLY
    b: int = 2
    c: int
t(lambda: K2(1, c=3)); t(lambda: K2(1,2,3)); t(lambda: K2(1))
@dataclass
class I:
    a: int
    b: InitVar[int] = 3
    c: int = field(init=False)
    def __post_init__(self, b): self.c = self.a * b
t(lambda: I(2)); t(lambda: I(2,5)); t(lambda: I(2,5).c)
@dataclass(eq=False)
class E: 
    a: int
t(lambda: E(1)==E(1)); t(lambda: len({E(1),E(1)}))
@dataclass(repr=False)
class R: a: int = 1
t(lambda: 'object at' in repr(R()))
@dataclass(unsafe_hash=True)
class U: a: int = 1
t(lambda: hash(U())==hash(U()))
@dataclass
class N:
    p: P
    d: dict
    t: tuple
n = N(P(1), {'a': P(2)}, (P(3), 4))
t(lambda: asdict(n)); t(lambda: astuple(n)); t(lambda: asdict(n)['d'] is n.d)
C = make_dataclass('C', [('x', int), 'y', ('z', int, field(default=3))])
t(lambda: C(1,2))
@dataclass(slots=True)
class S:
    x: int
    y: int = 2
def ss(): S(1).z = 1
t(ss); t(lambda: S(1)); t(lambda: S.__slots__)
@dataclass
class Rec:
    v: int
    next: Optional['Rec'] = None
r = Rec(1, Rec(2)); t(lambda: r); r.next.next = r; t(lambda: r)
@dataclass
class G:
    x: int = field(default=1, metadata={'unit':'m'})
    y: int = field(default=2, kw_only=True)
t(lambda: fields(G)[0].metadata['unit']); t(lambda: G(1,y=3)); t(lambda: G(1,2)); t(lambda: P.__init__.__name__)
match p:
    case P(x=1, y=yy): print('m', yy)
match F(1,'z'):
    case F(a, b): print(a, b)
def mix(): field(default=1, default_factory=list)
t(mix)
