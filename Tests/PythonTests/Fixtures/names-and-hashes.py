# Names that only look different are the same name: PEP 3131's form NFKC.
ﬁt = 1
𝐱𝟏 = 2
Ａｂ = 3
é = 4
ſ = 5
Ⅷ = 6
print(fit, x1, Ab, é, s, VIII)


class Angles:
    ϑ = 7
    Å = 8


print(Angles.θ, Angles.Å, sorted(name for name in vars(Angles) if not name.startswith("__")))
print(sorted(name for name in globals() if not name.startswith("__")))


class Key:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return self.value


# A hash is what __hash__ returns, as far as it fits 64 bits.
print([hash(Key(n)) for n in (0, -1, -2, 2**31, 2**61 - 1, 2**61, 2**63 - 1, -2**63, 2**63, 2**64 + 5)])
print(hash(2**31), hash(2**61 - 1), hash(2.0**40), hash(1e300), hash(0.1), hash((1, 2.5, 2**70)))
print("abc".find("c", 0, 2**62), [1, 2, 3][-2**62:2**62], "a-b".split("-", 2**40), "ab".center(-2**40))
