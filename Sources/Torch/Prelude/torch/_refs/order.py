import torch
from torch._C import (
    fused, named, needs_floats, places_in_order, refuse_mapped, renamed, type_names, undifferentiable, unsupported)
from torch._refs.dimensions import axis_of

# Functions of the order of elements.

# `unique` has a parameter of the same name.
_in_order = sorted


def _quantile(input, q, dim, keepdim, interpolation, name, ignores_nan):
    if input.numel() == 0:
        raise RuntimeError(f"{name}() input tensor must be non-empty")
    if input.dtype not in (torch.float32, torch.float64):
        raise RuntimeError(f"{name}() input tensor must be either float or double dtype")
    is_number = not isinstance(q, torch.Tensor)
    if is_number:
        if not 0 <= q <= 1:
            raise RuntimeError(f"{name}() q must be in the range [0, 1] but got {q:g}")
        q = torch.tensor(q, dtype=input.dtype)
    if q.dim() > 1:
        raise RuntimeError(f"{name}() q must be a scalar or 1D tensor")
    if q.dtype != input.dtype:
        raise RuntimeError(f"{name}() q tensor must be same dtype as the input tensor")
    if interpolation not in ("linear", "lower", "higher", "midpoint", "nearest"):
        raise RuntimeError(
            f"{name}() interpolation must be one of linear, lower, higher, midpoint or nearest, but "
            f"got {interpolation}")
    if not ((q >= 0) & (q <= 1)).all():
        raise RuntimeError(f"{name}() q values must be in the range [0, 1]")
    shape = list(input.shape)
    if dim is None:
        lines, shape = input.flatten(), [1] * input.dim() if keepdim else []
    else:
        dim = axis_of(input, dim)
        lines = input.unsqueeze(-1).transpose(dim, -1).squeeze(dim) if input.dim() else input.reshape(1)
        shape[dim:dim + 1] = [1] if keepdim and shape else []
    # Where in its line each number stands.
    shares = q.flatten().double()
    if ignores_nan:
        lasts = lines.isnan().logical_not().sum(-1, keepdim=True) - 1
        ranks = shares * lasts
        ranks = torch.where(ranks < 0, 0.0, ranks)
    else:
        last = lines.shape[-1] - 1
        ranks = (shares * last).expand(list(lines.shape[:-1]) + [shares.numel()])
        ranks = torch.where(lines.isnan().any(-1, keepdim=True), float(last), ranks)
    moved = {"lower": torch.floor, "higher": torch.ceil, "nearest": torch.round}.get(interpolation)
    if moved:
        ranks = moved(ranks)
    below, above = ranks.long(), ranks.ceil().long()
    weights = torch.full_like(ranks, 0.5) if interpolation == "midpoint" else ranks - below
    # A few are looked for one by one, and many in the sorted line.
    if 4 * q.numel() ** 2 <= lines.shape[-1]:
        ordered = lines
        below, above = places_in_order(lines, below, above)
    else:
        ordered = lines.sort(-1).values
    values = ordered.gather(-1, below)
    if not moved:
        values = torch.lerp(values, ordered.gather(-1, above), weights.to(input.dtype))
    if q.dim() == 0:
        values, shape = values.squeeze(-1), shape
    else:
        values, shape = values.unsqueeze(0).transpose(0, -1).squeeze(-1), [q.numel()] + shape
    return renamed(values.reshape(shape), "SqueezeBackward4")


def quantile(input, q, dim=None, keepdim=False, *, interpolation="linear"):
    return _quantile(input, q, dim, keepdim, interpolation, "quantile", False)


def nanquantile(input, q, dim=None, keepdim=False, *, interpolation="linear"):
    return _quantile(input, q, dim, keepdim, interpolation, "nanquantile", True)


def msort(input):
    return input.sort(0).values


def aminmax(input, *, dim=None, keepdim=False):
    dims = () if dim is None else (dim, keepdim)
    low, high = input.amin(*dims), input.amax(*dims)
    return named("aminmax", ("min", "max"), (
        renamed(low, "AminmaxBackward0"), renamed(high, "AminmaxBackward0")))


def _running(input, dim, name, better):
    dim = axis_of(input, dim)
    indices = []
    slices = input.detach().unbind(dim)
    best = slices[0]
    where = torch.zeros_like(best, dtype=torch.int64)
    for place, part in enumerate(slices):
        wins = part.isnan() | (best.isnan().logical_not() & better(part, best))
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
    dim = axis_of(input, dim)
    needs_floats(input, "logcumsumexp_out_cpu")
    if input.dim() == 0:
        return fused(input.logsumexp(0), "LogcumsumexpBackward0", (input,))
    if input.numel() == 0:
        return renamed(input.clone(), "LogcumsumexpBackward0")
    parts = [
        input.narrow(dim, 0, count + 1).logsumexp(dim) for count in range(input.shape[dim])]
    return fused(torch.stack(parts, dim), "LogcumsumexpBackward0", (input,))


def unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    if dim is not None:
        unsupported("unique along a dimension")
    refuse_mapped(input, "aten::_unique2")
    flat = input.flatten().tolist()
    # What is no number goes to the end.
    order = _in_order(
        range(len(flat)), key=lambda place: (flat[place] != flat[place], flat[place]))
    kept = []
    for place in order:
        if not kept or flat[kept[-1]] != flat[place]:
            kept.append(place)
    values = [flat[place] for place in kept]
    results = [undifferentiable(input, kept, "Unique2Backward0", "_unique2")]
    if return_inverse:
        results.append(
            torch.tensor([values.index(v) for v in flat], dtype=torch.int64).reshape(input.shape))
    if return_counts:
        results.append(torch.tensor([flat.count(v) for v in values], dtype=torch.int64))
    return results[0] if len(results) == 1 else tuple(results)


def unique_consecutive(input, return_inverse=False, return_counts=False, dim=None):
    if dim is not None:
        unsupported("unique_consecutive along a dimension")
    kept, counts, inverse = [], [], []
    flat = input.flatten().tolist()
    for place, value in enumerate(flat):
        if not kept or flat[kept[-1]] != value:
            kept.append(place)
            counts.append(0)
        counts[-1] += 1
        inverse.append(len(kept) - 1)
    results = [
        undifferentiable(input, kept, "UniqueConsecutiveBackward0", "unique_consecutive")]
    if return_inverse:
        results.append(torch.tensor(inverse, dtype=torch.int64).reshape(input.shape))
    if return_counts:
        results.append(torch.tensor(counts, dtype=torch.int64))
    return results[0] if len(results) == 1 else tuple(results)


def bincount(input, weights=None, minlength=0):
    if input.is_floating_point() or input.dtype == torch.bool:
        raise NotImplementedError(f"\"bincount_cpu\" not implemented for '{type_names(input)[0]}'")
    if minlength < 0:
        raise RuntimeError("minlength should be >= 0")
    if input.dim() != 1 or (input < 0).any():
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    if weights is not None and weights.shape != input.shape:
        raise RuntimeError("weights should be 1-d and have the same length as input")
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


@torch.no_grad()
def searchsorted(sorted_sequence, input, *, right=False, side=None):
    """Where each number belongs in a row of sorted ones."""
    values = input if isinstance(input, torch.Tensor) else torch.tensor(input)
    edges, places = sorted_sequence.unsqueeze(-2), values.unsqueeze(-1)
    before = edges <= places if right or side == "right" else edges < places
    found = before.sum(-1)
    return found if values.dim() else found.reshape(())


def bucketize(input, boundaries, *, right=False):
    return searchsorted(boundaries, input, right=right)
