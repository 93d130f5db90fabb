"""Lists as heaps. Where an item comes to stand is as in CPython, since programs print their heaps:
an item that is taken from the top leaves a hole that sinks to the bottom before it is filled."""


def _rise(heap, top, place):
    item = heap[place]
    while place > top:
        above = (place - 1) >> 1
        if not item < heap[above]:
            break
        heap[place] = heap[above]
        place = above
    heap[place] = item


def _sink(heap, place):
    size, top, item = len(heap), place, heap[place]
    below = 2 * place + 1
    while below < size:
        if below + 1 < size and not heap[below] < heap[below + 1]:
            below += 1
        heap[place] = heap[below]
        place = below
        below = 2 * place + 1
    heap[place] = item
    _rise(heap, top, place)


def heappush(heap, item):
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap):
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    if not heap:
        return last
    first, heap[0] = heap[0], last
    _sink(heap, 0)
    return first


def heapreplace(heap, item):
    if not heap:
        raise IndexError("index out of range")
    first, heap[0] = heap[0], item
    _sink(heap, 0)
    return first


def heappushpop(heap, item):
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def heapify(x):
    for place in reversed(range(len(x) // 2)):
        _sink(x, place)


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]


class _Head:
    """The next item of an iterable, in its order among the others."""

    def __init__(self, item, key, index, rest, backwards):
        self.item, self.key, self.index = item, key, index
        self.rest, self.backwards = rest, backwards

    def __lt__(self, other):
        low, high = (other, self) if self.backwards else (self, other)
        if low.key < high.key:
            return True
        return self.index < other.index and not high.key < low.key


def merge(*iterables, key=None, reverse=False):
    heads = []
    for index, iterable in enumerate(iterables):
        rest = iter(iterable)
        for item in rest:
            heads.append(_Head(item, item if key is None else key(item), index, rest, reverse))
            break
    heapify(heads)
    while heads:
        head = heads[0]
        yield head.item
        for item in head.rest:
            head.item, head.key = item, item if key is None else key(item)
            _sink(heads, 0)
            break
        else:
            heappop(heads)
