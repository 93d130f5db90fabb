import math

import torch
from torch.nn import functional as F
from torch.nn import init
from torch.nn.modules.lazy import LazyModuleMixin
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter, UninitializedParameter


def _repeated(value, rank):
    return tuple(value) if isinstance(value, (tuple, list)) else (value,) * rank


class _ConvNd(Module):
    """What convolutions have in common: their form, their filters and how these begin."""

    _rank = 0
    _transposed = False

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1,
        bias=True, padding_mode="zeros", device=None, dtype=None, output_padding=0,
    ):
        super().__init__()
        if groups <= 0:
            raise ValueError("groups must be a positive integer")
        if in_channels % groups:
            raise ValueError("in_channels must be divisible by groups")
        if out_channels % groups:
            raise ValueError("out_channels must be divisible by groups")
        if isinstance(padding, str):
            if padding not in ("same", "valid"):
                raise ValueError(
                    f"Invalid padding string {padding!r}, should be one of {{'same', 'valid'}}")
            if padding == "same" and any(step != 1 for step in _repeated(stride, self._rank)):
                raise ValueError("padding='same' is not supported for strided convolutions")
        if padding_mode not in ("zeros", "reflect", "replicate", "circular"):
            raise ValueError(
                "padding_mode must be one of {'zeros', 'reflect', 'circular', 'replicate'}, but "
                f"got padding_mode='{padding_mode}'")
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size = _repeated(kernel_size, self._rank)
        self.stride = _repeated(stride, self._rank)
        self.padding = padding if isinstance(padding, str) else _repeated(padding, self._rank)
        self.dilation = _repeated(dilation, self._rank)
        self.transposed = self._transposed
        self.output_padding = _repeated(output_padding, self._rank)
        self.groups, self.padding_mode = groups, padding_mode
        self._reversed_padding_repeated_twice = self._edges()
        outer, inner = out_channels, in_channels // groups
        if self.transposed:
            outer, inner = in_channels, out_channels // groups
        self.weight = Parameter(torch.empty((outer, inner, *self.kernel_size), dtype=dtype))
        if bias:
            self.bias = Parameter(torch.empty(out_channels, dtype=dtype))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

    def _edges(self):
        """Before and after each dimension, from the last to the first, as `F.pad` takes them."""
        if self.padding == "valid":
            return [0] * (2 * self._rank)
        if self.padding == "same":
            edges = []
            for wide, size in zip(self.dilation[::-1], self.kernel_size[::-1]):
                total = wide * (size - 1)
                edges += [total // 2, total - total // 2]
            return edges
        return tuple(room for room in self.padding[::-1] for _ in range(2))

    def reset_parameters(self):
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in, _ = init._calculate_fan_in_and_fan_out(self.weight)
            if fan_in != 0:
                bound = 1 / math.sqrt(fan_in)
                init.uniform_(self.bias, -bound, bound)

    def _conv_forward(self, input, weight, bias):
        function = getattr(F, f"conv{self._rank}d")
        if self.padding_mode == "zeros":
            return function(
                input, weight, bias, self.stride, self.padding, self.dilation, self.groups)
        around = F.pad(input, self._reversed_padding_repeated_twice, mode=self.padding_mode)
        return function(around, weight, bias, self.stride, 0, self.dilation, self.groups)

    def forward(self, input):
        return self._conv_forward(input, self.weight, self.bias)

    def extra_repr(self):
        text = (
            f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, "
            f"stride={self.stride}")
        if self.padding != (0,) * self._rank:
            text += f", padding={self.padding}"
        if self.dilation != (1,) * self._rank:
            text += f", dilation={self.dilation}"
        if self.output_padding != (0,) * self._rank:
            text += f", output_padding={self.output_padding}"
        if self.groups != 1:
            text += f", groups={self.groups}"
        if self.bias is None:
            text += ", bias=False"
        if self.padding_mode != "zeros":
            text += f", padding_mode={self.padding_mode}"
        return text


class Conv1d(_ConvNd):
    _rank = 1


class Conv2d(_ConvNd):
    _rank = 2


class Conv3d(_ConvNd):
    _rank = 3


class _ConvTransposeNd(_ConvNd):
    _transposed = True

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0,
        groups=1, bias=True, dilation=1, padding_mode="zeros", device=None, dtype=None,
    ):
        if padding_mode != "zeros":
            raise ValueError(
                f'Only "zeros" padding mode is supported for {type(self).__name__}')
        super().__init__(
            in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias,
            padding_mode, device, dtype, output_padding)

    def _missing(self, input, output_size):
        """How much must be added for a size that several inputs could come from."""
        wanted = tuple(output_size)[-self._rank:]
        sizes = input.shape[-self._rank:]
        least = [
            (size - 1) * step - 2 * room + wide * (length - 1) + 1
            for size, step, room, wide, length in zip(
                sizes, self.stride, self.padding, self.dilation, self.kernel_size)]
        most = [low + step - 1 for low, step in zip(least, self.stride)]
        if any(not low <= size <= high for low, size, high in zip(least, wanted, most)):
            raise ValueError(
                f"requested an output size of {wanted}, but valid sizes range from {least} to "
                f"{most} (for an input of {sizes})")
        return tuple(size - low for size, low in zip(wanted, least))

    def forward(self, input, output_size=None):
        extra = self.output_padding if output_size is None else self._missing(input, output_size)
        return getattr(F, f"conv_transpose{self._rank}d")(
            input, self.weight, self.bias, self.stride, self.padding, extra, self.groups,
            self.dilation)


class ConvTranspose1d(_ConvTransposeNd):
    _rank = 1


class ConvTranspose2d(_ConvTransposeNd):
    _rank = 2


class _LazyConvXdMixin(LazyModuleMixin):
    def __init__(self, out_channels, *args, bias=True, **kwargs):
        super().__init__(0, 0, *args, bias=False, **kwargs)
        self.weight = UninitializedParameter(dtype=self.weight.dtype)
        self.out_channels = out_channels
        if bias:
            self.bias = UninitializedParameter(dtype=self.weight.dtype)

    def initialize_parameters(self, input, *args):
        rank = input.dim()
        if rank not in (self._rank + 1, self._rank + 2):
            raise RuntimeError(
                f"Expected {self._rank + 1}D (unbatched) or {self._rank + 2}D (batched) input to "
                f"{self.__class__.__name__}, but got input of size: {input.shape}")
        self.in_channels = input.shape[rank - self._rank - 1]
        if self.in_channels % self.groups:
            raise ValueError("in_channels must be divisible by groups")
        outer, inner = self.out_channels, self.in_channels // self.groups
        if self.transposed:
            outer, inner = self.in_channels, self.out_channels // self.groups
        self.weight.materialize((outer, inner, *self.kernel_size))
        if self.bias is not None:
            self.bias.materialize((self.out_channels,))
        self.reset_parameters()


class LazyConv1d(_LazyConvXdMixin, Conv1d):
    cls_to_become = Conv1d


class LazyConv2d(_LazyConvXdMixin, Conv2d):
    cls_to_become = Conv2d


class LazyConv3d(_LazyConvXdMixin, Conv3d):
    cls_to_become = Conv3d


class LazyConvTranspose1d(_LazyConvXdMixin, ConvTranspose1d):
    cls_to_become = ConvTranspose1d


class LazyConvTranspose2d(_LazyConvXdMixin, ConvTranspose2d):
    cls_to_become = ConvTranspose2d
