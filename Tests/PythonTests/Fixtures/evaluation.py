# In which order things are evaluated, and what holds when something is raised on the way.

def said(*values):
    print("said", *values)
    return values[-1]


# A name that is read before an assignment within the same expression keeps its first value.
def order(x):
    a = x + (x := 5) * x
    b = (x, x := 7, x)
    c = [x, (x := 9)][0] + x
    d = {x: (x := 1), x: x}
    e = x < (x := 3) < x + 1
    x += (x := 10)
    return a, b, c, d, e, x


print(order(2))


def unbound(flag):
    if flag:
        value = 1
    return str(value) + said("said")


print(unbound(True))
try:
    print(unbound(False))
except UnboundLocalError as error:
    print(error)


def deleted():
    x = 1
    for i in range(3):
        try:
            print(x)
            del x
        except UnboundLocalError as error:
            print(error)
        if i == 1:
            x = "again"
    return x if i > 5 else "end"


print(deleted())


def handler_name():
    e = "before"
    try:
        raise ValueError("v")
    except ValueError as e:
        print(repr(e))
    try:
        return e
    except UnboundLocalError as error:
        return str(error)


print(handler_name())


# A local keeps its value where the expression for the new one raises.
def keeps():
    x = 1
    for make in (lambda: [][0], lambda: 1 / 0, lambda: {}["k"]):
        try:
            x = False or make()
        except Exception as error:
            print(type(error).__name__, x)
        try:
            x = 2 if make() else 3
        except Exception as error:
            print(type(error).__name__, x)
    return x


print(keeps())


# Blocks that are left in every way.
def leave(how):
    log = []
    for i in range(3):
        try:
            try:
                log.append(("try", i))
                if how == "break":
                    break
                if how == "continue":
                    continue
                if how == "return":
                    return log
                if how == "raise":
                    raise KeyError(i)
            finally:
                log.append(("finally", i))
                if how == "swallow":
                    continue
        except KeyError as error:
            log.append(("except", error.args))
        else:
            log.append(("else", i))
        finally:
            log.append(("outer", i))
    else:
        log.append("loop else")
    return log


for how in ("plain", "break", "continue", "return", "raise", "swallow"):
    print(how, leave(how))


def overrides():
    for i in range(2):
        try:
            return "first"
        finally:
            if i == 0:
                continue
            return "second"


print(overrides())


class Manager:
    def __init__(self, name, swallows=False):
        self.name, self.swallows = name, swallows

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind and kind.__name__)
        return self.swallows


def managed(how):
    while True:
        with Manager("a", swallows=how == "raise") as a, Manager("b") as b:
            if how == "break":
                break
            if how == "return":
                return a.name + b.name
            if how == "raise":
                raise OSError("x")
        return "after"
    return "broken"


for how in ("plain", "break", "return", "raise"):
    print(how, managed(how))


# Generators that are left and entered again.
def generator(n):
    try:
        for i in range(n):
            try:
                got = yield i, [j * i for j in range(2)]
                print("got", got)
            except ValueError as error:
                print("thrown", error)
                yield "handled"
    finally:
        print("closed")


g = generator(5)
print(next(g), g.send("a"), g.throw(ValueError("t")), next(g))
g.close()
print(list(generator(2)))


def nested():
    result = yield from generator(1)
    print("result", result)
    return (yield "last")


g = nested()
print(next(g), next(g), next(g, "over"))
squares = (x * x for x in range(3))
print(type(squares).__name__, squares.send(None), list(squares), list(squares))


# Calls with all kinds of arguments.
def f(a, b=2, /, c=3, *rest, d, e=5, **more):
    return a, b, c, rest, d, e, more


print(f(1, d=4), f(1, 2, 3, 4, 5, d=6, x=7), f(*[1, 2], **{"d": 1, "z": 2}))
print(f(*"ab", "c", *range(2), d=0, **{"e": 1}, q=9))


def many(*args, **keywords):
    return len(args), len(keywords)


print(many(*range(40), 1, 2, k=3))
print(many(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
           25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35))


class Made:
    def __init__(self, x, y=1):
        self.x, self.y = x, y

    def __call__(self, z):
        return self.x + self.y + z


print(Made(1)(2), Made(1, 5)(2), Made(x=3)(0), [Made(i)(0) for i in range(3)])


class Odd:
    def __init__(self):
        return 5


for make in (Odd, lambda: Made(), lambda: Made(1, 2, 3)):
    try:
        make()
    except TypeError as error:
        print(error)


# A class that changes after it was used.
class Changing:
    def value(self):
        return "method"


class Below(Changing):
    pass


def ask(thing):
    return thing.value() if callable(thing.value) else thing.value


thing = Below()
print(ask(thing))
Changing.value = lambda self: "changed"
print(ask(thing))
Below.value = property(lambda self: "property")
print(ask(thing))
del Below.value
thing.value = "own"
print(ask(thing))
Below.__getattribute__ = lambda self, name: "everything"
print(ask(thing), thing.nothing)
del Below.__getattribute__
print(ask(thing))
Below.__init__ = lambda self, n: setattr(self, "n", n)
print(Below(4).n)
Below.__new__ = lambda cls, n: "made by new"
print(Below(4))


# Closures and cells.
def counters():
    made = []
    for i in range(3):
        def count(step=i):
            nonlocal total
            total += step
            return total
        made.append(count)
    total = 100
    return made


print([count() for count in counters()])
print([f() for f in [lambda: i for i in range(3)]])
x = "global"


class Scope:
    x = x + " in class"
    y = [x for _ in range(2)]
    z = (lambda: x)()


print(Scope.x, Scope.y, Scope.z)


# Sorting keeps what is equal in its order.
pairs = [(i * 7 % 5, i) for i in range(12)]
print(sorted(pairs, key=lambda p: p[0]))
print(sorted(pairs, key=lambda p: p[0], reverse=True))
print(sorted([5, 4, 3, 3, 2, 8, 9, 1]), sorted(range(6), reverse=True), sorted([2.5, 1, True, 0]))

# Frames deeper than one stack of registers, and code with many variables.
names = ", ".join(f"v{i}" for i in range(60))
source = f"def wide(n):\n    {names} = range(60)\n    return v0 + v59 + (wide(n - 1) if n else 0)\n"
space = {}
exec(source, space)
print(space["wide"](400))


def tower(n):
    if n:
        yield from tower(n - 1)
    yield n


print(sum(tower(150)))

# Texts grow where they are, and nothing else that holds them does.
text = "a"
other = text
text += "b"
text += text
print(text, other)


def grow():
    text = "x" * 20
    held = text
    for i in range(3):
        text += str(i)
    return text, held


print(grow())


# Patterns.
def match(value):
    match value:
        case [1, [2, x] | (x, 3), *rest] if x != 7:
            return "first", x, rest
        case {"k": [a, b], **others}:
            return "mapping", a, b, others
        case Made(x=0, y=y) | Made(x=y, y=0):
            return "made", y
        case str() | bytes() as s:
            return "text", s
        case (1 | 2 | -3) as n:
            return "number", n
        case [_, _]:
            return "pair"
    return "none"


for value in ([1, [2, 5], 6], (1, (4, 3)), [1, [2, 7], 0], {"k": (1, 2), "z": 0}, Made(0, 4),
              Made(5, 0), Made(1, 1), "s", -3, (0, 0), 3.5):
    print(match(value))
