import math

import torch
from torch._C import (
    batch_statistics, boxed, fused, needs_floats, renamed, settle_batch_norm, type_names,
    unsupported, warn,
)
from torch._refs.dropout import (
    alpha_dropout as alpha_dropout, dropout as dropout, dropout1d as dropout1d,
    dropout2d as dropout2d, dropout3d as dropout3d,
)
from torch._refs.padding import interpolate as interpolate, pad as pad
from torch._refs.pools import (
    adaptive_avg_pool1d as adaptive_avg_pool1d, adaptive_avg_pool2d as adaptive_avg_pool2d,
    adaptive_max_pool1d as adaptive_max_pool1d, adaptive_max_pool2d as adaptive_max_pool2d,
    avg_pool1d as avg_pool1d, avg_pool2d as avg_pool2d, avg_pool3d as avg_pool3d,
    max_pool1d as max_pool1d, max_pool2d as max_pool2d, max_pool3d as max_pool3d,
)
from torch._refs.windows import (
    conv1d as conv1d, conv2d as conv2d, conv3d as conv3d, conv_transpose1d as conv_transpose1d,
    conv_transpose2d as conv_transpose2d, fold as fold, unfold as unfold,
)
from torch.nn import functional as F


def _reduced(losses, reduction):
    if reduction == "none":
        return losses
    if reduction == "mean":
        return losses.mean()
    if reduction == "sum":
        return losses.sum()
    raise ValueError(f"{reduction} is not a valid value for reduction")


def _check_reduction(reduction):
    if reduction != "none" and reduction != "mean" and reduction != "sum":
        raise ValueError(reduction + " is not valid")


def _legacy(size_average, reduce, reduction):
    """The reduction that the two arguments of old programs stand for."""
    if size_average is None and reduce is None:
        return reduction
    averages = size_average is None or size_average
    reduction = "none" if reduce is False else "mean" if averages else "sum"
    warn(
        "size_average and reduce args will be deprecated, please use "
        f"reduction='{reduction}' instead.")
    return reduction


# Activations made of others.


def softmin(input, dim=None, _stacklevel=3, dtype=None):
    return F.softmax(-input, dim, dtype=dtype)


def softsign(input):
    return input / (input.abs() + 1)


def tanhshrink(input):
    return input - input.tanh()


def glu(input, dim=-1):
    if not input.is_floating_point():
        kind = input.type().split(".")[-1].removesuffix("Tensor")
        raise NotImplementedError(f"\"glu_cpu\" not implemented for '{kind}'")
    if input.shape[dim] % 2:
        raise RuntimeError(
            f"Halving dimension must be even, but dimension {dim} is size {input.shape[dim]}")
    value, gate = input.chunk(2, dim)
    return fused(value * gate.sigmoid(), "GluBackward0", (input,))


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    noise = -torch.empty_like(logits.detach()).exponential_().log()
    soft = ((logits + noise) / tau).softmax(dim)
    if not hard:
        return soft
    # One-hot, with the gradient of what is not.
    best = soft.max(dim, keepdim=True)[1]
    return torch.zeros_like(logits).scatter(dim, best, 1.0) - soft.detach() + soft


# Distances.


def normalize(input, p=2.0, dim=1, eps=1e-12, out=None):
    length = input.norm(p, dim, keepdim=True).clamp_min(eps)
    return input / length.expand_as(input)


@boxed
def cosine_similarity(x1, x2, dim=1, eps=1e-8):
    x1, x2 = torch.broadcast_tensors(x1, x2)

    def directed(x):
        length = torch.linalg.vector_norm(x, 2, dim, keepdim=True).clone()
        with torch.no_grad():
            length.clamp_min_(eps)
        return x / length

    return (directed(x1) * directed(x2)).sum(dim)


@boxed
def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False):
    return renamed((x1 - x2 + eps).norm(p, -1, keepdim), "NormBackward1")


def bilinear(input1, input2, weight, bias=None):
    result = torch.einsum("...i,oij,...j->...o", input1, weight, input2)
    return result if bias is None else result + bias


def rms_norm(input, normalized_shape, weight=None, eps=None):
    eps = torch._C.epsilon(input) if eps is None else eps
    dims = tuple(range(-len(normalized_shape), 0))
    result = input * (input.pow(2).mean(dims, keepdim=True) + eps).rsqrt()
    return result if weight is None else result * weight


