import torch
from torch._C import fused, renamed, type_names
from torch._refs.dimensions import axis_of, tuple_of

# Functions that move elements.


def roll(input, shifts, dims=None):
    if dims is None:
        return fused(
            roll(input.flatten(), shifts, 0).reshape(input.shape), "RollBackward0", (input,))
    if input.dim() == 0:
        raise IndexError("Dimension specified as 0 but tensor has no dimensions")
    result = input
    for shift, dim in zip(tuple_of(shifts), tuple_of(dims)):
        dim = axis_of(input, dim)
        size = input.shape[dim]
        start = -shift % size
        result = torch.cat(
            [result.narrow(dim, start, size - start), result.narrow(dim, 0, start)], dim)
    return fused(result, "RollBackward0", (input,))


def movedim(input, source, destination):
    if input.dim() == 0:
        return renamed(input.view(()), "AliasBackward0")
    sources = [axis_of(input, dim) for dim in tuple_of(source)]
    targets = [axis_of(input, dim) for dim in tuple_of(destination)]
    rest = iter([dim for dim in range(input.dim()) if dim not in sources])
    order = [
        sources[targets.index(dim)] if dim in targets else next(rest)
        for dim in range(input.dim())]
    return input.permute(order)


moveaxis = movedim


def swapaxes(input, axis0, axis1):
    return input.transpose(axis0, axis1)


swapdims = swapaxes


def fliplr(input):
    return input.flip(1)


def flipud(input):
    return input.flip(0)


def rot90(input, k=1, dims=(0, 1)):
    if len(dims) != 2:
        raise RuntimeError(f"expected total rotation dims == 2, but got dims = {len(dims)}")
    if input.dim() < 2:
        raise RuntimeError(f"expected total dims >= 2, but got total dims = {input.dim()}")
    if axis_of(input, dims[0]) == axis_of(input, dims[1]):
        raise RuntimeError(
            "expected rotation dims to be different, but got dim0 = "
            f"{dims[0]} and dim1 = {dims[1]}")
    k %= 4
    if k == 0:
        return input.clone()
    if k == 2:
        return renamed(input.flip(dims), "Rot90Backward0")
    turned = input.flip(dims[1] if k == 1 else dims[0]).transpose(*dims)
    return fused(turned.clone(), "Rot90Backward0", (input,))


def unflatten(input, dim, sizes):
    dim = axis_of(input, dim)
    shape = tuple(input.shape)
    count = 1
    if not sizes:
        raise RuntimeError("unflatten: sizes must be non-empty")
    for size in sizes:
        count *= 1 if size == -1 else size
    if list(sizes).count(-1) > 1:
        raise RuntimeError("only one dimension can be inferred")
    if (count == 0 or shape[dim] % count) if -1 in sizes else count != shape[dim]:
        raise RuntimeError(
            f"unflatten: Provided sizes {list(sizes)} don't multiply up to the size of dim {dim} "
            f"({shape[dim]}) in the input tensor")
    return input.view(shape[:dim] + tuple(sizes) + shape[dim + 1:])


def reshape_as(input, other):
    return input.reshape(other.shape)


def broadcast_to(input, size):
    return input.expand(size)


def broadcast_shapes(*shapes):
    return torch.broadcast_tensors(*[torch.empty(shape) for shape in shapes])[0].shape


def atleast_1d(*tensors):
    found = [t.reshape(1) if t.dim() == 0 else t for t in tensors]
    return found[0] if len(found) == 1 else tuple(found)


def atleast_2d(*tensors):
    found = [t if t.dim() > 1 else t.reshape(1, -1) for t in tensors]
    return found[0] if len(found) == 1 else tuple(found)


def _listed(tensors, name):
    if isinstance(tensors, torch.Tensor):
        raise TypeError(
            f"{name}(): argument 'tensors' (position 1) must be tuple of Tensors, not Tensor")


def dstack(tensors):
    _listed(tensors, "dstack")
    return torch.cat([t.reshape(1, -1, 1) if t.dim() < 2 else t.unsqueeze(2) for t in tensors], 2)


def column_stack(tensors):
    _listed(tensors, "column_stack")
    return torch.cat([t.reshape(-1, 1) if t.dim() < 2 else t for t in tensors], 1)


row_stack = torch.vstack


def tensor_split(input, indices_or_sections, dim=0):
    if input.dim() == 0:
        raise RuntimeError(
            "tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims")
    size = input.shape[dim]
    if isinstance(indices_or_sections, int):
        count = indices_or_sections
        widths = [size // count + (place < size % count) for place in range(count)]
        bounds = [sum(widths[:place]) for place in range(1, count)]
    else:
        bounds = list(indices_or_sections)
    ends = [0] + bounds + [size]
    return tuple(
        renamed(input.narrow(dim, start, max(end - start, 0)), "SliceBackward0")
        for start, end in zip(ends, ends[1:]))


def unfold(input, dimension, size, step):
    dim = axis_of(input, dimension)
    if size > input.shape[dim]:
        raise RuntimeError(
            f"maximum size for tensor at dimension {dim} is {input.shape[dim]} but size is {size}")
    starts = range(0, input.shape[dim] - size + 1, step)
    windows = [input.narrow(dim, start, size).movedim(dim, -1) for start in starts]
    return fused(torch.stack(windows, dim), "UnfoldBackward0", (input,))


def take(input, index):
    if index.dtype != torch.int64:
        raise RuntimeError(
            f"take(): Expected a long tensor for index, but got {type_names(index)[0]}")
    for place in index.flatten().tolist():
        if not -input.numel() <= place < input.numel():
            raise IndexError(
                f"out of range: tried to access index {place} on a tensor of {input.numel()} "
                "elements.")
    return fused(input.flatten()[index], "TakeBackward0", (input,))


def take_along_dim(input, indices, dim=None):
    if dim is not None and input.dim() != indices.dim():
        raise RuntimeError(
            "torch.take_along_dim(): input and indices should have the same number of dimensions, "
            f"but got {input.dim()} dimensions for input, and {indices.dim()} dimensions for "
            "indices")
    if indices.dtype != torch.int64:
        raise RuntimeError(
            "torch.take_along_dim(): dtype of indices should be Long but got "
            + type_names(indices)[0])
    if dim is None:
        return input.flatten().gather(0, indices.flatten())
    dim = axis_of(input, dim)
    if input.dim() == 0:
        raise IndexError("Dimension specified as 0 but tensor has no dimensions")
    sizes = list(input.shape)
    sizes[dim] = indices.shape[dim]
    places = indices.expand(broadcast_shapes(sizes, indices.shape))
    sizes = list(indices.shape)
    sizes[dim] = input.shape[dim]
    return input.expand(broadcast_shapes(sizes, input.shape)).gather(dim, places)
