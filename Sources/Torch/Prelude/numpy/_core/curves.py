# Numbers as points of a curve.

import numpy as np
from numpy._core import unsupported
from numpy._core.shapes import _axes


def diff(a, n=1, axis=-1, prepend=None, append=None):
    a = np.asarray(a)
    parts = [p if p is None else np.broadcast_to(
        np.asarray(p), a.shape[:axis % a.ndim] + (1,) + a.shape[axis % a.ndim + 1:])
        if np.ndim(p) == 0 else np.asarray(p) for p in (prepend, append)]
    if parts[0] is not None or parts[1] is not None:
        a = np.concatenate([p for p in (parts[0], a, parts[1]) if p is not None], axis)
    lead = (slice(None),) * (axis % a.ndim)
    for _ in range(n):
        above, below = a[lead + (slice(1, None),)], a[lead + (slice(None, -1),)]
        a = above != below if a.dtype == bool else above - below
    return a


def ediff1d(ary):
    return diff(np.ravel(ary))


def gradient(f, *varargs, axis=None, edge_order=1):
    f = np.asarray(f) * 1.0
    if edge_order != 1:
        unsupported("numpy.gradient with edge_order=2")
    axes = range(f.ndim) if axis is None else _axes(axis, f.ndim)
    spacing = list(varargs) if len(varargs) > 1 else list(varargs or [1.0]) * len(axes)
    results = []
    for k, h in zip(axes, spacing):
        y = np.moveaxis(f, k, 0)
        g = np.empty_like(y)
        if np.ndim(h) == 0:
            g[1:-1] = (y[2:] - y[:-2]) / (2.0 * h)
            g[0], g[-1] = (y[1] - y[0]) / h, (y[-1] - y[-2]) / h
        else:
            d = diff(np.asarray(h)).reshape((-1,) + (1,) * (y.ndim - 1))
            if np.all(d == d[0]):
                d = d[0]
                g[1:-1] = (y[2:] - y[:-2]) / (2.0 * d)
                g[0], g[-1] = (y[1] - y[0]) / d, (y[-1] - y[-2]) / d
            else:
                low, high = d[:-1], d[1:]
                g[1:-1] = (-high / (low * (low + high)) * y[:-2]
                           + (high - low) / (low * high) * y[1:-1]
                           + low / (high * (low + high)) * y[2:])
                g[0], g[-1] = (y[1] - y[0]) / d[0], (y[-1] - y[-2]) / d[-1]
        results.append(np.moveaxis(g, 0, k))
    return results[0] if len(results) == 1 else tuple(results)


def trapezoid(y, x=None, dx=1.0, axis=-1):
    y = np.moveaxis(np.asarray(y), axis, -1)
    d = dx if x is None else diff(np.asarray(x))
    return np.sum(d * (y[..., 1:] + y[..., :-1]) / 2.0, axis=-1)


def interp(x, xp, fp, left=None, right=None):
    xp, fp = np.asarray(xp) * 1.0, np.asarray(fp) * 1.0
    x = np.asarray(x) * 1.0
    place = np.clip(np.searchsorted(xp, x, side="right") - 1, 0, len(xp) - 2)
    slope = (fp[place + 1] - fp[place]) / (xp[place + 1] - xp[place])
    result = slope * (x - xp[place]) + fp[place]
    result = np.where(x < xp[0], fp[0] if left is None else left, result)
    result = np.where(x == xp[-1], fp[-1], result)
    return np.where(x > xp[-1], fp[-1] if right is None else right, result)[()]


def convolve(a, v, mode="full"):
    a, v = np.asarray(a), np.asarray(v)
    if len(v) > len(a):
        a, v = v, a
    n, m = len(a), len(v)
    result = np.zeros(n + m - 1, dtype=np.result_type(a, v))
    for k in range(m):
        result[k:k + n] += a * v[k]
    if mode == "same":
        start = (m - 1) // 2
        return result[start:start + n]
    return result[m - 1:n] if mode == "valid" else result


def correlate(a, v, mode="valid"):
    return convolve(a, np.asarray(v)[::-1], mode)
