# How arrays and numbers are shown.
import numpy as np

r = np.random.RandomState(7)
for value in (
    r.randn(7), r.randn(3, 3) * 1000, r.randn(2, 3) * 1e-6, r.randn(12) * 10.0 ** r.randint(-8, 8, 12),
    r.randn(9).astype("f4"), r.randn(3, 2).astype("f2") * 100, r.randint(-100, 1000, 30), r.randint(0, 10**9, 12),
    r.randint(0, 2, (30, 40)), r.rand(30, 40), r.rand(4, 300), r.rand(11, 11, 11), np.arange(1001), np.zeros((40, 40), "i4"),
    np.array([1e8, 1.0]), np.array([1e7, 1.5]), np.array([0.0001, 1.0]), np.array([0.00009, 1.0]), np.array([12345678.9]),
    np.array([1e-300, 1e300, np.nan, -np.inf]), np.array([np.nan, -1.5]), np.array([0.0, -0.0]), np.array([1e6], "f4"),
    np.array([[1, 2], [3, -4]]), np.ones((1, 1, 1)), np.array([True, False]), np.array([]), np.zeros((0, 2)), np.array(1.5),
    np.array(True), np.array([1], "u1"), np.arange(16.0).reshape(2, 2, 2, 2) / 3, np.arange(5) * 1e5, np.arange(5) * 1e-5,
    10.0 ** np.arange(-1, -6, -1), np.arange(-5, 5, 0.25), np.linspace(0, 1, 11),
):
    print(value)
    print(repr(value))
print([np.float64(x) for x in (0.1, 1e16, 1e15, 1e-4, 1e-5, 5e-324, 1e22)], [np.float32(x) for x in (0.1, 1e5, 1e6, 1e-4, 3.4e38)],
      np.float16(1 / 3), np.int8(3), np.bool_(1), str(np.float32(1 / 3)), np.float64("nan"), {"w": np.zeros(2)}, (np.arange(2),))
print(np.dtype("f4"), repr(np.dtype(int)), np.float64, type(np.zeros(1)), np.zeros(1).dtype.name)

np.set_printoptions(precision=3)
print(r.randn(5), repr(r.randn(2, 2) * 1e5), np.float64(1 / 3))
np.set_printoptions(precision=2, suppress=True)
print(r.randn(5) * 1e-3, np.array([1e-10, 1.0]), np.array([1e10, 1.0]))
np.set_printoptions(precision=8, suppress=False, threshold=5, edgeitems=2)
print(np.arange(10), repr(np.arange(10.0)), np.arange(36).reshape(6, 6))
np.set_printoptions(threshold=1000, edgeitems=3, linewidth=40)
print(np.arange(30), repr(np.arange(12.0) / 7))
np.set_printoptions(linewidth=75, formatter={"float": "{: 0.3f}".format})
print(r.randn(3), np.arange(3), repr(r.randn(2, 2)))
np.set_printoptions(floatmode="fixed", precision=4)
print(np.array([1.0, 2.5]), np.array([1e-9, 1.0]))
np.set_printoptions(floatmode="maxprec", precision=8, sign="+")
print(np.array([1.0, -2.5]))
np.set_printoptions(sign="-", nanstr="NA")
print(np.array([np.nan, 1.0]))
with np.printoptions(precision=2):
    print(r.rand(3))
print(r.rand(3), np.array2string(r.rand(3), precision=2), np.array2string(np.arange(4), separator=", "))
