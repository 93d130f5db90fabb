# Shifts and integer operators round down, for numbers of any size.
for n in (-41, -23, -8, -1, 0, 5, -(10**30), -(2**70), 3**50, -149699835085055706356905250559):
    print(n, [n >> k for k in (0, 1, 3, 4, 64, 86, 200)], n << 3, n << 70, ~n, n // 7, n % 7, n // -7, n % -7, divmod(n, 16), n & 0xFF, n | 5, n ^ -1)
print(pow(-3, 5, 7), pow(3, -1, 7), pow(10**20, 3, -11), round(-25, -1), round(35, -1), round(-(10**25) - 1, -3))
for text, base in (("12", 36), ("z", 36), ("-0x1f", 16), ("0b101", 0), ("0o17", 0), ("1_000", 10), ("٣٤", 10), (" 9 ", 10), ("ZZ", 36), ("11", 2), ("0_1", 2), ("0x_f", 0), ("00", 0), ("１２", 10)):
    print(text, base, int(text, base))
for text, base in (("9", 8), ("1__0", 10), ("_1", 10), ("010", 0), ("", 10), ("0x", 16), ("12", 37), ("12", 1), ("²", 10), ("1.5", 10), ("- 5", 10)):
    try:
        print(int(text, base))
    except ValueError as error:
        print(error)
for text in ("1.5", " 2 ", "-inf", "+Infinity", "nan", "1_0.5", ".5", "5.", "1e400", "-1e-400", "١.٥", "１e２", "0.1e-5"):
    print(repr(text), float(text))
for text in ("", ".", "1__0", "1._5", "e5", "1e", "0x10", "infinit", "--1", "1 2"):
    try:
        print(float(text))
    except ValueError as error:
        print(error)
print((255).to_bytes(2, "big"), (-2).to_bytes(3, "little", signed=True), int.from_bytes(b"\xff\xfe", "big"), int.from_bytes(b"\xff\xfe", "big", signed=True), (10**20).bit_length(), (-255).bit_count())
print((7).as_integer_ratio(), (3.5).as_integer_ratio(), (0.1).as_integer_ratio(), (-1e300).as_integer_ratio()[1], (5e-324).as_integer_ratio()[0])
print([x.hex() for x in (0.1, -1.5, 0.0, -0.0, 5e-324, 1e308, float("inf"), float("nan"))], [float.fromhex(t) for t in ("0x1.8p+1", "-0x.8p0", "ff", "0x1p-1074", "0x1.00000000000008p0", "inf", "0x1p1023")])
print((2.7).__floor__(), (2.2).__ceil__(), (-2.7).__trunc__(), True.real, (5).conjugate(), (2.5).__round__(), (7).__divmod__(2), (7).__rdivmod__(15), (7).__mul__(1.5), (7).__mul__("a"))

# Ranges and enumerations of any size.
r = range(10**25)
print(r[5], r[-1], r[10**24], r[2:10**24:10**23], 10**24 in r, -1 in r, 1.0 in r, r.index(10**20), r.count(3), r == range(0, 10**25, 1), r[::-1][0], next(iter(reversed(r))), bool(r), r.stop)
print(range(2**65)[-3:2**70], range(10)[::2**64], range(10)[2:-100:-2**64], range(5, -5, -3)[1:], list(range(2**63, 2**63 + 3)), hash(range(3)) == hash(range(0, 3, 1)), range(0) == range(5, 5), range(0, 3, 2) == range(0, 4, 2))
for bad in (lambda: len(r), lambda: r[10**25], lambda: range(1.5), lambda: range(1, 2, 0), lambda: range(5).index(7), lambda: range(5).index("a"), lambda: r["a"]):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
print(list(enumerate("ab", 2**63 - 1)), list(enumerate("ab", -2)), slice(1, 2**70, 3).indices(10), slice(None, None, -1).indices(5))

# The format mini-language.
for value, spec in ((38, ">020b"), (-38, "=+020d"), (255.0, "=-010_.4F"), (1234567, ","), (0.1, ".3%"), (65, "5c"), (65, "<5c"), (5, "z.2f") , (-0.001, "z.1f"), (0.0, ".1"), (1e20, "#.3"), (123456, "012,"), (123, "08,"), (2**70, "_x"), (255, "#_b"), (1.5, "n"), (True, "5"), ("abc", "^10.2"), ("ab", "05"), ("ab", "é>5"), (float("nan"), "+08.2f"), (float("-inf"), "010"), (1e16, ""), (1234.5678, "e"), (0.00001234, "g"), (99999.5, ".5"), (1e5, "#g"), (3, ".0%"), (-7, " 5"), (12345.678, ",.1f"), (10**30, "e")):
    print(repr(value), repr(spec), repr(format(value, spec)))
for value, spec in ((3, ",n"), ("abc", "-"), ("abc", " 5"), ("abc", "="), ("abc", "#"), ("abc", "z"), (3, ".2"), (3, "+c"), (3, "#c"), (3, "z"), (3, "q"), (True, "s"), (1.5, "d"), ("a", "d"), (3, ",b"), (3, ",_"), (3, "_,"), (3, ",,"), (3, "12345678901234567890"), (1.5, "."), (1.5, "5.2.1"), (-1, "c"), (2**70, "c"), (3, "é"), ([], "5")):
    try:
        print(repr(format(value, spec)))
    except Exception as error:
        print(repr(value), repr(spec), type(error).__name__, error)
for template, values in (("%5d|%-5d|%05d|%+d|% d", (1, 2, 3, 4, 5)), ("%x %X %o %#x %#o", (255,) * 5), ("%e %.2E %g %G", (1234.5, 1234.5, 1e-5, 1e20)), ("%s %r %a %.2s", ("é",) * 4), ("%c%c|%5c|%-5c|", (65, "b", "c", "d")), ("%*d|%-*d|%.*f", (5, 1, 5, 2, 2, 3.14159)), ("%(a)s %(b)05.1f", {"a": 1, "b": 2.25}), ("100%% %d", 5), ("%i %u", (3.7, True)), ("%s", {"a": 1}), ("%.3d %8.3d", (5, 5)), ("%05s", "a"), ("%ld", 5)):
    print(repr(template), repr(template % values))
for template, values in (("%-12c", "abc"), ("%#%", "a"), ("%d", "a"), ("%x", 1.5), ("%s", ()), ("%s", (1, 2)), ("%q", 1), ("%", 1), ("%(a)s", 1), ("%(a", 1), ("%(a)s", {}), ("%5", 1), ("%*d", ("a", 1)), ("%c", -1), ("%d", float("nan")), ("%f", "a"), ("x", 1), ("%.99999999999f", 1.0)):
    try:
        print(repr(template % values))
    except Exception as error:
        print(repr(template), type(error).__name__, error)
class Point:
    x, parts = 3, {"k": [1, 2]}
for template, args, kwargs in (("{} {}", (1, 2), {}), ("{1}{0}", (1, 2), {}), ("{a[k]} {a[1]}", (), {"a": {"k": 1, 1: 2}}), ("{0.x} {0.parts[k][1]}", (Point(),), {}), ("{:{}}|{:>{w}}", ("a", 4, "b"), {"w": 3}), ("{!r:>6} {!s} {!a}", ("a", "b", "é"), {}), ("{{}} {{{}}}", (1,), {}), ("{:{a}{b}}", (5,), {"a": ">", "b": 4}), ("{0[-1]}", ({"-1": 7},), {})):
    print(repr(template), repr(template.format(*args, **kwargs)))
for template in ("{", "}", "{}}", "{!}", "{!x}", "{!r!s}", "{0[}", "{0[]}", "{0.}", "{0[0]x}", "{}{0}", "{0}{}", "{5}", "{a}", "{:{:{}}}", "{99999999999999999999}", "{0!}", "{0[-1]}", "{:d}"):
    try:
        print(repr(template.format("text", 1, 2)))
    except Exception as error:
        print(repr(template), type(error).__name__, error)
