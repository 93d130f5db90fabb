# Types of numbers, and settings.

import numpy as np


def issubdtype(arg1, arg2):
    kinds = {np.floating: "f", np.inexact: "f", np.integer: "iu", np.signedinteger: "i",
             np.unsignedinteger: "u", np.number: "fiu", np.generic: "fiub"}
    if arg2 in kinds:
        return np.dtype(arg1).kind in kinds[arg2]
    return np.dtype(arg1) == np.dtype(arg2)


def can_cast(from_, to, casting="safe"):
    return np.result_type(from_, to) == np.dtype(to)


promote_types = np.result_type


class finfo:
    _facts = {2: (10, 5, -14, 3), 4: (23, 8, -126, 6), 8: (52, 11, -1022, 15)}

    def __init__(self, dtype):
        self.dtype = np.dtype(dtype)
        if self.dtype.kind != "f":
            raise ValueError(f"data type {self.dtype.type!r} not inexact")
        fraction, exponent, lowest, digits = finfo._facts[self.dtype.itemsize]
        kind = self.dtype.type
        self.bits, self.nmant, self.nexp = 8 * self.dtype.itemsize, fraction, exponent
        self.precision = digits
        self.eps = kind(2.0 ** -fraction)
        self.epsneg = kind(2.0 ** -(fraction + 1))
        self.max = kind((2.0 - 2.0 ** -fraction) * 2.0 ** (1 - lowest))
        self.min = -self.max
        self.tiny = self.smallest_normal = kind(2.0 ** lowest)
        self.smallest_subnormal = kind(2.0 ** lowest * 2.0 ** -fraction)
        self.resolution = kind(10.0 ** -digits)

    def __repr__(self):
        return (f"finfo(resolution={self.resolution}, min={self.min}, max={self.max}, "
                f"dtype={self.dtype})")


class iinfo:
    def __init__(self, dtype):
        self.dtype = np.dtype(dtype)
        if self.dtype.kind not in "iu":
            raise ValueError(f"Invalid integer data type {self.dtype.kind!r}.")
        self.bits = 8 * self.dtype.itemsize
        self.kind = self.dtype.kind
        self.min = 0 if self.kind == "u" else -2 ** (self.bits - 1)
        self.max = 2 ** self.bits - 1 if self.kind == "u" else 2 ** (self.bits - 1) - 1

    def __repr__(self):
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"



def geterr():
    before = np.seterr()
    np.seterr(**before)
    return before


class errstate:
    def __init__(self, **modes):
        self._modes = modes

    def __enter__(self):
        self._before = np.seterr(**self._modes)

    def __exit__(self, *details):
        np.seterr(**self._before)


class printoptions:
    def __init__(self, *args, **options):
        self._options = options

    def __enter__(self):
        self._before = np.get_printoptions()
        np.set_printoptions(**self._options)
        return np.get_printoptions()

    def __exit__(self, *details):
        np.set_printoptions(**self._before)
