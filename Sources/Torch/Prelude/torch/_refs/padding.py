import torch
from torch._C import boxed, needs_floats, renamed, unsupported
from torch._C import pad as padded

# What stands around a tensor, and what makes it larger.

_NAMES = {"reflect": "ReflectionPad", "replicate": "ReplicationPad"}


def _check_edges(input, amounts, mode):
    """Whether the edges of a tensor can be continued as far as a mode asks for."""
    count = len(amounts)
    if count % 2:
        raise RuntimeError("Padding length must be divisible by 2")
    if not (2 <= count <= 6 and input.dim() in (count // 2 + 1, count // 2 + 2)):
        raise NotImplementedError(
            f"Padding size {count} is not supported for {input.dim()}D input tensor.\n"
            "Supported combinations for non-constant padding:\n"
            "  - 2D or 3D input: padding size = 2 (pads last dimension)\n"
            "  - 3D or 4D input: padding size = 4 (pads last 2 dimensions)\n"
            "  - 4D or 5D input: padding size = 6 (pads last 3 dimensions)")
    for place in range(0, count, 2):
        dim = input.dim() - 1 - place // 2
        before, after, size = amounts[place], amounts[place + 1], input.shape[dim]
        if mode == "reflect" and max(before, after) >= size:
            raise RuntimeError(
                "Argument #4: Padding size should be less than the corresponding input dimension, "
                f"but got: padding ({before}, {after}) at dimension {dim} of input "
                f"{list(input.shape)}")
        if mode == "circular" and max(before, after) > size:
            raise RuntimeError("Padding value causes wrapping around more than once.")


@boxed
def pad(input, pad, mode="constant", value=None):
    amounts = list(pad)
    if any(abs(amount) >= 2 ** 31 for amount in amounts):
        raise RuntimeError("value cannot be converted to type int without overflow")
    if mode == "constant":
        if len(amounts) % 2:
            raise RuntimeError("Padding length must be divisible by 2")
        if len(amounts) > 2 * input.dim():
            raise RuntimeError(
                "Padding length should be less than or equal to two times the input dimension but "
                f"got padding length {len(amounts)} and input of dimension {input.dim()}")
        name = "ConstantPadNdBackward0"
    elif mode in ("reflect", "replicate", "circular"):
        _check_edges(input, amounts, mode)
        name = f"{_NAMES[mode]}{len(amounts) // 2}DBackward0" if mode in _NAMES else "CopySlices"
    else:
        raise NotImplementedError(f"Unrecognised padding mode {mode}")
    # The last dimension comes first in what the program gives.
    pairs = [amounts[place:place + 2] for place in range(0, len(amounts), 2)]
    pairs += [[0, 0]] * (input.dim() - len(pairs))
    flat = [amount for pair in reversed(pairs) for amount in pair]
    return padded(name, input, flat, mode, 0.0 if value is None else value)


@boxed
def interpolate(
    input, size=None, scale_factor=None, mode="nearest", align_corners=None,
    recompute_scale_factor=None, antialias=False,
):
    if mode != "nearest":
        unsupported(f"interpolate with mode='{mode}'")
    if input.dtype != torch.uint8:
        needs_floats(input, "compute_indices_weights_nearest")
    rank = input.dim() - 2
    if (size is None) == (scale_factor is None):
        raise ValueError(
            "either size or scale_factor should be defined" if size is None
            else "only one of size or scale_factor should be defined")

    def several(value):
        return [value] * rank if isinstance(value, (int, float)) else list(value)

    result = input
    for place in range(rank):
        own = input.shape[place + 2]
        if size is None:
            scale = several(scale_factor)[place]
            count, step = int(own * scale), 1 / scale
        else:
            count = several(size)[place]
            step = own / max(count, 1)
        if min(own, count) < 1:
            raise RuntimeError(
                f"Input and output sizes should be greater than 0, but got input (W: {own}) and "
                f"output (W: {count})")
        # Refuses what is too large before it is as large.
        torch.empty(count)
        index = torch.tensor([min(int(order * step), own - 1) for order in range(count)])
        result = result.index_select(place + 2, index)
    return renamed(result, f"UpsampleNearest{rank}DBackward0")
