S = r"""
x := 3
(x := 3)
y = x := 3
[i for i in (j := [1])]
[i := 1 for i in [1]]
[(j := i) for i in [1] for j in [2]]
class C:\n  z = [(q := 1) for _ in [1]]
[lambda: (x := 1) for x in [1]]
(a.b := 1)
(1 := 2)
(f() := 2)
({} := 2)
([a] := 2)
(a, b := 1, 2)
(lambda x := 1: 3)
d = {x := 1: 2}
d = {(x := 1): (y := 2)}
s = {x := 1, 2}
print(x := 1)
print(a=(x := 1))
l = [1,2][x := 1]
l = [1,2][x := 0:1]
assert x := 1
def f(x = y := 1): pass
def f(x: (y := 1) = 2): pass
[x for x in [1] if (x := 2)]
[x for x in [1] if (yy := 2)]
[[(j := 1) for i in [1]] for j in [1]]
[a for a in [b for b in (c := [1])]]
match 1:\n  case x, x: pass
match 1:\n  case [x, [y, *x]]: pass
match 1:\n  case x | y: pass
match 1:\n  case [x] | [y]: pass
match 1:\n  case [x] | [x, _]: pass
match 1:\n  case _ | 1: pass
match 1:\n  case x | 1: pass
match 1:\n  case 1 | x: pass
match 1:\n  case x: pass\n  case 1: pass
match 1:\n  case _: pass\n  case 1: pass
match 1:\n  case x if x: pass\n  case 1: pass
match 1:\n  case (x): pass\n  case 1: pass
match 1:\n  case (1 as x): pass
match 1:\n  case (x as y): pass\n  case 1: pass
match 1:\n  case x as x: pass
match 1:\n  case 1 as _: pass
match 1:\n  case 1 as 2: pass
match 1:\n  case [*a, *b]: pass
match 1:\n  case [*_, *_]: pass
match 1:\n  case *a: pass
match 1:\n  case *a,: pass
match 1:\n  case (*a): pass
match 1:\n  case int(x=1, x=2): pass
match 1:\n  case int(x=1, 2): pass
match 1:\n  case {'a': 1, 'a': 2}: pass
match 1:\n  case {'a': x, 'b': x}: pass
match 1:\n  case {**rest, 'a': 1}: pass
match 1:\n  case {**_}: pass
match 1:\n  case {**a, **b}: pass
match 1:\n  case {x: 1}: pass
match 1:\n  case {'a': 1, **a}: pass
match 1:\n  case -x: pass
match 1:\n  case 1 + 1: pass
match 1:\n  case 1 + 2j: pass
match 1:\n  case 1 - 2j: pass
match 1:\n  case -1 + 2j: pass
match 1:\n  case -1: pass
match 1:\n  case +1: pass
match 1:\n  case not 1: pass
match 1:\n  case f'a': pass
match 1:\n  case 'a' 'b': pass
match 1:\n  case b'a': pass
match 1:\n  case a.b(): pass
match 1:\n  case a.b.c: pass
match 1:\n  case (1): pass
match 1:\n  case (): pass
match 1:\n  case int(x, y=x): pass
match 1:\n  case None | True: pass
match 1:\n  case ...: pass
match 1:\n  case 1, 2 | 3, *_: pass
match 1,:\n  case 1,: pass
match *[1], 2:\n  case 1, 2: pass
match 1:\n  case x: pass\n  case y: pass
match = 1
match[0] = 1
print(match)
case = 3
_ = 4
match (1):\n  case 1 if (q := 1): pass
match 1:\n  case 1 if: pass
match 1:\n  case lambda: 1: pass
match 1:\n  case {1: _, 1: _}: pass
match 1:\n  case {1: _, True: _}: pass
match 1:\n  case {1: _, 1.0: _}: pass
match 1:\n  case {-1: _, a.b: _, 'x': _, None: _}: pass
x = 1j
x = 3 + 4J
x = 1_0.5e1j
x = '\N{GREEK SMALL LETTER ALPHA}'
x = '\N{dash}'
x = '\N{LATIN SMALL LETTER A WITH MACRON}'
try:\n  pass\nexcept* ValueError: pass
async def f():\n  await g()
async def f():\n  return [x async for x in y]
def f():\n  x = [(yield)]
def f(x, x): pass
def f(x=1, y): pass
def f(*, **k): pass
def f(*): pass
def f(a, /, b, /): pass
def f(**k, a): pass
def f(*a, *b): pass
lambda x, x: 1
f(a=1, a=2)
f(**a, *b)
f(a for a in b, 1)
f(1, a for a in b)
f(a=1, 2)
f(**a, 1)
f(True=1)
None = 1
True = 1
x = None = 1
f() = 1
a + b = 1
(a, 1) = 2
[a, b()] = 3
a, *b, *c = d
*a = b
*a, = b
a = *b
a = *b, 
del f()
del (a, b)
del a + b
del *a
for f() in x: pass
for 1 in x: pass
with a as f(): pass
with a as 1: pass
import a.b as c.d
from a import *
def f():\n  from a import *
from . import x
global x
def f():\n  x = 1\n  global x
def f():\n  print(x)\n  global x
def f(x):\n  global x
def f(x):\n  nonlocal x
def f():\n  nonlocal zz
nonlocal x
return 1
yield 1
break
continue
class C:\n  return 1
class C:\n  yield 1
def f():\n  break
for i in x:\n  def g(): continue
if x = 1: pass
while x = 1: pass
print(x = 1 if 2)
x = (1
x = 1)
x = [1, 2
x = {1: 2
'abc
\"\"\"abc
x = 1 +
x = * 2
x ++
x = 5 6
x = a b
if x print(1)
if x: pass else: pass
else: pass
elif x: pass
try: pass
try:\n  pass
try:\n  pass\nexcept:\n  pass\nexcept ValueError:\n  pass
try:\n  pass\nfinally:\n  pass\nelse:\n  pass
except ValueError: pass
except a, b: pass
try:\n  pass\nexcept a, b:\n  pass
raise a from
print 1
exec 'a'
x = 0777
x = 0b12
x = 0o8
x = 0xg
x = 1__0
x = 1_
x = 1.e
x = 1a
x = 1if 2else 3
x = $1
x = a?b
x = a!b
x = a <> b
f'{a'
f'{}'
f'{a!x}'
f'a}'
f'{a:{b:{c}}}'
f'{a["b"]}'
f'{a=}'
f'{a!r:>10}'
f'{#}'
b'é'
'\x1'
'\u12'
'\U00110000'
'\N{foo}'
'\N'
b'\x1'
"a" b"b"
x: int = 1
(x): int = 1
x, y: int = 1
[x]: int
f(): int = 1
x.y: int = 1
x: int: 3
@1\ndef f(): pass
@a.b[0](1)\ndef f(): pass
@x\nx = 1
def f:\n pass
class C:
def f():
def f(): 
for x in y:
if True:\n  x = 1\n y = 2
if True:\n\tx = 1\n        y = 2
  x = 1
x = 1\n  y = 2
a.1
a.None
a.for
1.real
1 .real
1..real
x = (yield)
[*a for a in b]
{**a for a in b}
{*a for a in b}
(*a for a in b)
{**a, 'b': 1}
{a: b, c}
{a:}
x[*a]
x[*a, 1]
x[a:b, *c]
x[]
x()
x = not
a if b
a if b else
x = if
lambda *: 1
lambda: (yield)
a = b = c = 1
a += b += 1
(a, b) += 1
f() += 1
a.b += 1
1 += 1
a, b += 1
assert
assert (a, b)
assert a, b, c
del
del x,
pass 1
import
import a,
from a import
from a import (b
from a import b,
from a import (b,)
from __future__ import annotations
from __future__ import braces
from __future__ import foo
x = 1\nfrom __future__ import annotations
with a, b as c: pass
with (a as b, c as d): pass
with (a, b) as c: pass
with (a as b): pass
with a as b, : pass
with (yield): pass
global a, b
x = 10**5000
x = '''a
"""
def esc(s): return s.replace('\\n','\n')
for s in S.strip().split('\n'):
    try:
        compile(esc(s), 'f', 'exec')
        print(repr(s), 'ok')
    except SyntaxError as e:
        print(repr(s), type(e).__name__, e.msg, e.lineno)
    except BaseException as e:
        print(repr(s), type(e).__name__, e)