@boxed
def batch_norm(
    input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1,
    eps=1e-5,
):
    needs_floats(input, "batch_norm")
    for name, values in (
        ("running_mean", running_mean), ("running_var", running_var), ("weight", weight),
        ("bias", bias),
    ):
        if values is not None and values.numel() != input.shape[1]:
            raise RuntimeError(
                f"{name} should contain {input.shape[1]} elements not {values.numel()}")
    dims = [dim for dim in range(input.dim()) if dim != 1]
    shape = [1] * input.dim()
    shape[1] = -1
    if training:
        count = input.numel() // input.shape[1]
        if count == 1:
            raise ValueError(
                "Expected more than 1 value per channel when training, got input size "
                f"{input.shape}")
        mean, var = input.mean(dims), input.var(dims, unbiased=False)
        if running_mean is not None:
            means, squares = batch_statistics(input)
            spread = squares / (count - 1)
            with torch.no_grad():
                running_mean.mul_(1 - momentum).add_(means * momentum)
                running_var.mul_(1 - momentum)
                # The product is rounded by itself in 64 bits alone.
                if input.dtype == torch.float64:
                    running_var.add_(spread * momentum)
                else:
                    running_var.add_(spread, alpha=momentum)
    else:
        mean, var = running_mean, running_var
    result = (input - mean.view(shape)) * (var.view(shape) + eps).rsqrt()
    if weight is not None:
        result = result * weight.view(shape)
    if bias is not None:
        result = result + bias.view(shape)
    result = fused(result, "NativeBatchNormBackward0", (input, weight, bias))
    return settle_batch_norm(result, input, weight, bias, running_mean, running_var, training, eps)


@boxed
def group_norm(input, num_groups, weight=None, bias=None, eps=1e-5):
    channels = input.shape[1]
    if channels % num_groups:
        raise RuntimeError(
            "Expected number of channels in input to be divisible by num_groups, but got input of "
            f"shape {list(input.shape)} and num_groups={num_groups}")
    for name, values in (("weight", weight), ("bias", bias)):
        if values is not None and list(values.shape) != [channels]:
            raise RuntimeError(
                f"Expected {name} to be a vector of size equal to the number of channels in input, "
                f"but got {name} of shape {list(values.shape)} and input of shape "
                f"{list(input.shape)}")
    groups = input.reshape(input.shape[0] * num_groups, -1)
    result = F.layer_norm(groups, groups.shape[1:], eps=eps).view(input.shape)
    shape = [1, -1] + [1] * (input.dim() - 2)
    if weight is not None:
        result = result * weight.view(shape)
    if bias is not None:
        result = result + bias.view(shape)
    return renamed(result, "NativeGroupNormBackward0")


@boxed
def instance_norm(
    input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True,
    momentum=0.1, eps=1e-5,
):
    if running_mean is not None or not use_input_stats:
        unsupported("instance_norm with running statistics")
    samples, channels = input.shape[:2]
    rows = input.reshape(1, samples * channels, *input.shape[2:])
    result = batch_norm(
        rows, None, None, None if weight is None else weight.repeat(samples),
        None if bias is None else bias.repeat(samples), True, momentum, eps)
    return result.view(input.shape)


@boxed
def scaled_dot_product_attention(
    query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None
):
    scale = 1 / math.sqrt(query.shape[-1]) if scale is None else scale
    scores = query @ key.transpose(-2, -1) * scale
    if is_causal:
        attn_mask = torch.ones(scores.shape[-2:], dtype=torch.bool).tril()
    if attn_mask is not None:
        if attn_mask.dtype == torch.bool:
            scores = scores.masked_fill(attn_mask.logical_not(), float("-inf"))
        else:
            scores = scores + attn_mask
    weights = scores.softmax(-1)
    return (dropout(weights, dropout_p) if dropout_p else weights) @ value


# Losses of classes.


def _smoothed(input, target, weight, reduction, ignore_index, label_smoothing, axis):
    logs = F.log_softmax(input, axis)
    likely = F.nll_loss(
        logs, target, weight=weight, ignore_index=ignore_index, reduction=reduction)
    shape = [1] * logs.dim()
    if weight is not None:
        shape[axis] = -1
        weighted = logs * weight.view(shape)
    else:
        weighted = logs
    ignored = target == ignore_index
    spread = (-weighted.sum(axis)).masked_fill(ignored, 0.0)
    if reduction == "mean":
        kept = target[ignored.logical_not()]
        total = kept.numel() if weight is None else weight[kept].sum()
        spread = spread.sum() / total
    elif reduction == "sum":
        spread = spread.sum()
    return likely * (1 - label_smoothing) + spread * (label_smoothing / input.shape[axis])


