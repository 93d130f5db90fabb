from itertools import accumulate
from math import cos, exp, log, pi, sin, sqrt

from _random import twister, unsupported

# The algorithms are those of Python 3.11, so that a seed gives its numbers.

_NORMAL = 4 * exp(-0.5) / sqrt(2.0)


class Random:
    def __init__(self, x=None):
        self.seed(x)

    def seed(self, a=None, version=2):
        """Starts from a seed; from 0 where there is none, since a run must be repeatable."""
        if a is None:
            a = 0
        if isinstance(a, float):
            unsupported("a seed that is not an integer")
        if not isinstance(a, int):
            raise TypeError(
                "The only supported seed types are: None,\nint, float, str, bytes, and bytearray.")
        number = abs(int(a))
        key = []
        while number:
            key.append(number & 0xFFFFFFFF)
            number >>= 32
        self._word = twister(key or [0])
        self._spare = None

    def random(self):
        high, low = self._word() >> 5, self._word() >> 6
        return (high * 67108864.0 + low) / 9007199254740992.0

    def getrandbits(self, k):
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        result, shift = 0, 0
        while k > 0:
            word = self._word()
            result |= (word >> (32 - k) if k < 32 else word) << shift
            shift += 32
            k -= 32
        return result

    def _below(self, n):
        bits = n.bit_length()
        drawn = self.getrandbits(bits)
        while drawn >= n:
            drawn = self.getrandbits(bits)
        return drawn

    def randrange(self, start, stop=None, step=1):
        if stop is None:
            start, stop = 0, start
        width = stop - start
        if step > 0:
            count = (width + step - 1) // step
        elif step < 0:
            count = (width + step + 1) // step
        else:
            raise ValueError("zero step for randrange()")
        if count <= 0:
            raise ValueError(f"empty range for randrange() ({start}, {stop}, {width})")
        return start + step * self._below(count)

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    def choice(self, seq):
        if not len(seq):
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._below(len(seq))]

    def shuffle(self, x):
        for i in reversed(range(1, len(x))):
            j = self._below(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k, *, counts=None):
        if counts is not None:
            population = [item for item, n in zip(population, counts) for _ in range(n)]
        if isinstance(population, (set, dict)):
            raise TypeError(
                "Population must be a sequence.  For dicts or sets, use sorted(d).")
        n = len(population)
        if not 0 <= k <= n:
            raise ValueError("Sample larger than population or is negative")
        size = 21
        if k > 5:
            power = 1
            while power < k * 3:
                power *= 4
            size += power
        if n <= size:
            pool, result = list(population), []
            for i in range(k):
                j = self._below(n - i)
                result.append(pool[j])
                pool[j] = pool[n - i - 1]
            return result
        selected, result = set(), []
        for _ in range(k):
            j = self._below(n)
            while j in selected:
                j = self._below(n)
            selected.add(j)
            result.append(population[j])
        return result

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        n = len(population)
        if cum_weights is None:
            if weights is None:
                return [population[int(self.random() * (n + 0.0))] for _ in range(k)]
            cum_weights = list(accumulate(weights))
        if len(cum_weights) != n:
            raise ValueError("The number of weights does not match the population")
        total = cum_weights[-1] + 0.0
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        result = []
        for _ in range(k):
            bound = self.random() * total
            place = sum(1 for weight in cum_weights[:-1] if weight <= bound)
            result.append(population[place])
        return result

    def uniform(self, a, b):
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        u = self.random()
        c = 0.5 if mode is None else (mode - low) / (high - low)
        if u > c:
            u, c = 1.0 - u, 1.0 - c
            low, high = high, low
        return low + (high - low) * sqrt(u * c)

    def normalvariate(self, mu=0.0, sigma=1.0):
        while True:
            first = self.random()
            second = 1.0 - self.random()
            z = _NORMAL * (first - 0.5) / second
            if z * z / 4.0 <= -log(second):
                return mu + z * sigma

    def gauss(self, mu=0.0, sigma=1.0):
        z, self._spare = self._spare, None
        if z is None:
            angle = self.random() * 2.0 * pi
            radius = sqrt(-2.0 * log(1.0 - self.random()))
            z = cos(angle) * radius
            self._spare = sin(angle) * radius
        return mu + z * sigma

    def expovariate(self, lambd=1.0):
        return -log(1.0 - self.random()) / lambd

    def lognormvariate(self, mu, sigma):
        return exp(self.normalvariate(mu, sigma))


_common = Random()
seed = _common.seed
random = _common.random
getrandbits = _common.getrandbits
randrange = _common.randrange
randint = _common.randint
choice = _common.choice
shuffle = _common.shuffle
sample = _common.sample
choices = _common.choices
uniform = _common.uniform
triangular = _common.triangular
normalvariate = _common.normalvariate
gauss = _common.gauss
expovariate = _common.expovariate
lognormvariate = _common.lognormvariate
