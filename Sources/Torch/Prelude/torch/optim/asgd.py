import torch
from torch.optim.optimizer import Optimizer, _check, _decayed


class ASGD(Optimizer):
    """Gradient descent that keeps the average of its parameters.

    Source: Polyak & Juditsky, *Acceleration of Stochastic Approximation by Averaging*, 1992.
    """

    def __init__(
        self, params, lr=1e-2, lambd=1e-4, alpha=0.75, t0=1e6, weight_decay=0, foreach=None,
        maximize=False, differentiable=False, capturable=False,
    ):
        _check("learning rate", lr)
        _check("lambd value", lambd)
        _check("alpha value", alpha)
        _check("weight_decay value", weight_decay)
        super().__init__(
            params,
            dict(
                lr=lr, lambd=lambd, alpha=alpha, t0=t0, weight_decay=weight_decay,
                foreach=foreach, maximize=maximize, differentiable=differentiable,
                capturable=capturable))

    def _update(self, p, grad, state, group):
        lr, decay = group["lr"], group["lambd"]
        if not state:
            state["step"] = torch.tensor(0.0)
            state["eta"], state["mu"] = torch.tensor(float(lr)), torch.tensor(1.0)
            state["ax"] = torch.zeros_like(p)
        state["step"] += 1
        grad = _decayed(p, grad, group)
        eta = state["eta"].item()
        p.mul_(1 - decay * eta)
        p.add_(grad, alpha=-eta)
        if state["mu"].item() != 1:
            state["ax"].add_(p.sub(state["ax"]).mul_(state["mu"]))
        else:
            state["ax"].copy_(p)
        step = state["step"].item()
        state["eta"].copy_(torch.tensor(lr / (1 + decay * lr * step) ** group["alpha"]))
        state["mu"].copy_(torch.tensor(1 / max(1, step - group["t0"])))
