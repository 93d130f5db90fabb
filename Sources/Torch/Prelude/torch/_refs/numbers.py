import torch
from torch._C import fused, overwritten, renamed, type_names

# Sums, means and functions of numbers.


def nansum(input, dim=None, keepdim=False, *, dtype=None):
    if not input.is_floating_point():
        return input.sum(dim, keepdim, dtype=dtype)
    kept = torch.where(input.isnan(), 0.0, input)
    return fused(kept.sum(dim, keepdim, dtype=dtype), "NansumBackward0", (input,))


def nanmean(input, dim=None, keepdim=False):
    if not input.is_floating_point():
        raise NotImplementedError(
            "nanmean(): expected input to have floating point or complex dtype but got "
            + type_names(input)[0])
    return nansum(input, dim, keepdim) / input.isnan().logical_not().sum(dim, keepdim)


def std_mean(input, dim=None, unbiased=True, keepdim=False, *, correction=1):
    spread = input.std(dim, unbiased, keepdim, correction=correction)
    return (
        renamed(spread, "StdMeanBackward0"),
        renamed(input.mean(dim, keepdim), "StdMeanBackward0"))


def var_mean(input, dim=None, unbiased=True, keepdim=False, *, correction=1):
    spread = input.var(dim, unbiased, keepdim, correction=correction)
    return (
        renamed(spread, "VarMeanBackward0"),
        renamed(input.mean(dim, keepdim), "VarMeanBackward0"))


def diff(input, n=1, dim=-1):
    if input.dim() == 0:
        raise RuntimeError("diff expects input to be at least one-dimensional")
    if n < 0:
        raise RuntimeError(f"order must be non-negative but got {n}")
    if n == 0:
        return renamed(input.clone(), "CopyBackwards")
    for _ in range(min(n, max(input.shape[dim], 1))):
        count = max(input.shape[dim] - 1, 0)
        later, earlier = (
            input.narrow(dim, input.shape[dim] - count, count), input.narrow(dim, 0, count))
        input = later ^ earlier if input.dtype == torch.bool else later - earlier
    return input


def trapezoid(y, x=None, *, dx=1, dim=-1):
    if y.shape[dim] == 0:
        return y.sum(dim)
    if x is None:
        ends = (y.select(dim, 0) + y.select(dim, -1)) * 0.5
        return renamed((y.sum(dim) - ends) * dx, "MulBackward1")
    count = y.shape[dim] - 1
    sums = (y.narrow(dim, 0, count) + y.narrow(dim, 1, count)) * diff(x, dim=dim)
    return renamed(sums.sum(dim) / 2.0, "DivBackward1")


def cumulative_trapezoid(y, x=None, *, dx=1, dim=-1):
    count = max(y.shape[dim] - 1, 0)
    width = dx if x is None else diff(x, dim=dim)
    return (width / 2.0 * (y.narrow(dim, 1, count) + y.narrow(dim, 0, count))).cumsum(dim)


trapz = trapezoid


def positive(input):
    if input.dtype == torch.bool:
        raise NotImplementedError("The `+` operator, on a bool tensor is not supported.")
    return input


def float_power(input, exponent):
    if not isinstance(input, torch.Tensor) and not isinstance(exponent, torch.Tensor):
        kinds = ", ".join(type(value).__name__ for value in (input, exponent))
        raise TypeError(
            f"float_power() received an invalid combination of arguments - got ({kinds})")
    exponent = exponent.double() if isinstance(exponent, torch.Tensor) else float(exponent)
    return (input.double() if isinstance(input, torch.Tensor) else float(input)) ** exponent


def gcd(input, other):
    a, b = input.abs(), other.abs()
    while (b != 0).any():
        rest = torch.where(b != 0, a % torch.where(b != 0, b, 1), 0)
        a, b = torch.where(b != 0, b, a), rest
    return a


def lcm(input, other):
    return (input * other).abs() // gcd(input, other)


def is_nonzero(input):
    return bool(input)


def less(input, other):
    return torch.lt(input, other)


def less_equal(input, other):
    return torch.le(input, other)


def greater(input, other):
    return torch.gt(input, other)


def greater_equal(input, other):
    return torch.ge(input, other)


def not_equal(input, other):
    return torch.ne(input, other)


def logit_(input):
    return overwritten(input, lambda: torch.logit(input))
