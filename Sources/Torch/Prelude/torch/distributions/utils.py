import torch
from torch import Tensor


def broadcast_all(*values):
    """Numbers and tensors as tensors of one shape."""
    if not all(isinstance(value, (Tensor, int, float)) for value in values):
        raise ValueError(
            "Input arguments must all be instances of Number, torch.Tensor or objects implementing "
            "__torch_function__.")
    dtypes = [value.dtype for value in values if isinstance(value, Tensor)]
    dtype = dtypes[0] if dtypes else torch.get_default_dtype()
    return torch.broadcast_tensors(*[
        value if isinstance(value, Tensor) else torch.tensor(value, dtype=dtype)
        for value in values])


def clamp_probs(probs):
    """Probabilities of which a logarithm can be taken."""
    tiny = torch._C.epsilon(probs)
    return probs.clamp(min=tiny, max=1 - tiny)


def logits_to_probs(logits, is_binary=False):
    return logits.sigmoid() if is_binary else logits.softmax(-1)


def probs_to_logits(probs, is_binary=False):
    inside = clamp_probs(probs)
    return inside.log() - torch.log1p(-inside) if is_binary else inside.log()
