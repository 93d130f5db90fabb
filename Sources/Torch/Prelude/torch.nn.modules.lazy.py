"""Modules that learn how wide their input is from the first one that they see."""

import torch
from torch.nn.modules.batchnorm import BatchNorm1d, BatchNorm2d
from torch.nn.modules.conv import Conv1d, Conv2d
from torch.nn.modules.linear import Linear


class _Lazy:
    _becomes = None

    def reset_parameters(self):
        # There is nothing to fill yet.
        pass

    def forward(self, input):
        self._see(input)
        self.__class__ = self._becomes
        self.reset_parameters()
        return self.forward(input)


class LazyLinear(_Lazy, Linear):
    _becomes = Linear

    def __init__(self, out_features, bias=True, device=None, dtype=None):
        super().__init__(0, out_features, bias, dtype=dtype)

    def _see(self, input):
        self.in_features = input.shape[-1]
        self.weight.data = torch.empty(
            self.out_features, self.in_features, dtype=self.weight.dtype)


class _LazyConv(_Lazy):
    def __init__(self, out_channels, *args, **kwargs):
        super().__init__(0, out_channels, *args, **kwargs)

    def _see(self, input):
        self.in_channels = input.shape[1 if input.dim() == self._rank + 2 else 0]
        if self.in_channels % self.groups:
            raise ValueError("in_channels must be divisible by groups")
        self.weight.data = torch.empty(
            (self.out_channels, self.in_channels // self.groups, *self.kernel_size),
            dtype=self.weight.dtype)


class LazyConv1d(_LazyConv, Conv1d):
    _becomes = Conv1d


class LazyConv2d(_LazyConv, Conv2d):
    _becomes = Conv2d


class _LazyNorm(_Lazy):
    def __init__(self, *args, **kwargs):
        super().__init__(0, *args, **kwargs)

    def _see(self, input):
        self.num_features = count = input.shape[1]
        if self.affine:
            self.weight.data, self.bias.data = torch.ones(count), torch.zeros(count)
        if self.track_running_stats:
            self.running_mean, self.running_var = torch.zeros(count), torch.ones(count)


class LazyBatchNorm1d(_LazyNorm, BatchNorm1d):
    _becomes = BatchNorm1d


class LazyBatchNorm2d(_LazyNorm, BatchNorm2d):
    _becomes = BatchNorm2d
