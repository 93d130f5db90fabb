"""What containers can do, as classes: by their methods, or because they were registered."""

from abc import abstractmethod
from collections import deque as _deque


class ABCMeta(type):
    """Finds an instance by the methods that the class asks for, or by its classes."""

    def __instancecheck__(cls, instance):
        if cls is Callable:
            return callable(instance)
        return ABCMeta.__subclasscheck__(cls, type(instance))

    def __subclasscheck__(cls, subclass):
        if cls in subclass.__mro__:
            return True
        if any(issubclass(subclass, kind) for kind in cls.__dict__.get("_kinds", ())):
            return True
        asked = cls.__dict__.get("_asked", ())
        return bool(asked) and all(
            getattr(subclass, name, None) is not None for name in asked)

    def register(cls, subclass):
        cls._kinds = (*cls.__dict__.get("_kinds", ()), subclass)
        return subclass

    def __getitem__(cls, item):
        return cls


class Hashable(metaclass=ABCMeta):
    _asked = ("__hash__",)


class Callable(metaclass=ABCMeta):
    _asked = ("__call__",)


class Sized(metaclass=ABCMeta):
    _asked = ("__len__",)


class Container(metaclass=ABCMeta):
    _asked = ("__contains__",)


class Iterable(metaclass=ABCMeta):
    _asked = ("__iter__",)


class Iterator(Iterable):
    _asked = ("__iter__", "__next__")

    def __iter__(self):
        return self


class Generator(Iterator):
    _asked = ("__iter__", "__next__", "send", "throw", "close")


class Reversible(Iterable):
    _asked = ("__iter__", "__reversed__")


class Collection(Sized, Iterable, Container):
    _asked = ("__len__", "__iter__", "__contains__")


class Sequence(Reversible, Collection):
    _kinds = (tuple, str, range, bytes, list, bytearray, _deque)

    @abstractmethod
    def __getitem__(self, index):
        raise IndexError

    @abstractmethod
    def __len__(self):
        return 0

    def __iter__(self):
        i = 0
        try:
            while True:
                yield self[i]
                i += 1
        except IndexError:
            return

    def __contains__(self, value):
        return any(item is value or item == value for item in self)

    def __reversed__(self):
        for i in reversed(range(len(self))):
            yield self[i]

    def index(self, value, start=0, stop=None):
        for i in range(start, len(self) if stop is None else stop):
            if self[i] is value or self[i] == value:
                return i
        raise ValueError

    def count(self, value):
        return sum(1 for item in self if item is value or item == value)


class MutableSequence(Sequence):
    _kinds = (list, bytearray, _deque)

    @abstractmethod
    def __setitem__(self, index, value):
        raise IndexError

    @abstractmethod
    def __delitem__(self, index):
        raise IndexError

    @abstractmethod
    def insert(self, index, value):
        raise IndexError

    def append(self, value):
        self.insert(len(self), value)

    def clear(self):
        while len(self):
            self.pop()

    def reverse(self):
        n = len(self)
        for i in range(n // 2):
            self[i], self[n - i - 1] = self[n - i - 1], self[i]

    def extend(self, values):
        for value in list(values):
            self.append(value)

    def pop(self, index=-1):
        value = self[index]
        del self[index]
        return value

    def remove(self, value):
        del self[self.index(value)]

    def __iadd__(self, values):
        self.extend(values)
        return self


class Set(Collection):
    _kinds = (set, frozenset, type({}.keys()), type({}.items()))

    @classmethod
    def _from_iterable(cls, it):
        return cls(it)

    def __le__(self, other):
        return len(self) <= len(other) and all(item in other for item in self)

    def __lt__(self, other):
        return len(self) < len(other) and self.__le__(other)

    def __ge__(self, other):
        return len(self) >= len(other) and all(item in self for item in other)

    def __gt__(self, other):
        return len(self) > len(other) and self.__ge__(other)

    def __eq__(self, other):
        return len(self) == len(other) and self.__le__(other)

    def __and__(self, other):
        return self._from_iterable(item for item in other if item in self)

    def __or__(self, other):
        return self._from_iterable(item for part in (self, other) for item in part)

    def __sub__(self, other):
        return self._from_iterable(item for item in self if item not in other)

    def __xor__(self, other):
        return (self - other) | self._from_iterable(item for item in other if item not in self)

    def isdisjoint(self, other):
        return not any(item in self for item in other)


class MutableSet(Set):
    _kinds = (set,)

    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def pop(self):
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def clear(self):
        while len(self):
            self.pop()

    def __ior__(self, other):
        for value in other:
            self.add(value)
        return self


class Mapping(Collection):
    _kinds = (dict,)

    @abstractmethod
    def __getitem__(self, key):
        raise KeyError

    @abstractmethod
    def __iter__(self):
        return iter(())

    @abstractmethod
    def __len__(self):
        return 0

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def keys(self):
        return {key: None for key in self}.keys()

    def items(self):
        return {key: self[key] for key in self}.items()

    def values(self):
        return {key: self[key] for key in self}.values()

    def __eq__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        return dict(self.items()) == dict(other.items())


class MutableMapping(Mapping):
    _kinds = (dict,)

    @abstractmethod
    def __setitem__(self, key, value):
        raise KeyError

    @abstractmethod
    def __delitem__(self, key):
        raise KeyError

    def pop(self, key, *default):
        try:
            value = self[key]
        except KeyError:
            if not default:
                raise
            return default[0]
        del self[key]
        return value

    def popitem(self):
        for key in self:
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def clear(self):
        while len(self):
            self.popitem()

    def update(self, other=(), /, **kwds):
        if hasattr(other, "keys"):
            for key in other.keys():
                self[key] = other[key]
        else:
            for key, value in other:
                self[key] = value
        for key, value in kwds.items():
            self[key] = value

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default


class MappingView(Sized):
    _kinds = (type({}.keys()), type({}.items()), type({}.values()))


class KeysView(MappingView, Set):
    _kinds = (type({}.keys()),)


class ItemsView(MappingView, Set):
    _kinds = (type({}.items()),)


class ValuesView(MappingView, Collection):
    _kinds = (type({}.values()),)
