"""Classes whose methods follow from the annotations of their fields."""

import copy
import types


class FrozenInstanceError(AttributeError):
    pass


class _Sentinel:
    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return self._name


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()
_FACTORY = _Sentinel("<factory>")
_FIELD, _FIELD_INITVAR = _Sentinel("_FIELD"), _Sentinel("_FIELD_INITVAR")


class KW_ONLY:
    """An annotation after which fields are given by name alone."""


class InitVar:
    """An annotation of what is passed on to `__post_init__`, and no field."""

    def __init__(self, type):
        self.type = type

    def __class_getitem__(cls, type):
        return InitVar(type)

    def __repr__(self):
        shown = self.type.__name__ if type(self.type) is type else repr(self.type)
        return f"dataclasses.InitVar[{shown}]"


class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self._owner = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = types.MappingProxyType({} if metadata is None else metadata)
        self.kw_only = kw_only
        self._field_type = _FIELD

    @property
    def type(self):
        return self._owner.__annotations__[self.name]

    def __repr__(self):
        return (
            f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
            f"default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},"
            f"hash={self.hash!r},compare={self.compare!r},metadata={self.metadata!r},"
            f"kw_only={self.kw_only!r},_field_type={self._field_type!r})")


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None,
          compare=True, metadata=None, kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _is_annotation(text, name):
    """Whether an annotation is one that dataclasses know, with or without its module."""
    if not isinstance(text, str):
        return text is KW_ONLY if name == "KW_ONLY" else isinstance(text, InitVar) and name == "InitVar"
    head = text.split("[")[0].strip()
    return head == name or head.endswith("." + name)


def _own_fields(cls, kw_only):
    """The fields that the class itself annotates, in their order."""
    annotations = cls.__dict__.get("__annotations__", {})
    made = []
    for name, annotation in annotations.items():
        if _is_annotation(annotation, "KW_ONLY"):
            kw_only = True
            continue
        if _is_annotation(annotation, "ClassVar"):
            continue
        default = cls.__dict__.get(name, MISSING)
        given = default if isinstance(default, Field) else field(default=default)
        given.name, given._owner = name, cls
        if _is_annotation(annotation, "InitVar"):
            given._field_type = _FIELD_INITVAR
            if given.default_factory is not MISSING:
                raise TypeError(f"field {name} cannot have a default factory")
        if given.kw_only is MISSING:
            given.kw_only = kw_only
        if given._field_type is _FIELD and type(given.default).__hash__ is None:
            raise ValueError(
                f"mutable default {type(given.default)} for field {name} is not allowed: "
                "use default_factory")
        made.append(given)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return made


def _listed(names):
    names = [repr(name) for name in names]
    if len(names) > 2:
        return ", ".join(names[:-1]) + ", and " + names[-1]
    return " and ".join(names)


def _initializer(cls, fields, frozen):
    taken = [f for f in fields if f.init]
    positional = [f for f in taken if not f.kw_only]
    by_name = [f for f in taken if f.kw_only]
    names = {f.name for f in taken}
    has_default = False
    for f in positional:
        if f.default is not MISSING or f.default_factory is not MISSING:
            has_default = True
        elif has_default:
            raise TypeError(f"non-default argument {f.name!r} follows default argument")
    called = f"{cls.__qualname__}.__init__()"
    most = len(positional) + 1
    least = 1 + sum(f.default is MISSING and f.default_factory is MISSING for f in positional)
    has_post_init = hasattr(cls, "__post_init__")

    def __init__(self, /, *args, **kwargs):
        given = {f.name: value for f, value in zip(positional, args)}
        for name in kwargs:
            if name not in names:
                raise TypeError(f"{called} got an unexpected keyword argument {name!r}")
            if name in given:
                raise TypeError(f"{called} got multiple values for argument {name!r}")
        if len(args) + 1 > most:
            takes = f"{most}" if least == most else f"from {least} to {most}"
            others = sum(f.name in kwargs for f in by_name)
            were = f"{len(args) + 1} were given"
            if others:
                were = (
                    f"{len(args) + 1} positional argument{'s' if args else ''} (and {others} "
                    f"keyword-only argument{'s' if others > 1 else ''}) were given")
            raise TypeError(
                f"{called} takes {takes} positional argument{'' if most == 1 else 's'} but {were}")
        given.update(kwargs)
        for group, kind in ((positional, "positional"), (by_name, "keyword-only")):
            missing = [
                f.name for f in group
                if f.name not in given and f.default is MISSING and f.default_factory is MISSING]
            if missing:
                raise TypeError(
                    f"{called} missing {len(missing)} required {kind} "
                    f"argument{'' if len(missing) == 1 else 's'}: {_listed(missing)}")
        passed = []
        for f in fields:
            if f.name in given:
                value = given[f.name]
            elif f.default_factory is not MISSING:
                value = f.default_factory()
            elif f.default is not MISSING:
                value = f.default
            else:
                continue
            if f._field_type is _FIELD_INITVAR:
                passed.append(value)
            elif frozen:
                object.__setattr__(self, f.name, value)
            else:
                setattr(self, f.name, value)
        if has_post_init:
            self.__post_init__(*passed)

    return __init__


def _add(cls, name, function):
    """Gives a class a method that it does not define itself."""
    if name in cls.__dict__:
        return True
    function.__qualname__ = f"{cls.__qualname__}.{function.__name__}"
    setattr(cls, name, function)
    return False


