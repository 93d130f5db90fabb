"""What iterators, getters and classes derived from sets show, and what numbers are read from."""
import collections
import functools
import itertools
import operator


def attempt(text):
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)


for text in [
    "itertools.count(1)", "itertools.count(1, 2)", "itertools.count(1.5)", "itertools.repeat(2)",
    "itertools.repeat(2, 3)", "itertools.repeat('a', -1)", "operator.itemgetter(1, 2)",
    "operator.itemgetter('a')({'a': 3})", "operator.attrgetter('real', 'imag')(2)",
    "operator.attrgetter('x', 'y.z')", "operator.attrgetter(1)", "int(b'12')", "float(b'1.5')",
    "int(bytearray(b'7'))", "int(b'1f', 16)", "float(b'a')", "int(b'a')", "int(b'')",
    "sorted([1], reverse='')", "sorted([3, 1], reverse=2)", "[].sort(reverse=None)",
    "type(iter('a'))", "type(iter('é'))", "collections.OrderedDict() < 1",
    "collections.defaultdict(int) + 1", "len(itertools.count())", "-collections.OrderedDict()",
]:
    attempt(text)


class Set(set):
    pass


class Frozen(frozenset):
    pass


print(Set(), Set([1]), [Set([2])], Frozen(), Frozen([1]), {3}, frozenset({4}))
counting = itertools.count(5)
print(next(counting), counting)
for text in [
    "raise ValueError from 1", "raise ValueError(1) from None", "raise 1",
    "raise ValueError from int", "raise ValueError from KeyError",
]:
    try:
        exec(text)
    except BaseException as error:
        print(text, "->", repr(error), repr(error.__cause__))


@functools.lru_cache
def same(x):
    return x


for value in (False, 0, 0.0, 1, True, "a", (1,), (1.0,)):
    same(value)
print(same.cache_info())
for text in ["f'{*a}'", "f'{*a,}'", "f'{!r}'", "f'{}'"]:
    try:
        compile(text, "text", "eval")
        print(text, "compiles")
    except SyntaxError as error:
        print(text, error.msg)
