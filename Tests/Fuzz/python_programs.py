"""A grammar of plain Python programs."""

from grammar import Writer

HEADER = '''
import collections, copy, functools, itertools, math, operator, string
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from dataclasses import dataclass, field
from enum import Enum, IntEnum
Point = namedtuple("Point", "x y", defaults=[0])
def ordered(values):
    return sorted(values, key=repr)
def reset():
    pass
'''

BINARY = "+ - * / // % ** << >> & | ^ @".split()
COMPARISONS = "< <= > >= == != is in".split() + ["not in", "is not"]
ERRORS = "ValueError KeyError IndexError TypeError ZeroDivisionError StopIteration RuntimeError OSError".split()
ERRORS += "LookupError ArithmeticError AssertionError NotImplementedError Exception BaseException".split()

GRAMMAR = {
    "slips": "any int str float list dict set tuple bool none bytes iterator".split(),
    "any": ["<int>", "<int>", "<float>", "<str>", "<str>", "<bool>", "<list>", "<list>", "<tuple>", "<dict>",
            "<set>", "<none>", "<range>", "<iterator>", "<object>", "<class>", "<complex>", "<bytes>"],
    "key": ["<int>", "<str>", "<float>", "<bool>", "<none>", "(<int>, <str>)", "frozenset(<set>)", "<small>"],
    "none": ["None"],
    "small": ["0", "1", "2", "3", "4", "5", "-1", "-2", "7"],
    "int": [
        "0", "1", "2", "3", "-1", "-7", "10", "255", "1000", "65536", "-2**31", "2**53 + 1", "2**63", "-2**63",
        "10**20", "-10**19", "0x1F", "0b101", "1_000", "True", "<small>", "<int> + <int>", "<int> - <int>",
        "<int> * <int>", "<int> // <int>", "<int> % <int>", "<small> ** abs(<small>)", "<int> << abs(<small>)",
        "<int> >> abs(<small>)", "<int> & <int>", "<int> | <int>", "<int> ^ <int>", "~<int>", "-<int>", "(<int>)",
        "abs(<int>)", "len(<str>)", "len(<list>)", "len(<dict>)", "len(<set>)", "int(<float>)",
        "int('<digits>', <base>)", "ord(<char>)", "sum(<numbers>)", "max(<numbers>)", "min(<numbers>, default=<int>)",
        "<int> if <bool> else <int>", "round(<float>)", "round(<int>, <small>)", "<str>.count(<str>)",
        "<str>.find(<str>)", "<str>.rfind(<str>, <small>)", "<str>.index(<str>, <small>, <small>)",
        "<list>.count(<any>)", "<list>.index(<any>)", "<list>.index(<any>, <small>)", "<tuple>.count(<any>)",
        "(<int>).bit_length()", "(<int>).bit_count()", "math.gcd(<int>, <int>)", "math.lcm(<int>, <int>)",
        "math.factorial(abs(<small>))", "math.comb(<small>, <small>)", "math.perm(<small>, <small>)",
        "math.isqrt(abs(<int>))", "math.floor(<float>)", "math.ceil(<float>)", "math.trunc(<float>)",
        "divmod(<int>, <int>)[1]", "pow(<int>, abs(<small>), <int>)", "(<int>).__<dunder>__(<int>)", "hash(<int>)",
        "operator.index(<int>)", "bool(<any>) + <int>", "functools.reduce(<two>, <numbers>)",
        "functools.reduce(<two>, <numbers>, <int>)", "(<new:int> := <int>)", "<range>.index(<int>)", "<range>[<small>]",
        "int(<str>)", "int(<bool>)", "int.from_bytes(<bytes>, 'big')", "(<int>).real", "(<int>).numerator",
    ],
    "dunder": "add sub mul floordiv mod pow radd rsub and or xor lshift rshift eq lt truediv divmod rmod".split(),
    "digits": ["12", "zz", "-7f", "0x1f", "0b11", "1_0", " 5 ", "", "٣", "+9", "0o17", "1__2", "8" * 30],
    "base": ["0", "2", "8", "10", "16", "36", "37", "1", "-1", "3"],
    "float": [
        "0.0", "-0.0", "1.0", "0.1", "2.5", "-1.5", "1e16", "1e22", "1e-5", "123456789.125", "1e300", "5e-324",
        "float('inf')", "-math.inf", "math.nan", "math.pi", "3.", "1_0.5", ".5e1", "<float> + <float>",
        "<float> - <int>", "<float> * <float>", "<int> / <int>", "<float> // <float>", "<float> % <float>",
        "<float> ** <small>", "-<float>", "abs(<float>)", "float(<int>)", "round(<float>, <small>)",
        "math.sqrt(<float>)", "math.<unary>(<float>)", "math.<binary>(<float>, <float>)",
        "math.hypot(<float>, <float>)", "math.fsum(<numbers>)", "math.prod(<numbers>)",
        "math.dist((<float>, 0), (1, <float>))", "sum(<numbers>, <float>)", "float(<str>)",
        "divmod(<float>, <float>)[0]", "math.ldexp(<float>, <small>)", "math.frexp(<float>)[0]",
        "math.modf(<float>)[1]", "math.log(<float>, <small>)", "math.fmod(<float>, <float>)", "(<float>).real",
        "(<float>).conjugate()", "float('<floating>')", "(<float>).__<dunder>__(<float>)", "max(<float>, <int>)",
        "min(<numbers>, key=lambda x: -x)", "(<complex>).real", "abs(<complex>)",
    ],
    "floating": [
        "1.5", " 2 ", "1e5", "inf", "-Infinity", "nan", "1_0.0", "٣.٥", "", ".", "1e", "0x1p3", "+.5", "1e400",
    ],
    "unary": ("sin cos tan exp log log2 log10 log1p expm1 sqrt asin acos atan sinh cosh tanh asinh acosh atanh floor "
              "fabs degrees radians gamma lgamma erf erfc isnan isinf isfinite cbrt exp2 ulp trunc").split(),
    "binary": "atan2 pow copysign fmod remainder nextafter isclose hypot".split(),
    "complex": ["1j", "(1+2j)", "complex(<float>, <float>)", "<complex> * <complex>", "<complex> + <int>",
                "<complex> ** 2", "complex('1+2j')", "-<complex>", "(<complex>).conjugate()", "<complex> / <complex>"],
    "bool": [
        "True", "False", "<int> < <int>", "<int> == <float>", "<str> < <str>", "<str> in <str>", "<any> in <list>",
        "<key> in <dict>", "<int> in <range>", "not <any>", "<bool> and <bool>", "<bool> or <bool>", "<any> is None",
        "isinstance(<any>, <class>)", "isinstance(<any>, (<class>, <class>))", "<list> == <list>", "<list> < <list>",
        "<set> <= <set>", "<set>.isdisjoint(<set>)", "<tuple> < <tuple>", "<int> < <int> <= <int>", "any(<numbers>)",
        "all(<list>)", "<str>.startswith(<str>)", "<str>.endswith((<str>, <str>))", "<str>.is<is>()",
        "<dict> == <dict>", "callable(<any>)", "<any> == <any>", "<any> != <any>", "math.isclose(<float>, <float>)",
        "(<int>).is_integer()", "(<float>).is_integer()", "hasattr(<any>, '<name>')", "issubclass(<class>, <class>)",
        "bool(<any>)", "<str>.isidentifier()", "<float> < <int>", "<any> <compare> <any>",
    ],
    "compare": COMPARISONS,
    "is": "alpha digit alnum upper lower space title decimal numeric identifier printable ascii".split(),
    "name": "x y append items real __len__ __iter__ lower bit_length __class__ __name__ value".split(),
    "char": ["'a'", "'Z'", "' '", "'é'", "'ß'", "'0'", "'\\n'", "'😀'", "chr(<code>)", "<str>"],
    "code": ["65", "97", "223", "304", "8364", "128512", "0", "127", "<int>"],
    "str": [
        "''", "'a'", "'abc'", "'Hello, World'", "'  x\\ty '", "'aXbXc'", "'ß İ ǆ'", "'line1\\nline2\\r\\nline3'",
        "'123'", "'-4.5'", "'naïve café'", "\"it's\"", "'😀z'", "'a' 'b'", "'%d'", "'{}'", "r'\\n'", "'''t\"q'''",
        "'\\x41\\u00e9'", "'the quick brown fox'", "'1,2,,3'", "'\\x1c\\x85 '", "<str> + <str>", "<str> * <small>",
        "<str>[<small>]", "<str>[<slice>]", "str(<any>)", "repr(<any>)", "ascii(<str>)", "<str>.<change>()",
        "<str>.strip(<str>)", "<str>.lstrip(<str>)", "<str>.rstrip(<none>)", "<str>.replace(<str>, <str>)",
        "<str>.replace(<str>, <str>, <small>)", "<str>.center(<width>)", "<str>.ljust(<width>, <char>)",
        "<str>.rjust(<width>, '*')", "<str>.zfill(<width>)", "<str>.join(<strings>)", "<str>.expandtabs(<small>)",
        "<str>.removeprefix(<str>)", "<str>.removesuffix(<str>)", "<str>.translate({97: <str>, 98: None, 99: <int>})",
        "<str>.translate(str.maketrans(<str>, <str>))", "<str>.translate(str.maketrans('abc', 'xyz', <str>))",
        "format(<int>, '<intspec>')", "format(<float>, '<floatspec>')", "format(<str>, '<strspec>')",
        "format(<any>, '<anyspec>')", "'<percent>' % <int>", "'<percent>' % <float>", "'%s %r' % (<any>, <any>)",
        "'%(x)s' % <dict>", "'%*d' % (<width>, <int>)", "'<percent>' % <any>", "'{} {}'.format(<any>, <any>)",
        "'{0}{1!r}{0}'.format(<any>, <str>)", "'{x:<intspec>}'.format(x=<int>)", "'{:<anyspec>}'.format(<any>)",
        "'{0[0]}'.format(<list>)", "'{.real}'.format(<int>)", "hex(<int>)", "oct(<int>)", "bin(<int>)", "chr(<code>)",
        "type(<any>).__name__", "<str>.partition(<str>)[0]", "min(<strings>)", "max(<str>, <str>)",
        "''.join(sorted(<str>))", "''.join(reversed(<str>))", "<str>.format(<int>)", "str(<str>)",
        "<str>.encode().hex()", "<str>.casefold()", "string.capwords(<str>)", "(<float>).hex()",
        "'{:{}}'.format(<int>, <width>)", "<str>.format_map(<dict>)", "'<percent>' % (<any>,)",
    ],
    "change": "upper lower title capitalize swapcase casefold strip lstrip rstrip".split(),
    "width": ["0", "1", "5", "10", "3", "20", "<small>"],
    "digit": list("0123456789"),
    "slice": [
        "<small>:", ":<small>", "<small>:<small>", "::<small>", "::-1", "<small>:<small>:<small>", ":", "<int>:<int>",
    ],
    "intspec": [
        "d", "5d", "<5", ">5", "^7", "05", "+d", " d", "x", "X", "#x", "#b", "o", "b", ",", "_", "_b", "08b", "#010x",
        "*^10", "=+6", "e", ".2f", "%", "c", "n", "0>8", ".3", "_x", "-<4", "#o", "+,", "z", "s", ">>5", "010,d", "<05",
    ],
    "floatspec": [
        "f", ".0f", ".2f", ".3e", "g", ".3g", "10.2f", "<10.1f", "+.2f", " .1f", "e", "%", ".1%", ",.2f", "_.1f",
        "010.3f", "n", "#.3g", "#.0f", ".10", "^12.3", "E", "G", ".0e", ".0", "d", "z.1f", "*>+12.4e", ",", "s", "F",
        "0=9",
    ],
    "strspec": ["", "5", "<5", ">8", "^9", "*^9", ".2", "10.3", "s", "<8s", "05", "=5", "d", "-<7.1s", "+", ","],
    "anyspec": ["", "5", ">10", "d", "s", ".2f", "x", "^9", "r"],
    "percent": [
        "%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%x", "%#x", "%o", "%X", "%f", "%.2f", "%10.3f", "%e", "%g", "%.3g",
        "%s", "%r", "%5s|", "%-8s|", "%.2s", "%c", "%i", "%u", "%%", "%G", "%#.3g", "%08.2f", "%a", "%d %d", "%5.3d",
        "%+x",
    ],
    "strings": ["<strlist>", "map(str, <numbers>)", "(str(x) for x in <list>)", "sorted(<strlist>)", "<str>"],
    "strlist": [
        "[<str>, <str>]", "[]", "<str>.split()", "<str>.split(<str>)", "<str>.split(<str>, <small>)",
        "<str>.rsplit(None, <small>)", "<str>.splitlines()", "<str>.splitlines(True)", "list(<str>)",
        "list(<str>.partition(<str>))", "list(<str>.rpartition(<str>))",
    ],
    "numbers": [
        "<range>", "[<int>, <int>, <int>]", "[<float>, <int>]", "[]", "(x * x for x in <range>)", "{<small>, <small>}",
        "[x for x in <numbers> if x % 2]", "map(abs, <numbers>)", "(<int>, <float>)", "<dict>.values()",
    ],
    "range": ["range(3)", "range(0)", "range(<small>)", "range(<small>, <small>)", "range(5, 0, -2)", "range(1, 10, 3)",
              "range(<small>, 9, <small>)", "<range>[<slice>]", "range(0, 2, 1)"],
    "list": [
        "[]", "[1, 2, 3]", "[<int>, <str>]", "[<any>, <any>, <any>]", "[<list>, <small>]", "list(<range>)",
        "list(<str>)", "<list> + <list>", "<list> * <small>", "<list>[<slice>]", "sorted(<numbers>)",
        "sorted(<numbers>, reverse=<bool>)", "sorted(<strlist>, key=len)", "sorted(<list>, key=str)",
        "[x for x in <list>]", "[x + 1 for x in <numbers>]", "[(x, y) for x in <range> for y in <range> if x < y]",
        "[[y for y in range(x)] for x in <range>]", "<strlist>", "list(zip(<list>, <str>))",
        "list(zip(<list>, <list>, strict=<bool>))", "list(enumerate(<list>, <small>))", "list(map(<one>, <numbers>))",
        "list(filter(<test>, <numbers>))", "list(filter(None, <list>))", "list(reversed(<list>))", "list(<dict>)",
        "list(<dict>.items())", "list(<dict>.values())", "[*<list>, *<tuple>]", "<list>.copy()", "list(<iterator>)",
        "copy.deepcopy(<list>)", "ordered(<set>)", "[<any> for _ in range(2)]", "list(divmod(<int>, <int>))",
        "list(itertools.chain(<list>, <str>))", "list(itertools.<iterate>)", "list(deque(<list>, maxlen=<small>))",
        "[x for x in <list> if isinstance(x, <class>)]", "Counter(<str>).most_common(<small>)",
        "[x async for x in <list>]", "list(accumulate) if (accumulate := <list>) else <list>",
        "list(map(<two>, <numbers>, <numbers>))",
    ],
    "iterate": [
        "accumulate(<numbers>)", "accumulate(<numbers>, <two>, initial=<int>)", "permutations(<range>, 2)",
        "combinations(<list>, <small>)", "product(<list>, repeat=2)", "product(<str>, <range>)", "groupby(<list>)",
        "islice(<list>, <small>)", "islice(<list>, <small>, None, <small>)",
        "zip_longest(<list>, <str>, fillvalue=<any>)", "takewhile(<test>, <numbers>)", "dropwhile(<test>, <numbers>)",
        "starmap(<two>, [(1, 2), (<int>, <int>)])", "chain.from_iterable(<list>)", "pairwise(<list>)",
        "repeat(<any>, <small>)", "compress(<str>, <list>)", "filterfalse(<test>, <numbers>)",
        "islice(count(<small>, <float>), 3)", "islice(cycle(<list>), 5)", "combinations_with_replacement(<str>, 2)",
        "tee(<list>, 2)[1]",
    ],
    "tuple": [
        "()", "(1,)", "(<int>, <str>)", "(<any>, <any>)", "tuple(<list>)", "<tuple> + <tuple>", "<tuple>[<slice>]",
        "<tuple> * <small>", "Point(<int>)", "Point(<any>, y=<any>)", "(<any>, *<list>)",
        "Point(1, 2)._replace(x=<any>)", "<str>.partition(<str>)", "divmod(<int>, <int>)", "(<int>).as_integer_ratio()",
        "(<float>).as_integer_ratio()", "max(<list>, <tuple>)", "tuple(<iterator>)",
    ],
    "dict": [
        "{}", "{'a': 1, 'x': 2}", "{<key>: <any>, <key>: <any>}", "dict(x=<any>, y=<int>)", "dict(zip(<str>, <range>))",
        "{x: x * x for x in <numbers>}", "{**<dict>, <key>: <any>}", "<dict> | <dict>", "dict.fromkeys(<str>, <any>)",
        "<dict>.copy()", "dict(<dict>, z=<any>)", "Counter(<str>)", "Counter(<str>) + Counter(<str>)",
        "Counter(<str>) - Counter(<str>)", "defaultdict(int, <dict>)", "OrderedDict(<dict>)",
        "{k: v for k, v in <dict>.items() if v}", "dict(enumerate(<str>))", "dict(<list>)", "Counter(<numbers>)",
        "Point(1, 2)._asdict()", "dict([(<key>, <any>)])", "vars(<object>)",
    ],
    "set": [
        "set()", "{1, 2}", "{<small>, <small>}", "set(<range>)", "<set> | <set>", "<set> & <set>", "<set> - <set>",
        "<set> ^ <set>", "{x % 3 for x in <range>}", "<set>.union(<range>)", "<set>.intersection(<range>)",
        "<set>.symmetric_difference(<range>)", "<set>.difference(<range>, <set>)", "frozenset(<range>)", "<set>.copy()",
        "set(<range>) | <set>",
    ],
    "bytes": [
        "b'a'", "<str>.encode()", "bytes(<range>)", "bytes(<small>)", "<bytes> + <bytes>", "bytes([<small>, 200])",
    ],
    "iterator": [
        "iter(<list>)", "(x for x in <list>)", "map(str, <list>)", "zip(<list>, <range>)", "enumerate(<str>)",
        "reversed(<list>)", "filter(None, <list>)", "itertools.<iterate>", "iter(<dict>)", "iter(<str>)",
        "(y for x in <list> for y in (x,))",
    ],
    "one": [
        "lambda x: x + 1", "abs", "str", "lambda x: x * <small>", "lambda x, y=<small>: (y, x)", "int", "float", "bool",
        "repr", "(-<int>).__add__", "functools.partial(pow, 2)", "operator.neg", "type", "(<int>).__mul__",
        "lambda *a: a", "operator.itemgetter(0)", "len",
    ],
    "two": [
        "operator.add", "lambda a, b: a * b", "max", "min", "lambda a, b: (a, b)", "operator.sub",
        "lambda a, b: a if a < b else b", "pow",
    ],
    "test": ["lambda x: x > 1", "bool", "lambda x: x % 2 == 0", "None.__ne__", "callable", "lambda x: <bool>"],
    "class": [
        "int", "str", "float", "bool", "list", "dict", "tuple", "set", "object", "type", "Exception", "ValueError",
        "Point", "complex", "range", "bytes", "frozenset", "Counter", "type(None)", "deque", "type",
    ],
    "object": [
        "object()", "Point(1)", "ValueError(<any>)", "deque(<list>, <small>)", "slice(<small>, <int>)", "Ellipsis",
        "NotImplemented", "functools.partial(max, <int>)", "KeyError(<key>)", "<class>()", "<class>(<any>)", "<class>",
    ],
    "error": ERRORS,
    "raised": [
        "<error>(<str>)", "<error>", "<error>(<int>, <str>)", "<error>()", "KeyError(<key>)", "StopIteration(<any>)",
        "<any>",
    ],
    "print": [
        "print(<any>)", "print(<any>, <any>, sep=<str>)", "print(repr(<any>))", "print(*<list>)",
        "print(<str>, end='|\\n')", "print([<any>])", "print({<key>: <any>})", "print((<any>,))", "print(type(<any>))",
        "print(*<iterator>)",
    ],
    "simple": [
        "<print>", "<print>", "<print>", "<print>", "<new:int> = <int>", "<new:float> = <float>", "<new:str> = <str>",
        "<new:list> = <list>", "<new:dict> = <dict>", "<new:set> = <set>", "<new:tuple> = <tuple>",
        "<new:bool> = <bool>", "<new:iterator> = <iterator>", "<new:object> = <object>", "<new:int>: int = <int>",
        "<new:list> = <new:tuple> = <list>",
        "<new:int> = <int>\nprint(f'{<new:int>:<intspec>}|{<new:int>=}|{<new:int>!r:>5}')",
        "<new:float> = <float>\nprint(f'{<new:float>:<floatspec>}|{<new:float>:{<digit>}.{<digit>}f}')",
        "<new:str> = <str>\nprint(f'{<new:str>:<strspec>}|{<new:str>!r}|{<new:str>!a:^12}')",
        "<new:object> = <any>\nprint(f'{<new:object>:<anyspec>}|{<new:object>!s:>10}|{<new:object>=}')",
        "<new:list> = <list>\n<new:list>.append(<any>)\nprint(<new:list>)",
        "<new:list> = <list>\n<new:list>.<listchange>\nprint(<new:list>)",
        "<new:list> = <list>\nprint(<new:list>.<listchange>, <new:list>)",
        "<new:list> = <list>\n<new:list>[<small>] = <any>\nprint(<new:list>)",
        "<new:list> = <list>\n<new:list>[<slice>] = <list>\nprint(<new:list>)",
        "<new:list> = <list>\ndel <new:list>[<small>]\nprint(<new:list>)",
        "<new:list> = <list>\ndel <new:list>[<slice>]\nprint(<new:list>)",
        "<new:dict> = <dict>\n<new:dict>[<key>] = <any>\nprint(<new:dict>)",
        "<new:dict> = <dict>\nprint(<new:dict>.<dictchange>, <new:dict>)",
        "<new:dict> = <dict>\ndel <new:dict>[<key>]\nprint(<new:dict>)",
        "<new:set> = <set>\nprint(<new:set>.<setchange>, <new:set>)",
        "<new:int> = <int>\n<new:int> <operator>= <int>\nprint(<new:int>)",
        "<new:list> = <list>\n<new:list> += <any>\nprint(<new:list>)",
        "<new:list> = <list>\n<new:list> *= <small>\nprint(<new:list>)",
        "<new:str> = <str>\n<new:str> += <str>\nprint(<new:str>)",
        "<new:set> = <set>\n<new:set> |= <set>\nprint(<new:set>)",
        "<new:int>, <new:str> = <int>, <str>\nprint(<new:int>, <new:str>)",
        "<new:int>, *<new:list> = <any>\nprint(<new:int>, <new:list>)",
        "(<new:int>, <new:float>), <new:str> = <tuple>, <str>", "*<new:list>, <new:int> = <list>\nprint(<new:list>)",
        "assert <bool>, <str>", "print(<any> <operator> <any>)", "print(<any> <compare> <any>)",
        "print(next(<iterator>, <any>))", "print(<class>(<any>))", "print(getattr(<any>, '<name>', <any>))",
        "print(sorted(<list>))", "print(<any>[<any>])", "print(<list>[<small>])", "print(<dict>[<key>])",
        "print(<dict>.get(<key>, <any>))", "print(<dict>.<dictchange>)", "print(<any>(<any>))",
        "print(max(<list>, key=<one>))", "print(sum(<list>, <list>))",
        "<new:iterator> = <iterator>\nprint(next(<new:iterator>))\nprint(list(<new:iterator>))",
        "<new:object> = Point(<any>, <any>)\nprint(<new:object>, <new:object>.x, <new:object>[<small>])",
        "print(deque(<list>, <small>).<dequechange>)",
        "<new:object> = deque(<list>)\nprint(<new:object>.<dequechange>, <new:object>)",
        "print(functools.reduce(<two>, <list>))", "print(Counter(<str>).<counter>)", "del <new:int>",
        "print(<str>.<anymethod>(<any>))", "print(<list>.<anymethod>(<any>, <any>))",
    ],
    "listchange": [
        "append(<any>)", "extend(<any>)", "insert(<small>, <any>)", "pop()", "pop(<small>)", "remove(<any>)", "clear()",
        "reverse()", "sort()", "sort(key=str, reverse=<bool>)", "copy()", "extend(<list>)", "sort(key=<one>)",
        "insert(<int>, <any>)", "__len__()",
    ],
    "dictchange": [
        "pop(<key>)", "pop(<key>, <any>)", "popitem()", "setdefault(<key>, <any>)", "update(<dict>)", "update(x=<any>)",
        "clear()", "get(<key>)", "keys()", "items()", "values()", "update(<list>)", "keys() & <set>",
        "items() == <dict>.items()",
    ],
    "setchange": [
        "add(<key>)", "discard(<key>)", "remove(<key>)", "update(<range>)", "clear()", "intersection_update(<set>)",
        "difference_update(<range>)", "symmetric_difference_update(<set>)", "issubset(<range>)", "issuperset(<set>)",
        "isdisjoint(<list>)",
    ],
    "dequechange": [
        "append(<any>)", "appendleft(<any>)", "pop()", "popleft()", "rotate(<small>)", "extend(<list>)",
        "extendleft(<str>)", "count(<any>)", "index(<any>)", "insert(<small>, <any>)", "remove(<any>)", "reverse()",
        "maxlen", "copy()", "__getitem__(<small>)",
    ],
    "counter": [
        "most_common()", "total()", "elements()", "get('a')", "subtract(<str>)", "update(<str>)", "items()", "copy()",
        "keys()",
    ],
    "anymethod": """append extend insert index count split join replace find strip center format encode startswith
        update add get pop sort""".split(),
    "operator": BINARY,
}

