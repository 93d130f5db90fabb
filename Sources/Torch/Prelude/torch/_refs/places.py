import torch
from torch._C import fused, overwritten, type_names, unsupported
from torch._refs.dimensions import axis_of

# Functions that put elements elsewhere.


def _places(input, dim, index):
    """For each element of `index`, the place in the flat `input` that it points to."""
    dim = axis_of(input, dim)
    strides = []
    step = 1
    for size in reversed(input.shape):
        strides.insert(0, step)
        step *= size
    grid = torch.zeros(index.shape, dtype=torch.int64)
    for axis in range(index.dim()):
        shape = [1] * index.dim()
        shape[axis] = index.shape[axis]
        along = torch.arange(index.shape[axis]).reshape(shape)
        grid = grid + (index if axis == dim else along) * strides[axis]
    return grid.flatten().tolist()


def _same_rank(input, index, name):
    """An index of as many dimensions as the input, where a number stands for a vector of one."""
    if (index.dim() or 1) != (input.dim() or 1):
        raise RuntimeError(
            f"Index tensor must have the same number of dimensions as {name} tensor")
    return index if index.dim() == input.dim() else index.reshape([1] * input.dim())


def _checked_index(input, dim, index):
    size = input.shape[dim] if input.dim() else 1
    for value in index.flatten().tolist():
        if not 0 <= value < size:
            raise RuntimeError(
                f"index {value} is out of bounds for dimension {axis_of(input, dim)} with size "
                f"{size}")


def _put(input, places, src, name, given):
    """`src`, which was made of `given`, at some places of the flat `input`."""
    flat = input.flatten()
    order = list(range(flat.numel()))
    for source, place in enumerate(places):
        order[place] = flat.numel() + source
    joined = torch.cat([flat, src.flatten().to(input.dtype)])
    return fused(
        joined[torch.tensor(order, dtype=torch.int64)].reshape(input.shape), name, (input, given))


def _added(input, places, src, name, given):
    flat, src = input.flatten(), src.flatten()
    waiting = {}
    for source, place in enumerate(places):
        waiting.setdefault(place, []).append(source)
    padded = torch.cat([src.to(input.dtype), torch.zeros(1, dtype=input.dtype)])
    while any(waiting.values()):
        turn = [src.numel()] * flat.numel()
        for place, sources in waiting.items():
            if sources:
                turn[place] = sources.pop(0)
        flat = flat + padded[torch.tensor(turn)]
    return fused(flat.reshape(input.shape), name, (input, given))


def _values(index, src, value, input):
    if src is None:
        src = value
    if isinstance(src, torch.Tensor):
        cut = tuple(slice(0, size) for size in index.shape)
        return src[cut] if src.dim() else src.expand(index.shape)
    return torch.full(index.shape, src, dtype=input.dtype)


def scatter(input, dim, index, src=None, *, value=None, reduce=None):
    if isinstance(src, torch.Tensor) and src.dtype != input.dtype:
        raise RuntimeError("scatter(): Expected self.dtype to be equal to src.dtype")
    index = _same_rank(input, index, "self")
    _checked_index(input, dim, index)
    source = _values(index, src, value, input)
    places = _places(input, dim, index)
    if reduce == "add":
        return _added(input, places, source, "ScatterAddBackward0", src)
    if reduce is not None:
        unsupported("scatter with reduce=" + reduce)
    name = "ScatterBackward0" if isinstance(src, torch.Tensor) else "ScatterBackward1"
    return _put(input, places, source, name, src)


def scatter_(input, dim, index, src=None, *, value=None, reduce=None):
    return overwritten(input, lambda: scatter(input, dim, index, src, value=value, reduce=reduce))


def scatter_add(input, dim, index, src):
    if src.dtype != input.dtype:
        raise RuntimeError("scatter(): Expected self.dtype to be equal to src.dtype")
    index = _same_rank(input, index, "self")
    _checked_index(input, dim, index)
    places = _places(input, dim, index)
    source = _values(index, src, None, input)
    return _added(input, places, source, "ScatterAddBackward0", src)


def scatter_add_(input, dim, index, src):
    return overwritten(input, lambda: scatter_add(input, dim, index, src))


def _checked_slices(input, dim, index, prefix=""):
    for value in index.flatten().tolist():
        if not 0 <= value < input.shape[dim]:
            raise IndexError(
                f"{prefix}index {value} is out of bounds for dimension {dim} with size "
                f"{input.shape[dim]}")


def _slices(input, dim, index, source):
    """An index for every element of the slices that a vector of indices names."""
    shape = [1] * input.dim()
    shape[dim] = index.numel()
    whole = list(input.shape)
    whole[dim] = index.numel()
    spread = index.reshape(shape).expand(whole)
    if not isinstance(source, torch.Tensor):
        source = torch.full(whole, source, dtype=input.dtype)
    return _places(input, dim, spread), source.expand(whole)


def index_add(input, dim, index, source, *, alpha=1):
    dim = axis_of(input, dim)
    if source.dtype != input.dtype:
        raise RuntimeError(
            f"index_add_(): self ({type_names(input)[0]}) and source ({type_names(source)[0]}) must "
            "have the same scalar type")
    _checked_index(input, dim, index)
    places, slices = _slices(input, dim, index, source)
    return _added(
        input, places, slices if alpha == 1 else slices * alpha, "IndexAddBackward0", source)


def index_add_(input, dim, index, source, *, alpha=1):
    return overwritten(input, lambda: index_add(input, dim, index, source, alpha=alpha))


def index_copy(input, dim, index, source):
    dim = axis_of(input, dim)
    _checked_slices(input, dim, index, "index_copy_(): ")
    places, slices = _slices(input, dim, index, source)
    return _put(input, places, slices, "IndexCopyBackward0", source)


def index_copy_(input, dim, index, source):
    return overwritten(input, lambda: index_copy(input, dim, index, source))


def index_fill(input, dim, index, value):
    dim = axis_of(input, dim)
    _checked_slices(input, dim, index)
    places, slices = _slices(input, dim, index, value)
    return _put(input, places, slices, "IndexFillBackward0", value)


def index_fill_(input, dim, index, value):
    return overwritten(input, lambda: index_fill(input, dim, index, value), True)


def index_put(input, indices, values, accumulate=False):
    flat = torch.arange(input.numel()).reshape(input.shape)[tuple(indices)]
    source = values.expand(flat.shape)
    put = _added if accumulate else _put
    return put(input, flat.flatten().tolist(), source, "IndexPutBackward0", values)


def index_put_(input, indices, values, accumulate=False):
    return overwritten(
        input, lambda: index_put(input, indices, values, accumulate), True)


def masked_scatter(input, mask, source):
    mask = mask.expand(input.shape).flatten().tolist()
    places = [place for place, holds in enumerate(mask) if holds]
    return _put(
        input, places, source.flatten()[:len(places)], "MaskedScatterBackward0", source)


def fill_diagonal_(input, fill_value, wrap=False):
    kept = torch.eye(input.shape[0], input.shape[1], dtype=torch.bool)
    fill_value = torch.full((), fill_value, dtype=input.dtype)
    return overwritten(input, lambda: torch.where(kept, fill_value, input), True)
