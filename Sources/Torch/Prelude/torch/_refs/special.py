import math

import torch
from torch import Tensor
from torch._C import renamed, special
from torch._C import zeta as zeta_values
from torch.autograd import Function

# Functions of mathematics, with the derivatives that PyTorch gives them.


def _floating(input):
    return input if input.is_floating_point() else input.to(torch.get_default_dtype())


def _rule(name, value, slope):
    """A function of each element, whose derivative is another such function."""

    class Rule(Function):
        @staticmethod
        def forward(ctx, input):
            ctx.save_for_backward(input)
            return value(input)

        @staticmethod
        def backward(ctx, gradient):
            input, = ctx.saved_tensors
            return gradient * slope(input)

    return lambda input: renamed(Rule.apply(_floating(input)), name)


def _named(name):
    return lambda input: special(name, input)


_lgamma = _rule("LgammaBackward0", _named("lgamma"), lambda x: digamma(x))
_digamma = _rule("DigammaBackward0", _named("digamma"), lambda x: polygamma(1, x))
_erfinv = _rule(
    "ErfinvBackward0", _named("erfinv"),
    lambda x: 0.5 * math.sqrt(math.pi) * erfinv(x).pow(2).exp())
_i0 = _rule("I0Backward0", _named("i0"), lambda x: i1(x))
_i0e = _rule("SpecialI0EBackward0", _named("i0e"), lambda x: i1e(x) - x.sgn() * i0e(x))
_i1 = _rule(
    "SpecialI1Backward0", _named("i1"),
    lambda x: i0(x) - torch.where(x == 0, 0.5, i1(x) / torch.where(x == 0, 1.0, x)))
_i1e = _rule(
    "SpecialI1EBackward0", _named("i1e"),
    lambda x: i0e(x) - i1e(x) * (x.sgn() + torch.where(x == 0, 0.0, 1 / x)))
_erfcx = _rule(
    "SpecialErfcxBackward0", _named("erfcx"),
    lambda x: 2.0 * x * erfcx(x) - 2.0 / math.sqrt(math.pi))
_log_ndtr = _rule(
    "SpecialLogNdtrBackward0", _named("log_ndtr"),
    lambda x: math.sqrt(2 / math.pi) / erfcx(-x / math.sqrt(2)))
_ndtri = _rule(
    "SpecialNdtriBackward0", _named("ndtri"),
    lambda x: math.sqrt(2 * math.pi) * (ndtri(x).square() / 2).exp())


def lgamma(input):
    return _lgamma(input)


def digamma(input):
    return _digamma(input)


def erfinv(input):
    return _erfinv(input)


def i0(input):
    return _i0(input)


def i0e(input):
    return _i0e(input)


def i1(input):
    return _i1(input)


def i1e(input):
    return _i1e(input)


def erfcx(input):
    return _erfcx(input)


def log_ndtr(input):
    return _log_ndtr(input)


def ndtri(input):
    return _ndtri(input)


def polygamma(n, input):
    if n < 0:
        raise RuntimeError("polygamma(n, x) does not support negative n.")
    if n == 0:
        return renamed(digamma(input), "PolygammaBackward0")
    sign = 1.0 if n % 2 else -1.0
    values = lambda x: sign * math.factorial(n) * zeta(n + 1.0, x)
    return _rule("PolygammaBackward0", values, lambda x: polygamma(n + 1, x))(input)


class _Zeta(Function):
    @staticmethod
    def forward(ctx, input, other):
        ctx.save_for_backward(input, other)
        return zeta_values(*torch.broadcast_tensors(input, other))

    @staticmethod
    def backward(ctx, gradient):
        input, other = ctx.saved_tensors
        if ctx.needs_input_grad[0]:
            raise NotImplementedError("the derivative for 'zeta' is not implemented.")
        return None, gradient * -input * zeta(input + 1.0, other)


def zeta(input, other):
    if not isinstance(input, Tensor):
        input = torch.full_like(_floating(other), input)
    if not isinstance(other, Tensor):
        other = torch.full_like(_floating(input), other)
    return renamed(_Zeta.apply(_floating(input), _floating(other)), "SpecialZetaBackward0")


def mvlgamma(input, p):
    if p < 1:
        raise RuntimeError("p has to be greater than or equal to 1")
    if not bool((input > 0.5 * (p - 1)).all()):
        raise RuntimeError("All elements must be greater than (p-1)/2")
    steps = torch.arange(-p / 2 + 0.5, 0.5, 0.5, dtype=_floating(input).dtype)
    sums = lgamma(steps + input.unsqueeze(-1)).sum(-1)
    return renamed(sums + p * (p - 1) * math.log(math.pi) / 4, "MvlgammaBackward0")


def entr(input):
    x = _floating(input)
    inside = torch.where(x > 0, x, 1.0)
    # The slope is -log(x) - 1 everywhere: infinite at 0, and no number below.
    zero = torch.where(x == 0, x, 1.0).sqrt()
    below = torch.where(x < 0, x * 0.0, 1.0).log()
    unknown = torch.where(x.isnan(), x, 1.0)
    result = torch.where(x > 0, -x * inside.log(), torch.where(x == 0, zero, below))
    return renamed(torch.where(x.isnan(), unknown * unknown, result), "SpecialEntrBackward0")


def xlog1py(input, other):
    if not isinstance(input, Tensor):
        input = torch.full_like(_floating(other), input)
    other = other if isinstance(other, Tensor) else torch.full_like(_floating(input), other)
    result = torch.where(
        other.isnan(), other, torch.where(input == 0, 0.0, input * torch.log1p(other)))
    return renamed(result, "SpecialXlog1PyBackward0")


def ndtr(input):
    x = _floating(input) * math.sqrt(0.5)
    outer = torch.where(x > 0, 2 - torch.erfc(x.abs()), torch.erfc(x.abs()))
    return renamed(
        torch.where(x.abs() < 1, 1 + torch.erf(x), outer) * 0.5, "MulBackward1")