def _probable(input, target, weight, reduction, label_smoothing, axis):
    classes = input.shape[axis]
    if label_smoothing > 0:
        target = target * (1 - label_smoothing) + label_smoothing / classes
    terms = F.log_softmax(input, axis) * target
    if weight is not None:
        shape = [1] * input.dim()
        shape[axis] = -1
        terms = terms * weight.view(shape)
    if reduction == "none":
        return -terms.sum(axis)
    if reduction == "sum":
        return -terms.sum()
    return renamed(-terms.sum() / (input.numel() / classes), "DivBackward1")


@boxed
def cross_entropy(
    input, target, weight=None, size_average=None, ignore_index=-100, reduce=None,
    reduction="mean", label_smoothing=0.0,
):
    reduction = _legacy(size_average, reduce, reduction)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    if not label_smoothing <= 1.0:
        raise RuntimeError(
            f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing:.6g}")
    axis = 0 if input.dim() == 1 else 1
    if input.shape == target.shape:
        if not target.is_floating_point():
            raise RuntimeError(
                "Expected floating point type for target with class probabilities, got "
                + {"torch.int64": "Long", "torch.int32": "Int"}.get(str(target.dtype), "Bool"))
        if ignore_index >= 0:
            raise RuntimeError(
                "ignore_index is not supported for floating point target")
        return _probable(input, target, weight, reduction, label_smoothing, axis)
    if label_smoothing > 0:
        return _smoothed(
            input, target, weight, reduction, ignore_index, label_smoothing, axis)
    return F.nll_loss(
        F.log_softmax(input, axis), target, weight=weight, ignore_index=ignore_index,
        reduction=reduction)


@boxed
def kl_div(
    input, target, size_average=None, reduce=None, reduction="mean", log_target=False
):
    reduction = _legacy(size_average, reduce, reduction)
    if not (input.is_floating_point() and target.is_floating_point()):
        raise RuntimeError("kl_div: Integral inputs not supported.")
    if reduction == "mean":
        warn(
            "reduction: 'mean' divides the total loss by both the batch size and the support size."
            "'batchmean' divides only by the batch size, and aligns with the KL div math "
            "definition.'mean' will be changed to behave the same as 'batchmean' in the next major "
            "release.")
    if log_target:
        losses = target.exp() * (target - input)
    else:
        losses = torch.xlogy(target, target) - target * input
    if reduction == "batchmean":
        return losses.sum() / input.shape[0]
    return _reduced(losses, reduction)


# Losses of differences.


@boxed
def poisson_nll_loss(
    input, target, log_input=True, full=False, size_average=None, eps=1e-8, reduce=None,
    reduction="mean",
):
    if log_input:
        losses = input.exp() - target * input
    else:
        losses = input - target * (input + eps).log()
    if full:
        stirling = target * target.log() - target + 0.5 * (2 * math.pi * target).log()
        losses = losses + stirling.masked_fill(target <= 1, 0)
    return _reduced(losses, _legacy(size_average, reduce, reduction))


@boxed
def gaussian_nll_loss(input, target, var, full=False, eps=1e-6, reduction="mean"):
    if not isinstance(var, torch.Tensor):
        if var < 0:
            raise ValueError("var has negative entry/entries")
        var = torch.full_like(input, var)
    if var.shape != input.shape:
        if input.shape[:-1] == var.shape:
            var = var.unsqueeze(-1)
        elif not (input.shape[:-1] == var.shape[:-1] and var.shape[-1:] == (1,)):
            raise ValueError("var is of incorrect size")
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction + " is not valid")
    if (var < 0).any():
        raise ValueError("var has negative entry/entries")
    var = var.clone()
    with torch.no_grad():
        var.clamp_(min=eps)
    _check_reduction(reduction)
    losses = 0.5 * (var.log() + (input - target) ** 2 / var)
    if full:
        losses = losses + 0.5 * math.log(2 * math.pi)
    return _reduced(losses, reduction)


@boxed
def soft_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    if target.requires_grad and torch.is_grad_enabled():
        raise RuntimeError(
            "The function 'soft_margin_loss' is not differentiable with respect to argument "
            "'target'. This input cannot have requires_grad True.")
    if not input.is_floating_point():
        raise RuntimeError(
            f"result type Float can't be cast to the desired output type {type_names(input)[0]}")
    losses = torch.log1p((-target * input).exp()).to(input.dtype)
    return fused(
        _reduced(losses, _legacy(size_average, reduce, reduction)), "SoftMarginLossBackward0",
        (input, target))


