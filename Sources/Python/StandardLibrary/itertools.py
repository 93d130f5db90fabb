"""What of `itertools` is not made natively."""


def compress(data, selectors):
    return (item for item, chosen in zip(data, selectors) if chosen)


def filterfalse(function, iterable):
    if function is None:
        function = bool
    return (item for item in iterable if not function(item))


def tee(iterable, n=2):
    """Iterators over one, each of which finds what another has drawn from it."""
    if n < 0:
        raise ValueError("n must be >= 0")
    source = iter(iterable)

    def walk(link):
        while True:
            if not link:
                try:
                    item = next(source)
                except StopIteration:
                    return
                link[:] = [item, []]
            item, link = link
            yield item

    first = []
    return tuple(walk(first) for _ in range(n))
