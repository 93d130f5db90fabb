# What is not a number, sets and equality.

import numpy as np
from numpy._core import unsupported


def _ignoring(fold, fill):
    def ignoring(a, axis=None, *, keepdims=False):
        a = np.asarray(a)
        if a.dtype.kind == "f":
            a = np.where(np.isnan(a), fill, a).astype(a.dtype)
        return fold(a, axis=axis, keepdims=keepdims)
    return ignoring


nansum = _ignoring(np.sum, 0)
nanprod = _ignoring(np.prod, 1)
nanmax = _ignoring(np.max, -np.inf)
nanmin = _ignoring(np.min, np.inf)
nanargmax = _ignoring(np.argmax, -np.inf)
nanargmin = _ignoring(np.argmin, np.inf)


def nanmean(a, axis=None, *, keepdims=False):
    a = np.asarray(a) * 1.0
    count = np.sum(~np.isnan(a), axis=axis, keepdims=keepdims)
    return nansum(a, axis=axis, keepdims=keepdims) / count


def nanvar(a, axis=None, *, ddof=0, keepdims=False):
    a = np.asarray(a) * 1.0
    count = np.sum(~np.isnan(a), axis=axis, keepdims=keepdims)
    off = a - nanmean(a, axis, keepdims=True)
    return nansum(off * off, axis=axis, keepdims=keepdims) / (count - ddof)


def nanstd(a, axis=None, *, ddof=0, keepdims=False):
    return np.sqrt(nanvar(a, axis, ddof=ddof, keepdims=keepdims))



def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None):
    if axis is not None:
        unsupported("numpy.unique with axis=")
    ar = np.asarray(ar)
    flat = ar.reshape(-1)
    order = np.argsort(flat)
    line = flat[order]
    starts = np.ones(line.shape, dtype=bool)
    starts[1:] = (line[1:] != line[:-1]) & ~(np.isnan(line[1:]) & np.isnan(line[:-1]))
    results = [line[starts]]
    if return_index:
        results.append(order[starts])
    if return_inverse:
        inverse = np.empty(line.shape, dtype=int)
        inverse[order] = np.cumsum(starts) - 1
        results.append(inverse.reshape(ar.shape))
    if return_counts:
        ends = np.concatenate([np.nonzero(starts)[0], [line.size]])
        results.append(np.diff(ends.astype(int)))
    return results[0] if len(results) == 1 else tuple(results)


def isin(element, test_elements, assume_unique=False, invert=False):
    element, tests = np.asarray(element), np.sort(np.ravel(test_elements))
    if tests.size == 0:
        found = np.zeros(element.shape, dtype=bool)
    else:
        places = np.minimum(np.searchsorted(tests, element), tests.size - 1)
        found = tests[places] == element
    return np.logical_not(found) if invert else np.asarray(found)


def intersect1d(ar1, ar2):
    first = unique(ar1)
    return first[isin(first, ar2)]


def union1d(ar1, ar2):
    return unique(np.concatenate([np.ravel(ar1), np.ravel(ar2)]))


def setdiff1d(ar1, ar2, assume_unique=False):
    first = unique(ar1)
    return first[~isin(first, ar2)]


def setxor1d(ar1, ar2):
    return union1d(setdiff1d(ar1, ar2), setdiff1d(ar2, ar1))


def array_equal(a1, a2, equal_nan=False):
    a1, a2 = np.asarray(a1), np.asarray(a2)
    if a1.shape != a2.shape:
        return False
    same = a1 == a2
    if equal_nan:
        same = same | (np.isnan(a1) & np.isnan(a2))
    return bool(np.all(same))


def array_equiv(a1, a2):
    return bool(np.all(np.equal(a1, a2)))


def lexsort(keys):
    keys = [np.asarray(k) for k in keys]
    order = np.arange(keys[0].size)
    for key in keys:
        order = order[np.argsort(key[order])]
    return order


def may_share_memory(a, b):
    unsupported("numpy.may_share_memory")


def shares_memory(a, b):
    unsupported("numpy.shares_memory")
