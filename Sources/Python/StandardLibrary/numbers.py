"""The tower of numbers: which of the builtin types, and of the classes that inherit, is what."""


class _Tower(type):
    def __instancecheck__(cls, instance):
        return issubclass(type(instance), cls._builtins) or cls in type(instance).__mro__

    def __subclasscheck__(cls, subclass):
        return issubclass(subclass, cls._builtins) or cls in subclass.__mro__

    def register(cls, subclass):
        for part in cls.__mro__:
            if isinstance(part, _Tower):
                part._builtins += (subclass,)
        return subclass


class Number(metaclass=_Tower):
    _builtins = (int, float, complex)


class Complex(Number):
    _builtins = (int, float, complex)


class Real(Complex):
    _builtins = (int, float)


class Rational(Real):
    _builtins = (int,)


class Integral(Rational):
    _builtins = (int,)
