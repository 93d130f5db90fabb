"""Names of the types that have none among the builtins."""


def _f():
    yield


FunctionType = LambdaType = type(_f)
GeneratorType = type(_f())
BuiltinFunctionType = BuiltinMethodType = type(len)
NoneType = type(None)
EllipsisType = type(...)
NotImplementedType = type(NotImplemented)


class _Holder:
    def method(self):
        pass


MethodType = type(_Holder().method)
del _Holder


class SimpleNamespace:
    def __init__(self, /, **kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        items = ", ".join(f"{key}={value!r}" for key, value in self.__dict__.items())
        name = "namespace" if type(self) is SimpleNamespace else type(self).__name__
        return f"{name}({items})"

    def __eq__(self, other):
        if not isinstance(other, SimpleNamespace):
            return NotImplemented
        return self.__dict__ == other.__dict__


def _shown(parameter):
    """How a parameter of a generic type is written."""
    if parameter is ...:
        return "..."
    if isinstance(parameter, (GenericAlias, UnionType)) or not isinstance(parameter, type):
        return repr(parameter)
    if parameter is NoneType:
        return "NoneType"
    if parameter.__module__ == "builtins":
        return parameter.__qualname__
    return f"{parameter.__module__}.{parameter.__qualname__}"


class GenericAlias:
    """A type with its parameters, such as `list[int]`, which only its reader minds."""

    def __init__(self, origin, args, /):
        self.__origin__ = origin
        self.__args__ = args if isinstance(args, tuple) else (args,)
        self.__parameters__ = ()

    def __repr__(self):
        return f"{_shown(self.__origin__)}[{', '.join(map(_shown, self.__args__)) or '()'}]"

    def __call__(self, /, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(f"'types.GenericAlias' object has no attribute '{name}'")
        return getattr(self.__origin__, name)

    def __getitem__(self, parameters):
        raise TypeError(f"{self!r} is not a generic class")

    def __eq__(self, other):
        if not isinstance(other, GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __or__(self, other):
        return _union(self, other)

    def __ror__(self, other):
        return _union(other, self)

    def __instancecheck__(self, instance):
        raise TypeError("isinstance() argument 2 cannot be a parameterized generic")

    def __subclasscheck__(self, subclass):
        raise TypeError("issubclass() argument 2 cannot be a parameterized generic")


class UnionType:
    """Several types of which any will do, such as `int | None`."""

    def __init__(self, *args):
        raise TypeError("cannot create 'types.UnionType' instances")

    def __repr__(self):
        return " | ".join("None" if kind is NoneType else _shown(kind) for kind in self.__args__)

    def __eq__(self, other):
        if not isinstance(other, UnionType):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __or__(self, other):
        return _union(self, other)

    def __ror__(self, other):
        return _union(other, self)

    def _check(self, test, name):
        if any(isinstance(kind, GenericAlias) for kind in self.__args__):
            raise TypeError(f"{name}() argument 2 cannot be a parameterized generic")
        return any(map(test, self.__args__))

    def __instancecheck__(self, instance):
        return self._check(lambda kind: isinstance(instance, kind), "isinstance")

    def __subclasscheck__(self, subclass):
        return self._check(lambda kind: issubclass(subclass, kind), "issubclass")


def _union(*operands):
    """What `|` makes of types, without those that stand there already."""
    kinds = []
    for operand in operands:
        if operand is None:
            operand = NoneType
        if not isinstance(operand, (type, GenericAlias, UnionType)):
            return NotImplemented
        for kind in operand.__args__ if isinstance(operand, UnionType) else (operand,):
            if kind not in kinds:
                kinds.append(kind)
    if len(kinds) == 1:
        return kinds[0]
    made = UnionType.__new__(UnionType)
    made.__args__ = tuple(kinds)
    made.__parameters__ = ()
    return made


class MappingProxyType:
    """A look at a mapping that cannot change it."""

    def __init__(self, mapping):
        self._mapping = mapping

    def __getitem__(self, key):
        return self._mapping[key]

    def __contains__(self, key):
        return key in self._mapping

    def __iter__(self):
        return iter(self._mapping)

    def __len__(self):
        return len(self._mapping)

    def __repr__(self):
        return f"mappingproxy({self._mapping!r})"

    def __eq__(self, other):
        return self._mapping == other

    def __setitem__(self, key, value):
        raise TypeError("'mappingproxy' object does not support item assignment")

    def __delitem__(self, key):
        raise TypeError("'mappingproxy' object does not support item deletion")

    def get(self, key, default=None):
        return self._mapping.get(key, default)

    def keys(self):
        return self._mapping.keys()

    def values(self):
        return self._mapping.values()

    def items(self):
        return self._mapping.items()

    def copy(self):
        return self._mapping.copy()


def new_class(name, bases=(), kwds=None, exec_body=None):
    namespace = {}
    if exec_body is not None:
        exec_body(namespace)
    return type(name, bases, namespace)
