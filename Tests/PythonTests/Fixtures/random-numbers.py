import random
random.seed(42)
print(random.random(), random.randint(1, 6), random.choice("abc"), random.sample(range(100), 5), random.uniform(1, 2), random.gauss(0, 1), random.gauss(0, 1))
print(random.betavariate(2, 3), random.gammavariate(2, 1), random.gammavariate(0.5, 1), random.gammavariate(1, 2), random.paretovariate(3), random.weibullvariate(1, 2), random.vonmisesvariate(0, 4), random.lognormvariate(0, 1), random.triangular(0, 1, 0.3), random.expovariate(2), random.normalvariate(1, 2))
print(random.choices([1, 2, 3], k=5), random.choices("ab", weights=[1, 3], k=4), random.randbytes(4), random.getrandbits(70), random.randrange(0, 100, 7))
x = list(range(8)); random.shuffle(x); print(x)
for seed in ("hello", b"bytes", 3.5, -7, 10 ** 30, "ü" * 200, ""):
    random.seed(seed); print(random.random(), random.randint(0, 10 ** 6))
r = random.Random(5); print(r.random(), r.sample([1, 2, 3], 2), r.sample("aab", 3, counts=None))
