# Random numbers, to the last digit.
import numpy as np

for seed in (0, 1, 42, 2**32 - 1):
    np.random.seed(seed)
    print(seed, np.random.rand(), np.random.randn(), np.random.rand(2, 2).tolist(), np.random.randn(3).tolist(),
          np.random.randint(5), np.random.randint(-3, 3, size=5), np.random.random(2).tolist(), np.random.uniform(-1, 1),
          np.random.normal(2, 3, 2).tolist(), np.random.standard_normal((1, 2)).tolist(), np.random.random_sample(),
          np.random.permutation(6), np.random.choice(5, 3), np.random.choice([1.5, 2.5]), np.random.choice(10, 4, replace=False),
          np.random.choice(3, 5, p=[0.1, 0.2, 0.7]), np.random.choice(5, 3, replace=False, p=[0.1, 0.2, 0.3, 0.2, 0.2]),
          np.random.uniform([0, 10], [1, 20]).tolist(), np.random.normal([0, 10], 1).tolist(), np.random.randint(2**40),
          np.random.binomial(10, 0.3, 5), np.random.binomial(10, 0.8, 5), np.random.poisson(3, 5))
    x, y, z = np.arange(8), list("abcde"), np.arange(6).reshape(3, 2)
    np.random.shuffle(x)
    np.random.shuffle(y)
    np.random.shuffle(z)
    print(x, y, z.tolist(), np.random.permutation(z).tolist())
state = np.random.RandomState(3)
print(state.rand(2), state.randint(3, 10, 5), np.random.RandomState([1, 2, 3]).rand(2))

for seed in (0, 42, 12345678901234567890, [1, 2]):
    g = np.random.default_rng(seed)
    print(seed, g, g.random(), g.random(2).tolist(), g.standard_normal(3).tolist(), g.normal(1, 2), g.uniform(-1, 1, 2).tolist(),
          g.integers(10), g.integers(1, 7, size=(2, 3), endpoint=True).tolist(), g.integers(0, 2**40, 2), g.permutation(8),
          g.permutation([1.5, 2.5, 3.5]), g.choice(10, 3), g.choice(10, 3, replace=False), g.choice([1.5, 2.5]),
          g.choice(3, 5, p=[0.2, 0.3, 0.5]), g.choice(20000, 1000, replace=False)[:3], g.binomial(10, 0.5, 3))
    x = np.arange(9)
    g.shuffle(x)
    print(x, np.random.default_rng(seed).standard_normal(20000).sum(), np.random.default_rng(seed).standard_normal(3000).max())
for body in (
    lambda: np.random.seed(-1), lambda: np.random.randint(0), lambda: np.random.randint(5, 2), lambda: np.random.choice(0),
    lambda: np.random.choice([1, 2], 3, replace=False), lambda: np.random.normal(0, -1),
    lambda: np.random.default_rng(0).integers(5, 2), lambda: np.random.choice(2, p=[0.5, 0.6]),
):
    try:
        print(body())
    except ValueError as error:
        print(error)
