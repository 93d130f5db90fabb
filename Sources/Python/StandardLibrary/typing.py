import collections.abc as _abc
from collections import namedtuple


class _NamedTupleMeta(type):
    def __new__(metaclass, name, bases, namespace):
        if not bases:
            return type.__new__(metaclass, name, bases, namespace)
        fields = list(namespace.get("__annotations__", {}))
        defaults = [field for field in fields if field in namespace]
        for field in fields[:len(fields) - len(defaults)]:
            if field in defaults:
                after = next(f for f in fields[fields.index(field):] if f not in defaults)
                raise TypeError(
                    f"Non-default namedtuple field {after} cannot follow default field {field}")
        made = namedtuple(name, fields, defaults=[namespace[field] for field in defaults])
        for key, value in namespace.items():
            if key not in fields and key != "__module__":
                setattr(made, key, value)
        return made

    def __call__(cls, name, fields=()):
        return namedtuple(name, [field for field, _ in fields])


class NamedTuple(metaclass=_NamedTupleMeta):
    pass


class _TypedDictMeta(type):
    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)


class TypedDict(metaclass=_TypedDictMeta):
    pass


Hashable, Sized, Callable = _abc.Hashable, _abc.Sized, _abc.Callable
Iterable, Iterator, Generator = _abc.Iterable, _abc.Iterator, _abc.Generator
Reversible, Container, Collection = _abc.Reversible, _abc.Container, _abc.Collection
Sequence, MutableSequence = _abc.Sequence, _abc.MutableSequence
Mapping, MutableMapping = _abc.Mapping, _abc.MutableMapping
AbstractSet, MutableSet = _abc.Set, _abc.MutableSet
