# Arrays put together, taken apart and repeated.

import numpy as np
from numpy._core import unsupported
from numpy._core.shapes import _axes


def stack(arrays, axis=0):
    arrays = [np.asarray(a) for a in arrays]
    if not arrays:
        raise ValueError("need at least one array to stack")
    if len({a.shape for a in arrays}) > 1:
        raise ValueError("all input arrays must have the same shape")
    return np.concatenate([np.expand_dims(a, axis) for a in arrays], axis=axis)


def vstack(tup, *, dtype=None):
    return np.concatenate([np.atleast_2d(a) for a in tup], axis=0, dtype=dtype)


row_stack = vstack


def hstack(tup, *, dtype=None):
    arrays = [np.atleast_1d(a) for a in tup]
    return np.concatenate(arrays, axis=0 if arrays and arrays[0].ndim == 1 else 1, dtype=dtype)


def dstack(tup):
    return np.concatenate([np.atleast_3d(a) for a in tup], axis=2)


def column_stack(tup):
    arrays = [np.asarray(a) for a in tup]
    return np.concatenate([a.reshape(-1, 1) if a.ndim < 2 else a for a in arrays], axis=1)


def array_split(ary, indices_or_sections, axis=0):
    ary = np.asarray(ary)
    length = ary.shape[axis]
    if isinstance(indices_or_sections, (int, np.integer)):
        if indices_or_sections <= 0:
            raise ValueError("number sections must be larger than 0.")
        each, extra = divmod(length, int(indices_or_sections))
        sizes = [each + 1] * extra + [each] * (int(indices_or_sections) - extra)
        ends = list(np.cumsum([0] + sizes))
    else:
        ends = [0] + list(indices_or_sections) + [length]
    lead = (slice(None),) * (axis % ary.ndim)
    return [ary[lead + (slice(start, end),)] for start, end in zip(ends, ends[1:])]


def split(ary, indices_or_sections, axis=0):
    if isinstance(indices_or_sections, (int, np.integer)):
        if np.asarray(ary).shape[axis] % indices_or_sections:
            raise ValueError("array split does not result in an equal division")
    return array_split(ary, indices_or_sections, axis)


def vsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 0)


def hsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 1 if np.asarray(ary).ndim > 1 else 0)


def repeat(a, repeats, axis=None):
    a = np.asarray(a)
    if axis is None:
        a, axis = a.reshape(-1), 0
    counts = np.broadcast_to(np.asarray(repeats), (a.shape[axis],))
    if np.any(counts < 0):
        raise ValueError("repeats may not contain negative values.")
    places = [k for k, n in enumerate(counts.tolist()) for _ in range(n)]
    return np.take(a, np.array(places, dtype=int), axis)


def tile(A, reps):
    A = np.asarray(A)
    reps = tuple(reps) if np.iterable(reps) else (reps,)
    sizes = (1,) * (len(reps) - A.ndim) + A.shape
    reps = (1,) * (len(sizes) - len(reps)) + reps
    result = A.reshape(sizes)
    for axis, count in enumerate(reps):
        result = np.concatenate([result] * count, axis) if count else \
            np.take(result, np.arange(0), axis)
    return result.copy()


def flip(m, axis=None):
    m = np.asarray(m)
    chosen = range(m.ndim) if axis is None else _axes(axis, m.ndim)
    return m[tuple(slice(None, None, -1 if k in chosen else 1) for k in range(m.ndim))]


def flipud(m):
    return flip(m, 0)


def fliplr(m):
    return flip(m, 1)


def rot90(m, k=1, axes=(0, 1)):
    m = np.asarray(m)
    first, second = axes
    turns = k % 4
    if turns == 0:
        return m[:]
    if turns == 2:
        return flip(flip(m, first), second)
    swapped = list(range(m.ndim))
    swapped[first], swapped[second] = swapped[second], swapped[first]
    if turns == 1:
        return np.transpose(flip(m, second), swapped)
    return flip(np.transpose(m, swapped), second)


def roll(a, shift, axis=None):
    a = np.asarray(a)
    if axis is None:
        return roll(a.reshape(-1), shift, 0).reshape(a.shape)
    shifts = shift if isinstance(shift, (tuple, list)) else (shift,)
    result = a
    for step, place in zip(shifts, axis if isinstance(axis, (tuple, list)) else (axis,)):
        length = a.shape[place]
        result = np.take(result, (np.arange(length) - step) % max(1, length), place)
    return result.copy()


def pad(array, pad_width, mode="constant", constant_values=0):
    array = np.asarray(array)
    widths = np.broadcast_to(np.asarray(pad_width), (array.ndim, 2)).tolist()
    if mode == "constant":
        fills = np.broadcast_to(np.asarray(constant_values), (array.ndim, 2)).tolist()
        for axis, ((before, after), (low, high)) in enumerate(zip(widths, fills)):
            parts = [array]
            for count, value, place in ((before, low, 0), (after, high, 2)):
                sizes = list(array.shape)
                sizes[axis] = count
                parts.insert(place, np.full(sizes, value, dtype=array.dtype))
            array = np.concatenate(parts, axis)
        return array
    for axis, (before, after) in enumerate(widths):
        n = array.shape[axis]
        places = np.arange(-before, n + after)
        if mode == "edge":
            places = np.clip(places, 0, n - 1)
        elif mode == "wrap":
            places = places % n
        elif mode in ("reflect", "symmetric"):
            period = max(1, 2 * n - 2 if mode == "reflect" else 2 * n)
            places = places % period
            places = np.where(places < n, places, period - places - (mode == "symmetric"))
        else:
            unsupported(f"numpy.pad with mode='{mode}'")
        array = np.take(array, places, axis)
    return array


def append(arr, values, axis=None):
    if axis is None:
        return np.concatenate([np.ravel(arr), np.ravel(values)])
    return np.concatenate([np.asarray(arr), np.asarray(values)], axis)


def delete(arr, obj, axis=None):
    arr = np.asarray(arr)
    if axis is None:
        arr, axis = arr.reshape(-1), 0
    n = arr.shape[axis]
    kept = np.ones(n, dtype=bool)
    if isinstance(obj, (int, np.integer)) and not -n <= obj < n:
        raise IndexError(f"index {obj} is out of bounds for axis {axis} with size {n}")
    kept[obj] = False
    return np.take(arr, np.nonzero(kept)[0], axis)


def insert(arr, obj, values, axis=None):
    arr = np.asarray(arr)
    if axis is None:
        arr, axis = arr.reshape(-1), 0
    if not isinstance(obj, (int, np.integer)):
        unsupported("numpy.insert at several places")
    n = arr.shape[axis]
    place = obj + n if obj < 0 else obj
    sizes = list(arr.shape)
    values = np.asarray(values, dtype=arr.dtype)
    if arr.ndim == 1:
        sizes[0] = values.size
        values = values.reshape(-1)
    else:
        sizes[axis] = 1
        values = np.expand_dims(np.broadcast_to(values, sizes[:axis] + sizes[axis + 1:]), axis)
    lead = (slice(None),) * axis
    return np.concatenate(
        [arr[lead + (slice(None, place),)], values, arr[lead + (slice(place, None),)]], axis)


def resize(a, new_shape):
    a = np.ravel(a)
    count = int(np.prod(new_shape))
    return tile(a, -(-count // max(1, a.size)))[:count].reshape(new_shape)
