import torch
from torch._C import called, note_clip, warn


def _gradients(parameters):
    if isinstance(parameters, torch.Tensor):
        parameters = [parameters]
    return [p.grad for p in parameters if p.grad is not None]


@torch.no_grad()
def _get_total_norm(tensors, norm_type=2.0, error_if_nonfinite=False, foreach=None):
    tensors = [tensors] if isinstance(tensors, torch.Tensor) else list(tensors)
    if not tensors:
        return torch.tensor(0.0)
    norm_type = float(norm_type)
    norms = [torch.linalg.vector_norm(g, norm_type) for g in tensors]
    total = torch.linalg.vector_norm(torch.stack(norms), norm_type)
    if error_if_nonfinite and not torch.isfinite(total).item():
        raise RuntimeError(
            f"The total norm of order {norm_type} for gradients from `parameters` is non-finite, "
            "so it cannot be clipped. To disable this error and scale the gradients by the "
            "non-finite norm anyway, set `error_if_nonfinite=False`")
    return total


@torch.no_grad()
def _clip_grads_with_norm_(parameters, max_norm, total_norm, foreach=None):
    factor = (float(max_norm) / (total_norm + 1e-6)).clamp(max=1.0)
    called({"total_norm": total_norm, "clip_coef": factor})
    for gradient in _gradients(parameters):
        gradient.mul_(factor)


@torch.no_grad()
def clip_grad_norm_(
    parameters, max_norm, norm_type=2.0, error_if_nonfinite=False, foreach=None
):
    parameters = [parameters] if isinstance(parameters, torch.Tensor) else list(parameters)
    if max_norm != float("inf"):
        note_clip(parameters)
    total = _get_total_norm(_gradients(parameters), norm_type, error_if_nonfinite)
    _clip_grads_with_norm_(parameters, max_norm, total)
    return total


@torch.no_grad()
def clip_grad_value_(parameters, clip_value, foreach=None):
    bound = float(clip_value)
    parameters = [parameters] if isinstance(parameters, torch.Tensor) else list(parameters)
    note_clip(parameters)
    for gradient in _gradients(parameters):
        gradient.clamp_(min=-bound, max=bound)


def clip_grad_norm(
    parameters, max_norm, norm_type=2.0, error_if_nonfinite=False, foreach=None
):
    warn(
        "`torch.nn.utils.clip_grad_norm` is now deprecated in favor of "
        "`torch.nn.utils.clip_grad_norm_`.", FutureWarning)
    return clip_grad_norm_(parameters, max_norm, norm_type, error_if_nonfinite, foreach)
