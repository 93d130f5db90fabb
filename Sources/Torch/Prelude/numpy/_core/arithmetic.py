# Arithmetic, element by element.

import numpy as np


def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        return x.copy()[()]
    limits = np.finfo(x.dtype)
    high = limits.max if posinf is None else posinf
    low = limits.min if neginf is None else neginf
    result = np.where(np.isnan(x), nan, np.where(x == np.inf, high, np.where(x == -np.inf, low, x)))
    return result.astype(x.dtype)[()]


def isposinf(x):
    return np.asarray(x)[()] == np.inf


def isneginf(x):
    return np.asarray(x)[()] == -np.inf


def isreal(x):
    return np.ones_like(x, dtype=bool)[()]


def float_power(x1, x2):
    return np.power(np.multiply(x1, 1.0), x2)


def divmod(x1, x2):
    return np.floor_divide(x1, x2), np.remainder(x1, x2)


def modf(x):
    whole = np.trunc(np.multiply(x, 1.0))
    return np.copysign(np.subtract(x, whole), x), whole


def heaviside(x1, x2):
    return np.where(np.isnan(x1), np.nan, np.where(
        np.equal(x1, 0), x2, np.where(np.greater(x1, 0), 1.0, 0.0)))[()]


def sinc(x):
    y = np.pi * np.where(np.equal(x, 0), 1.0e-20, x)
    return (np.sin(y) / y)[()]


def logaddexp2(x1, x2):
    return np.logaddexp(np.multiply(x1, np.log(2)), np.multiply(x2, np.log(2))) / np.log(2)


def gcd(x1, x2):
    a, b = np.abs(x1), np.abs(x2)
    while np.any(b != 0):
        a, b = np.where(b == 0, a, b), np.where(b == 0, 0, np.remainder(a, np.where(b == 0, 1, b)))
    return a[()]


def lcm(x1, x2):
    common = gcd(x1, x2)
    return np.abs(np.multiply(x1, x2) // np.where(np.equal(common, 0), 1, common))[()]
