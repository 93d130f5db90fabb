import torch
from torch._C import named, overwritten, renamed, reshaped_in_place, unsupported

# Functions that are made of others, with the name that PyTorch gives to the whole.

_sorted = sorted


def _axis(input, dim):
    rank = max(input.dim(), 1)
    if not -rank <= dim < rank:
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-rank}, {rank - 1}], but got "
            f"{dim})")
    return dim % rank


def _tuple(value):
    return (value,) if isinstance(value, int) else tuple(value)


# Order.


def _ranked(input, place, dim, keepdim):
    """The element that comes at a place in order, and where it stood, along a dimension."""
    if input.dim() == 0:
        return input.clone(), torch.tensor(0)
    order = input.argsort(dim, stable=True).narrow(dim, place, 1)
    values = input.gather(dim, order)
    return (values, order) if keepdim else (values.squeeze(dim), order.squeeze(dim))


def median(input, dim=None, keepdim=False):
    if dim is None:
        flat = input.flatten()
        place = flat.argsort(stable=True)[(flat.numel() - 1) // 2].item()
        return renamed(flat[place], "MedianBackward0")
    count = input.shape[dim] if input.dim() else 1
    values, indices = _ranked(input, (count - 1) // 2, dim, keepdim)
    return named("median", ("values", "indices"), (renamed(values, "MedianBackward1"), indices))


def kthvalue(input, k, dim=-1, keepdim=False):
    if not 1 <= k <= input.shape[dim]:
        raise RuntimeError("kthvalue(): selected number k out of range for dimension "
                           f"{_axis(input, dim)}")
    values, indices = _ranked(input, k - 1, dim, keepdim)
    return named(
        "kthvalue", ("values", "indices"), (renamed(values, "KthvalueBackward0"), indices))


def mode(input, dim=-1, keepdim=False):
    lines = input.detach().movedim(dim, -1)
    shape = lines.shape[:-1]
    places = []
    for line in lines.reshape(-1, lines.shape[-1]).tolist():
        best = min(line, key=lambda value: (-line.count(value), value))
        places.append(len(line) - 1 - line[::-1].index(best))
    indices = torch.tensor(places).reshape(shape).unsqueeze(dim)
    values = input.gather(dim, indices)
    if not keepdim:
        values, indices = values.squeeze(dim), indices.squeeze(dim)
    return named("mode", ("values", "indices"), (renamed(values, "ModeBackward0"), indices))


def quantile(input, q, dim=None, keepdim=False, *, interpolation="linear"):
    if interpolation != "linear":
        unsupported("quantile with another interpolation than linear")
    if dim is None:
        flat = input.flatten()
        result = quantile(flat, q, 0)
        if not keepdim:
            return result
        count = input.dim()
        return result.reshape(tuple(result.shape) + (1,) * count)
    ordered = input.sort(dim).values
    last = input.shape[dim] - 1
    parts = []
    for share in q.flatten().tolist() if isinstance(q, torch.Tensor) else [q]:
        if not 0 <= share <= 1:
            raise RuntimeError("quantile() q values must be in the range [0, 1]")
        place = share * last
        below = int(place)
        low = ordered.select(dim, below)
        high = ordered.select(dim, min(below + 1, last))
        part = torch.lerp(low, high, place - below)
        parts.append(part.unsqueeze(dim) if keepdim else part)
    if isinstance(q, torch.Tensor) and q.dim():
        return torch.stack(parts)
    return parts[0]


def msort(input):
    return input.sort(0).values


def aminmax(input, *, dim=None, keepdim=False):
    dims = () if dim is None else (dim, keepdim)
    low, high = input.amin(*dims), input.amax(*dims)
    return named("aminmax", ("min", "max"), (
        renamed(low, "AminmaxBackward0"), renamed(high, "AminmaxBackward0")))


def _running(input, dim, name, better):
    dim = _axis(input, dim)
    indices = []
    slices = input.detach().unbind(dim)
    best = slices[0]
    where = torch.zeros_like(best, dtype=torch.int64)
    for place, part in enumerate(slices):
        wins = better(part, best)
        best = torch.where(wins, part, best)
        where = torch.where(wins, place, where)
        indices.append(where)
    indices = torch.stack(indices, dim)
    values = renamed(input.gather(dim, indices), name[0].upper() + name[1:] + "Backward0")
    return named(name, ("values", "indices"), (values, indices))


def cummax(input, dim):
    return _running(input, dim, "cummax", lambda a, b: a >= b)


def cummin(input, dim):
    return _running(input, dim, "cummin", lambda a, b: a <= b)


def logcumsumexp(input, dim):
    dim = _axis(input, dim)
    parts = [
        input.narrow(dim, 0, count + 1).logsumexp(dim) for count in range(input.shape[dim])]
    return renamed(torch.stack(parts, dim), "LogcumsumexpBackward0")


def unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    if dim is not None:
        unsupported("unique along a dimension")
    flat = input.flatten().tolist()
    kept = []
    for value in _sorted(flat):
        if not kept or kept[-1] != value:
            kept.append(value)
    results = [torch.tensor(kept, dtype=input.dtype)]
    if return_inverse:
        results.append(torch.tensor([kept.index(v) for v in flat]).reshape(input.shape))
    if return_counts:
        results.append(torch.tensor([flat.count(v) for v in kept]))
    return results[0] if len(results) == 1 else tuple(results)


def bincount(input, weights=None, minlength=0):
    values = input.tolist()
    size = max([minlength] + [value + 1 for value in values])
    if weights is None:
        return torch.tensor([values.count(place) for place in range(size)])
    totals = [0.0] * size
    for value, weight in zip(values, weights.tolist()):
        totals[value] += weight
    return torch.tensor(totals)


def isin(elements, test_elements):
    wanted = test_elements.flatten().tolist()
    return torch.tensor(
        [value in wanted for value in elements.flatten().tolist()]).reshape(elements.shape)


# Sums and means.


def nansum(input, dim=None, keepdim=False):
    kept = torch.where(input.isnan(), 0.0, input)
    return renamed(kept.sum(dim, keepdim), "NansumBackward0")


def nanmean(input, dim=None, keepdim=False):
    return nansum(input, dim, keepdim) / input.isnan().logical_not().sum(dim, keepdim)


def std_mean(input, dim=None, unbiased=True, keepdim=False, *, correction=1):
    spread = input.std(dim, unbiased, keepdim, correction=correction)
    return (
        renamed(spread, "StdMeanBackward0"),
        renamed(input.mean(dim, keepdim), "StdMeanBackward0"))


def var_mean(input, dim=None, unbiased=True, keepdim=False, *, correction=1):
    spread = input.var(dim, unbiased, keepdim, correction=correction)
    return (
        renamed(spread, "VarMeanBackward0"),
        renamed(input.mean(dim, keepdim), "VarMeanBackward0"))


def diff(input, n=1, dim=-1):
    for _ in range(n):
        count = input.shape[dim] - 1
        input = input.narrow(dim, 1, count) - input.narrow(dim, 0, count)
    return input


def trapezoid(y, x=None, *, dx=1, dim=-1):
    width = dx if x is None else diff(x, dim=dim)
    count = y.shape[dim] - 1
    return ((y.narrow(dim, 1, count) + y.narrow(dim, 0, count)) * width).sum(dim) / 2.0


trapz = trapezoid


# Numbers.


def positive(input):
    return input


def float_power(input, exponent):
    exponent = exponent.double() if isinstance(exponent, torch.Tensor) else float(exponent)
    return input.double() ** exponent


def copysign(input, other):
    sign = torch.where(torch.signbit(torch.as_tensor(other)), -1.0, 1.0)
    return renamed(input.abs() * sign, "CopysignBackward0")


def fmax(input, other):
    result = torch.where(input.isnan(), other, torch.where(
        other.isnan(), input, torch.maximum(input, other)))
    return renamed(result, "FmaxBackward0")


def fmin(input, other):
    result = torch.where(input.isnan(), other, torch.where(
        other.isnan(), input, torch.minimum(input, other)))
    return renamed(result, "FminBackward0")


def heaviside(input, values):
    return torch.where(input == 0, values, (input > 0).to(input.dtype))


def gcd(input, other):
    a, b = input.abs(), other.abs()
    while (b != 0).any():
        rest = torch.where(b != 0, a % torch.where(b != 0, b, 1), 0)
        a, b = torch.where(b != 0, b, a), rest
    return a


def lcm(input, other):
    return (input * other).abs() // gcd(input, other)


def is_nonzero(input):
    return bool(input)


def less(input, other):
    return torch.lt(input, other)


def less_equal(input, other):
    return torch.le(input, other)


def greater(input, other):
    return torch.gt(input, other)


def greater_equal(input, other):
    return torch.ge(input, other)


def not_equal(input, other):
    return torch.ne(input, other)


def logit_(input):
    return overwritten(input, torch.logit(input))


# Moving elements.


def roll(input, shifts, dims=None):
    if dims is None:
        return renamed(roll(input.flatten(), shifts, 0).reshape(input.shape), "RollBackward0")
    result = input
    for shift, dim in zip(_tuple(shifts), _tuple(dims)):
        size = input.shape[dim]
        places = [(place - shift) % size for place in range(size)]
        result = result.index_select(dim, torch.tensor(places))
    return renamed(result, "RollBackward0")


def movedim(input, source, destination):
    sources = [_axis(input, dim) for dim in _tuple(source)]
    targets = [_axis(input, dim) for dim in _tuple(destination)]
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
    k %= 4
    if k == 0:
        return input.clone()
    if k == 2:
        return renamed(input.flip(dims), "Rot90Backward0")
    turned = input.flip(dims[1] if k == 1 else dims[0]).transpose(*dims)
    return renamed(turned.clone(), "Rot90Backward0")


def unflatten(input, dim, sizes):
    dim = _axis(input, dim)
    shape = tuple(input.shape)
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


def dstack(tensors):
    return torch.cat([t.reshape(1, -1, 1) if t.dim() < 2 else t.unsqueeze(2) for t in tensors], 2)


def column_stack(tensors):
    return torch.cat([t.reshape(-1, 1) if t.dim() < 2 else t for t in tensors], 1)


row_stack = torch.vstack


def tensor_split(input, indices_or_sections, dim=0):
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
    dim = _axis(input, dimension)
    starts = range(0, input.shape[dim] - size + 1, step)
    windows = [input.narrow(dim, start, size).movedim(dim, -1) for start in starts]
    return renamed(torch.stack(windows, dim), "UnfoldBackward0")


def take(input, index):
    return renamed(input.flatten()[index], "TakeBackward0")


def take_along_dim(input, indices, dim=None):
    if dim is None:
        return input.flatten().gather(0, indices.flatten())
    return input.gather(dim, indices)


def unsqueeze_(input, dim):
    shape = list(input.shape)
    shape.insert(dim % (len(shape) + 1), 1)
    return reshaped_in_place(input, shape)


def squeeze_(input, dim=None):
    shape = [
        size for place, size in enumerate(input.shape)
        if size != 1 or (dim is not None and place != _axis(input, dim))]
    return reshaped_in_place(input, shape)


def transpose_(input, dim0, dim1):
    unsupported("transpose_: use transpose")


t_ = transpose_


# Putting elements elsewhere. `_placed` says from where each element of the result comes: places
# of the first part are of `input` itself, the others of `src`.


def _places(input, dim, index):
    """For each element of `index`, the place in the flat `input` that it points to."""
    dim = _axis(input, dim)
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


def _checked_index(input, dim, index):
    size = input.shape[dim] if input.dim() else 1
    for value in index.flatten().tolist():
        if not 0 <= value < size:
            raise RuntimeError(
                f"index {value} is out of bounds for dimension {_axis(input, dim)} with size "
                f"{size}")


def _put(input, places, src, name):
    flat = input.flatten()
    order = list(range(flat.numel()))
    for source, place in enumerate(places):
        order[place] = flat.numel() + source
    joined = torch.cat([flat, src.flatten().to(input.dtype)])
    return renamed(joined[torch.tensor(order, dtype=torch.int64)].reshape(input.shape), name)


def _added(input, places, src, name):
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
    return renamed(flat.reshape(input.shape), name)


def _values(index, src, value, input):
    if src is None:
        src = value
    if isinstance(src, torch.Tensor):
        cut = tuple(slice(0, size) for size in index.shape)
        return src[cut] if src.dim() else src.expand(index.shape)
    return torch.full(index.shape, src, dtype=input.dtype)


def scatter(input, dim, index, src=None, *, value=None, reduce=None):
    _checked_index(input, dim, index)
    source = _values(index, src, value, input)
    places = _places(input, dim, index)
    if reduce == "add":
        return _added(input, places, source, "ScatterAddBackward0")
    if reduce is not None:
        unsupported("scatter with reduce=" + reduce)
    name = "ScatterBackward0" if isinstance(src, torch.Tensor) else "ScatterBackward1"
    return _put(input, places, source, name)


def scatter_(input, dim, index, src=None, *, value=None, reduce=None):
    return overwritten(input, scatter(input, dim, index, src, value=value, reduce=reduce))


def scatter_add(input, dim, index, src):
    _checked_index(input, dim, index)
    places = _places(input, dim, index)
    return _added(input, places, _values(index, src, None, input), "ScatterAddBackward0")


def scatter_add_(input, dim, index, src):
    return overwritten(input, scatter_add(input, dim, index, src))


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
    dim = _axis(input, dim)
    _checked_index(input, dim, index)
    places, source = _slices(input, dim, index, source)
    return _added(
        input, places, source if alpha == 1 else source * alpha, "IndexAddBackward0")


def index_add_(input, dim, index, source, *, alpha=1):
    return overwritten(input, index_add(input, dim, index, source, alpha=alpha))


def index_copy(input, dim, index, source):
    dim = _axis(input, dim)
    _checked_index(input, dim, index)
    places, source = _slices(input, dim, index, source)
    return _put(input, places, source, "IndexCopyBackward0")


def index_copy_(input, dim, index, source):
    return overwritten(input, index_copy(input, dim, index, source))


def index_fill(input, dim, index, value):
    dim = _axis(input, dim)
    places, source = _slices(input, dim, index, value)
    return _put(input, places, source, "IndexFillBackward0")


def index_fill_(input, dim, index, value):
    return overwritten(input, index_fill(input, dim, index, value))


def index_put(input, indices, values, accumulate=False):
    flat = torch.arange(input.numel()).reshape(input.shape)[tuple(indices)]
    source = values.expand(flat.shape)
    put = _added if accumulate else _put
    return put(input, flat.flatten().tolist(), source, "IndexPutBackward0")


def index_put_(input, indices, values, accumulate=False):
    return overwritten(input, index_put(input, indices, values, accumulate))


def masked_scatter(input, mask, source):
    mask = mask.expand(input.shape).flatten().tolist()
    places = [place for place, holds in enumerate(mask) if holds]
    return _put(input, places, source.flatten()[:len(places)], "MaskedScatterBackward0")


def fill_diagonal_(input, fill_value, wrap=False):
    kept = torch.eye(input.shape[0], input.shape[1], dtype=torch.bool)
    return overwritten(input, torch.where(kept, fill_value, input))


# Matrices.


def addmm(input, mat1, mat2, *, beta=1, alpha=1):
    return renamed(_sum(input, mat1 @ mat2, beta, alpha), "AddmmBackward0")


def addmv(input, mat, vec, *, beta=1, alpha=1):
    return renamed(_sum(input, mat @ vec, beta, alpha), "AddmvBackward0")


def addr(input, vec1, vec2, *, beta=1, alpha=1):
    return renamed(_sum(input, torch.outer(vec1, vec2), beta, alpha), "AddrBackward0")


def baddbmm(input, batch1, batch2, *, beta=1, alpha=1):
    return renamed(_sum(input, batch1 @ batch2, beta, alpha), "BaddbmmBackward0")


def _sum(input, product, beta, alpha):
    return (input if beta == 1 else input * beta) + (product if alpha == 1 else product * alpha)


def inner(input, other):
    if input.dim() == 0 or other.dim() == 0:
        return input * other
    return renamed(input @ (other.t() if other.dim() < 3 else other.mT), "ViewBackward0")


def vdot(input, other):
    return renamed(torch.dot(input, other), "VdotBackward0")


def kron(input, other):
    rank = max(input.dim(), other.dim())
    a = input.reshape((1,) * (rank - input.dim()) + tuple(input.shape))
    b = other.reshape((1,) * (rank - other.dim()) + tuple(other.shape))
    left = a.reshape([n for size in a.shape for n in (size, 1)])
    right = b.reshape([n for size in b.shape for n in (1, size)])
    product = (left * right).reshape([m * n for m, n in zip(a.shape, b.shape)])
    return renamed(product, "UnsafeViewBackward0")


def cross(input, other, dim=None):
    if dim is None:
        dim = list(input.shape).index(3)
    (a, b, c), (x, y, z) = input.unbind(dim), other.unbind(dim)
    result = torch.stack([b * z - c * y, c * x - a * z, a * y - b * x], dim)
    return renamed(result, "LinalgCrossBackward0")


def dist(input, other, p=2):
    return renamed((input - other).norm(p), "DistBackward0")


def cdist(x1, x2, p=2.0):
    result = (x1.unsqueeze(-2) - x2.unsqueeze(-3)).norm(p, -1)
    return renamed(result, "EuclideanDistBackward0" if p == 2 else "CdistBackward0")


def tensordot(a, b, dims=2):
    if isinstance(dims, int):
        left, right = list(range(a.dim() - dims, a.dim())), list(range(dims))
    else:
        left = [_axis(a, dim) for dim in _tuple(dims[0])]
        right = [_axis(b, dim) for dim in _tuple(dims[1])]
    rows = [dim for dim in range(a.dim()) if dim not in left]
    columns = [dim for dim in range(b.dim()) if dim not in right]
    inside = 1
    for dim in left:
        inside *= a.shape[dim]
    product = a.permute(rows + left).reshape(-1, inside) @ b.permute(
        right + columns).reshape(inside, -1)
    return renamed(
        product.reshape([a.shape[d] for d in rows] + [b.shape[d] for d in columns]),
        "ViewBackward0")


def matrix_power(input, n):
    if n < 0:
        input, n = torch.linalg.inv(input), -n
    result = torch.eye(input.shape[-1], dtype=input.dtype) if n == 0 else input
    for _ in range(n - 1):
        result = result @ input
    return result


def chain_matmul(*matrices):
    result = matrices[0]
    for matrix in matrices[1:]:
        result = result @ matrix
    return result


def diag_embed(input, offset=0, dim1=-2, dim2=-1):
    if input.dim() == 1:
        return renamed(torch.diag(input, offset), "DiagEmbedBackward0")
    return torch.stack([diag_embed(part, offset) for part in input])


diagflat = torch.diag


def block_diag(*tensors):
    parts = [t.reshape(1, -1) if t.dim() < 2 else t for t in tensors]
    width = sum(part.shape[1] for part in parts)
    rows, start = [], 0
    for part in parts:
        before = torch.zeros(part.shape[0], start, dtype=part.dtype)
        after = torch.zeros(part.shape[0], width - start - part.shape[1], dtype=part.dtype)
        rows.append(torch.cat([before, part, after], 1))
        start += part.shape[1]
    return renamed(torch.cat(rows), "BlockDiagBackward0")


def meshgrid(*tensors, indexing="ij"):
    if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)):
        tensors = tensors[0]
    if indexing == "xy" and len(tensors) > 1:
        grids = meshgrid(tensors[1], tensors[0], *tensors[2:])
        grids = [grids[1], grids[0]] + list(grids[2:])
        return tuple(grids)
    shape = [t.numel() for t in tensors]
    grids = []
    for place, t in enumerate(tensors):
        own = [1] * len(tensors)
        own[place] = t.numel()
        grids.append(t.reshape(own).expand(shape))
    return tuple(grids)


