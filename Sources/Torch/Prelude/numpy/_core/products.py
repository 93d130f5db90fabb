# Products of arrays, and functions along them.

import numpy as np
from numpy._core import unsupported
from numpy._core.shapes import _axes


def cross(a, b, axis=-1):
    a, b = np.moveaxis(a, axis, -1), np.moveaxis(b, axis, -1)
    if a.shape[-1] != 3 or b.shape[-1] != 3:
        raise ValueError("Both input arrays must be (arrays of) 3-dimensional vectors, but they are "
                         f"{a.shape[-1]} and {b.shape[-1]} dimensional instead.")
    (x, y, z), (u, v, w) = [[m[..., k] for k in range(3)] for m in (a, b)]
    return np.moveaxis(np.stack([y * w - z * v, z * u - x * w, x * v - y * u], -1), -1, axis)


def outer(a, b):
    return np.multiply(np.ravel(a)[:, None], np.ravel(b)[None, :])


def inner(a, b):
    a, b = np.asarray(a), np.asarray(b)
    if a.ndim == 0 or b.ndim == 0:
        return np.multiply(a, b)
    return np.dot(a, np.moveaxis(b, -1, max(0, b.ndim - 2)))


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
                operand = np.diagonal(operand, 0, first, second)
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
    arr = np.moveaxis(np.asarray(arr), axis, -1)
    lines = arr.reshape(-1, arr.shape[-1])
    results = np.stack([np.asarray(func1d(line, *args, **kwargs)) for line in lines])
    results = results.reshape(arr.shape[:-1] + results.shape[1:])
    return np.moveaxis(results, -1, axis) if results.ndim == arr.ndim else results


class vectorize:
    def __init__(self, pyfunc, otypes=None, excluded=None, signature=None):
        if excluded or signature:
            unsupported("numpy.vectorize with excluded= or signature=")
        self.pyfunc = pyfunc
        self._types = otypes

    def __call__(self, *args, **kwargs):
        arrays = np.broadcast_arrays(*args)
        results = [self.pyfunc(*values, **kwargs)
                   for values in zip(*[np.ravel(a) for a in arrays])]
        # The first result decides, as it does in NumPy.
        dtype = self._types[0] if self._types else np.asarray(results[0]).dtype
        return np.array(results, dtype=dtype).reshape(arrays[0].shape)