def _add_repr(cls, fields):
    running = set()

    def __repr__(self):
        if id(self) in running:
            return "..."
        running.add(id(self))
        try:
            values = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields if f.repr)
            return f"{self.__class__.__qualname__}({values})"
        finally:
            running.discard(id(self))

    _add(cls, "__repr__", __repr__)


def _add_comparisons(cls, fields, eq, order):
    names = [f.name for f in fields if f.compare]

    def values(instance):
        return tuple([getattr(instance, name) for name in names])

    def __eq__(self, other):
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __lt__(self, other):
        return values(self) < values(other) if other.__class__ is self.__class__ else NotImplemented

    def __le__(self, other):
        return values(self) <= values(other) if other.__class__ is self.__class__ else NotImplemented

    def __gt__(self, other):
        return values(self) > values(other) if other.__class__ is self.__class__ else NotImplemented

    def __ge__(self, other):
        return values(self) >= values(other) if other.__class__ is self.__class__ else NotImplemented

    if eq:
        _add(cls, "__eq__", __eq__)
    for function in (__lt__, __le__, __gt__, __ge__) if order else ():
        if _add(cls, function.__name__, function):
            raise TypeError(
                f"Cannot overwrite attribute {function.__name__} in class {cls.__name__}. "
                "Consider using functools.total_ordering")


def _add_hash(cls, fields, has_own, unsafe_hash, eq, frozen):
    names = [f.name for f in fields if (f.compare if f.hash is None else f.hash)]

    def __hash__(self):
        return hash(tuple([getattr(self, name) for name in names]))

    if unsafe_hash:
        if has_own:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
        cls.__hash__ = __hash__
    elif eq and not has_own:
        cls.__hash__ = __hash__ if frozen else None


def _freeze(cls, fields):
    names = {f.name for f in fields}

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    for function in (__setattr__, __delattr__):
        if _add(cls, function.__name__, function):
            raise TypeError(f"Cannot overwrite attribute {function.__name__} in class {cls.__name__}")


def _with_slots(cls, fields):
    """The class again, since its slots are made with it."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    inherited = {name for base in cls.__mro__[1:] for name in getattr(base, "__slots__", ())}
    namespace = {
        name: value for name, value in cls.__dict__.items()
        if name not in {f.name for f in fields} and name not in ("__dict__", "__weakref__")}
    namespace["__slots__"] = tuple(f.name for f in fields if f.name not in inherited)
    made = type(cls)(cls.__name__, cls.__bases__, namespace)
    made.__qualname__ = cls.__qualname__
    for f in fields:
        if f._owner is cls:
            f._owner = made
    return made


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots):
    all_fields = {}
    bases = [base for base in cls.__mro__[1:] if "__dataclass_fields__" in base.__dict__]
    for base in reversed(bases):
        all_fields.update(base.__dataclass_fields__)
    own = _own_fields(cls, kw_only)
    for f in own:
        all_fields[f.name] = f
        if isinstance(cls.__dict__.get(f.name), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    if bases:
        if any(base.__dataclass_params__.frozen for base in bases):
            if not frozen:
                raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        elif frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    own_hash = cls.__dict__.get("__hash__", MISSING)
    has_own_hash = not (own_hash is MISSING or (own_hash is None and "__eq__" in cls.__dict__))
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    cls.__dataclass_fields__ = all_fields
    cls.__dataclass_params__ = types.SimpleNamespace(
        init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen)
    every = list(all_fields.values())
    real = [f for f in every if f._field_type is _FIELD]
    if init:
        _add(cls, "__init__", _initializer(cls, every, frozen))
    if repr:
        _add_repr(cls, real)
    _add_comparisons(cls, real, eq, order)
    if frozen:
        _freeze(cls, real)
    _add_hash(cls, real, has_own_hash, unsafe_hash, eq, frozen)
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in every if f.init and not f.kw_only)
    return _with_slots(cls, real) if slots else cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
              frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls):
        return _process(
            cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots)

    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    known = getattr(class_or_instance, "__dataclass_fields__", None)
    if known is None:
        raise TypeError("must be called with a dataclass type or instance")
    return tuple(f for f in known.values() if f._field_type is _FIELD)


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), "__dataclass_fields__")


def _is_instance(obj):
    return hasattr(type(obj), "__dataclass_fields__")


def _plain(value, make):
    """A copy in which what `make` makes stands for every dataclass."""
    if _is_instance(value):
        return make([(f.name, _plain(getattr(value, f.name), make)) for f in fields(value)])
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*[_plain(part, make) for part in value])
    if isinstance(value, (list, tuple)):
        return type(value)([_plain(part, make) for part in value])
    if isinstance(value, dict):
        items = [(_plain(key, make), _plain(part, make)) for key, part in value.items()]
        if hasattr(value, "default_factory"):
            made = type(value)(value.default_factory)
            made.update(items)
            return made
        return type(value)(items)
    return copy.deepcopy(value)


def asdict(obj, *, dict_factory=dict):
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _plain(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _plain(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


def replace(obj, /, **changes):
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in obj.__dataclass_fields__.values():
        if not f.init:
            if f.name in changes:
                raise ValueError(
                    f"field {f.name} is declared with init=False, it cannot be specified with "
                    "replace()")
        elif f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options):
    body = dict(namespace or {})
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            item = (item, "typing.Any")
        if len(item) not in (2, 3):
            raise TypeError(f"Invalid field: {item!r}")
        annotations[item[0]] = item[1]
        if len(item) == 3:
            body[item[0]] = item[2]
    body["__annotations__"] = annotations
    body.setdefault("__module__", "types")
    return dataclass(**options)(type(cls_name, bases, body))