def cartesian_prod(*tensors):
    if len(tensors) == 1:
        return tensors[0]
    return torch.stack([grid.flatten() for grid in meshgrid(*tensors)], 1)


def tril_indices(row, col, offset=0):
    return torch.ones(row, col).tril(offset).nonzero().t().clone()


def triu_indices(row, col, offset=0):
    return torch.ones(row, col).triu(offset).nonzero().t().clone()


def logspace(start, end, steps, base=10.0):
    return base ** torch.linspace(start, end, steps)


def result_type(a, b):
    return (torch.zeros_like(a) + b).dtype


def vmap(func, in_dims=0, out_dims=0, randomness="error", *, chunk_size=None):
    import torch.func

    return torch.func.vmap(func, in_dims, out_dims, randomness)


def cosine_similarity(x1, x2, dim=1, eps=1e-8):
    return torch.nn.functional.cosine_similarity(x1, x2, dim, eps)


def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False):
    return torch.nn.functional.pairwise_distance(x1, x2, p, eps, keepdim)


def binary_cross_entropy_with_logits(
    input, target, weight=None, pos_weight=None, reduction=1
):
    return torch.nn.functional.binary_cross_entropy_with_logits(
        input, target, weight, pos_weight=pos_weight,
        reduction=("none", "mean", "sum")[reduction])
