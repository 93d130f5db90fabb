# Averages, spreads and counts.

import numpy as np
from numpy._core import unsupported, warn
from numpy._core.shapes import _axes, _axis


def _count(a, axis):
    if axis is None:
        return a.size
    count = 1
    for k in _axes(axis, a.ndim):
        count *= a.shape[k]
    return count


def _refuse_tensor(a, name):
    if not isinstance(a, np.ndarray) and hasattr(a, "requires_grad"):
        raise TypeError(f"{name}() got an unexpected keyword argument 'axis'")


def mean(a, axis=None, dtype=None, *, keepdims=False, where=None):
    _refuse_tensor(a, "mean")
    if where is not None:
        unsupported("numpy.mean with where=")
    a = np.asarray(a)
    count = _count(a, axis)
    if count == 0:
        warn("Mean of empty slice.")
    kind = dtype or (a.dtype if a.dtype.kind == "f" else float)
    wide = np.float32 if np.dtype(kind) == np.float16 else kind
    total = np.sum(a, axis=axis, dtype=wide, keepdims=keepdims)
    return _cast(total / count, kind)


def _cast(value, dtype):
    return value if value.dtype == dtype else value.astype(dtype)


def var(a, axis=None, dtype=None, *, ddof=0, keepdims=False, correction=None, mean=None):
    _refuse_tensor(a, "var")
    ddof = ddof if correction is None else correction
    a = np.asarray(a)
    count = _count(a, axis)
    if count <= ddof:
        warn("Degrees of freedom <= 0 for slice")
    kind = dtype or (a.dtype if a.dtype.kind == "f" else float)
    wide = np.float32 if np.dtype(kind) == np.float16 else kind
    middle = np.sum(a, axis=axis, dtype=wide, keepdims=True) / count if mean is None else mean
    off = a - middle
    total = np.sum(np.multiply(off, off), axis=axis, dtype=wide, keepdims=keepdims)
    return _cast(total / max(count - ddof, 0), kind)


def std(a, axis=None, dtype=None, *, ddof=0, keepdims=False, correction=None, mean=None):
    _refuse_tensor(a, "std")
    return np.sqrt(
        var(a, axis, dtype, ddof=ddof, keepdims=keepdims, correction=correction, mean=mean))


def ptp(a, axis=None, *, keepdims=False):
    return np.max(a, axis=axis, keepdims=keepdims) - np.min(a, axis=axis, keepdims=keepdims)


def average(a, axis=None, weights=None, returned=False):
    a = np.asarray(a)
    if weights is None:
        result = mean(a, axis)
        total = result * 0 + _count(a, axis)
    else:
        weights = np.asarray(weights)
        if weights.shape != a.shape:
            if weights.ndim != 1:
                raise TypeError("Axis must be specified when shapes of a and weights differ.")
            weights = weights.reshape([-1 if k == axis % a.ndim else 1 for k in range(a.ndim)])
            weights = np.broadcast_to(weights, a.shape)
        total = np.sum(weights, axis=axis, dtype=np.result_type(a, weights, np.float64))
        if np.any(total == 0.0):
            raise ZeroDivisionError("Weights sum to zero, can't be normalized")
        result = np.sum(np.multiply(a, weights), axis=axis) / total
    return (result, total) if returned else result


def median(a, axis=None, *, keepdims=False):
    a = np.asarray(a)
    if a.size == 0:
        return mean(a, axis)
    ordered = np.sort(a, axis)
    axis_ = 0 if axis is None else _axis(axis, a.ndim)
    n = ordered.shape[axis_]
    middle = np.take(ordered, np.arange((n - 1) // 2, n // 2 + 1), axis_)
    result = mean(middle, axis_)
    if a.dtype.kind == "f":
        result = np.where(np.isnan(np.take(ordered, -1, axis_)), np.nan, result)[()]
    if keepdims:
        return result.reshape([1 if axis is None or k == axis_ else n
                               for k, n in enumerate(a.shape)])
    return result


def quantile(a, q, axis=None, *, method="linear", keepdims=False):
    q = np.asarray(q)
    if np.any(q < 0) or np.any(q > 1):
        raise ValueError("Quantiles must be in the range [0, 1]")
    return _quantile(a, q, axis, method)


def percentile(a, q, axis=None, *, method="linear", keepdims=False):
    q = np.asarray(q) / 100
    if np.any(q < 0) or np.any(q > 1):
        raise ValueError("Percentiles must be in the range [0, 100]")
    return _quantile(a, np.asarray(q), axis, method)


def _quantile(a, q, axis, method):
    if method != "linear":
        unsupported(f"numpy.quantile with method='{method}'")
    a = np.asarray(a)
    ordered = np.sort(a, axis)
    ordered = np.moveaxis(ordered, 0 if axis is None else axis, 0)
    n = ordered.shape[0]
    place = q * (n - 1)
    low = np.floor(place).astype(int)
    high = np.minimum(low + 1, n - 1)
    share = (place - low).reshape(q.shape + (1,) * (ordered.ndim - 1))
    below, above = ordered[low], ordered[high]
    step = above - below
    result = np.where(share >= 0.5, above - step * (1 - share), below + step * share)
    return result[()]


def cov(m, y=None, rowvar=True, bias=False, ddof=None):
    x = np.atleast_2d(np.asarray(m) * 1.0)
    if not rowvar and np.ndim(m) > 1:
        x = x.T
    if y is not None:
        x = np.concatenate([x, np.atleast_2d(np.asarray(y) * 1.0)], 0)
    ddof = (0 if bias else 1) if ddof is None else ddof
    x = x - mean(x, 1, keepdims=True)
    return np.squeeze(np.dot(x, x.T) * np.true_divide(1, x.shape[1] - ddof))


def corrcoef(x, y=None, rowvar=True):
    c = cov(x, y, rowvar)
    if c.ndim == 0:
        return c / c
    deviation = np.sqrt(np.diag(c))
    c = c / deviation[:, None] / deviation[None, :]
    return np.clip(c, -1, 1)


def histogram(a, bins=10, range=None, density=None, weights=None):
    a = np.ravel(a)
    if np.iterable(bins):
        edges = np.asarray(bins)
    else:
        low, high = (a.min(), a.max()) if range is None and a.size else range or (0.0, 1.0)
        if low == high:
            low, high = low - 0.5, high + 0.5
        edges = np.linspace(low, high, bins + 1)
    places = np.searchsorted(edges, a, side="right") - 1
    places = np.where(a == edges[-1], len(edges) - 2, places)
    inside = (places >= 0) & (places < len(edges) - 1)
    counts = bincount(places[inside], None if weights is None else np.ravel(weights)[inside],
                      minlength=len(edges) - 1)
    if density:
        widths = np.diff(edges)
        return counts / widths / counts.sum(), edges
    return counts, edges


def bincount(x, weights=None, minlength=0):
    x = np.asarray(x)
    if x.size and x.min() < 0:
        raise ValueError("'list' argument must have no negative elements")
    length = max(minlength, int(x.max()) + 1 if x.size else 0)
    result = np.zeros(length, dtype=int if weights is None else float)
    np.add.at(result, x.astype(int), 1 if weights is None else np.asarray(weights))
    return result


def digitize(x, bins, right=False):
    bins = np.asarray(bins)
    if len(bins) > 1 and bins[0] > bins[-1]:
        return len(bins) - np.searchsorted(bins[::-1], x, side="left" if not right else "right")
    return np.searchsorted(bins, x, side="left" if right else "right")
