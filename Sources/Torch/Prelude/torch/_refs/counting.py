import torch
from torch import Tensor
from torch._C import named

# Functions that count, and those that leave out what is not a number.


def _edges(input, bins, low, high):
    if low == high == 0 and input.numel():
        low, high = input.min().item(), input.max().item()
    if low == high:
        low, high = low - 0.5, high + 0.5
    if not (-float("inf") < low and high < float("inf")):
        raise RuntimeError(f"range of [{low}, {high}] is not finite")
    if low > high:
        raise RuntimeError("max must be larger than min")
    return torch.linspace(low, high, bins + 1, dtype=input.dtype)


def histc(input, bins=100, min=0, max=0):
    if bins <= 0:
        raise RuntimeError(
            f"torch.histogram(): bins must be > 0, but got {bins} for dimension 0")
    if not input.is_floating_point():
        raise NotImplementedError('"histogram_cpu" not implemented for \'' + input.type()[6:-6] + "'")
    if min > max:
        raise RuntimeError("torch.histc: max must be larger than min")
    if min == max == 0 and input.numel():
        min, max = input.min().item(), input.max().item()
    if min == max:
        min, max = min - 1, max + 1
    if not (-float("inf") < min and max < float("inf")):
        raise RuntimeError(f"torch.histc: range of [{min:g}, {max:g}] is not finite")
    counts = [0] * bins
    for value in input.flatten().tolist():
        if min <= value <= max:
            place = int((value - min) / (max - min) * bins)
            counts[place - (place == bins)] += 1
    return torch.tensor(counts, dtype=input.dtype)


def histogram(input, bins, *, range=None, weight=None, density=False):
    if isinstance(bins, Tensor):
        if input.dtype != bins.dtype:
            raise RuntimeError(
                "torch.histogramdd: input tensor and bins tensors should have the same dtype, but "
                f"got input with dtype {input.type()[6:-6].lower()} and bins for dimension 0 with "
                f"dtype {bins.type()[6:-6].lower()}")
        edges = bins
    else:
        if bins <= 0:
            raise RuntimeError("torch.histogram(): bins must be > 0")
        low, high = range or (0, 0)
        edges = _edges(input, bins, low, high)
    if not input.is_floating_point():
        raise NotImplementedError('"histogramdd" not implemented for \'' + input.type()[6:-6] + "'")
    ends = edges.tolist()
    weights = [1.0] * input.numel() if weight is None else weight.flatten().tolist()
    counts = [0.0] * (len(ends) - 1)
    for value, amount in zip(input.flatten().tolist(), weights):
        if not ends[0] <= value <= ends[-1]:
            continue
        place = 0
        if isinstance(bins, Tensor):
            while place < len(counts) - 1 and ends[place + 1] <= value:
                place += 1
        else:
            place = int((value - ends[0]) * len(counts) / (ends[-1] - ends[0]))
            # The quotient may land beside the edge that it belongs to.
            if place < len(counts) and value < ends[place]:
                place -= 1
            elif place + 1 < len(counts) and value >= ends[place + 1]:
                place += 1
            place -= place == len(counts)
        counts[place] += amount
    hist = torch.tensor(counts, dtype=input.dtype)
    if density:
        hist = hist / (hist.sum() * (edges[1:] - edges[:-1]))
    return named("histogram", ("hist", "bin_edges"), (hist, edges))


def cov(input, *, correction=1, fweights=None, aweights=None):
    rows = input.reshape(1, -1) if input.dim() < 2 else input
    if input.dim() > 2:
        raise RuntimeError(
            "cov(): expected input to have two or fewer dimensions but got an input with "
            f"{input.dim()} dimensions")
    if fweights is not None or aweights is not None:
        torch._C.unsupported("torch.cov with weights")
    count = rows.shape[1]
    away = rows - rows.mean(1, keepdim=True)
    result = away @ away.T / max(count - correction, 0)
    return result.squeeze()


def corrcoef(input):
    if input.dim() > 2:
        raise RuntimeError(
            "corrcoef(): expected input to have two or fewer dimensions but got an input with "
            f"{input.dim()} dimensions")
    found = cov(input)
    if found.dim() == 0:
        return found / found
    spread = found.diagonal().sqrt()
    return (found / spread.unsqueeze(-1) / spread.unsqueeze(0)).clamp(-1, 1)
