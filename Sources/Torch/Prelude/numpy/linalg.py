import numpy as np
from numpy._core import unsupported


def norm(x, ord=None, axis=None, keepdims=False):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(float)
    if axis is None and (ord is None or (ord in ("f", "fro") and x.ndim == 2)
                         or (ord == 2 and x.ndim == 1)):
        flat = x.reshape(-1)
        result = np.sqrt(np.dot(flat, flat))
        return result.reshape([1] * x.ndim) if keepdims else result
    axes = tuple(range(x.ndim)) if axis is None else \
        tuple(axis) if isinstance(axis, (tuple, list)) else (axis,)
    if len(axes) == 1:
        return _vector_norm(x, ord, axes[0], keepdims)
    if len(axes) == 2:
        return _matrix_norm(x, ord, axes, keepdims)
    raise ValueError("Improper number of dimensions to norm.")


def _vector_norm(x, ord, axis, keepdims):
    size = np.abs(x)
    if ord is None or ord == 2:
        return np.sqrt(np.sum(x * x, axis=axis, keepdims=keepdims))
    if ord == np.inf:
        return np.max(size, axis=axis, keepdims=keepdims)
    if ord == -np.inf:
        return np.min(size, axis=axis, keepdims=keepdims)
    if ord == 0:
        return np.sum((x != 0).astype(x.dtype), axis=axis, keepdims=keepdims)
    if ord == 1:
        return np.sum(size, axis=axis, keepdims=keepdims)
    if isinstance(ord, str):
        raise ValueError(f"Invalid norm order '{ord}' for vectors")
    return np.sum(size ** ord, axis=axis, keepdims=keepdims) ** (1.0 / ord)


def _matrix_norm(x, ord, axes, keepdims):
    row, column = [a % x.ndim for a in axes]
    if row == column:
        raise ValueError("Duplicate axes given.")
    if ord in (None, "fro", "f"):
        return np.sqrt(np.sum(x * x, axis=axes, keepdims=keepdims))
    if ord in (1, -1, np.inf, -np.inf):
        summed, taken = (row, column) if abs(ord) == 1 else (column, row)
        sums = np.sum(np.abs(x), axis=summed, keepdims=True)
        result = (np.max if ord > 0 else np.min)(sums, axis=taken, keepdims=True)
        return result if keepdims else np.squeeze(result, (row, column))[()]
    if ord in (2, -2, "nuc"):
        unsupported(f"numpy.linalg.norm of a matrix with ord={ord!r}")
    raise ValueError("Invalid norm order for matrices.")


def matrix_power(a, n):
    a = np.asarray(a)
    if n < 0:
        a, n = np.linalg.inv(a), -n
    result = np.eye(a.shape[-1], dtype=a.dtype)
    while n:
        if n % 2:
            result = result @ a
        a, n = a @ a, n // 2
    return result


def multi_dot(arrays):
    result = arrays[0]
    for array in arrays[1:]:
        result = np.dot(result, array)
    return result


def slogdet(a):
    value = np.linalg.det(a)
    return np.sign(value), np.log(np.abs(value))
