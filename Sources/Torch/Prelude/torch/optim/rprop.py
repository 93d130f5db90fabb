import torch
from torch.optim.optimizer import Optimizer, _check


class Rprop(Optimizer):
    """Steps that only the signs of gradients change.

    Source: Riedmiller & Braun, *RPROP*, 1993.
    """

    def __init__(
        self, params, lr=1e-2, etas=(0.5, 1.2), step_sizes=(1e-6, 50), *, capturable=False,
        foreach=None, maximize=False, differentiable=False,
    ):
        _check("learning rate", lr)
        if not 0.0 < etas[0] < 1.0 < etas[1]:
            raise ValueError(f"Invalid eta values: {etas[0]}, {etas[1]}")
        super().__init__(
            params,
            dict(
                lr=lr, etas=etas, step_sizes=step_sizes, foreach=foreach, maximize=maximize,
                differentiable=differentiable, capturable=capturable))

    def _update(self, p, grad, state, group):
        if not state:
            state["step"] = torch.tensor(0.0)
            state["prev"] = torch.zeros_like(p)
            state["step_size"] = torch.full_like(grad, group["lr"])
        state["step"] += 1
        (shrink, grow), (least, most) = group["etas"], group["step_sizes"]
        turn = grad.mul(state["prev"]).sign()
        factor = torch.ones_like(grad)
        factor[turn > 0], factor[turn < 0] = grow, shrink
        state["step_size"].mul_(factor).clamp_(least, most)
        # Where the sign has changed, this step is left out.
        grad = grad.clone()
        grad[turn < 0] = 0
        p.addcmul_(grad.sign(), state["step_size"], value=-1)
        state["prev"].copy_(grad)
