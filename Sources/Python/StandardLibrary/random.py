from bisect import bisect
from itertools import accumulate
from math import acos, cos, exp, log, pi, sin, sqrt

from _random import twister, unsupported

# The algorithms are those of Python 3.11, so that a seed gives its numbers.

_NORMAL = 4 * exp(-0.5) / sqrt(2.0)
_LOG4 = log(4.0)
_GAMMA = 1.0 + log(4.5)


def _sha512(data):
    """Source: FIPS 180-4; the constants are the first bits of roots of primes."""
    mask = (1 << 64) - 1
    primes, candidate = [], 2
    while len(primes) < 80:
        if all(candidate % prime for prime in primes):
            primes.append(candidate)
        candidate += 1

    def root(n, power):
        low, high = 0, 1 << 80
        while low < high:
            middle = (low + high + 1) // 2
            if middle ** power <= n << (64 * power):
                low = middle
            else:
                high = middle - 1
        return low & mask

    def turned(word, by):
        return (word >> by | word << (64 - by)) & mask

    constants = [root(prime, 3) for prime in primes]
    state = [root(prime, 2) for prime in primes[:8]]
    size = len(data)
    data = data + b"\x80" + bytes(-(size + 17) % 128) + (size * 8).to_bytes(16, "big")
    for start in range(0, len(data), 128):
        words = [int.from_bytes(data[i:i + 8], "big") for i in range(start, start + 128, 8)]
        for i in range(16, 80):
            x, y = words[i - 15], words[i - 2]
            small = turned(x, 1) ^ turned(x, 8) ^ x >> 7
            large = turned(y, 19) ^ turned(y, 61) ^ y >> 6
            words.append((words[i - 16] + small + words[i - 7] + large) & mask)
        a, b, c, d, e, f, g, h = state
        for constant, word in zip(constants, words):
            choice = e & f ^ ~e & g
            first = (h + (turned(e, 14) ^ turned(e, 18) ^ turned(e, 41)) + choice
                     + constant + word)
            majority = a & b ^ a & c ^ b & c
            second = (turned(a, 28) ^ turned(a, 34) ^ turned(a, 39)) + majority
            h, g, f, e = g, f, e, (d + first) & mask
            d, c, b, a = c, b, a, (first + second) & mask
        state = [(x + y) & mask for x, y in zip(state, (a, b, c, d, e, f, g, h))]
    return b"".join(word.to_bytes(8, "big") for word in state)


class Random:
    def __init__(self, x=None):
        self.seed(x)

    def seed(self, a=None, version=2):
        """Starts from a seed; from 0 where there is none, since a run must be repeatable."""
        if a is None:
            a = 0
        if isinstance(a, (str, bytes, bytearray)):
            if version != 2:
                unsupported("random.seed with a text and another version than 2")
            data = a.encode() if isinstance(a, str) else bytes(a)
            a = int.from_bytes(data + _sha512(data), "big")
        elif isinstance(a, float):
            a = hash(a) % (1 << 64)
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
            place = bisect(cum_weights, self.random() * total, 0, n - 1)
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

    def lognormvariate(self, mu=0.0, sigma=1.0):
        return exp(self.normalvariate(mu, sigma))

    def randbytes(self, n):
        return self.getrandbits(n * 8).to_bytes(n, "little")

    def vonmisesvariate(self, mu, kappa):
        if kappa <= 1e-6:
            return 2.0 * pi * self.random()
        s = 0.5 / kappa
        r = s + sqrt(1.0 + s * s)
        while True:
            z = cos(pi * self.random())
            d = z / (r + z)
            u = self.random()
            if u < 1.0 - d * d or u <= (1.0 - d) * exp(d):
                break
        q = 1.0 / r
        f = (q + z) / (1.0 + q * z)
        if self.random() > 0.5:
            return (mu + acos(f)) % (2.0 * pi)
        return (mu - acos(f)) % (2.0 * pi)

    def gammavariate(self, alpha, beta):
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError("gammavariate: alpha and beta must be > 0.0")
        if alpha > 1.0:
            # Source: Cheng, The generation of Gamma variables with non-integral shape parameter.
            scale = sqrt(2.0 * alpha - 1.0)
            shift = alpha - _LOG4
            slope = alpha + scale
            while True:
                u = self.random()
                if not 1e-7 < u < 0.9999999:
                    continue
                w = 1.0 - self.random()
                v = log(u / (1.0 - u)) / scale
                x = alpha * exp(v)
                z = u * u * w
                r = shift + slope * v - x
                if r + _GAMMA - 4.5 * z >= 0.0 or r >= log(z):
                    return x * beta
        if alpha == 1.0:
            return -log(1.0 - self.random()) * beta
        # Source: Algorithm GS of Statistical Computing, Kennedy and Gentle.
        while True:
            u = self.random()
            b = (2.718281828459045 + alpha) / 2.718281828459045
            p = b * u
            x = p ** (1.0 / alpha) if p <= 1.0 else -log((b - p) / alpha)
            w = self.random()
            if p > 1.0:
                if w <= x ** (alpha - 1.0):
                    break
            elif w <= exp(-x):
                break
        return x * beta

    def betavariate(self, alpha, beta):
        y = self.gammavariate(alpha, 1.0)
        return y / (y + self.gammavariate(beta, 1.0)) if y else 0.0

    def paretovariate(self, alpha):
        return (1.0 - self.random()) ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        return alpha * (-log(1.0 - self.random())) ** (1.0 / beta)


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
randbytes = _common.randbytes
vonmisesvariate = _common.vonmisesvariate
gammavariate = _common.gammavariate
betavariate = _common.betavariate
paretovariate = _common.paretovariate
weibullvariate = _common.weibullvariate
