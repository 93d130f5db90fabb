# What a program does to an object while a builtin is at work on it.

import collections
import copy
import functools
import itertools
import math


def raised(call):
    try:
        return call()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print("indices that shorten what they index")


class Shortening:
    def __init__(self, target, value):
        self.target, self.value = target, value

    def __index__(self):
        self.target.clear()
        return self.value


def assigned(target, index, value):
    target[index] = value
    return target


def deleted(target, index):
    del target[index]
    return target


for size in (1, 4, 40):
    x = list(range(size))
    print(raised(lambda: x[Shortening(x, size - 1)]), x)
    x = list(range(size))
    print(raised(lambda: x[0:Shortening(x, size)]), x)
    x = list(range(size))
    print(raised(lambda: assigned(x, slice(0, Shortening(x, size)), [1])), x)
    x = list(range(size))
    print(raised(lambda: assigned(x, Shortening(x, 0), 1)), x)
    x = list(range(size))
    print(raised(lambda: deleted(x, Shortening(x, 0))), x)
    x = list(range(size))
    print(raised(lambda: deleted(x, slice(None, None, Shortening(x, 2)))), x)
    x = list(range(size))
    print(raised(lambda: x.pop(Shortening(x, 0))), x)
    x = list(range(size))
    print(raised(lambda: x.insert(Shortening(x, 3), "a")), x)

print("comparisons that change a container")


class Changing:
    def __init__(self, change, answer=False):
        self.change, self.answer = change, answer

    def __eq__(self, other):
        self.change()
        return self.answer

    def __hash__(self):
        return 7

    def __repr__(self):
        return "Changing()"


x = [1, 2, 3]
print(Changing(x.clear) in x, x)
x = [1, 2, 3]
print(raised(lambda: x.remove(Changing(x.clear, True))), x)
x = [1, 2, 3]
print(raised(lambda: x.index(Changing(x.clear))), x)
x = [1, 2, 3]
print(x.count(Changing(x.clear, True)), x)
d = {}
d[Changing(lambda: d.clear())] = 1
d[Changing(lambda: None)] = 2
print(len(d), list(d.values()))
d = {Changing(lambda: None): 1}
print(d.get(Changing(d.clear)), len(d))
s = set()
s.add(Changing(lambda: s.clear()))
s.add(Changing(lambda: None))
print(len(s))
s = {Changing(lambda: None)}
print(Changing(s.clear, True) in s, len(s))

print("a sort that sees its list")


class Ordered:
    def __init__(self, change):
        self.change = change

    def __lt__(self, other):
        self.change()
        return True


for change in (lambda: x.append(1), lambda: x.clear(), lambda: len(x)):
    x = [Ordered(change), Ordered(change)]
    print(raised(x.sort), len(x))
x = [3, 1, 2]
print(raised(lambda: x.sort(key=lambda v: x.append(v) or v)), x)
print(raised(lambda: x.sort(key=lambda v: 1 / 0)), x)

print("iteration over what changes")


def grow(container, add):
    for element in container:
        add()


s = {1, 2}
print(raised(lambda: grow(s, lambda: s.add(len(s) + 10))))
d = {1: 1, 2: 2}
print(raised(lambda: grow(d, lambda: d.update({len(d) + 10: 1}))))
x = [1, 2, 3]
print([x.pop() for _ in x], x)
x = [1, 2, 3, 4]
r = reversed(x)
print(next(r), x.clear(), list(r))
g = (next(g) for _ in [1, 2])
print(raised(lambda: list(g)))
g = (x for x in [1, 1 / 1, 0])
print(list(g), list(g))

print("exceptions that lead in a ring")


def ring():
    try:
        1 / 0
    except ZeroDivisionError as a:
        try:
            {}["k"]
        except KeyError as b:
            raise a


try:
    ring()
except ZeroDivisionError as error:
    print(repr(error), repr(error.__context__), error.__context__.__context__)
a, b, c = ValueError("a"), TypeError("b"), KeyError("c")
a.__context__, b.__context__ = b, c
try:
    try:
        raise b
    except TypeError:
        raise a
except ValueError as error:
    print(repr(error.__context__), repr(error.__context__.__context__))
try:
    try:
        raise c
    except KeyError:
        raise b
except TypeError as error:
    print(repr(error.__context__), error.__context__.__context__)
a.__context__ = b
b.__context__ = a
try:
    try:
        raise c
    except KeyError:
        raise a
except ValueError as error:
    print(repr(error.__context__), error.__context__.__context__)

