import torch
from torch._C import fused, named, renamed, unsupported
from torch._refs.dimensions import axis_of

# Functions of the order of elements.

# `unique` has a parameter of the same name.
_in_order = sorted


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
            raise RuntimeError(
                "quantile() q values must be in the range [0, 1]" if isinstance(q, torch.Tensor)
                else f"quantile() q must be in the range [0, 1] but got {share:g}")
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
    dim = axis_of(input, dim)
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
    dim = axis_of(input, dim)
    parts = [
        input.narrow(dim, 0, count + 1).logsumexp(dim) for count in range(input.shape[dim])]
    return fused(torch.stack(parts, dim), "LogcumsumexpBackward0", (input,))


def unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    if dim is not None:
        unsupported("unique along a dimension")
    flat = input.flatten().tolist()
    kept = []
    for value in _in_order(flat):
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
