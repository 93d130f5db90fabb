"""What NumPy writes in Python, or could: made of the functions in Swift."""
import numpy as np
from numpy._core import unsupported, warn


# Making arrays

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
    return tuple(shaped if sparse else [x.copy() for x in broadcast_arrays(*shaped)])


def indices(dimensions, dtype=int, sparse=False):
    axes = meshgrid(*[np.arange(n) for n in dimensions], indexing="ij", sparse=sparse)
    return axes if sparse else stack(axes).astype(dtype)


class _Grid:
    def __init__(self, sparse):
        self._sparse = sparse

    def __getitem__(self, key):
        keys = key if isinstance(key, tuple) else (key,)
        lines = [_line(k) for k in keys]
        if not isinstance(key, tuple):
            return lines[0]
        axes = meshgrid(*lines, indexing="ij", sparse=self._sparse)
        return axes if self._sparse else stack(axes)


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
            return np.concatenate([atleast_1d(p) for p in parts])
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
    a = moveaxis(a, (axis1, axis2), (0, 1))
    count = min(a.shape[0] - max(0, -offset), a.shape[1] - max(0, offset))
    places = np.arange(max(0, count))
    return moveaxis(a[places + max(0, -offset), places + max(0, offset)], 0, -1)


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


# Shapes

def shape(a):
    return np.asarray(a).shape


def ndim(a):
    return np.asarray(a).ndim


def size(a, axis=None):
    a = np.asarray(a)
    return a.size if axis is None else a.shape[axis]


def isscalar(element):
    return isinstance(element, (int, float, str, np.generic))


def iterable(y):
    try:
        iter(y)
    except TypeError:
        return False
    return True


def _axes(axis, rank):
    chosen = axis if isinstance(axis, (tuple, list)) else (axis,)
    return [_axis(a, rank) for a in chosen]


def _axis(axis, rank):
    if not -rank <= axis < rank:
        raise np.exceptions.AxisError(
            f"axis {axis} is out of bounds for array of dimension {rank}")
    return axis % rank


def squeeze(a, axis=None):
    a = np.asarray(a)
    dropped = [k for k, n in enumerate(a.shape) if n == 1]
    if axis is not None:
        dropped = _axes(axis, a.ndim)
        if any(a.shape[k] != 1 for k in dropped):
            raise ValueError(
                "cannot select an axis to squeeze out which has size not equal to one")
    return a.reshape([n for k, n in enumerate(a.shape) if k not in dropped])


def expand_dims(a, axis):
    a = np.asarray(a)
    rank = a.ndim + (len(axis) if isinstance(axis, (tuple, list)) else 1)
    added = _axes(axis, rank)
    sizes = iter(a.shape)
    return a.reshape([1 if k in added else next(sizes) for k in range(rank)])


def swapaxes(a, axis1, axis2):
    a = np.asarray(a)
    order = list(range(a.ndim))
    axis1, axis2 = _axis(axis1, a.ndim), _axis(axis2, a.ndim)
    order[axis1], order[axis2] = axis2, axis1
    return np.transpose(a, order)


def moveaxis(a, source, destination):
    a = np.asarray(a)
    sources, targets = _axes(source, a.ndim), _axes(destination, a.ndim)
    order = [k for k in range(a.ndim) if k not in sources]
    for target, origin in sorted(zip(targets, sources)):
        order.insert(target, origin)
    return np.transpose(a, order)


def rollaxis(a, axis, start=0):
    axis, start = axis % a.ndim, start % (a.ndim + 1)
    return moveaxis(a, axis, start - 1 if axis < start else start)


def matrix_transpose(x):
    return swapaxes(x, -1, -2)


permute_dims = np.transpose


def atleast_1d(*arys):
    return _atleast(1, arys, lambda a: a.reshape(1))


def atleast_2d(*arys):
    return _atleast(2, arys, lambda a: a.reshape(1, -1))


def atleast_3d(*arys):
    return _atleast(3, arys, lambda a: a[:, :, None] if a.ndim == 2 else a.reshape(1, -1, 1))


def _atleast(rank, arrays, grow):
    arrays = [np.asarray(a) for a in arrays]
    grown = tuple(a if a.ndim >= rank else grow(a) for a in arrays)
    return grown[0] if len(grown) == 1 else grown


def broadcast_shapes(*args):
    return _joined([np.empty(s) for s in args])


def _joined(arrays):
    result = arrays[0]
    for a in arrays[1:]:
        result = np.logical_or(result, a)
    return result.shape


def broadcast_arrays(*args):
    arrays = [np.asarray(a) for a in args]
    joined = _joined(arrays)
    return tuple(np.broadcast_to(a, joined) for a in arrays)


