"""Exact fractions of integers."""

from math import floor, gcd
from numbers import Rational

_DIGITS = "0123456789"


def _digits(text):
    """Whether a text is digits, with single underscores between them."""
    parts = text.split("_")
    return all(part and all(c in _DIGITS for c in part) for part in parts)


def _parse(text):
    """The numerator and the denominator that a text such as `3/4` or `-1.5e3` writes."""
    invalid = ValueError(f"Invalid literal for Fraction: {text!r}")
    body = text.strip()
    sign = -1 if body[:1] == "-" else 1
    if body[:1] in ("-", "+"):
        body = body[1:]
    top, slash, bottom = body.partition("/")
    if slash:
        if not _digits(top) or not _digits(bottom):
            raise invalid
        return sign * int(top), int(bottom)
    mantissa, letter, exponent = body.replace("E", "e").partition("e")
    whole, point, decimals = mantissa.partition(".")
    unsigned = exponent[1:] if exponent[:1] in ("-", "+") else exponent
    if letter and not _digits(unsigned):
        raise invalid
    if (whole and not _digits(whole)) or (decimals and not _digits(decimals)):
        raise invalid
    if not whole and not decimals:
        raise invalid
    decimals = decimals.replace("_", "")
    top = sign * int((whole or "0") + decimals)
    power = (int(exponent) if letter else 0) - len(decimals)
    return (top * 10 ** power, 1) if power >= 0 else (top, 10 ** -power)


