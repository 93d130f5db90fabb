"""Prints what PyTorch makes of every primitive: values and gradients, at points that matter.

Usage: python primitives.py > primitives.json

The names are those of Unary, Binary and Reduction. A row is one string: the operands, the
gradient that enters, the value, and the gradient of each operand, `-` where PyTorch has none.
"""

import itertools
import json
import random

import torch
from torch.nn import functional as F

torch.set_num_threads(1)
INF, NAN = float("inf"), float("nan")
SPECIAL = [0.0, -0.0, 0.5, 1.0, -1.0, 2.0, -2.5, 3.0, 20.5, -20.5, INF, -INF, NAN]

UNARY = {
    "alias": torch.clone, "detach": torch.detach, "negate": torch.neg, "exp": torch.exp,
    "expm1": torch.expm1, "log": torch.log, "log2": torch.log2, "log10": torch.log10,
    "log1p": torch.log1p, "sqrt": torch.sqrt, "rsqrt": torch.rsqrt,
    "reciprocal": torch.reciprocal, "sin": torch.sin, "cos": torch.cos, "tan": torch.tan,
    "asin": torch.asin, "acos": torch.acos, "atan": torch.atan, "sinh": torch.sinh,
    "cosh": torch.cosh, "tanh": torch.tanh, "erf": torch.erf, "sigmoid": torch.sigmoid,
    "relu": torch.relu, "abs": torch.abs, "sign": torch.sign, "floor": torch.floor,
    "ceil": torch.ceil, "round": torch.round, "trunc": torch.trunc,
}

# Those marked with a number for b take it as an argument, and send it nothing.
BINARY = {
    "add": torch.add, "subtract": torch.sub, "multiply": torch.mul, "divide": torch.div,
    "power": torch.pow, "maximum": torch.maximum, "minimum": torch.minimum,
    "remainder": torch.remainder, "atan2": torch.atan2,
    "floorDivide": lambda a, b: torch.div(a, b, rounding_mode="floor"),
}
PARAMETER = {
    "power": (torch.pow, [0.0, 0.5, -0.5, 1.0, -1.0, 2.0, -2.0, 3.0, 4.0, 2.5]),
    "leakyRelu": (F.leaky_relu, [0.01, 0.2]),
    "elu": (F.elu, [1.0, 0.5]),
    "softplus": (lambda a, b: F.softplus(a, beta=b), [1.0, 2.0]),
    "huber": (lambda a, b: F.huber_loss(a, torch.zeros_like(a), delta=b), [1.0, 0.5, 2.5]),
    "smoothL1": (lambda a, b: F.smooth_l1_loss(a, torch.zeros_like(a), beta=b), [1.0, 0.5, 2.5]),
}
# A probability or a logit, and its target.
TARGET = {
    "crossEntropy": (lambda a, b: F.binary_cross_entropy(a, b, reduction="none"), [0.0, 1.0, 0.5, 1e-13, 0.25, 0.9]),
    "logitCrossEntropy": (
        lambda a, b: F.binary_cross_entropy_with_logits(a, b, reduction="none"), SPECIAL),
}
REDUCTION = {
    "sum": torch.sum, "sumByFour": torch.sum, "sumInRuns": torch.sum, "sumInOrder": torch.sum,
    "mean": torch.mean, "product": torch.prod, "max": torch.amax, "min": torch.amin,
    "median": torch.median, "logSumExp": lambda x: torch.logsumexp(x, 0),
}
TRIPLE = {"multiplyAdd": torch.addcmul, "lerp": torch.lerp}
PARAMETER_REDUCTION = {
    "norm": (lambda x, p: torch.linalg.vector_norm(x, p), [0.0, 1.0, 2.0, 3.0, 2.5, INF]),
    "variance": (lambda x, c: torch.var(x, correction=c), [0.0, 1.0]),
    "standardDeviation": (lambda x, c: torch.std(x, correction=c), [0.0, 1.0]),
}
VECTORS = [
    [0.0], [2.0], [-1.5, 0.25], [1.0, 1.0], [0.0, 0.0, 0.0], [2.0, 0.0, -3.0], [1.0, 2.0, 2.0],
    [3.0, -4.0], [-4.0, 4.0, 1.0], [1.0, NAN, 2.0], [INF, 1.0], [-INF, -INF], [0.1, 0.2, 0.3, 0.4],
]


def numbers(dtype, generator, count):
    drawn = [generator.uniform(-3, 3) for _ in range(count)]
    return [torch.tensor(x, dtype=dtype).item() for x in drawn]


def row(inputs, seed, output, gradients):
    cells = inputs + [seed, output] + gradients
    return " ".join("-" if x is None else repr(float(x)) for x in cells)


def evaluate(function, inputs, seed, dtype):
    """The value and gradients of a function of separate scalars."""
    leaves = [torch.tensor(x, dtype=dtype, requires_grad=True) for x in inputs]
    output = function(*leaves)
    if output.requires_grad:
        output.backward(torch.tensor(seed, dtype=dtype))
    return output.item(), [None if x.grad is None else x.grad.item() for x in leaves]