COMPOUND = r'''
if <bool>:
    <block>

if <any>:
    <block>
else:
    <block>

if <bool>:
    <block>
elif <bool>:
    <block>
else:
    <block>

for <new:int> in <range>:
    <body>

for <new:int> in <numbers>:
    <body>
else:
    <block>

for <new:str> in <str>:
    <body>

for <new:str>, <new:int> in <dict>.items():
    <body>

for <new:int>, <new:str> in enumerate(<str>):
    <body>

<new:int> = 0
while (<new:int> := <new:int> + 1) < 4:
    <body>
else:
    <block>

try:
    <block>
except <error>:
    <block>

try:
    <block>
except (<error>, <error>) as e:
    print(type(e).__name__, e, e.args)

try:
    <block>
except <error> as e:
    print(repr(e))
    <block>
else:
    <block>
finally:
    <block>

try:
    raise <raised>
except <error> as e:
    print(repr(e), repr(e.__cause__), repr(e.__context__))

try:
    try:
        <block>
        raise <raised> from <raised>
    finally:
        <block>
except BaseException as e:
    print(repr(e), repr(e.__cause__), repr(e.__context__))

def <new:function>(a=<any>, *b, c=<any>, **d):
    <block>
    return a, b, c, d
print(<new:function>(<any>, <any>, c=<any>))
print(<new:function>(*<list>, **<dict>))

def <new:function>(a, b=<int>, /, c=<str>):
    <block>
    return <any>
print(<new:function>(<any>), <new:function>(<int>, <int>, c=<any>))

def <new:function>():
    n = <int>
    def inner(x=<any>):
        nonlocal n
        n += <int>
        return n, x
    return inner
print(<new:function>()(), <new:function>()(<any>))

def <new:function>(n):
    for <new:int> in <range>:
        <body>
        yield <new:int>, n
    yield from <list>
    return <any>
print(list(<new:function>(<any>)))

def <new:function>():
    try:
        x = yield <any>
        print('got', x)
        yield from <iterator>
    except ValueError as e:
        yield repr(e)
    finally:
        print('closed')
g = <new:function>()
print(next(g))
print(g.<generator>)
print(list(g))

def <new:function>(n):
    return n if n <= 1 else <new:function>(n - 1) <operator> n
print(<new:function>(abs(<small>)))

def <new:function>(f):
    @functools.wraps(f)
    def inner(*a, **k):
        print('call', f.__name__, a, k)
        return f(*a, **k)
    return inner
@<new:function>
def g(x, y=<any>):
    return x, y
print(g(<any>), g.__name__)

@functools.lru_cache(maxsize=<width>)
def <new:function>(x):
    print('run', x)
    return x
print(<new:function>(<key>), <new:function>(<key>), <new:function>.cache_info())

class <new:class>:
    x = <any>
    def __init__(self, v=<any>):
        self.v = v
    def __<special>__(self, *a):
        return <any>
o = <new:class>(<any>)
print(o.x, o.v)
<usage>

class <new:class>:
    def __init__(self, v):
        self.v = v
    def __repr__(self):
        return f'<{self.v}>'
    def __<numeric>__(self, o):
        return <new:class>((self.v, o))
    def __eq__(self, o):
        return <bool>
    def __lt__(self, o):
        return <bool>
o = <new:class>(<int>)
print(o, [o], f'{o}', str(o))
print(o == <any>, o < <new:class>(1), o != 3)
print(o <operator> <int>)

class A:
    def f(self):
        return ['A', <any>]
class B(A):
    def f(self):
        return ['B'] + super().f()
class C(A):
    def f(self):
        return ['C'] + super().f()
class <new:class>(B, C):
    pass
print(<new:class>().f(), [k.__name__ for k in <new:class>.__mro__])

class <new:class>:
    def __init__(self):
        self._v = <any>
    @property
    def v(self):
        return self._v
    @v.setter
    def v(self, n):
        print('set', n)
        self._v = n
    @staticmethod
    def s(x=<any>):
        return x
    @classmethod
    def c(cls, x=<any>):
        return cls.__name__, x
o = <new:class>()
o.v = <any>
print(o.v, o.s(), o.c(<any>), <new:class>.s(<any>))

@dataclass(<dataclass>)
class <new:class>:
    a: int
    b: str = <str>
    c: list = field(default_factory=list)
o = <new:class>(<any>)
print(o, o == <new:class>(<any>), o.c)
print(<new:class>(<int>, b=<any>) <compare> <new:class>(<int>))

class <new:class>(<enum>):
    A = <small>
    B = <small>
    C = <any>
print(list(<new:class>), <new:class>.A, repr(<new:class>.B), <new:class>.A == <small>)
print(<new:class>(<small>), <new:class>['C'].value)

class <new:class>:
    def __enter__(self):
        print('in')
        return <any>
    def __exit__(self, t, v, b):
        print('out', t and t.__name__)
        return <bool>
with <new:class>() as w:
    print(w)
    <block>

class <new:class>(<error>):
    def __str__(self):
        return <str>
try:
    raise <new:class>(<any>)
except <error> as e:
    print(e, repr(e), e.args)

class <new:class>(<container>):
    def __missing__(self, k):
        return <any>
o = <new:class>(<any>)
print(o, len(o), o == <any>)
print(o[<any>])

class <new:class>:
    def __init__(self, n):
        self.n = iter(range(n))
    def __iter__(self):
        return self
    def __next__(self):
        return next(self.n), <any>
print(list(<new:class>(<small>)), max(<new:class>(2), default=<any>))
print(*<new:class>(<small>))

match <any>:
    case 0 | 1:
        <block>
    case int(n) if n > 3:
        print('int', n)
    case str() as s:
        print('str', s)
    case [a, *rest]:
        print('list', a, rest)
    case {'a': v, **rest}:
        print('dict', v, rest)
    case Point(x=x):
        print(x)
    case _:
        <block>
'''.strip().split("\n\n")
GRAMMAR["statement"] = GRAMMAR["simple"] * 2 + COMPOUND * 2
GRAMMAR["body"] = GRAMMAR["simple"] + ["if <bool>:\n    break", "if <bool>:\n    continue"] * 8 + COMPOUND
GRAMMAR |= {
    "generator": [
        "send(<any>)", "throw(ValueError(<str>))", "throw(KeyError)", "close()", "__next__()", "gi_running",
        "send(None)",
    ],
    "special": """len bool getitem call contains iter str repr hash int float index getattr abs neg format setitem enter
        eq lt add round""".split(),
    "numeric": "add sub mul truediv floordiv mod pow radd rsub rmul and or matmul iadd lshift rpow divmod".split(),
    "usage": [
        "print(len(o))", "print(bool(o))", "print(o[<any>])", "print(o(<any>))", "print(<any> in o)", "print(list(o))",
        "print(str(o), repr(o))", "print({o: 1} is None)", "print(int(o), float(o))", "print([1, 2, 3][o])",
        "print(o.missing)", "print(abs(o), -o)", "print(f'{o:>5}', f'{o!r}')", "o[<any>] = <any>",
        "print(o == <any>, o != <any>)", "print(o < <any>)", "print(o + <any>)", "print(round(o))", "print(range(o))",
    ],
    "dataclass": ["", "order=True", "frozen=True", "eq=False", "repr=False", "unsafe_hash=True"],
    "enum": ["Enum", "IntEnum", "Enum", "str, Enum", "int, Enum"],
    "container": ["dict", "list", "defaultdict", "Counter", "OrderedDict", "set", "str", "int", "tuple"],
}


def maker(random):
    return lambda: Writer(GRAMMAR, random).program(random.randint(1, 4))
