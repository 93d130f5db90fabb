import numpy as np
from numpy._core import unsupported
from numpy import _random


def _size(size):
    if size is None:
        return ()
    return tuple(size) if np.iterable(size) else (size,)


def _count(shape):
    count = 1
    for n in shape:
        count *= int(n)
    return count


class _Distributions:
    """What both generators draw in the same way; a single number comes as Python's."""

    def _draw(self, draws, size, *parameters):
        shape = _size(size)
        if size is None and any(np.ndim(p) for p in parameters):
            shape = np.broadcast_shapes(*[np.shape(p) for p in parameters])
            size = shape
        drawn = draws(self._source, _count(shape))
        return drawn.item() if size is None else drawn.reshape(shape)

    def random(self, size=None):
        return self._draw(_random.units, size)

    def uniform(self, low=0.0, high=1.0, size=None):
        width = np.subtract(high, low) if np.ndim(low) or np.ndim(high) else high - low
        return low + width * self._draw(_random.units, size, low, high)

    def standard_normal(self, size=None):
        return self._draw(_random.normals, size)

    def normal(self, loc=0.0, scale=1.0, size=None):
        if np.any(np.less(scale, 0)):
            raise ValueError("scale < 0")
        return loc + scale * self._draw(_random.normals, size, loc, scale)

    def lognormal(self, mean=0.0, sigma=1.0, size=None):
        drawn = np.exp(self.normal(mean, sigma, size))
        return drawn.item() if size is None and np.ndim(drawn) == 0 else drawn

    def binomial(self, n, p, size=None):
        if not 0 <= p <= 1:
            raise ValueError("p < 0, p > 1 or p is NaN")
        if n * min(p, 1 - p) > 30:
            unsupported("numpy.random.binomial with n * p above 30")
        return self._draw(lambda source, count: _random.binomials(source, n, p, count), size)

    def poisson(self, lam=1.0, size=None):
        if lam < 0:
            raise ValueError("lam < 0 or lam contains NaNs")
        if lam >= 10:
            unsupported("numpy.random.poisson with lam from 10 on")
        return self._draw(lambda source, count: _random.poissons(source, lam, count), size)

    def shuffle(self, x):
        places = _random.order(self._source, len(x)).tolist()
        if isinstance(x, np.ndarray):
            x[:] = x[places]
        else:
            x[:] = [x[k] for k in places]

    def permutation(self, x):
        if isinstance(x, (int, np.integer)):
            return _random.order(self._source, int(x))
        x = np.asarray(x)
        return x[_random.order(self._source, len(x))]

    def _weighted(self, count, p, size, replace):
        p = np.asarray(p, dtype=float)
        if p.shape != (count,):
            raise ValueError("'a' and 'p' must have same size")
        if np.any(p < 0):
            raise ValueError(self._negative)
        if abs(p.sum() - 1.0) > 1.5e-8:
            raise ValueError(self._unsure)
        if replace:
            sums = np.cumsum(p)
            sums /= sums[-1]
            return np.searchsorted(sums, self.random(_size(size)), side="right")
        wanted = _count(_size(size))
        if np.count_nonzero(p > 0) < wanted:
            raise ValueError("Fewer non-zero entries in p than size")
        found, p = [], p.copy()
        while len(found) < wanted:
            drawn = self.random(wanted - len(found))
            p[found] = 0
            sums = np.cumsum(p)
            sums /= sums[-1]
            fresh = np.searchsorted(sums, drawn, side="right")
            firsts = np.sort(np.unique(fresh, return_index=True)[1])
            found += fresh[firsts].tolist()
        return np.array(found, dtype=int).reshape(_size(size))

    def choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True):
        count = int(a) if isinstance(a, (int, np.integer)) else len(a)
        wanted = _count(_size(size))
        if count <= 0 and wanted:
            raise ValueError(
                "a must be greater than 0 unless no samples are taken"
                if isinstance(a, (int, np.integer)) else
                "'a' cannot be empty unless no samples are taken")
        if not replace and wanted > count:
            raise ValueError(self._too_many)
        if p is not None:
            places = self._weighted(count, p, size, replace)
        elif replace:
            places = _random.integers(self._source, 0, count, wanted).reshape(_size(size))
        else:
            places = self._sample(count, wanted, shuffle).reshape(_size(size))
        if isinstance(a, (int, np.integer)):
            return places.item() if size is None else places
        picked = np.asarray(a)[places]
        return picked[()] if size is None else picked


