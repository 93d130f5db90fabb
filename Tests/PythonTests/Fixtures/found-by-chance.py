"""What random programs have found, each once."""

import functools
import itertools
import math
import operator
import string
from collections import deque


def attempt(name, program):
    try:
        print(name, repr(program()))
    except Exception as error:
        print(name, type(error).__name__, error)


@functools.lru_cache
def cached(x=0):
    return x


def raised(what):
    raise what


attempt("maxlen:", lambda: deque([], -2))
attempt("maxlen:", lambda: deque(maxlen=-1))
attempt("base 0:", lambda: [int("0", 0), int("0x1f", 0), int("-0b11", 0)])
attempt("base 36:", lambda: int("zz", 36))
attempt("digits:", lambda: int("٣"))
attempt("shift:", lambda: min([], default=-7) >> 2)
attempt("float:", lambda: float("."))
attempt("ratio:", lambda: [True.as_integer_ratio(), (7).as_integer_ratio(), 10.5.as_integer_ratio()])
attempt("hex:", lambda: 1.5.hex())
attempt("ulp:", lambda: math.ulp(1.0))
attempt("index:", lambda: operator.index(3))
attempt("folded:", lambda: "ß İ ǆ ﬁ".casefold())
attempt("capitals:", lambda: string.capwords("the quick  fox"))
attempt("table:", lambda: str.maketrans(" ", ""))
attempt("decoded:", lambda: str(2, "x"))
attempt("aligned:", lambda: f"{0:<05}|{7:>05}|{-3:^06}")
attempt("negative zero:", lambda: "{x:z}".format(x=1))
attempt("several:", lambda: list(itertools.tee([1, 2, 3], 2)[1]))
attempt("false:", lambda: list(itertools.filterfalse(None, [0, 1, ""])))
attempt("cache:", lambda: (cached(), cached(), cached.cache_info()))
attempt("partial:", lambda: functools.partial(2))
attempt("no exception:", lambda: raised(int))