@boxed
def hinge_embedding_loss(
    input, target, margin=1.0, size_average=None, reduce=None, reduction="mean"
):
    zeros = torch.zeros_like(input)
    apart = torch.where(target != 1, (margin - input).clamp_min(0), zeros)
    together = torch.where(target != -1, input, zeros)
    return _reduced(apart + together, _legacy(size_average, reduce, reduction))


@boxed
def multi_margin_loss(
    input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"
):
    reduction = _legacy(size_average, reduce, reduction)
    if p != 1 and p != 2:
        raise ValueError("only p == 1 and p == 2 supported")
    needs_floats(input, "multi_margin_loss_cpu_kernel")
    rows = input if input.dim() > 1 else input.unsqueeze(0)
    labels = target.reshape(-1)
    if labels.numel() != rows.shape[0]:
        raise RuntimeError(
            "multi_margin_loss: target tensor should be 1-D with size equal to the number of input "
            f"samples (batch size). Expected target size [{rows.shape[0]}], but got "
            f"{list(target.shape)}. Input has shape {list(input.shape)}.")
    if weight is not None and weight.numel() != rows.shape[1]:
        raise RuntimeError(
            f"inconsistent weight size, expected {rows.shape[1]} but got {list(weight.shape)}")
    if target.dtype != torch.int64:
        raise RuntimeError(f"expected scalar type Long but found {type_names(target)[0]}")
    if any(not 0 <= label < rows.shape[1] for label in labels.tolist()):
        raise RuntimeError("target out of range")
    right = rows.gather(1, labels.unsqueeze(1))
    losses = (margin - right + rows).clamp_min(0)
    losses = losses if p == 1 else losses * losses
    if weight is not None:
        losses = losses * weight[labels].unsqueeze(1)
    others = torch.arange(rows.shape[1]) != labels.unsqueeze(1)
    losses = torch.where(others, losses, 0.0).sum(1) / rows.shape[1]
    result = _reduced(losses if input.dim() > 1 else losses.squeeze(0), reduction)
    return fused(result, "MultiMarginLossBackward0", (input,))


@boxed
def margin_ranking_loss(
    input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"
):
    if not input1.dim() == input2.dim() == target.dim():
        raise RuntimeError(
            "margin_ranking_loss : All input tensors should have same dimension but got sizes: "
            f"input1: {input1.shape}, input2: {input2.shape}, target: {target.shape} ")
    losses = (-target * (input1 - input2) + margin).clamp_min(0)
    return _reduced(losses, _legacy(size_average, reduce, reduction))


@boxed
def cosine_embedding_loss(
    input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"
):
    if target.dim() > 1:
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    if not input1.dim() == input2.dim() == target.dim() + 1:
        raise RuntimeError(
            f"{target.dim()}D target tensor expects {target.dim() + 1}D input tensors, but found "
            f"inputs with sizes {list(input1.shape)} and {list(input2.shape)}.")
    tiny = 1e-12
    product = (input1 * input2).sum(-1)
    lengths = ((input1 * input1).sum(-1) + tiny) * ((input2 * input2).sum(-1) + tiny)
    cosine = product / lengths.sqrt()
    zeros = torch.zeros_like(cosine)
    together = torch.where(target == 1, 1 - cosine, zeros)
    apart = torch.where(target == -1, (cosine - margin).clamp_min(0), zeros)
    return _reduced(together + apart, _legacy(size_average, reduce, reduction))


@boxed
def triplet_margin_loss(
    anchor, positive, negative, margin=1.0, p=2, eps=1e-6, swap=False, size_average=None,
    reduce=None, reduction="mean",
):
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    if not anchor.dim() == positive.dim() == negative.dim():
        raise RuntimeError(
            "The anchor, positive, and negative tensors are expected to have the same number of "
            f"dimensions, but got: anchor {anchor.dim()}D, positive {positive.dim()}D, and negative "
            f"{negative.dim()}D inputs")
    near = F.pairwise_distance(anchor, positive, p, eps)
    far = F.pairwise_distance(anchor, negative, p, eps)
    if swap:
        far = torch.minimum(far, F.pairwise_distance(positive, negative, p, eps))
    losses = (near - far + margin).clamp_min(0)
    return _reduced(losses, _legacy(size_average, reduce, reduction))


@boxed
def multilabel_soft_margin_loss(
    input, target, weight=None, size_average=None, reduce=None, reduction="mean"
):
    reduction = _legacy(size_average, reduce, reduction)
    _check_reduction(reduction)
    losses = -(target * F.logsigmoid(input) + (1 - target) * F.logsigmoid(-input))
    if weight is not None:
        losses = losses * weight
    losses = losses.sum(-1) / input.shape[-1]
    return _reduced(losses, reduction)
