import torch

# What the types of elements can hold: IEEE 754, and two's complement.

_BITS = {torch.float16: (16, 10, 15), torch.float32: (32, 23, 127), torch.float64: (64, 52, 1023)}
_INTEGERS = {
    torch.uint8: (8, False), torch.int8: (8, True), torch.int16: (16, True),
    torch.int32: (32, True), torch.int64: (64, True)}


class finfo:
    def __init__(self, type=None):
        dtype = torch.get_default_dtype() if type is None else type
        if dtype not in _BITS:
            raise TypeError(
                "torch.finfo() requires a floating point input type. Use torch.iinfo to handle "
                f"'{type}'")
        self.bits, digits, exponent = _BITS[dtype]
        self.eps = 2.0 ** -digits
        self.max = (2 - self.eps) * 2.0 ** exponent
        self.min = -self.max
        self.tiny = self.smallest_normal = 2.0 ** (1 - exponent)
        self.resolution = {16: 1e-3, 32: 1e-6, 64: 1e-15}[self.bits]
        self.dtype = f"float{self.bits}"

    def __repr__(self):
        return (
            f"finfo(resolution={self.resolution:g}, min={self.min:g}, max={self.max:g}, "
            f"eps={self.eps:g}, smallest_normal={self.smallest_normal:g}, tiny={self.tiny:g}, "
            f"dtype={self.dtype})")


class iinfo:
    def __init__(self, type):
        if type not in _INTEGERS:
            raise TypeError(
                "torch.iinfo() requires an integer input type. Use torch.finfo to handle "
                f"'{type}'")
        self.bits, is_signed = _INTEGERS[type]
        self.max = 2 ** (self.bits - is_signed) - 1
        self.min = -self.max - 1 if is_signed else 0
        self.dtype = str(type).replace("torch.", "")

    def __repr__(self):
        return f"iinfo(min={self.min:g}, max={self.max:g}, dtype={self.dtype})"
