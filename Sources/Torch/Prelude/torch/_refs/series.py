import itertools
import math

import torch
from torch import Tensor
from torch._C import needs_floats, renamed, unsupported, warn

# Ranges, windows, differences and what is chosen or raised to powers.

# `range` is a function of PyTorch as well.
_numbers = range


def range(start, end=None, step=1, *, dtype=None, device=None, requires_grad=False):
    warn(
        "torch.range is deprecated and will be removed in a future release because its behavior is "
        "inconsistent with Python's range builtin. Instead, use torch.arange, which produces values "
        "in [start, end).")
    if end is None:
        start, end = 0, start
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if (end - start) * step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    count = int(math.floor((end - start) / step)) + 1
    dtype = torch.get_default_dtype() if dtype is None else dtype
    values = [start + place * step for place in _numbers(count)]
    return torch.tensor(values, dtype=dtype, requires_grad=requires_grad)


def combinations(input, r=2, with_replacement=False):
    if input.dim() != 1:
        raise RuntimeError(f"Expect a 1D vector, but got shape {list(input.shape)}")
    if r < 0:
        raise RuntimeError(f"Expect a non-negative number, but got {r}")
    if r == 0:
        return input.new_empty((0,))
    choose = itertools.combinations_with_replacement if with_replacement else itertools.combinations
    rows = list(choose(list(_numbers(input.numel())), r))
    if not rows:
        return input.new_empty((0, r))
    columns = [input[torch.tensor(list(column))] for column in zip(*rows)]
    return renamed(torch.stack(columns, 1), "IndexBackward0")


def vander(x, N=None, increasing=False):
    if x.dim() != 1:
        raise RuntimeError("x must be a one-dimensional tensor.")
    count = x.numel() if N is None else N
    if count < 0:
        raise RuntimeError("N must be non-negative.")
    powers = torch.ones((x.numel(), min(count, 1)), dtype=x.dtype)
    if count > 1:
        later = torch.cumprod(x.unsqueeze(1).expand(x.numel(), count - 1), 1)
        powers = torch.cat([powers, later], 1)
    return powers if increasing else powers.flip(1)


def renorm(input, p, dim, maxnorm):
    if input.dim() < 2:
        raise RuntimeError(
            f"renorm: input needs at least 2 dimensions, got {input.dim()} dimensions")
    others = [place for place in _numbers(input.dim())
              if place != dim % input.dim()]
    norms = torch.linalg.vector_norm(input, p, others, keepdim=True)
    factor = torch.where(norms > maxnorm, maxnorm / (norms + 1e-7), 1.0)
    return renamed(input * factor, "RenormBackward0")


def _gradient_along(input, spacing, dim, edge_order):
    count = input.shape[dim]
    if count < edge_order + 1:
        raise RuntimeError(
            "torch.gradient expected each dimension size to be at least edge_order+1")
    part = lambda start, length: input.narrow(dim, start, length)
    if isinstance(spacing, Tensor):
        if spacing.numel() != count:
            raise RuntimeError(
                "torch.gradient expected spacing to be None, a number or one coordinate an element")
        steps = spacing[1:] - spacing[:-1]
        shape = [1] * input.dim()
        shape[dim] = count - 2
        before, after = steps[:-1].reshape(shape), steps[1:].reshape(shape)
        ends = steps[0], steps[-1]
        a = -after / (before * (before + after))
        b = (after - before) / (before * after)
        c = before / (after * (before + after))
        middle = a * part(0, count - 2) + b * part(1, count - 2) + c * part(2, count - 2)
        if edge_order == 2:
            unsupported("torch.gradient with coordinates and edge_order=2")
    else:
        ends = spacing, spacing
        middle = (part(2, count - 2) - part(0, count - 2)) / (2 * spacing)
    if edge_order == 1:
        first = (part(1, 1) - part(0, 1)) / ends[0]
        last = (part(count - 1, 1) - part(count - 2, 1)) / ends[1]
    else:
        first = (-1.5 * part(0, 1) + 2 * part(1, 1) - 0.5 * part(2, 1)) / ends[0]
        last = (
            1.5 * part(count - 1, 1) - 2 * part(count - 2, 1) + 0.5 * part(count - 3, 1)) / ends[1]
    return torch.cat([first, middle, last], dim)


