def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


class Counter:
    def __init__(self):
        self.total = 0

    def add(self, number):
        self.total += number
        return self


counter = Counter()
for i in range(20_000):
    counter.add(i)
words = {}
for i in range(10_000):
    word = "w" + str(i % 100)
    words[word] = words.get(word, 0) + 1
print(fib(18), counter.total, len(words))