print("counts beyond machine integers, and negative ones")
print(list(enumerate("ab", 2**63 - 1)), list(enumerate("ab", -(2**70))))
print(raised(lambda: enumerate("ab", 1.5)))
for bound in (-1, -(2**63), 2**63, 2**70, 1.5, "a", True, 0):
    print(raised(lambda: collections.deque("abc", bound)))
print([1, 2, 3][-(2**63) : 2**63 - 1 : 2**62], "abc"[2**70 : -(2**70) : -1], (1, 2)[:: -(2**63)])
print(list(itertools.islice(range(9), 1, None, 2**62)), list(itertools.islice(range(9), 2**62)))
print(raised(lambda: next(itertools.product([1], repeat=-1))))
print("%.*s|%.*f|%*d|%-*d|" % (-1, "abc", -3, 1.5, -4, 2, 3, 4))
print(round(5, -2000), round(1234, -2), round(10**30, -29), round(10**30, -31))
print([].insert(-(2**63), 1), raised(lambda: [1].pop(2**63 - 1)))

print("deques")
d = collections.deque(range(5), 3)
print(d, d.append(5), d.appendleft(6), d, d.pop(), d.popleft(), d)
d.extend("abcd")
print(d, d.extendleft("xyz"), d, len(d), d[0], d[-1])
d = collections.deque(itertools.islice(itertools.count(), 1000), maxlen=2)
print(d, d.maxlen, collections.deque("ab", 0), raised(collections.deque().pop))
d = collections.deque("ab")
d.extend(d)
print(d)
queue = [1]
for _ in range(300):
    queue.append(queue.pop(0) + 1)
    queue.insert(0, queue[0] + 1)
print(len(queue), queue[:3], queue[-2:], queue.pop(0), queue.pop(), len(queue))

print("selections")
print(list(itertools.permutations("abc", 2)), list(itertools.permutations([])))
print(list(itertools.permutations(range(3))), list(itertools.permutations("ab", 3)))
print(list(itertools.combinations("abcd", 2)), list(itertools.combinations("ab", 0)))
print(list(itertools.combinations_with_replacement("abc", 2)))
print(list(itertools.combinations_with_replacement([], 1)), list(itertools.combinations("a", 2)))
print(list(itertools.islice(itertools.cycle("ab"), 5)), list(itertools.cycle([])))
print(list(itertools.zip_longest("abc", [1], fillvalue=0)), list(itertools.zip_longest()))
print([(k, list(g)) for k, g in itertools.groupby("aabbbc")])
groups = itertools.groupby([1, 1, 2, 3, 3])
first, second = next(groups), next(groups)
print(first[0], list(first[1]), second[0], list(second[1]), [k for k, g in groups])
print([k for k, g in itertools.islice(itertools.groupby(itertools.count(), lambda v: v // 3), 3)])

print("integers")
for n in (0, 1, 2, 3, 4, 8, 9, 15, 16, 17, 2**62, 2**63 - 1, 2**64, 10**40 - 1, 10**40):
    print(n, math.isqrt(n), end="; ")
print(math.isqrt(10**3000 - 1) == 10**1500 - 1)
print(math.comb(10, 3), math.comb(60, 30), math.comb(10**12, 3), math.comb(3, 5), math.comb(0, 0))
print(math.comb(1000, 500) % 10**9, math.comb(2**70, 2), math.perm(2**70, 2), math.perm(5))
print(math.factorial(30), math.factorial(1000) % (10**9 + 7), math.perm(10, 0), math.perm(3, 4))
print(math.gcd(3**200, 3**150 * 2, 3**149), math.lcm(2**80, 3, 2**81), math.gcd(), math.gcd(-4, 6))
print(pow(3, 10**40, 10**9 + 7), pow(3, -1, 7), pow(-3, 5, -7), pow(2, 0, 1), pow(5, 3, 2**70))
print(raised(lambda: pow(2, -1, 4)), raised(lambda: math.isqrt(-1)), raised(lambda: math.comb(-1, 2)))
print(int("12", 36), int("zZ", 36), int("7" * 40, 8), int("v" * 30, 32), int("-1_0", 2))

print("copies and nests")
t = ()
for _ in range(60):
    t = (t, t)
print(t == t, t is t, hash(()) == hash(tuple([])))
x = [1, (2, [3])]
y = copy.deepcopy([x, x])
print(y[0] is y[1], y, y[0][1][1] is x[1][1])
f = functools.partial(functools.partial(int, base=2), "101")
print(f())
