import collections, collections.abc as abc, copy
d = collections.deque(range(10), maxlen=20)
print(isinstance(d, abc.Sequence), isinstance(d, abc.MutableSequence), isinstance(d, abc.Sized), isinstance(d, abc.Iterable), isinstance(d, abc.Hashable))
print(copy.deepcopy(collections.deque([[1]])), copy.copy(d), bool(collections.deque()), list(zip(*collections.deque([(1,2),(3,4)]))))
print(issubclass(collections.deque, abc.Sequence), issubclass(list, abc.Sequence), issubclass(dict, abc.Mapping), issubclass(int, abc.Hashable))
a, b = collections.deque([1, 2]); print(a, b, sum(d), max(d), sorted(d)[:2], [*d][:2], 3 in d)
d2 = collections.deque([1,2,3])
try:
    for x in d2: d2.append(1)
except RuntimeError as e: print(e)
print([1] == collections.deque([1]), collections.deque([1]) == [1], collections.deque([1]) == collections.deque([1]))
match d2:
    case [1, *r]: print(r)
