# Arrays: types, operators, indices, shapes, reductions and what NumPy says of mistakes.
import numpy as np


def attempt(body):
    try:
        return body()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


a = np.array([1, 2, 3])
f = np.array([1.0, 2.0, 3.0])
m = np.arange(6.0).reshape(2, 3)
r = np.random.RandomState(3)
A, v, I = r.randn(4, 5), r.randn(5), r.randint(0, 10, (4, 5))
s = I.astype(np.float32)

# The type of a result: numbers that are written adapt to the array.
for value in (
    a + 1, a + 1.5, a / 2, a // 2, a**2, a**2.0, s * 2, s * 2.5, s * np.float64(2), s + I[0],
    s[0] + np.ones(5), np.array([True]) + 1, np.array([True]) + np.array([True]),
    np.array([1], "i4") + np.array([1.0], "f4"), np.array([1], "i2") * 0.5, np.sqrt(a),
    np.sqrt(np.array([4], "i2")), np.int8(100) + np.int8(100), np.uint8(200) + 100,
    np.float32(0.1) + 0.2, np.float32(0.1) + np.float64(0.2), 1 - f, 2**a, 7 // a, -7 % a, ~a,
    a << 2, a & 1, a > 1, [1, 2, 3] + a, (1, 2, 3) * f, np.maximum(a, 1.5), np.where(a > 1, a, 0.5),
    np.add(1, 2), np.square(3), np.abs(-2.5), np.floor(a), np.sign(f - 2), np.round(2.5),
    np.int64(7) // 2, np.float64(7) % 2, divmod(7, np.int64(2)), round(np.float64(2.567), 2), -a[0],
):
    print(repr(value), getattr(value, "dtype", type(value)))
print(a[0], [a[0], f[0], s[0, 0], a[0] > 1], f"{f[1]:.3f} {a[1]:4d} {f[1]!r}", "%d %.2f" % (a[1], f[1]))
print(isinstance(f[0], float), isinstance(a[0], int), {a[0]: "one"}[1], a[2] in [1, 3], list(range(a[0], a[2])))

# In place
x = np.arange(6.0).reshape(2, 3)
x += 1; x *= np.arange(3); x[0] -= x[1]; x[:, 1] **= 2; x.T[2] = 9
print(x, x.sum(), x.ravel())
y = np.arange(10); z = y[2:5]; z[:] = 0; y[y > 7] = -1; y[[0, 0, 1]] += 5; np.add.at(y, [9, 9], 1)
print(y, z.shape)
y[1:] = y[:-1]
print(y)

# Indices
for part in (
    A[1:3, ::2], A[:, -1], A[A > 1], A[[0, 2]][:, [1, 3]], A[np.arange(4), [0, 1, 2, 3]], A[0, [1, 2]],
    A[:, [True, False, True, False, True]], A[None, :, 0], A[..., 0], A[::-1, 0], A[range(2), I[:2, 0] % 5],
    A[np.ix_([0, 1], [2, 3])], A[[]],
):
    print(repr(part))
B = np.arange(24).reshape(2, 3, 4)
print(B[:, [0, 1], [1, 2]].shape, B[[0, 1], :, [1, 2]].shape, B[0, :, [1, 2]].shape, B[:, 0, [1, 2]].shape,
      B[..., [0, 1]].shape, B[:, :, None].shape, B[1, ..., 2], B[B % 7 == 0])

# Shapes
for value in (
    B.T.shape, B.transpose(2, 0, 1).shape, B.reshape(-1, 6).shape, B.reshape((4, 6)).T.shape, B.swapaxes(0, 2).shape,
    np.moveaxis(B, 0, -1).shape, np.expand_dims(v, (0, 2)).shape, np.squeeze(B[:1]).shape, np.atleast_2d(v).shape,
    np.concatenate([m, m], axis=1), np.vstack([a, a]), np.hstack([a, a]), np.stack([a, a], 1), np.column_stack([a, a]),
    np.c_[a, a], np.split(np.arange(6), 3), np.array_split(np.arange(5), 2), np.tile(a, (2, 2)), np.repeat(m, 2, axis=0),
    np.roll(a, 1), np.flip(m, 1), np.rot90(m), np.meshgrid([1, 2], [3, 4, 5]), np.outer(a, a), np.eye(2, 3, 1), np.diag(a),
    np.tril(np.ones((3, 3))), np.linspace(0, 1, 5), np.logspace(0, 2, 3), np.arange(5, 0, -2), np.arange(0, 1, 0.25),
    np.full((2, 2), 7), np.zeros((2, 0)), np.pad([1, 2], 1), np.append(a, 4), np.delete(a, 1), np.broadcast_to(a, (2, 3)),
):
    print(repr(value))

