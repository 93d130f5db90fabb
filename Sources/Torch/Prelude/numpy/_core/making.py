# Making arrays.

import numpy as np
from numpy._core import unsupported


def identity(n, dtype=None):
    return eye(n, dtype=dtype)


def eye(N, M=None, k=0, dtype=float):
    M = N if M is None else M
    return (np.arange(N)[:, None] + k == np.arange(M)).astype(float if dtype is None else dtype)


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    if axis != 0:
        unsupported("numpy.linspace with axis=")
    start, stop = np.multiply(start, 1.0), np.multiply(stop, 1.0)
    parts = num - 1 if endpoint else num
    delta = stop - start
    places = np.arange(0.0, num).reshape((-1,) + (1,) * np.ndim(delta))
    step = np.nan
    if parts > 0:
        step = delta / parts
        result = places / parts * delta if np.any(step == 0) else places * step
    else:
        result = places * delta
    result = result + start
    if endpoint and num > 1:
        result[-1] = stop
    if dtype is not None and np.dtype(dtype).kind in "iu":
        result = np.floor(result)
    result = result.astype(float if dtype is None else dtype)
    return (result, step) if retstep else result


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    result = np.power(base, linspace(start, stop, num, endpoint, axis=axis))
    return result if dtype is None else result.astype(dtype)


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    start, stop = float(start), float(stop)
    if start == 0 or stop == 0:
        raise ValueError("Geometric sequence cannot include zero")
    sign = -1.0 if start < 0 and stop < 0 else 1.0
    result = logspace(np.log10(sign * start), np.log10(sign * stop), num, endpoint)
    if num > 0:
        result[0] = sign * start
        if num > 1 and endpoint:
            result[-1] = sign * stop
    result = sign * result
    return result if dtype is None else result.astype(dtype)


def meshgrid(*xi, indexing="xy", copy=True, sparse=False):
    if indexing not in ("xy", "ij"):
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    arrays = [np.asarray(x).reshape(-1) for x in xi]
    places = list(range(len(arrays)))
    if indexing == "xy" and len(arrays) > 1:
        places[0], places[1] = 1, 0
    shaped = [x.reshape([-1 if k == p else 1 for k in range(len(arrays))])
              for x, p in zip(arrays, places)]
    return tuple(shaped if sparse else [x.copy() for x in np.broadcast_arrays(*shaped)])


def indices(dimensions, dtype=int, sparse=False):
    axes = meshgrid(*[np.arange(n) for n in dimensions], indexing="ij", sparse=sparse)
    return axes if sparse else np.stack(axes).astype(dtype)


class _Grid:
    def __init__(self, sparse):
        self._sparse = sparse

    def __getitem__(self, key):
        keys = key if isinstance(key, tuple) else (key,)
        lines = [_line(k) for k in keys]
        if not isinstance(key, tuple):
            return lines[0]
        axes = meshgrid(*lines, indexing="ij", sparse=self._sparse)
        return axes if self._sparse else np.stack(axes)


def _line(key):
    """A slice as an array; a step of `5j` cannot be written here."""
    start = 0 if key.start is None else key.start
    return np.arange(start, key.stop, 1 if key.step is None else key.step)


mgrid, ogrid = _Grid(False), _Grid(True)


class _Columns:
    def __init__(self, axis):
        self._axis = axis

    def __getitem__(self, key):
        parts = [_line(k) if isinstance(k, slice) else np.asarray(k)
                 for k in (key if isinstance(key, tuple) else (key,))]
        if self._axis == 0:
            return np.concatenate([np.atleast_1d(p) for p in parts])
        return np.concatenate([p.reshape(-1, 1) if p.ndim < 2 else p for p in parts], axis=-1)


r_, c_ = _Columns(0), _Columns(1)


def diag(v, k=0):
    v = np.asarray(v)
    if v.ndim == 1:
        n = len(v) + abs(k)
        result = np.zeros((n, n), dtype=v.dtype)
        places = np.arange(len(v))
        result[places + max(0, -k), places + max(0, k)] = v
        return result
    if v.ndim == 2:
        return diagonal(v, k).copy()
    raise ValueError("Input must be 1- or 2-d.")


def diagonal(a, offset=0, axis1=0, axis2=1):
    a = np.asarray(a)
    if a.ndim < 2:
        raise ValueError("diag requires an array of at least two dimensions")
    a = np.moveaxis(a, (axis1, axis2), (0, 1))
    count = min(a.shape[0] - max(0, -offset), a.shape[1] - max(0, offset))
    places = np.arange(max(0, count))
    return np.moveaxis(a[places + max(0, -offset), places + max(0, offset)], 0, -1)


def diagflat(v, k=0):
    return diag(np.ravel(v), k)


def trace(a, offset=0, axis1=0, axis2=1):
    return diagonal(a, offset, axis1, axis2).sum(-1)


def tri(N, M=None, k=0, dtype=float):
    M = N if M is None else M
    return (np.arange(N)[:, None] + k >= np.arange(M)).astype(dtype)


def tril(m, k=0):
    m = np.asarray(m)
    return np.where(tri(m.shape[-2], m.shape[-1], k, bool), m, np.zeros(1, m.dtype))


def triu(m, k=0):
    m = np.asarray(m)
    return np.where(tri(m.shape[-2], m.shape[-1], k - 1, bool), np.zeros(1, m.dtype), m)


def diag_indices(n, ndim=2):
    return (np.arange(n),) * ndim


def ix_(*args):
    lines = [np.asarray(a) for a in args]
    lines = [np.nonzero(a)[0] if a.dtype == bool else a for a in lines]
    return tuple(a.reshape([-1 if k == d else 1 for k in range(len(lines))])
                 for d, a in enumerate(lines))


def tril_indices(n, k=0, m=None):
    return np.nonzero(tri(n, m, k, bool))


def triu_indices(n, k=0, m=None):
    return np.nonzero(~tri(n, m, k - 1, bool))


def vander(x, N=None, increasing=False):
    x = np.asarray(x)
    powers = np.arange(len(x) if N is None else N)
    return x[:, None] ** (powers if increasing else powers[::-1])


def fromiter(iter, dtype, count=-1):
    return np.array(list(iter), dtype=dtype)


def fromfunction(function, shape, *, dtype=float, **kwargs):
    return function(*indices(shape, dtype), **kwargs)
