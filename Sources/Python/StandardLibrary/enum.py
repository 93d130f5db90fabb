# Source: <https://docs.python.org/3.11/library/enum.html>

from types import MappingProxyType


class auto:
    """The next value, which the class of the member chooses."""


def _is_member(name, value):
    hooks = (property, classmethod, staticmethod)
    return not (name.startswith("_") or callable(value) or isinstance(value, hooks))


def _kind(bases):
    """The type that members are besides, such as `int`."""
    for base in bases:
        for ancestor in base.__mro__:
            if ancestor in (int, float, str):
                return ancestor
    return object


class EnumType(type):
    def __new__(metaclass, name, bases, namespace):
        members = {key: value for key, value in namespace.items() if _is_member(key, value)}
        for base in bases:
            if getattr(base, "_member_map_", None):
                raise TypeError(f"<enum '{name}'> cannot extend {base!r}")
        rest = {key: value for key, value in namespace.items() if key not in members}
        kind = _kind(bases)
        if kind in bases:
            # What shows a member comes before what shows its value.
            for hook in ("__repr__", "__str__", "__format__"):
                rest.setdefault(hook, getattr(bases[-1], hook))
        made = type.__new__(metaclass, name, bases, rest)
        made._member_map_, made._member_type_ = {}, kind
        made.__members__ = MappingProxyType(made._member_map_)
        for key, value in members.items():
            EnumType._enter(made, key, value)
        return made

    def _enter(cls, name, value):
        if isinstance(value, auto):
            earlier = [member._value_ for member in cls._member_map_.values()]
            value = cls._generate_next_value_(name, 1, len(earlier), earlier)
        member = EnumType._of(cls, value)
        if member is None:
            arguments = value if isinstance(value, tuple) else (value,)
            if "__new__" in cls.__dict__:
                member = cls.__new__(cls, *arguments)
            elif cls._member_type_ is object:
                member = object.__new__(cls)
            else:
                member = cls._member_type_.__new__(cls, value)
            member._name_ = name
            if not hasattr(member, "_value_"):
                member._value_ = value
            if hasattr(cls, "__init__"):
                member.__init__(*arguments)
        cls._member_map_[name] = member
        type.__setattr__(cls, name, member)

    def _of(cls, value):
        """The member of a value, which need not be hashable."""
        for member in cls._member_map_.values():
            if member is value or member._value_ == value:
                return member
        return None

    def __call__(cls, value, names=None):
        if names is not None:
            return EnumType._made(cls, value, names)
        member = EnumType._of(cls, value)
        if member is None:
            member = cls._missing_(value)
        if member is None:
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        return member

    def _made(cls, name, names):
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        pairs = names.items() if isinstance(names, dict) else names
        namespace = {
            entry if isinstance(entry, str) else entry[0]:
            place if isinstance(entry, str) else entry[1]
            for place, entry in enumerate(pairs, 1)}
        return EnumType(name, (cls,), namespace)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __getattr__(cls, name):
        raise AttributeError(name)

    def __iter__(cls):
        return iter([member for name, member in cls._member_map_.items() if member._name_ == name])

    def __reversed__(cls):
        return reversed(list(EnumType.__iter__(cls)))

    def __len__(cls):
        return len(list(EnumType.__iter__(cls)))

    def __bool__(cls):
        return True

    def __contains__(cls, value):
        if not isinstance(value, Enum):
            raise TypeError(
                f"unsupported operand type(s) for 'in': '{type(value).__name__}' and "
                f"'{type(cls).__name__}'")
        return isinstance(value, cls) and value._name_ in cls._member_map_

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        type.__setattr__(cls, name, value)

    def __repr__(cls):
        return f"<enum '{cls.__name__}'>"


EnumMeta = EnumType