def stack(arrays, axis=0):
    arrays = [np.asarray(a) for a in arrays]
    if not arrays:
        raise ValueError("need at least one array to stack")
    if len({a.shape for a in arrays}) > 1:
        raise ValueError("all input arrays must have the same shape")
    return np.concatenate([expand_dims(a, axis) for a in arrays], axis=axis)


def vstack(tup, *, dtype=None):
    return np.concatenate([atleast_2d(a) for a in tup], axis=0, dtype=dtype)


row_stack = vstack


def hstack(tup, *, dtype=None):
    arrays = [atleast_1d(a) for a in tup]
    return np.concatenate(arrays, axis=0 if arrays and arrays[0].ndim == 1 else 1, dtype=dtype)


def dstack(tup):
    return np.concatenate([atleast_3d(a) for a in tup], axis=2)


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
    places = [k for k, n in enumerate(counts.tolist()) for _ in range(n)]
    return take(a, np.array(places, dtype=int), axis)


def tile(A, reps):
    A = np.asarray(A)
    reps = tuple(reps) if iterable(reps) else (reps,)
    sizes = (1,) * (len(reps) - A.ndim) + A.shape
    reps = (1,) * (len(sizes) - len(reps)) + reps
    result = A.reshape(sizes)
    for axis, count in enumerate(reps):
        result = np.concatenate([result] * count, axis) if count else \
            take(result, np.arange(0), axis)
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
        result = take(result, (np.arange(length) - step) % max(1, length), place)
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
        array = take(array, places, axis)
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
    return take(arr, np.nonzero(kept)[0], axis)


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
        values = expand_dims(np.broadcast_to(values, sizes[:axis] + sizes[axis + 1:]), axis)
    lead = (slice(None),) * axis
    return np.concatenate(
        [arr[lead + (slice(None, place),)], values, arr[lead + (slice(place, None),)]], axis)


