"""Statistics, exact as long as the numbers are: sums are sums of fractions."""

from bisect import bisect_left, bisect_right
from fractions import Fraction
from math import erf, exp, fabs, fsum, hypot, isfinite, log, sqrt, tau
from operator import mul


class StatisticsError(ValueError):
    pass


def _type(data):
    """The type that a result has: what mixing the numbers makes."""
    kind = int
    for x in data:
        if type(x) in (int, bool):
            continue
        if isinstance(x, Fraction) and kind is int:
            kind = Fraction
        elif isinstance(x, float):
            kind = float
        elif not isinstance(x, (int, Fraction)):
            raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator")
    return kind


def _exact(data):
    """The sum as a fraction; as a float where a number is not finite."""
    if all(isfinite(x) for x in data):
        total = Fraction(0)
        for x in data:
            total += Fraction(x)
        return total
    return sum(float(x) for x in data)


def _converted(value, kind):
    if type(value) is kind:
        return value
    if kind is int and getattr(value, "denominator", 1) != 1:
        kind = float
    return kind(value)


def _filled(data, name, least=1):
    data = list(data)
    if len(data) < least:
        what = "at least one data point" if least == 1 else "at least two data points"
        raise StatisticsError(f"{name} requires {what}")
    return data


def mean(data):
    data = _filled(data, "mean")
    return _converted(_exact(data) / len(data), _type(data))


def fmean(data, weights=None):
    data = list(data)
    if weights is not None:
        weights = list(weights)
        if len(data) != len(weights):
            raise StatisticsError("data and weights must be the same length")
        total = fsum(weights)
        if not total:
            raise StatisticsError("sum of weights must be non-zero")
        return fsum(map(mul, data, weights)) / total
    if not data:
        raise StatisticsError("fmean requires at least one data point")
    return fsum(data) / len(data)


def geometric_mean(data):
    try:
        return exp(fmean(map(log, data)))
    except ValueError:
        raise StatisticsError(
            "geometric mean requires a non-empty dataset containing positive numbers") from None


def harmonic_mean(data, weights=None):
    data = list(data)
    message = "harmonic mean does not support negative values"
    if not data:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if len(data) == 1 and weights is None:
        if data[0] < 0:
            raise StatisticsError(message)
        return data[0]
    weights = [1] * len(data) if weights is None else list(weights)
    if len(weights) != len(data):
        raise StatisticsError("Number of weights does not match data size")
    if any(x < 0 for x in data):
        raise StatisticsError(message)
    if any(x == 0 for x in data):
        return 0
    parts = [w / x if w else 0 for w, x in zip(weights, data)]
    total = _exact(parts)
    if total <= 0:
        raise StatisticsError("Weighted sum must be positive")
    return _converted(_exact(weights) / total, _type(parts))