class Enum(metaclass=EnumType):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return max(last_values) + 1 if last_values else start

    @classmethod
    def _missing_(cls, value):
        return None

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __repr__(self):
        return f"<{type(self).__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        return f"{type(self).__name__}.{self._name_}"

    def __format__(self, spec):
        return format(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __eq__(self, other):
        return self is other

    def __setattr__(self, name, value):
        if name in ("name", "value"):
            raise AttributeError(f"<enum 'Enum'> cannot set attribute {name!r}")
        object.__setattr__(self, name, value)


class IntEnum(int, Enum):
    __hash__ = int.__hash__
    __eq__ = int.__eq__
    __str__ = int.__repr__

    def __format__(self, spec):
        return format(self._value_, spec)


class StrEnum(str, Enum):
    __hash__ = str.__hash__
    __eq__ = str.__eq__

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    def __str__(self):
        return self._value_

    def __format__(self, spec):
        return format(self._value_, spec)


def unique(enumeration):
    aliases = [
        (name, member.name) for name, member in enumeration.__members__.items()
        if name != member.name]
    if aliases:
        text = ", ".join(f"{alias} -> {name}" for alias, name in aliases)
        raise ValueError(f"duplicate values found in {enumeration!r}: {text}")
    return enumeration


def _digits(value, widest):
    """A number in binary, its sign apart, as wide as the widest."""
    return f"0b0 {value:0{widest.bit_length()}b}"


class Flag(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return 1 << max(last_values).bit_length() if last_values else 1

    @classmethod
    def _bits(cls):
        """The members of one bit, in their order."""
        return [
            member for member in cls._member_map_.values()
            if member._value_ and not member._value_ & (member._value_ - 1)]

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        every = 0
        for member in cls._bits():
            every |= member._value_
        if value < 0:
            value = every & value
            known = EnumType._of(cls, value)
            if known is not None:
                return known
        if value & ~every and not issubclass(cls, int):
            raise ValueError(
                f"<flag {cls.__name__!r}> invalid value {value!r}\n"
                f"    given {_digits(value, value | every)}\n"
                f"  allowed {_digits(every, value | every)}")
        made = int.__new__(cls, value) if issubclass(cls, int) else object.__new__(cls)
        names = [member._name_ for member in cls._bits() if member._value_ & value]
        rest = value & ~every
        object.__setattr__(made, "_value_", value)
        if names and rest:
            names.append(str(rest))
        object.__setattr__(made, "_name_", "|".join(names) or None)
        return made

    def _other(self, other):
        if isinstance(other, type(self)):
            return other._value_
        if isinstance(self, int) and isinstance(other, int):
            return int(other)
        return None

    def __or__(self, other):
        bits = self._other(other)
        return NotImplemented if bits is None else type(self)(self._value_ | bits)

    def __and__(self, other):
        bits = self._other(other)
        return NotImplemented if bits is None else type(self)(self._value_ & bits)

    def __xor__(self, other):
        bits = self._other(other)
        return NotImplemented if bits is None else type(self)(self._value_ ^ bits)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        return type(self)(~self._value_)

    def __bool__(self):
        return bool(self._value_)

    def __contains__(self, other):
        if not isinstance(other, type(self)):
            raise TypeError(
                f"unsupported operand type(s) for 'in': '{type(other).__qualname__}' and "
                f"'{type(self).__qualname__}'")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return iter([member for member in self._bits() if member._value_ & self._value_])

    def __len__(self):
        return self._value_.bit_count()

    def __eq__(self, other):
        if isinstance(other, type(self)):
            return self._value_ == other._value_
        return NotImplemented

    def __hash__(self):
        return hash(self._value_)

    def __repr__(self):
        name = type(self).__name__
        if self._name_ is None:
            return f"<{name}: {self._value_}>"
        return f"<{name}.{self._name_}: {self._value_}>"

    def __str__(self):
        name = type(self).__name__
        return f"{name}({self._value_})" if self._name_ is None else f"{name}.{self._name_}"


class IntFlag(int, Flag):
    __or__, __and__, __xor__ = Flag.__or__, Flag.__and__, Flag.__xor__
    __ror__, __rand__, __rxor__ = Flag.__or__, Flag.__and__, Flag.__xor__
    __invert__ = Flag.__invert__
    __hash__ = int.__hash__
    __eq__ = int.__eq__
    __str__ = int.__repr__

    def __format__(self, spec):
        return format(self._value_, spec)