def resize(a, new_shape):
    a = np.ravel(a)
    count = int(np.prod(new_shape))
    return tile(a, -(-count // max(1, a.size)))[:count].reshape(new_shape)


# Picking

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
    return np.transpose(stack(np.nonzero(a)))


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
        result.append(np.asarray(indices) % n if iterable(indices) else np.int64(indices % n))
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
    shape = shape[0] if len(shape) == 1 and iterable(shape[0]) else shape
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


# Statistics

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
    middle = take(ordered, np.arange((n - 1) // 2, n // 2 + 1), axis_)
    result = mean(middle, axis_)
    if a.dtype.kind == "f":
        result = np.where(np.isnan(take(ordered, -1, axis_)), np.nan, result)[()]
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
    ordered = moveaxis(ordered, 0 if axis is None else axis, 0)
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
    x = atleast_2d(np.asarray(m) * 1.0)
    if not rowvar and np.ndim(m) > 1:
        x = x.T
    if y is not None:
        x = np.concatenate([x, atleast_2d(np.asarray(y) * 1.0)], 0)
    ddof = (0 if bias else 1) if ddof is None else ddof
    x = x - mean(x, 1, keepdims=True)
    return squeeze(np.dot(x, x.T) * np.true_divide(1, x.shape[1] - ddof))


def corrcoef(x, y=None, rowvar=True):
    c = cov(x, y, rowvar)
    if c.ndim == 0:
        return c / c
    deviation = np.sqrt(diag(c))
    c = c / deviation[:, None] / deviation[None, :]
    return np.clip(c, -1, 1)


def histogram(a, bins=10, range=None, density=None, weights=None):
    a = np.ravel(a)
    if iterable(bins):
        edges = np.asarray(bins)
    else:
        low, high = (a.min(), a.max()) if range is None and a.size else range or (0.0, 1.0)
        if low == high:
            low, high = low - 0.5, high + 0.5
        edges = linspace(low, high, bins + 1)
    places = np.searchsorted(edges, a, side="right") - 1
    places = np.where(a == edges[-1], len(edges) - 2, places)
    inside = (places >= 0) & (places < len(edges) - 1)
    counts = bincount(places[inside], None if weights is None else np.ravel(weights)[inside],
                      minlength=len(edges) - 1)
    if density:
        widths = diff(edges)
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
        y = moveaxis(f, k, 0)
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
        results.append(moveaxis(g, 0, k))
    return results[0] if len(results) == 1 else tuple(results)


def trapezoid(y, x=None, dx=1.0, axis=-1):
    y = moveaxis(np.asarray(y), axis, -1)
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


# Arithmetic

def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        return x.copy()[()]
    limits = finfo(x.dtype)
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


def cross(a, b, axis=-1):
    a, b = moveaxis(a, axis, -1), moveaxis(b, axis, -1)
    if a.shape[-1] != 3 or b.shape[-1] != 3:
        raise ValueError("Both input arrays must be (arrays of) 3-dimensional vectors, but they are "
                         f"{a.shape[-1]} and {b.shape[-1]} dimensional instead.")
    (x, y, z), (u, v, w) = [[m[..., k] for k in range(3)] for m in (a, b)]
    return moveaxis(stack([y * w - z * v, z * u - x * w, x * v - y * u], -1), -1, axis)


def outer(a, b):
    return np.multiply(np.ravel(a)[:, None], np.ravel(b)[None, :])


def inner(a, b):
    a, b = np.asarray(a), np.asarray(b)
    if a.ndim == 0 or b.ndim == 0:
        return np.multiply(a, b)
    return np.dot(a, moveaxis(b, -1, max(0, b.ndim - 2)))


def vdot(a, b):
    return np.dot(np.ravel(a), np.ravel(b))


def vecdot(x1, x2, axis=-1):
    return np.sum(np.multiply(x1, x2), axis=axis)


def kron(a, b):
    a, b = np.asarray(a), np.asarray(b)
    rank = max(a.ndim, b.ndim)
    a = a.reshape((1,) * (rank - a.ndim) + a.shape)
    b = b.reshape((1,) * (rank - b.ndim) + b.shape)
    result = np.multiply.outer(a, b)
    order = [k for pair in zip(range(rank), range(rank, 2 * rank)) for k in pair]
    return np.transpose(result, order).reshape([m * n for m, n in zip(a.shape, b.shape)])


def tensordot(a, b, axes=2):
    a, b = np.asarray(a), np.asarray(b)
    if isinstance(axes, int):
        left, right = list(range(a.ndim - axes, a.ndim)), list(range(axes))
    else:
        left, right = _axes(axes[0], a.ndim), _axes(axes[1], b.ndim)
    if [a.shape[k] for k in left] != [b.shape[k] for k in right]:
        raise ValueError("shape-mismatch for sum")
    rows = [k for k in range(a.ndim) if k not in left]
    columns = [k for k in range(b.ndim) if k not in right]
    shared = int(np.prod([a.shape[k] for k in left]))
    product = np.dot(np.transpose(a, rows + left).reshape(-1, shared),
                     np.transpose(b, right + columns).reshape(shared, -1))
    return product.reshape([a.shape[k] for k in rows] + [b.shape[k] for k in columns])[()]


def einsum(subscripts, *operands, optimize=False):
    text = subscripts.replace(" ", "")
    if "." in text:
        unsupported("numpy.einsum with an ellipsis")
    inputs, arrow, output = text.partition("->")
    inputs = inputs.split(",")
    if not arrow:
        letters = "".join(inputs)
        output = "".join(sorted(c for c in set(letters) if letters.count(c) == 1))
    operands = [np.asarray(o) for o in operands]
    order = output + "".join(sorted(set("".join(inputs)) - set(output)))
    result = None
    for letters, operand in zip(inputs, operands):
        if len(letters) != operand.ndim:
            raise ValueError(
                f"einstein sum subscripts string contains too many subscripts for operand "
                f"{inputs.index(letters)}")
        for c in sorted(set(letters)):
            while letters.count(c) > 1:
                first = letters.index(c)
                second = letters.index(c, first + 1)
                operand = diagonal(operand, 0, first, second)
                letters = letters[:first] + letters[first + 1:second] + letters[second + 1:] + c
        operand = np.transpose(operand, [letters.index(c) for c in order if c in letters])
        sizes = iter(operand.shape)
        operand = operand.reshape([next(sizes) if c in letters else 1 for c in order])
        result = operand if result is None else np.multiply(result, operand)
    summed = tuple(range(len(output), len(order)))
    return np.sum(result, axis=summed) if summed else result[()]


def polyval(p, x):
    result = np.zeros_like(np.asarray(x) * 1)
    for coefficient in np.asarray(p):
        result = result * x + coefficient
    return result[()]


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    arr = moveaxis(np.asarray(arr), axis, -1)
    lines = arr.reshape(-1, arr.shape[-1])
    results = stack([np.asarray(func1d(line, *args, **kwargs)) for line in lines])
    results = results.reshape(arr.shape[:-1] + results.shape[1:])
    return moveaxis(results, -1, axis) if results.ndim == arr.ndim else results


class vectorize:
    def __init__(self, pyfunc, otypes=None, excluded=None, signature=None):
        if excluded or signature:
            unsupported("numpy.vectorize with excluded= or signature=")
        self.pyfunc = pyfunc
        self._types = otypes

    def __call__(self, *args, **kwargs):
        arrays = broadcast_arrays(*args)
        results = [self.pyfunc(*values, **kwargs)
                   for values in zip(*[np.ravel(a) for a in arrays])]
        # The first result decides, as it does in NumPy.
        dtype = self._types[0] if self._types else np.asarray(results[0]).dtype
        return np.array(results, dtype=dtype).reshape(arrays[0].shape)


# What is not a number

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


# Sets and equality

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
        results.append(diff(ends.astype(int)))
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


# Types

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


# Settings

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
