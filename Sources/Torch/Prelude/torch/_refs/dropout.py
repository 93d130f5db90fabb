import math

import torch
from torch._C import renamed, warn

# Functions that drop elements at random.

# What a unit that was dropped shows after SELU.
_SATURATED = 1.7580993408473766


def _check(p):
    if p < 0.0 or p > 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")


def _kept(input, p, shape):
    """Ones for what is kept, zeros for what is dropped."""
    warn(
        "which elements dropout drops depends on the processor: on Intel's, PyTorch draws from "
        "another stream of random numbers than here and on all others")
    return torch.empty(tuple(shape), dtype=input.dtype).bernoulli_(1 - p)


def _times(input, noise, inplace):
    return input.mul_(noise) if inplace else renamed(input * noise, "MulBackward0")


def _dropped(input, p, training, inplace, shape):
    if not training or p == 0 or input.numel() == 0:
        return input
    if p == 1:
        return _times(input, torch.zeros((), dtype=input.dtype), inplace)
    return _times(input, _kept(input, p, shape).div_(1 - p), inplace)


def dropout(input, p=0.5, training=True, inplace=False):
    _check(p)
    return _dropped(input, p, training, inplace, input.shape)


def _channels(input):
    """The shape that has one element for each channel of each sample."""
    return tuple(input.shape[:2]) + (1,) * (input.dim() - 2)


def dropout1d(input, p=0.5, training=True, inplace=False):
    _check(p)
    if input.dim() not in (2, 3):
        raise RuntimeError(
            f"dropout1d: Expected 2D or 3D input, but received a {input.dim()}D input. Note that "
            "dropout1d exists to provide channel-wise dropout on inputs with 1 spatial dimension, "
            "a channel dimension, and an optional batch dimension (i.e. 2D or 3D inputs).")
    batch = input if input.dim() == 3 else input.unsqueeze(0)
    result = _dropped(batch, p, training, inplace, _channels(batch))
    return result if batch is input else result.squeeze(0)


def dropout2d(input, p=0.5, training=True, inplace=False):
    _check(p)
    return _dropped(input, p, training, inplace, _channels(input))


dropout3d = dropout2d


def alpha_dropout(input, p=0.5, training=False, inplace=False):
    _check(p)
    if not training or p == 0:
        return input
    kept = _kept(input, p, input.shape)
    scale = 1 / math.sqrt((_SATURATED * _SATURATED * p + 1) * (1 - p))
    shift = kept.add(-1).mul_(_SATURATED * scale).add_(_SATURATED * scale * p)
    return input * kept.mul_(scale) + shift
