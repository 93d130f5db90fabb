# Integers of any size: where machine words end, and where floats do.
import math

edges = [sign * (2**bits + more) for bits in (31, 53, 63, 64, 200)
         for more in (-1, 0, 1) for sign in (1, -1)]

for n in edges:
    print(n, -n, abs(n), ~n, n >> 1, n >> 70, n << 3, n.bit_length(), n.bit_count(), hash(n))
    print(hex(n), f"{n:,} {n:+d} {n:#_x} {n:.3e}", "%d %x" % (n, n), float(n))
    print([n == float(n), n < float(n), n > float(n), float(n) <= n, n != n + 0.5])
    print(n.to_bytes(48, "big", signed=True)[-9:], int.from_bytes(
        n.to_bytes(48, "little", signed=True), "little", signed=True) == n)

for m in edges[::5]:
    for n in edges[::7]:
        print(m + n, m - n, m * n, divmod(m, n), m & n, m | n, m ^ n, m / n, m < n)
        print(math.gcd(m, n), math.lcm(m, n), pow(m, 12345, n))

print(3 / 2**1075, 1 / 2**1075, (2**55 - 1) / 2**1076, (2**54 + 3) / 2**1076, -3 / 2**1076)
print(10**400 / 10**399, (10**400 + 1) / 10**400, 2**2000 / 3**1200)
print(math.log(3**60), math.log10(10**30), math.log2(2**64 + 1), math.log(2**5000))
print([int(x) for x in (1e18, 1e19, -1e19, 2.0**100, 1.5e300)])
print(int(1e19) == 1e19, 10**23 == 1e23, 2**63 - 1 == 2.0**63, 2**63 - 1 < 2.0**63)

text = str(7**2000)
print(len(text), int(text) == 7**2000, hash(7**2000), text[:20], text[-20:])
for base in (2, 3, 8, 10, 16, 36):
    print(int("1" + "0" * 200 + "1", base) % 1000007, int("-" + "1" * 150, base))
product = 1
for n in range(1, 2000):
    product *= n
print(product == math.factorial(1999), product % (10**9 + 7), (product // 3**500) % 1000003)
print(math.isqrt(product), math.comb(1000, 500) % 10**20, hash(math.isqrt(7**3001)))
a, b = 0, 1
for _ in range(5000):
    a, b = b, a + b
print(a % 10**30, a.bit_length(), hash(a), a >> 3000 & 0xFFFFFFFFFFFFFFFFFFFF)
