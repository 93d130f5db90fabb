# The arrangement of dimensions.

import numpy as np


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
