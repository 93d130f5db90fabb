import functools
import math
import operator


class Layer:
    root = math.sqrt
    biggest = max
    size = len
    power = pow
    shout = str.upper
    kind = int
    half = functools.partial(operator.truediv, 10)
    fixed = staticmethod(lambda x: ("fixed", x))
    double = lambda self: "bound lambda"
    total = sum

    def own(self):
        return "bound"


layer = Layer()
print(layer.root(16.0), layer.biggest(3, 9), layer.size([1, 2]), layer.power(2, 5), layer.kind("7"), layer.half(4), layer.fixed(1), layer.double(), layer.own(), layer.total([1, 2]))
print(Layer.root is math.sqrt, layer.size is len, Layer().biggest is max, Layer.__dict__["size"] is len)
try:
    layer.shout()
except TypeError as error:
    print(error)


class Word(str):
    loud = str.upper
    parts = str.split


print(Word("a b").loud(), Word("a b").parts())
Layer.later = abs
Layer.method = lambda self, x: (type(self).__name__, x)
print(layer.later(-3), layer.method(4))
layer.mine = lambda x: ("not bound", x)
print(layer.mine(5))


class Callable:
    def __call__(self, *args):
        return args


class Holder:
    call = Callable()
    __len__ = lambda self: 4
    __abs__ = Callable()


print(Holder().call(1), len(Holder()), abs(Holder()))


class Descriptor:
    def __get__(self, instance, owner=None):
        return ("get", instance is None, owner.__name__)

    def __set__(self, instance, value):
        print("set", value)

    def __delete__(self, instance):
        print("delete")


class Owner:
    x = Descriptor()


owner = Owner()
print(owner.x, Owner.x)
owner.x = 3
del owner.x
print(owner.__dict__)


class Meta(type):
    def __new__(metaclass, name, bases, namespace, **options):
        print("new", name, options)
        return super().__new__(metaclass, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **options):
        print("init", name, options)
        super().__init__(name, bases, namespace)


class Made(metaclass=Meta, flavour="sweet"):
    pass


print(type(Made).__name__, Meta("Direct", (), {"y": 1}).y)


class Slotted:
    __slots__ = ("a",)


try:
    Slotted().__dict__
except AttributeError as error:
    print(error)


def annotated(x: int, y: "str" = "a", *args: float, flag: bool = True, **rest: dict) -> list:
    pass


class Typed:
    a: int = 1
    b: "str"
    c: dict


print(annotated.__annotations__, annotated.__kwdefaults__, Typed.__annotations__)
print("ab" * Callable.__len__ if hasattr(Callable, "__len__") else "no length")


class Times:
    def __index__(self):
        return 3


print("ab" * Times(), [0] * Times(), (1,) * Times(), Times() * "x")
