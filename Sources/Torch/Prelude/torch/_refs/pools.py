from torch._C import adaptive_avg_pool, adaptive_max_pool, avg_pool, boxed, max_pool, needs_floats
from torch._refs.dimensions import tuple_of
from torch._refs.windows import several

# Poolings; those of one dimension are those of two with a height of one, as in PyTorch.

_COUNTS = {2: "two", 3: "three"}


def _numbers(function, name, value, rank):
    if isinstance(value, bool) and name == "kernel_size":
        raise TypeError(
            f"{function}(): argument '{name}' (position 2) must be tuple of ints, not bool")
    values = several(value, rank)
    if len(values) != rank:
        either = "be omitted, a single int" if name == "stride" else "be a single int"
        raise RuntimeError(
            f"{function}: {name} must either {either}, or a tuple of {_COUNTS[rank]} ints")
    return values


def _windows(function, rank, input, kernel_size, stride, padding, dilation, ceil_mode):
    kernel = _numbers(function, "kernel_size", kernel_size, rank)
    stride = kernel if stride is None or stride == () or stride == [] else _numbers(
        function, "stride", stride, rank)
    padding = _numbers(function, "padding", padding, rank)
    dilation = _numbers(function, "dilation", dilation, rank)
    if input.dim() not in (rank + 1, rank + 2):
        raise RuntimeError(
            f"non-empty {rank + 1}D or {rank + 2}D (batch mode) tensor expected for input")
    if 0 in stride:
        raise RuntimeError("stride should not be zero")
    for what, name, sizes in (
            ("kernel size", "k", kernel), ("stride", "d", stride),
            ("dilation", "dilation", dilation)):
        if min(sizes) <= 0:
            sides = " ".join(f"{name}{side}: {size}" for side, size in zip("THW"[3 - rank:], sizes))
            raise RuntimeError(f"{what} should be greater than zero, but got {sides}")
    if 0 in input.shape[-rank:]:
        raise RuntimeError(
            f"Expected {rank + 1}D or {rank + 2}D (batch mode) tensor with optional 0 dim batch "
            f"size for input, but got:{list(input.shape)}")
    if min(padding) < 0:
        raise RuntimeError(f"pad must be non-negative, but got pad: {min(padding)}")
    for length, room, wide in zip(kernel, padding, dilation):
        if room > ((length - 1) * wide + 1) // 2:
            raise RuntimeError(
                f"pad should be at most half of effective kernel size, but got pad={room}, "
                f"kernel_size={length} and dilation={wide}")
    counts = [
        _count(*numbers, ceil_mode)
        for numbers in zip(input.shape[-rank:], kernel, stride, padding, dilation)]
    if min(counts) < 1:
        channels = input.shape[-rank - 1]
        before = "x".join(str(size) for size in (channels, *input.shape[-rank:]))
        after = "x".join(str(size) for size in (channels, *counts))
        raise RuntimeError(
            f"Given input size: ({before}). Calculated output size: ({after}). Output size is too "
            "small")
    return kernel, stride, padding, dilation, ceil_mode


def _count(size, length, step, room, wide, ceil_mode):
    rest = size + 2 * room - wide * (length - 1) - 1 + (step - 1 if ceil_mode else 0)
    count = rest // step + 1
    return count - 1 if ceil_mode and (count - 1) * step >= size + room else count


def _largest(rank, input, return_indices, *form):
    windows = _windows(f"max_pool{rank}d", rank, input, *form)
    values, indices = max_pool(f"MaxPool{rank}DWithIndicesBackward0", input, *windows)
    return (values, indices) if return_indices else values


@boxed
def max_pool2d(
    input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
):
    return _largest(
        2, input, return_indices, kernel_size, stride, padding, dilation, ceil_mode)


@boxed
def max_pool3d(
    input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
):
    return _largest(
        3, input, return_indices, kernel_size, stride, padding, dilation, ceil_mode)


