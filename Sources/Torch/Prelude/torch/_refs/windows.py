import torch
from torch._C import (
    boxed, col2im, convolution, im2col, needs_floats, renamed, transposed_convolution, type_names,
    warn,
)
from torch._refs.dimensions import tuple_of

# Convolutions, and what slides over a tensor as they do.


def several(value, rank):
    """One number a dimension, where one may stand for all."""
    values = tuple_of(value)
    if any(abs(number) >= 2 ** 31 for number in values):
        raise RuntimeError("value cannot be converted to type int without overflow")
    return values * rank if len(values) == 1 else values


def sizes_text(sizes):
    return " x ".join(str(size) for size in sizes)


def _batched(input, rank, function):
    if input.dim() == rank + 2:
        return input
    if input.dim() == rank + 1:
        return input.unsqueeze(0)
    raise RuntimeError(
        f"Expected {rank + 1}D (unbatched) or {rank + 2}D (batched) input to {function}, but got "
        f"input of size: {list(input.shape)}")


def _check_types(input, weight, bias):
    legacy, name = type_names(input)
    if bias is not None and bias.dtype != input.dtype:
        raise RuntimeError(
            f"Input type ({name}) and bias type ({type_names(bias)[1]}) should be the same")
    if weight.dtype != input.dtype:
        raise RuntimeError(
            f"expected scalar type {legacy} but found {type_names(weight)[0]}")


def _check_sides(what, name, sizes):
    """That a kernel or a stride is no less than one, in the words for two dimensions."""
    if min(sizes) <= 0:
        sides = " ".join(
            f"{name}_{side}: {size}" for side, size in zip(("height", "width"), sizes))
        raise RuntimeError(f"{what} should be greater than zero, but got {sides}")


def _check_form(weight, rank, stride, padding, dilation, groups):
    for name, values in (("stride", stride), ("padding", padding), ("dilation", dilation)):
        if len(values) != weight.dim() - 2:
            raise RuntimeError(
                f"expected {name} to be a single integer value or a list of {weight.dim() - 2} "
                f"values to match the convolution dimensions, but got {name}={list(values)}")
    if min(padding) < 0:
        raise RuntimeError("negative padding is not supported")
    if min(stride) <= 0:
        raise RuntimeError("non-positive stride is not supported")
    if min(dilation) <= 0:
        raise RuntimeError(f"dilation should be greater than zero, but got {list(dilation)}")
    if groups <= 0:
        raise RuntimeError("non-positive groups is not supported")
    _check_sides("kernel size", "kernel", weight.shape[2:])


def _check_bias(given, filters, weight, bias):
    if bias is not None and list(bias.shape) != [filters]:
        raise RuntimeError(
            f"Given {given}weight of size {list(weight.shape)}, expected bias to be 1-dimensional "
            f"with {filters} elements, but got bias of size {list(bias.shape)} instead")


