from typing import NamedTuple, TypedDict, List, Optional
import typing
class P(NamedTuple):
    """doc"""
    x: int
    y: float = 2.5
    def norm(self): return (self.x**2 + self.y**2) ** 0.5
    @property
    def double(self): return P(self.x*2, self.y*2)
p=P(3); print(p, p.x, p[1], p.norm(), p.double, p._replace(x=9), p._asdict(), P._fields, len(p), p == (3,2.5), isinstance(p, tuple), type(p), P._field_defaults)
a,b=p; print(a,b)
for f in [lambda: P(), lambda: P(1,2,3)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
Q=NamedTuple("Q",[("a",int),("b",str)]); print(Q(1,"z"))
class T(typing.NamedTuple):
    w: "torch.Tensor"
print(T(w=1))
class M(TypedDict):
    name: str
    year: int
m: M = M(name="x", year=3); print(m, type(m))
try:
    class Bad(NamedTuple):
        x: int = 1
        y: int
except TypeError as e: print(e)
import bisect; print(bisect.bisect([1,2,2,3],2), bisect.bisect_left([1,2,2,3],2)); l=[1,3]; bisect.insort(l,2); print(l)
