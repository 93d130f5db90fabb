# generators
def g():
    try:
        x = yield 1
        print('got', x)
        y = yield x
        print('got', y)
    except ValueError as e:
        print('caught', e)
        yield 'after'
    finally:
        print('fin')
    return 9
a = g(); print(next(a), a.send(5)); 
try: a.send(6)
except StopIteration as e: print('stop', e.value)
b = g(); next(b); print(b.throw(ValueError('boo')))
try: next(b)
except StopIteration as e: print(repr(e), e.args)
c = g(); next(c); c.close(); print(list(c))
d = g()
try: d.send(3)
except TypeError as e: print(e)
def inner():
    r = yield 'i1'
    print('inner got', r)
    return 'res'
def outer():
    v = yield from inner()
    print('v', v)
    yield from [1,2]
    return 'o'
def run(gen):
    try:
        while True: print('->', next(gen))
    except StopIteration as e: print('ret', e.value)
run(outer())
def bad():
    try: yield 1
    except GeneratorExit: yield 2
x = bad(); next(x)
try: x.close()
except RuntimeError as e: print(e)
def stopper():
    yield 1
    raise StopIteration('x')
try: list(stopper())
except RuntimeError as e: print(e, repr(e.__cause__))
def echo():
    while True:
        r = yield
        if r is None: break
        print('echo', r)
e = echo(); next(e); e.send('a')
try: e.send(None)
except StopIteration: print('done')
def acc():
    total = 0
    while True:
        total += yield total
k = acc(); next(k); print(k.send(3), k.send(4))
def p():
    print('recv', (yield))
    print((yield 1), (yield 2))
q = p(); next(q); print(q.send('A')); print(q.send('B'))
try: q.send('C')
except StopIteration: print('end')
def w():
    while (x := (yield)) is not None:
        print('x', x)
ww = w(); next(ww); ww.send(1); ww.send(2)
def ret():
    return (yield 1) + 1
r = ret(); next(r)
try: r.send(4)
except StopIteration as s: print(s.value)
def lst():
    data = []
    while len(data) < 3: data.append((yield len(data)))
    return data
l = lst(); next(l); l.send('a'); l.send('b')
try: l.send('c')
except StopIteration as s: print(s.value)
def cond():
    if (yield 'q'): print('yes')
    else: print('no')
    x = [(yield 'a'), (yield 'b')]
    print(x)
    y = {'k': (yield 'c')}
    print(y, f'{(yield "d")}')
    z = (yield 'e') or 'dflt'
    print(z)
    assert (yield 'f'), 'failed'
cc = cond(); print(next(cc))
for v in [True, 1, 2, 3, 4, 0]:
    print(cc.send(v))
try: cc.send(0)
except AssertionError as e: print('AE', e)
gen = (i*i for i in range(3)); print(next(gen), list(gen)); 
try: next(gen)
except StopIteration: print('stop')
print(sum(x for x in range(4) if x%2), max((y for y in [3,1]), default=0))
def countdown(n):
    while n: 
        yield n; n -= 1
print(*countdown(3), sep=',')
first, *rest = countdown(4); print(first, rest)
def recursive(t):
    for x in t:
        if isinstance(x, list): yield from recursive(x)
        else: yield x
print(list(recursive([1,[2,[3]],4])))
x1 = countdown(2)
print(x1.gi_running, next(x1), type(x1).__name__, x1.__name__)
def th():
    yield 1
t1 = th(); 
try: t1.throw(KeyError('k'))
except KeyError as e: print('KE', e)
try: t1.throw(ValueError)
except ValueError as e: print('VE', repr(e))
def withf():
    with open_('a') as f:
        yield f
class open_:
    def __init__(s,n): s.n=n
    def __enter__(s): print('enter'); return s.n
    def __exit__(s,*a): print('exit', a[0]); return False
wg = withf(); print(next(wg)); wg.close()
def self_ref():
    yield next(me)
me = self_ref()
try: next(me)
except ValueError as e: print(e)
print((yield_ := 3))

# What a statement leaves behind is not sent to what `yield from` draws on.
counted = 0


def drawn(n):
    global counted
    counted += 1
    if n > 0:
        yield from drawn(n - 1)
    yield n


print(list(drawn(2)), counted)