class RandomState(_Distributions):
    _too_many = "Cannot take a larger sample than population when 'replace=False'"
    _negative = "probabilities are not non-negative"
    _unsure = "probabilities do not sum to 1"

    def __init__(self, seed=None):
        self._source = _random.state(_seed(seed))

    def seed(self, seed=None):
        _random.set_state(self._source, _random.state(_seed(seed)))

    def get_state(self, legacy=True):
        return _random.set_state(_random.state(0), self._source)

    def set_state(self, saved):
        _random.set_state(self._source, saved)

    def random_sample(self, size=None):
        return self.random(size)

    def rand(self, *shape):
        return self.random(shape or None)

    def randn(self, *shape):
        return self.standard_normal(shape or None)

    def randint(self, low, high=None, size=None, dtype=int):
        if np.ndim(low) or np.ndim(high if high is not None else 0):
            unsupported("numpy.random.randint with arrays as bounds")
        if np.dtype(dtype) not in (np.int64, np.int32):
            unsupported(f"numpy.random.randint with dtype={np.dtype(dtype)}")
        if high is None:
            low, high = 0, low
            if high <= 0:
                raise ValueError("high <= 0")
        if low >= high:
            raise ValueError("low >= high")
        drawn = _random.integers(self._source, int(low), int(high), _count(_size(size)))
        if size is None:
            return drawn.item()
        return drawn.reshape(_size(size)).astype(dtype)

    def exponential(self, scale=1.0, size=None):
        return scale * self.standard_exponential(size)

    def standard_exponential(self, size=None):
        drawn = -np.log(1.0 - self.random(size))
        return drawn.item() if size is None else drawn

    def _sample(self, count, wanted, shuffle):
        return _random.order(self._source, count)[:wanted]


class Generator(_Distributions):
    _too_many = "Cannot take a larger sample than population when replace is False"
    _negative = "Probabilities are not non-negative"
    _unsure = ("Probabilities do not sum to 1. See Notes section of docstring for more "
               "information.")

    def __init__(self, source):
        self._source = source

    def __repr__(self):
        return "Generator(PCG64)"

    def integers(self, low, high=None, size=None, dtype=np.int64, endpoint=False):
        if np.ndim(low) or np.ndim(high if high is not None else 0):
            unsupported("numpy.random.Generator.integers with arrays as bounds")
        if np.dtype(dtype) not in (np.int64, np.int32):
            unsupported(f"numpy.random.Generator.integers with dtype={np.dtype(dtype)}")
        if high is None:
            low, high = 0, low
            if high < 0 or (high == 0 and not endpoint):
                raise ValueError("high <= 0" if not endpoint else "high < 0")
        high = int(high) + (1 if endpoint else 0)
        if low >= high:
            raise ValueError("low > high" if endpoint else "low >= high")
        drawn = _random.integers(self._source, int(low), high, _count(_size(size)))
        drawn = drawn.astype(dtype)
        return drawn[0] if size is None else drawn.reshape(_size(size))

    def permutation(self, x, axis=0):
        if axis != 0:
            unsupported("numpy.random.Generator.permutation with axis=")
        return super().permutation(x)

    def shuffle(self, x, axis=0):
        if axis != 0:
            unsupported("numpy.random.Generator.shuffle with axis=")
        super().shuffle(x)

    def _sample(self, count, wanted, shuffle):
        if count > 10000 and wanted > count // (50 if shuffle else 20):
            return _random.order(self._source, count, max(count - wanted, 1),
                                 masked=False)[count - wanted:]
        # Floyd's algorithm: Bentley & Floyd, A Sample of Brilliance, 1987.
        seen, result = set(), []
        for bound in range(count - wanted, count):
            drawn = _random.integers(self._source, 0, bound + 1, 1).item()
            drawn = bound if drawn in seen else drawn
            seen.add(drawn)
            result.append(drawn)
        result = np.array(result, dtype=int)
        return result[_random.order(self._source, wanted, masked=False)] if shuffle else result

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        unsupported(f"numpy.random.Generator.{name}")


def _seed(seed):
    """A run must be repeatable, so that no seed is one as well."""
    if seed is None:
        return 0
    if isinstance(seed, (list, tuple, np.ndarray)) and np.iterable(seed):
        return [int(word) for word in seed]
    if not isinstance(seed, (int, np.integer)):
        raise TypeError("a seed must be an integer or a sequence of integers, not "
                        f"{type(seed).__name__}")
    if not 0 <= seed < 2 ** 32:
        raise ValueError("Seed must be between 0 and 2**32 - 1")
    return int(seed)


def default_rng(seed=None):
    if isinstance(seed, Generator):
        return seed
    entropy = []
    for number in seed if np.iterable(seed) else [0 if seed is None else seed]:
        if number < 0:
            raise ValueError("expected non-negative integer")
        number = int(number)
        words = [number & 0xFFFFFFFF]
        while number >> 32:
            number >>= 32
            words.append(number & 0xFFFFFFFF)
        entropy += words
    return Generator(_random.seeded(entropy))


_common = RandomState()
seed = _common.seed
get_state = _common.get_state
set_state = _common.set_state
random = _common.random
random_sample = ranf = sample = _common.random_sample
rand = _common.rand
randn = _common.randn
randint = _common.randint
uniform = _common.uniform
normal = _common.normal
standard_normal = _common.standard_normal
lognormal = _common.lognormal
exponential = _common.exponential
standard_exponential = _common.standard_exponential
binomial = _common.binomial
poisson = _common.poisson
shuffle = _common.shuffle
permutation = _common.permutation
choice = _common.choice