class Fraction(Rational):
    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        if denominator is None:
            if isinstance(numerator, str):
                top, bottom = _parse(numerator)
            elif isinstance(numerator, int):
                top, bottom = int(numerator), 1
            elif isinstance(numerator, Fraction):
                top, bottom = numerator._numerator, numerator._denominator
            elif isinstance(numerator, float) or hasattr(numerator, "as_integer_ratio"):
                top, bottom = numerator.as_integer_ratio()
            else:
                raise TypeError("argument should be a string or a Rational instance")
        elif isinstance(numerator, (int, Fraction)) and isinstance(denominator, (int, Fraction)):
            top = numerator.numerator * denominator.denominator
            bottom = numerator.denominator * denominator.numerator
        else:
            raise TypeError("both arguments should be Rational instances")
        if bottom == 0:
            raise ZeroDivisionError(f"Fraction({top}, 0)")
        common = gcd(top, bottom)
        if bottom < 0:
            common = -common
        self = super().__new__(cls)
        object.__setattr__(self, "_numerator", top // common)
        object.__setattr__(self, "_denominator", bottom // common)
        return self

    @classmethod
    def from_float(cls, f):
        if isinstance(f, int):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError(
                f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})")
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        return cls(*dec.as_integer_ratio())

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    def as_integer_ratio(self):
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        # The convergents of the continued fraction, as far as the bound allows.
        before, now = (0, 1), (1, 0)
        n, d = self._numerator, self._denominator
        while True:
            step = n // d
            bottom = before[1] + step * now[1]
            if bottom > max_denominator:
                break
            before, now = now, (before[0] + step * now[0], bottom)
            n, d = d, n - step * d
        times = (max_denominator - before[1]) // now[1]
        lower = Fraction(before[0] + times * now[0], before[1] + times * now[1])
        upper = Fraction(now[0], now[1])
        return upper if abs(upper - self) <= abs(lower - self) else lower

    def __repr__(self):
        return f"{type(self).__name__}({self._numerator}, {self._denominator})"

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return f"{self._numerator}/{self._denominator}"

    def _with(self, other, exact, inexact, swapped=False):
        """A rule for exact operands, and one for floats."""
        if isinstance(other, (int, Fraction)):
            a, b = self, Fraction(other)
            return exact(b, a) if swapped else exact(a, b)
        if isinstance(other, float):
            return inexact(other, float(self)) if swapped else inexact(float(self), other)
        return NotImplemented

    def __add__(self, other):
        return self._with(other, _add, lambda x, y: x + y)

    def __radd__(self, other):
        return self._with(other, _add, lambda x, y: x + y, swapped=True)

    def __sub__(self, other):
        return self._with(other, _subtract, lambda x, y: x - y)

    def __rsub__(self, other):
        return self._with(other, _subtract, lambda x, y: x - y, swapped=True)

    def __mul__(self, other):
        return self._with(other, _multiply, lambda x, y: x * y)

    def __rmul__(self, other):
        return self._with(other, _multiply, lambda x, y: x * y, swapped=True)

    def __truediv__(self, other):
        return self._with(other, _divide, lambda x, y: x / y)

    def __rtruediv__(self, other):
        return self._with(other, _divide, lambda x, y: x / y, swapped=True)

    def __floordiv__(self, other):
        return self._with(other, _floor_divide, lambda x, y: x // y)

    def __rfloordiv__(self, other):
        return self._with(other, _floor_divide, lambda x, y: x // y, swapped=True)

    def __mod__(self, other):
        return self._with(other, _remainder, lambda x, y: x % y)

    def __rmod__(self, other):
        return self._with(other, _remainder, lambda x, y: x % y, swapped=True)

    def __divmod__(self, other):
        return self._with(other, lambda a, b: (a // b, a % b), divmod)

    def __rdivmod__(self, other):
        return self._with(other, lambda a, b: (a // b, a % b), divmod, swapped=True)

    def __pow__(self, other):
        if isinstance(other, (int, Fraction)):
            other = Fraction(other)
            if other._denominator != 1:
                return float(self) ** float(other)
            power = other._numerator
            if power >= 0:
                return Fraction(self._numerator ** power, self._denominator ** power)
            if self._numerator == 0:
                raise ZeroDivisionError(f"Fraction({self._denominator ** -power}, 0)")
            return Fraction(self._denominator ** -power, self._numerator ** -power)
        return float(self) ** other

    def __rpow__(self, other):
        if self._denominator == 1 and self._numerator >= 0:
            return other ** self._numerator
        if isinstance(other, (int, Fraction)):
            return Fraction(other) ** self
        return other ** float(self)

    def __neg__(self):
        return Fraction(-self._numerator, self._denominator)

    def __pos__(self):
        return Fraction(self._numerator, self._denominator)

    def __abs__(self):
        return Fraction(abs(self._numerator), self._denominator)

    def __int__(self):
        return self.__trunc__()

    def __trunc__(self):
        if self._numerator < 0:
            return -(-self._numerator // self._denominator)
        return self._numerator // self._denominator

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            whole, rest = divmod(self._numerator, self._denominator)
            twice = rest * 2
            if twice < self._denominator or (twice == self._denominator and whole % 2 == 0):
                return whole
            return whole + 1
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __float__(self):
        return self._numerator / self._denominator

    def __bool__(self):
        return self._numerator != 0

    def __hash__(self):
        if self._denominator == 1:
            return hash(self._numerator)
        modulus = 2 ** 61 - 1
        if self._denominator % modulus == 0:
            value = 314159
        else:
            value = hash(abs(self._numerator)) * pow(self._denominator, -1, modulus) % modulus
        value = value if self._numerator >= 0 else -value
        return -2 if value == -1 else value

    def _compare(self, other, rule):
        if isinstance(other, (int, Fraction)):
            other = Fraction(other)
            return rule(
                self._numerator * other._denominator, other._numerator * self._denominator)
        if isinstance(other, float):
            if other != other or other in (float("inf"), float("-inf")):
                return rule(0.0, other)
            return self._compare(Fraction(other), rule)
        return NotImplemented

    def __eq__(self, other):
        return self._compare(other, lambda a, b: a == b)

    def __lt__(self, other):
        return self._compare(other, lambda a, b: a < b)

    def __le__(self, other):
        return self._compare(other, lambda a, b: a <= b)

    def __gt__(self, other):
        return self._compare(other, lambda a, b: a > b)

    def __ge__(self, other):
        return self._compare(other, lambda a, b: a >= b)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _add(a, b):
    return Fraction(
        a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)


def _subtract(a, b):
    return Fraction(
        a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator)


def _multiply(a, b):
    return Fraction(a.numerator * b.numerator, a.denominator * b.denominator)


def _divide(a, b):
    if b.numerator == 0:
        raise ZeroDivisionError(f"Fraction({a.numerator * b.denominator}, 0)")
    return Fraction(a.numerator * b.denominator, a.denominator * b.numerator)


def _floor_divide(a, b):
    return (a.numerator * b.denominator) // (a.denominator * b.numerator)


def _remainder(a, b):
    bottom = a.denominator * b.denominator
    return Fraction((a.numerator * b.denominator) % (b.numerator * a.denominator), bottom)
