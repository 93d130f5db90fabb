import torch
from torch.optim.optimizer import Optimizer, _check, _check_betas, _decayed


class RAdam(Optimizer):
    """Adam whose first steps do without the second moment.

    Source: Liu et al., *On the Variance of the Adaptive Learning Rate and Beyond*, 2020.
    """

    def __init__(
        self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0,
        decoupled_weight_decay=False, *, foreach=None, maximize=False, capturable=False,
        differentiable=False,
    ):
        _check("learning rate", lr)
        _check("epsilon value", eps)
        _check_betas(betas)
        _check("weight_decay value", weight_decay)
        super().__init__(
            params,
            dict(
                lr=lr, betas=betas, eps=eps, weight_decay=weight_decay, maximize=maximize,
                foreach=foreach, capturable=capturable,
                decoupled_weight_decay=decoupled_weight_decay, differentiable=differentiable))

    def _update(self, p, grad, state, group):
        if not state:
            state["step"] = torch.tensor(0.0)
            state["exp_avg"] = torch.zeros_like(p)
            state["exp_avg_sq"] = torch.zeros_like(p)
        state["step"] += 1
        lr, (beta1, beta2) = group["lr"], group["betas"]
        step = state["step"].item()
        grad = _decayed(p, grad, group)
        mean, square = state["exp_avg"], state["exp_avg_sq"]
        mean.lerp_(grad, 1 - beta1)
        square.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
        move = mean / (1 - beta1 ** step) * lr
        rest = 1 - beta2 ** step
        # How many gradients the second moment is worth, in the end and now.
        last = 2 / (1 - beta2) - 1
        length = last - 2 * step * beta2 ** step / rest
        if length > 5.0:
            spread = (length - 4) * (length - 2) * last / ((last - 4) * (last - 2) * length)
            move = move * (rest ** 0.5 / square.sqrt().add_(group["eps"])) * spread ** 0.5
        p.add_(move, alpha=-1.0)
