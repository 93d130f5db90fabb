from torch.nn import functional as F
from torch.nn.modules.module import Module


class _PadNd(Module):
    _mode = "constant"
    value = 0.0

    def __init__(self, padding):
        super().__init__()
        count = 2 * int(type(self).__name__[-2])
        self.padding = (padding,) * count if isinstance(padding, int) else tuple(padding)

    def forward(self, input):
        return F.pad(input, self.padding, self._mode, self.value)

    def extra_repr(self):
        return f"{self.padding}"


class _ConstantPadNd(_PadNd):
    def __init__(self, padding, value):
        super().__init__(padding)
        self.value = value

    def extra_repr(self):
        return f"padding={self.padding}, value={self.value}"


class ConstantPad1d(_ConstantPadNd):
    pass


class ConstantPad2d(_ConstantPadNd):
    pass


class ZeroPad1d(_PadNd):
    pass


class ZeroPad2d(_PadNd):
    pass


class ReflectionPad1d(_PadNd):
    _mode = "reflect"


class ReflectionPad2d(_PadNd):
    _mode = "reflect"


class ReplicationPad1d(_PadNd):
    _mode = "replicate"


class ReplicationPad2d(_PadNd):
    _mode = "replicate"


class CircularPad1d(_PadNd):
    _mode = "circular"


class CircularPad2d(_PadNd):
    _mode = "circular"