def ranked(rank):
    """What PyTorch calls the number at a rank, with its place."""
    if rank == 0:
        return lambda x: x.median(dim=0)
    if rank > 0:
        return lambda x: x.kthvalue(rank)
    return lambda x: Last(*x.topk(-rank))


class Last:
    """The last of some values, and its place."""

    def __init__(self, values, indices):
        self.values, self.indices = values[-1], indices[-1]


def table(dtype):
    generator = random.Random(0)
    seeds = itertools.cycle([1.0, 3.0, -0.75])
    result = {"unary": {}, "binary": {}, "reduction": {}}

    def add(kind, name, rows):
        result[kind].setdefault(name, []).extend(rows)

    for name, function in UNARY.items():
        for x in SPECIAL + numbers(dtype, generator, 24):
            seed = next(seeds)
            add("unary", name, [row([x], seed, *evaluate(function, [x], seed, dtype))])

    few = [0.0, -0.0, 1.0, -1.0, 2.0, -2.5, INF, NAN]
    for name, function in BINARY.items():
        pairs = list(itertools.product(few, few))
        pairs += [(a, a) for a in numbers(dtype, generator, 3)]
        pairs += zip(numbers(dtype, generator, 24), numbers(dtype, generator, 24))
        for pair in pairs:
            seed = next(seeds)
            add("binary", name, [row(list(pair), seed, *evaluate(function, pair, seed, dtype))])
    for name, (function, parameters) in PARAMETER.items():
        for b in parameters:
            for a in SPECIAL + [b, -b] + numbers(dtype, generator, 12):
                seed = next(seeds)
                output, gradients = evaluate(lambda a: function(a, b), [a], seed, dtype)
                rounded = torch.tensor(b, dtype=dtype).item()
                add("binary", name, [row([a, rounded], seed, output, gradients + [None])])
    for name, (function, points) in TARGET.items():
        for a, b in itertools.product(points, [0.0, 1.0, 0.25]):
            seed = next(seeds)
            a = torch.tensor(a, dtype=dtype).item()
            add("binary", name, [row([a, b], seed, *evaluate(function, [a, b], seed, dtype))])
    for a in [2.0, -1.5, 0.0]:
        for b in SPECIAL + numbers(dtype, generator, 12):
            seed = next(seeds)
            output, gradients = evaluate(lambda b: a / b, [b], seed, dtype)
            add("binary", "quotientOfNumber", [row([a, b], seed, output, [None] + gradients)])

    vectors = VECTORS + [numbers(dtype, generator, n) for n in (2, 3, 5, 7)]
    vectors = [torch.tensor(x, dtype=dtype).tolist() for x in vectors]
    for vector in vectors:
        for name, function in REDUCTION.items():
            seed = next(seeds)
            stacked = evaluate(lambda *x: function(torch.stack(x)), vector, seed, dtype)
            add("reduction", name, [row(vector, seed, *stacked)])
        for name, (function, parameters) in PARAMETER_REDUCTION.items():
            for p in parameters:
                seed = next(seeds)
                output, gradients = evaluate(
                    lambda *x: function(torch.stack(x), p), vector, seed, dtype)
                add("reduction", name, [row([p] + vector, seed, output, [None] + gradients)])
    for name, function in TRIPLE.items():
        for _ in range(24):
            seed = next(seeds)
            triple = numbers(dtype, generator, 3)
            add("reduction", name, [row(triple, seed, *evaluate(function, triple, seed, dtype))])
    triples = itertools.product([-2.0, 0.0, 1.0, 2.0, 3.0, NAN], [-1.0, 1.0], [1.0, 2.0])
    for x, low, high in triples:
        seed = next(seeds)
        output, gradients = evaluate(lambda x: torch.clamp(x, low, high), [x], seed, dtype)
        gradients += [None, None]
        add("reduction", "clamp", [row([x, low, high], seed, output, gradients)])
        output, gradients = evaluate(
            lambda a, b: torch.where(torch.tensor(x) != 0, a, b), [low, high], seed, dtype)
        add("reduction", "choose", [row([x, low, high], seed, output, [None] + gradients)])
    for vector in vectors:
        x = torch.tensor(vector, dtype=dtype)
        for rank in [0, 1, 2, -1, -2]:
            if abs(rank) > len(vector):
                continue
            function = ranked(rank)
            place = function(x).indices.item()
            seed = next(seeds)
            output, gradients = evaluate(
                lambda *x: function(torch.stack(x)).values, vector, seed, dtype)
            add("reduction", "ranked", [row([rank, place] + vector, seed, output, [None, None] + gradients)])
        place = len(vector) // 2
        seed = next(seeds)
        output, gradients = evaluate(
            lambda *x: torch.stack(x).gather(0, torch.tensor(place)), vector, seed, dtype)
        add("reduction", "selected", [row([place] + vector, seed, output, [None] + gradients)])
    return result


if __name__ == "__main__":
    tables = {"float64": table(torch.float64), "float32": table(torch.float32)}
    print(json.dumps(tables, indent=0))