def median(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    half = len(data) // 2
    return data[half] if len(data) % 2 else (data[half - 1] + data[half]) / 2


def median_low(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[(len(data) - 1) // 2]


def median_high(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    x = data[len(data) // 2]
    first, last = bisect_left(data, x), bisect_right(data, x)
    interval, x = float(interval), float(x)
    return x - interval / 2.0 + interval * (len(data) / 2 - first) / (last - first)


def mode(data):
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    if not counts:
        raise StatisticsError("no mode for empty data")
    return max(counts, key=counts.get)


def multimode(data):
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    most = max(counts.values(), default=0)
    return [x for x, count in counts.items() if count == most]


def quantiles(data, *, n=4, method="exclusive"):
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    size = len(data)
    if size < 2:
        raise StatisticsError("must have at least two data points")
    result = []
    if method == "inclusive":
        for i in range(1, n):
            j, delta = divmod(i * (size - 1), n)
            result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return result
    if method == "exclusive":
        for i in range(1, n):
            j = min(max(i * (size + 1) // n, 1), size - 1)
            delta = i * (size + 1) - j * n
            result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return result
    raise ValueError(f"Unknown method: {method!r}")


def _squares(data, center=None):
    """The sum of the squares of what is left of the mean."""
    if center is not None:
        return _exact([(Fraction(x) - Fraction(center)) ** 2 for x in data])
    if not all(isfinite(x) for x in data):
        return float("nan")
    total = squares = Fraction(0)
    for x in data:
        x = Fraction(x)
        total += x
        squares += x * x
    return (len(data) * squares - total * total) / len(data)


def variance(data, xbar=None):
    data = _filled(data, "variance", 2)
    return _converted(_squares(data, xbar) / (len(data) - 1), _type(data))


def pvariance(data, mu=None):
    data = _filled(data, "pvariance")
    return _converted(_squares(data, mu) / len(data), _type(data))


def _root(square):
    """The float nearest to the square root of a fraction."""
    if not isinstance(square, Fraction):
        return sqrt(square)
    n, m = square.numerator, square.denominator
    if not n:
        return 0.0
    shift = (n.bit_length() - m.bit_length() - 109) // 2
    if shift >= 0:
        m <<= 2 * shift
    else:
        n <<= -2 * shift
    quotient = n // m
    low, high = 0, 1 << (quotient.bit_length() // 2 + 1)
    while low < high:
        middle = (low + high + 1) // 2
        if middle * middle * m <= n:
            low = middle
        else:
            high = middle - 1
    # What is cut off is told by the last bit, which a float has no room for.
    root = low | (low * low * m != n)
    return root * 2 ** shift if shift >= 0 else root / 2 ** -shift


def stdev(data, xbar=None):
    data = _filled(data, "stdev", 2)
    _type(data)
    return _root(_squares(data, xbar) / (len(data) - 1))


def pstdev(data, mu=None):
    data = _filled(data, "pstdev")
    _type(data)
    return _root(_squares(data, mu) / len(data))


def _deviations(x, y, name):
    x, y = list(x), list(y)
    if len(x) != len(y):
        raise StatisticsError(f"{name} requires that both inputs have same number of data points")
    if len(x) < 2:
        raise StatisticsError(f"{name} requires at least two data points")
    xbar, ybar = fsum(x) / len(x), fsum(y) / len(y)
    return x, y, xbar, ybar


def covariance(x, y, /):
    x, y, xbar, ybar = _deviations(x, y, "covariance")
    return fsum((a - xbar) * (b - ybar) for a, b in zip(x, y)) / (len(x) - 1)


def correlation(x, y, /):
    x, y, xbar, ybar = _deviations(x, y, "correlation")
    sxy = fsum((a - xbar) * (b - ybar) for a, b in zip(x, y))
    sxx = fsum((a - xbar) ** 2.0 for a in x)
    syy = fsum((b - ybar) ** 2.0 for b in y)
    if not sxx * syy:
        raise StatisticsError("at least one of the inputs is constant")
    return sxy / sqrt(sxx * syy)


def linear_regression(x, y, /, *, proportional=False):
    from collections import namedtuple

    line = namedtuple("LinearRegression", ("slope", "intercept"))
    x, y, xbar, ybar = _deviations(x, y, "linear regression")
    if proportional:
        sxy = fsum(a * b for a, b in zip(x, y))
        sxx = fsum(a * a for a in x)
    else:
        sxy = fsum((a - xbar) * (b - ybar) for a, b in zip(x, y))
        sxx = fsum((a - xbar) ** 2.0 for a in x)
    if not sxx:
        raise StatisticsError("x is constant")
    slope = sxy / sxx
    return line(slope=slope, intercept=0.0 if proportional else ybar - slope * xbar)


class NormalDist:
    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu, self._sigma = float(mu), float(sigma)

    @classmethod
    def from_samples(cls, data):
        data = list(data)
        return cls(fmean(data), stdev(data))

    @property
    def mean(self):
        return self._mu

    median = mode = mean

    @property
    def stdev(self):
        return self._sigma

    @property
    def variance(self):
        return self._sigma * self._sigma

    def pdf(self, x):
        variance = self._sigma * self._sigma
        if not variance:
            raise StatisticsError("pdf() not defined when sigma is zero")
        diff = x - self._mu
        return exp(diff * diff / (-2.0 * variance)) / sqrt(tau * variance)

    def cdf(self, x):
        if not self._sigma:
            raise StatisticsError("cdf() not defined when sigma is zero")
        return 0.5 * (1.0 + erf((x - self._mu) / (self._sigma * sqrt(2.0))))

    def zscore(self, x):
        if not self._sigma:
            raise StatisticsError("zscore() not defined when sigma is zero")
        return (x - self._mu) / self._sigma

    def __add__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu + other._mu, hypot(self._sigma, other._sigma))
        return NormalDist(self._mu + other, self._sigma)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu - other._mu, hypot(self._sigma, other._sigma))
        return NormalDist(self._mu - other, self._sigma)

    def __mul__(self, other):
        return NormalDist(self._mu * other, self._sigma * fabs(other))

    __rmul__ = __mul__

    def __truediv__(self, other):
        return NormalDist(self._mu / other, self._sigma / fabs(other))

    def __neg__(self):
        return NormalDist(-self._mu, self._sigma)

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self._mu == other._mu and self._sigma == other._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f"{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})"