# Reductions
big = np.arange(1.0, 100001.0)
print(repr((1 / big).sum()), repr((1 / big).mean()), repr((1 / big).reshape(100, 1000).sum(axis=0)[:3].tolist()),
      repr((1 / big).reshape(100, 1000).sum(axis=1)[:3].tolist()), repr((1 / big)[::3].sum()),
      repr((1 / big).reshape(1000, 100)[:, ::3].sum()), repr((1 / big).reshape(1000, 100).T.sum()))
print(repr((1 / big).astype("f4").sum()), repr((1 / big).astype("f4").mean()), repr((1 / big).astype("f4").std()))
for value in (
    I.sum(0), I.mean(1), I.std(), I.var(axis=0, ddof=1), I.max(1), I.argmin(0), I.argmax(), I.cumsum(), I.prod(axis=1),
    np.median(I), np.percentile(I, [25, 75]), np.ptp(I), np.sort(I, axis=0), np.argsort(v), np.unique(I, return_counts=True),
    np.any(I > 8, axis=1), np.all(I >= 0), np.sum(I > 4), np.mean(I > 4), np.count_nonzero(I), np.argwhere(I > 7),
    np.max([1, np.nan]), np.nanmax([1, np.nan]), np.sum(m, axis=(0, 1), keepdims=True), np.average(a, weights=a),
    np.clip(I, 2, 5), np.diff(a**2), np.bincount([0, 2, 2]), np.searchsorted([1, 2, 3], 2.5), np.interp(1.5, [1, 2], [0, 10]),
):
    print(repr(value))

# Products
print(repr(a @ a), repr(np.dot(f, f)), m @ m.T, m.dot([1, 1, 1]), np.inner(m, m), np.ones((2, 3, 3)) @ np.ones((3, 2)))
print(np.linalg.norm(f), np.linalg.norm(m, axis=1), np.linalg.solve([[2.0, 1], [1, 3]], [3, 5]),
      np.linalg.inv(np.array([[2, 1], [1, 3]])), repr(np.linalg.det([[1.0, 2], [3, 4]])), np.einsum("ij,kj->ik", m, m))

# Mistakes
for body in (
    lambda: a + np.ones(2), lambda: m @ m, lambda: m.dot(m), lambda: f @ np.ones(2), lambda: bool(a), lambda: bool(f[:0]),
    lambda: float(a), lambda: a[5], lambda: a[0, 1], lambda: a[1.0], lambda: m[:, 5], lambda: a[[True, False]], lambda: a**-1,
    lambda: 2 ** np.array([-1]), lambda: np.array([True]) - np.array([True]), lambda: a & f, lambda: a.reshape(2, 2),
    lambda: a.reshape(-1, 2), lambda: m.sum(axis=2), lambda: np.concatenate([a, m]), lambda: np.vstack([a, np.ones(2)]),
    lambda: np.stack([a, np.ones(2)]), lambda: np.array([[1, 2], [3]]), lambda: np.zeros(-1), lambda: np.linspace(0, 1, -1),
    lambda: np.linalg.inv(np.zeros((2, 2))), lambda: np.linalg.inv(m), lambda: a.foo, lambda: hash(a), lambda: a.item(),
    lambda: a.astype("x"), lambda: np.max([]), lambda: np.uint8(200) + 300, lambda: len(np.array(1)), lambda: f"{a:.2f}",
    lambda: a.__setitem__(slice(2), [1, 2, 3]), lambda: a.__setitem__([0, 1], [1, 2, 3]), lambda: a.__iadd__(0.5),
    lambda: a.__iadd__(np.ones((2, 3), int)), lambda: a.__setitem__(a > 1, [1, 2, 3]), lambda: np.squeeze(m, axis=1),
):
    print(attempt(body))
