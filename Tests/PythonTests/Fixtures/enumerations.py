from enum import Enum, IntEnum, StrEnum, auto, unique
class Color(Enum):
    RED = 1
    GREEN = auto()
    BLUE = "b"
    CRIMSON = 1
    def describe(self):
        return f"{self.name} is {self.value}"
    @property
    def low(self): return self.name.lower()
print(Color.RED, repr(Color.GREEN), list(Color), len(Color), Color("b"), Color["RED"], Color.RED is Color(1), Color.CRIMSON)
print(Color.RED.describe(), Color.GREEN.low, Color.RED == 1, Color.RED != Color.GREEN, {Color.RED: 3}[Color.RED], isinstance(Color.RED, Color), type(Color.RED), Color)
print(f"{Color.RED} {Color.RED!r} {Color.RED:>12}|", Color.RED in Color, [m.name for m in Color], list(Color.__members__))
for f in [lambda: Color(7), lambda: Color["X"], lambda: setattr(Color, "RED", 3), lambda: Color.PINK, lambda: setattr(Color.RED, "value", 2)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class Op(IntEnum):
    ADD = 0
    MUL = auto()
    NEG = 5
print(Op.ADD, repr(Op.MUL), Op.MUL + 1, Op.NEG > Op.ADD, Op(5), sorted(Op, reverse=True), [10, 20][Op.MUL], f"{Op.NEG}", Op.NEG == 5, {5: "x"}[Op.NEG], max(Op), "%d" % Op.NEG, str(Op.ADD))
class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)
    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius
print(Planet.EARTH.mass, Planet.MARS, Planet.MARS.value, repr(Planet.MARS))
class Mode(str, Enum):
    TRAIN = "train"
    EVAL = "eval"
print(Mode.TRAIN == "train", Mode("eval"), Mode.TRAIN.value, Mode.TRAIN.upper(), repr(Mode.EVAL))
class S(StrEnum):
    A = auto()
    B = "bee"
print(S.A, repr(S.B), S.B == "bee", f"{S.A}")
A = Enum("A", "X Y Z"); print(list(A), A.Y.value)
@unique
class U(Enum):
    P = 1
    Q = 2
try:
    @unique
    class V(Enum):
        P = 1
        Q = 1
except ValueError as e: print(e)
match Color.RED:
    case Color.GREEN: print("g")
    case Color.RED: print("r")