def gradient(input, *, spacing=1, dim=None, edge_order=1):
    dims = list(_numbers(input.dim())) if dim is None else dim
    dims = [dims] if isinstance(dims, int) else list(dims)
    spacings = [spacing] * len(dims) if isinstance(spacing, (int, float)) else list(spacing)
    if len(spacings) != len(dims):
        raise RuntimeError(
            f"torch.gradient expected spacing to be unspecified, a scalar or a list of length "
            f"{len(dims)}")
    return tuple(
        _gradient_along(input, own, place, edge_order) for own, place in zip(spacings, dims))


def _window(length, periodic, dtype, step, shape):
    """Elements at regular places, in the type of the window, as PyTorch computes them."""
    if length < 0:
        raise RuntimeError("window requires non-negative window_length")
    dtype = torch.get_default_dtype() if dtype is None else dtype
    if length <= 1:
        return torch.ones(length, dtype=dtype)
    # A period is one longer than what is seen of it.
    count = length + 1 if periodic else length
    return shape(torch.arange(count, dtype=dtype) * (step / (count - 1)))[:length]


def hann_window(window_length, periodic=True, *, dtype=None):
    return hamming_window(window_length, periodic, 0.5, 0.5, dtype=dtype)


def hamming_window(window_length, periodic=True, alpha=0.54, beta=0.46, *, dtype=None):
    return _window(
        window_length, periodic, dtype, 2 * math.pi, lambda x: x.cos() * -beta + alpha)


def blackman_window(window_length, periodic=True, *, dtype=None):
    return _window(
        window_length, periodic, dtype, math.pi,
        lambda x: (4 * x).cos() * 0.08 - (2 * x).cos() * 0.5 + 0.42)


def bartlett_window(window_length, periodic=True, *, dtype=None):
    return _window(
        window_length, periodic, dtype, 2.0, lambda x: torch.where(x <= 1, x, 2 - x))


def ldexp(input, other):
    return renamed(input * torch.pow(2.0, other), "LdexpBackward0")


def logaddexp2(input, other):
    if not other.is_floating_point():
        needs_floats(input, "logaddexp2_cpu")
    scale = math.log(2)
    return renamed(torch.logaddexp(input * scale, other * scale) / scale, "Logaddexp2Backward0")


def _split(input, indices_or_sections, dim, name):
    if isinstance(indices_or_sections, int):
        count, size = indices_or_sections, input.shape[dim]
        if count == 0 or size % count:
            raise RuntimeError(
                f"torch.{name} attempted to split along dimension {dim}, but the size of the "
                f"dimension {size} is not divisible by the split_size {count}!")
    return torch.tensor_split(input, indices_or_sections, dim)


def hsplit(input, indices_or_sections):
    if input.dim() < 1:
        raise RuntimeError(
            "torch.hsplit requires a tensor with at least 1 dimension, but got a tensor with 0 "
            "dimensions!")
    return _split(input, indices_or_sections, 0 if input.dim() == 1 else 1, "hsplit")


def vsplit(input, indices_or_sections):
    if input.dim() < 2:
        raise RuntimeError(
            "torch.vsplit requires a tensor with at least 2 dimension, but got a tensor with "
            f"{input.dim()} dimensions!")
    return _split(input, indices_or_sections, 0, "vsplit")


def dsplit(input, indices_or_sections):
    if input.dim() < 3:
        raise RuntimeError(
            "torch.dsplit requires a tensor with at least 3 dimension, but got a tensor with "
            f"{input.dim()} dimensions!")
    return _split(input, indices_or_sections, 2, "dsplit")


def unravel_index(indices, shape):
    found = []
    for size in list(shape)[::-1]:
        found.append(indices % size)
        indices = indices // size
    return tuple(found[::-1])