@boxed
def max_pool1d(
    input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False
):
    if input.dim() not in (2, 3):
        raise RuntimeError(
            "max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for "
            f"input, but got:{list(input.shape)}")
    if not return_indices and not input.requires_grad:
        needs_floats(input, "max_pool1d_impl")
    (length,), (room,), (wide,) = tuple_of(kernel_size), tuple_of(padding), tuple_of(dilation)
    step = length if stride is None else tuple_of(stride)[0]
    if step <= 0:
        raise RuntimeError(f"max_pool1d() stride must be greater than zero, but got {step}")
    if wide > 0 and _count(input.shape[-1], length, step, room, wide, ceil_mode) < 1:
        count = _count(input.shape[-1], length, step, room, wide, ceil_mode)
        raise RuntimeError(f"max_pool1d() Invalid computed output size: {count}")
    values, indices = _largest(
        2, input.unsqueeze(-2), True, (1, length), (1, step), (0, room), (1, wide), ceil_mode)
    values, indices = values.squeeze(-2), indices.squeeze(-2)
    return (values, indices) if return_indices else values


def _mean(rank, input, kernel_size, stride, padding, ceil_mode, include, divisor):
    if divisor == 0:
        raise RuntimeError("divisor must be not zero")
    kernel, stride, padding, dilation, _ = _windows(
        f"avg_pool{rank}d", rank, input, kernel_size, stride, padding, 1, ceil_mode)
    return avg_pool(
        f"AvgPool{rank}DBackward0", input, kernel, stride, padding, dilation, ceil_mode, include,
        divisor)


@boxed
def avg_pool2d(
    input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True,
    divisor_override=None,
):
    return _mean(
        2, input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)


@boxed
def avg_pool3d(
    input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True,
    divisor_override=None,
):
    return _mean(
        3, input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)


def _check_line(function, input):
    if input.dim() not in (2, 3):
        raise RuntimeError(
            f"Expected 2 to 3 dimensions, but got {input.dim()}-dimensional tensor for argument #1 "
            f"'self' (while checking arguments for {function})")


@boxed
def avg_pool1d(
    input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True
):
    _check_line("avg_pool1d", input)
    (length,), (room,) = tuple_of(kernel_size), tuple_of(padding)
    step = length if stride is None else tuple_of(stride)[0]
    return _mean(
        2, input.unsqueeze(-2), (1, length), (1, step), (0, room), ceil_mode, count_include_pad,
        None).squeeze(-2)


def _adaptive_size(function, input, output_size):
    size = several(output_size, 2)
    if len(size) != 2:
        raise RuntimeError(f"{function}: output_size must be 2")
    if input.dim() not in (3, 4) and not (size == (1, 1) and input.dim() > 1):
        raise RuntimeError(
            f"{function}(): Expected 3D or 4D tensor, but got {list(input.shape)}")
    size = tuple(own if one is None else one for one, own in zip(size, input.shape[-2:]))
    if min(size) < 0:
        raise RuntimeError(
            f"{function}: elements of output_size must be greater than or equal to 0 but received "
            f"{{{size[0]}, {size[1]}}}")
    return size


@boxed
def adaptive_avg_pool2d(input, output_size):
    size = _adaptive_size(
        "adaptive_avg_pool2d", input, (None, None) if output_size is None else output_size)
    if size == (1, 1):
        return input.mean((-1, -2), keepdim=True)
    return adaptive_avg_pool("AdaptiveAvgPool2DBackward0", input, size)


@boxed
def adaptive_avg_pool1d(input, output_size):
    _check_line("adaptive_avg_pool1d", input)
    return adaptive_avg_pool2d(
        input.unsqueeze(-2), (1, tuple_of(output_size)[0])).squeeze(-2)


@boxed
def adaptive_max_pool2d(input, output_size, return_indices=False):
    size = _adaptive_size("adaptive_max_pool2d", input, output_size)
    values, indices = adaptive_max_pool("AdaptiveMaxPool2DBackward0", input, size)
    return (values, indices) if return_indices else values


@boxed
def adaptive_max_pool1d(input, output_size, return_indices=False):
    _check_line("adaptive_max_pool1d", input)
    values, indices = adaptive_max_pool2d(
        input.unsqueeze(-2), (1, tuple_of(output_size)[0]), True)
    values, indices = values.squeeze(-2), indices.squeeze(-2)
    return (values, indices) if return_indices else values
