# Elements by their places.

import numpy as np
from numpy._core import unsupported
from numpy._core.shapes import _axis


def take(a, indices, axis=None, mode="raise"):
    a = np.asarray(a)
    if mode != "raise":
        unsupported("numpy.take with mode=")
    if axis is None:
        return a.reshape(-1)[indices]
    return a[(slice(None),) * _axis(axis, a.ndim) + (indices,)]


def take_along_axis(arr, indices, axis=-1):
    return arr[_along(arr, indices, axis)]


def put_along_axis(arr, indices, values, axis):
    arr[_along(arr, indices, axis)] = values


def _along(arr, indices, axis):
    places = [np.arange(n).reshape([-1 if k == d else 1 for k in range(arr.ndim)])
              for d, n in enumerate(arr.shape)]
    places[axis] = indices
    return tuple(places)


def compress(condition, a, axis=None):
    return take(a, np.nonzero(condition)[0], axis)


def extract(condition, arr):
    return np.ravel(arr)[np.nonzero(np.ravel(condition))[0]]


def argwhere(a):
    a = np.asarray(a)
    return np.transpose(np.stack(np.nonzero(a)))


def flatnonzero(a):
    return np.nonzero(np.ravel(a))[0]


def count_nonzero(a, axis=None, *, keepdims=False):
    return np.sum(np.asarray(a) != 0, axis=axis, keepdims=keepdims)


def select(condlist, choicelist, default=0):
    result = default
    for condition, choice in reversed(list(zip(condlist, choicelist))):
        result = np.where(condition, choice, result)
    return result


def piecewise(x, condlist, funclist):
    x = np.asarray(x)
    conditions = [np.asarray(c) for c in condlist]
    if len(funclist) == len(conditions) + 1:
        covered = conditions[0]
        for condition in conditions[1:]:
            covered = covered | condition
        conditions.append(~covered)
    result = np.zeros_like(x)
    for condition, function in zip(conditions, funclist):
        result[condition] = function(x[condition]) if callable(function) else function
    return result


def unravel_index(indices, shape):
    result = []
    for n in reversed(shape):
        result.append(np.asarray(indices) % n if np.iterable(indices) else np.int64(indices % n))
        indices = indices // n
    return tuple(reversed(result))


class flatiter:
    """All elements of an array in a row; what is written goes into the array."""

    def __init__(self, base):
        self.base = base
        self._next = 0

    def __len__(self):
        return self.base.size

    def __iter__(self):
        return self

    def __next__(self):
        if self._next >= self.base.size:
            raise StopIteration
        self._next += 1
        return self[self._next - 1]

    def __getitem__(self, index):
        return self.base.reshape(-1)[index]

    def __setitem__(self, index, value):
        places = np.arange(self.base.size)[index]
        self.base[np.unravel_index(places, self.base.shape)] = value


def ndindex(*shape):
    shape = shape[0] if len(shape) == 1 and np.iterable(shape[0]) else shape
    if not shape:
        yield ()
        return
    for first in range(shape[0]):
        for rest in ndindex(*shape[1:]):
            yield (first,) + rest


def ndenumerate(arr):
    arr = np.asarray(arr)
    for index in ndindex(arr.shape):
        yield index, arr[index]


class nditer:
    """Walks one array in the order of its elements."""

    def __init__(self, op, flags=(), op_flags=()):
        if isinstance(op, (list, tuple)) or set(flags) - {"multi_index", "refs_ok"}:
            unsupported("numpy.nditer over several arrays or with flags other than multi_index")
        self._array = np.asarray(op)
        self._index = 0

    @property
    def finished(self):
        return self._index >= self._array.size

    @property
    def multi_index(self):
        return tuple(int(k) for k in unravel_index(self._index, self._array.shape))

    @property
    def value(self):
        return self._array[self.multi_index + (...,)]

    def __getitem__(self, place):
        return self.value

    def __setitem__(self, place, value):
        self.value[...] = value

    def iternext(self):
        self._index += 1
        return not self.finished

    def __iter__(self):
        while not self.finished:
            yield self.value
            self._index += 1

    def __enter__(self):
        return self

    def __exit__(self, *details):
        pass


def ravel_multi_index(multi_index, dims):
    result = 0
    for index, n in zip(multi_index, dims):
        result = result * n + index
    return result