def _same_padding(weight, stride, dilation):
    """What keeps the sizes, before and after; the larger half stands after."""
    if any(step != 1 for step in stride):
        raise RuntimeError("padding='same' is not supported for strided convolutions")
    total = [step * (size - 1) for step, size in zip(dilation, weight.shape[2:])]
    if any(room % 2 for room in total):
        warn(
            "Using padding='same' with even kernel lengths and odd dilation may require a "
            "zero-padded copy of the input be created")
    return [room // 2 for room in total], [room - room // 2 for room in total]


def _convolve(function, rank, input, weight, bias, stride, padding, dilation, groups):
    batch = _batched(input, rank, function)
    _check_types(input, weight, bias)
    stride, dilation = several(stride, rank), several(dilation, rank)
    if padding == "same":
        before, after = _same_padding(weight, stride, dilation)
    elif isinstance(padding, str) and padding != "valid":
        raise RuntimeError(f"Invalid padding string: '{padding}'")
    else:
        before = after = several(0 if padding == "valid" else padding, rank)
    _check_form(weight, rank, stride, before, dilation, groups)
    shape = list(weight.shape)
    if shape[0] < groups:
        raise RuntimeError(
            f"Given groups={groups}, expected weight to be at least {groups} at dimension 0, but "
            f"got weight of size {shape} instead")
    if shape[0] % groups:
        raise RuntimeError(
            f"Given groups={groups}, expected weight to be divisible by {groups} at dimension 0, "
            f"but got weight of size [{shape}] instead")
    if batch.shape[1] != shape[1] * groups:
        raise RuntimeError(
            f"Given groups={groups}, weight of size {shape}, expected input{list(batch.shape)} to "
            f"have {shape[1] * groups} channels, but got {batch.shape[1]} channels instead")
    _check_bias("", shape[0], weight, bias)
    room = [size + low + high for size, low, high in zip(batch.shape[2:], before, after)]
    reach = [step * (size - 1) + 1 for step, size in zip(dilation, shape[2:])]
    if any(wide > size for wide, size in zip(reach, room)):
        raise RuntimeError(
            f"Calculated padded input size per channel: ({sizes_text(room)}). Kernel size: "
            f"({sizes_text(reach)}). Kernel size can't be greater than actual input size")
    result = convolution(batch, weight, bias, stride, before, after, dilation, groups)
    return result if batch is input else result.squeeze(0)


@boxed
def conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return _convolve("conv1d", 1, input, weight, bias, stride, padding, dilation, groups)


@boxed
def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return _convolve("conv2d", 2, input, weight, bias, stride, padding, dilation, groups)


@boxed
def conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return _convolve("conv3d", 3, input, weight, bias, stride, padding, dilation, groups)


def _transpose(
    function, rank, input, weight, bias, stride, padding, output_padding, groups, dilation
):
    batch = _batched(input, rank, function)
    _check_types(input, weight, bias)
    stride, dilation = several(stride, rank), several(dilation, rank)
    padding, extra = several(padding, rank), several(output_padding, rank)
    _check_form(weight, rank, stride, padding, dilation, groups)
    shape = list(weight.shape)
    if batch.shape[1] != shape[0]:
        raise RuntimeError(
            f"Given transposed=1, weight of size {shape}, expected input{list(batch.shape)} to "
            f"have {shape[0]} channels, but got {batch.shape[1]} channels instead")
    _check_bias("transposed=1, ", shape[1] * groups, weight, bias)
    if any(more >= max(step, wide) for more, step, wide in zip(extra, stride, dilation)):
        raise RuntimeError(
            "output padding must be smaller than either stride or dilation, but got "
            + " ".join(
                f"{name}_{side}: {size}"
                for name, sizes in (
                    ("output_padding", extra), ("stride", stride), ("dilation", dilation))
                for side, size in zip(("height", "width"), (0,) * (2 - rank) + sizes)))
    sizes = [
        (size - 1) * step - 2 * low + wide * (length - 1) + more + 1
        for size, step, low, wide, length, more in zip(
            batch.shape[2:], stride, padding, dilation, shape[2:], extra)]
    if min(sizes) < 1:
        raise RuntimeError(
            f"Given input size per channel: ({sizes_text(batch.shape[2:])}). Calculated output "
            f"size per channel: ({sizes_text(sizes)}). Output size is too small")
    result = transposed_convolution(
        batch, weight, bias, stride, padding, padding, dilation, groups, sizes)
    return result if batch is input else result.squeeze(0)


@boxed
def conv_transpose1d(
    input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1
):
    return _transpose(
        "conv_transpose1d", 1, input, weight, bias, stride, padding, output_padding, groups,
        dilation)


@boxed
def conv_transpose2d(
    input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1
):
    return _transpose(
        "conv_transpose2d", 2, input, weight, bias, stride, padding, output_padding, groups,
        dilation)


def _blocks(sizes, kernel, dilation, padding, stride):
    _check_sides("kernel size", "kernel", kernel)
    _check_sides("stride", "stride", stride)
    _check_sides("dilation", "dilation", dilation)
    if min(padding) < 0:
        raise RuntimeError(
            f"padding should be non-negative, but got pad_height: {padding[0]} pad_width: "
            f"{padding[1]}")
    return [
        (size + 2 * low - wide * (length - 1) - 1) // step + 1
        for size, length, wide, low, step in zip(sizes, kernel, dilation, padding, stride)]


@boxed
def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    kernel, dilation, padding, stride = (
        several(value, 2) for value in (kernel_size, dilation, padding, stride))
    if input.dim() not in (3, 4):
        raise RuntimeError(
            "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero "
            f"dimensions for input, but got: {list(input.shape)}")
    batch = input if input.dim() == 4 else input.unsqueeze(0)
    if input.dtype != torch.bool:
        needs_floats(input, "im2col_out_cpu")
    sizes = tuple(batch.shape[2:])
    blocks = _blocks(sizes, kernel, dilation, padding, stride)
    if min(blocks) < 1:
        raise RuntimeError(
            f"Given input with spatial size {sizes}, kernel_size={kernel}, dilation={dilation}, "
            f"padding={padding}, calculated shape of the array of sliding blocks as "
            f"{tuple(blocks)}, but its components must be at least one.")
    result = im2col(batch, kernel, stride, padding, dilation)
    return result if batch is input else renamed(result.squeeze(0), "Im2ColBackward0")


@boxed
def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    sizes, kernel, dilation, padding, stride = (
        several(value, 2) for value in (output_size, kernel_size, dilation, padding, stride))
    if input.dim() not in (2, 3):
        raise RuntimeError(
            "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and "
            f"non-zero dimensions for input, but got: {list(input.shape)}")
    batch = input if input.dim() == 3 else input.unsqueeze(0)
    rows, columns = _blocks(sizes, kernel, dilation, padding, stride)
    if batch.shape[1] % (kernel[0] * kernel[1]):
        raise RuntimeError(
            "Expected size of input's dimension 1 to be divisible by the product of kernel_size, "
            f"but got input.size(1)={batch.shape[1]} and kernel_size={kernel}.")
    if batch.shape[2] != rows * columns:
        raise RuntimeError(
            f"Given output_size={sizes}, kernel_size={kernel}, dilation={dilation}, "
            f"padding={padding}, stride={stride}, expected size of input's dimension 2 to match "
            f"the calculated number of sliding blocks {rows} * {columns} = {rows * columns}, but "
            f"got input.size(2)={batch.shape[2]}.")
    result = col2im(batch, kernel, stride, padding, dilation, sizes)
    return result if batch is input else renamed(result.squeeze(0), "Col2ImBackward0")
