import torch
from torch.optim._linesearch import strong_wolfe
from torch.optim.optimizer import Optimizer, _check


class LBFGS(Optimizer):
    """Newton's method with an inverse Hessian that is guessed from the last steps.

    Source: Nocedal & Wright, *Numerical Optimization*, 2006, algorithm 7.4.
    """

    def __init__(
        self, params, lr=1, max_iter=20, max_eval=None, tolerance_grad=1e-7,
        tolerance_change=1e-9, history_size=100, line_search_fn=None, *, maximize=False,
    ):
        _check("learning rate", lr)
        if max_eval is None:
            max_eval = max_iter * 5 // 4
        super().__init__(
            params,
            dict(
                lr=lr, max_iter=max_iter, max_eval=max_eval, tolerance_grad=tolerance_grad,
                tolerance_change=tolerance_change, history_size=history_size,
                line_search_fn=line_search_fn, maximize=maximize))
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
        self._params = self.param_groups[0]["params"]

    def _gradient(self):
        """The gradients of all parameters as one vector."""
        parts = [
            torch.zeros(p.numel(), dtype=p.dtype) if p.grad is None else p.grad.reshape(-1)
            for p in self._params]
        gradient = torch.cat(parts)
        return gradient.neg() if self.param_groups[0]["maximize"] else gradient

    def _move(self, step, direction):
        start = 0
        for p in self._params:
            p.add_(direction[start:start + p.numel()].view_as(p), alpha=float(step))
            start += p.numel()

    def _loss(self, closure):
        with torch.enable_grad():
            loss = closure()
        return loss, -float(loss) if self.param_groups[0]["maximize"] else float(loss)

    def _evaluate(self, closure, places, step, direction):
        """The loss and the gradient a step away; the parameters are put back."""
        self._move(step, direction)
        _, loss = self._loss(closure)
        gradient = self._gradient()
        for p, place in zip(self._params, places):
            p.copy_(place)
        return loss, gradient

    def _remember(self, state, gradient, history_size):
        """Notes how the gradient changed with the last step."""
        change, move = gradient.sub(state["prev_flat_grad"]), state["d"].mul(state["t"])
        curvature = change.dot(move)
        if curvature > 1e-10:
            if len(state["old_dirs"]) == history_size:
                for name in ("old_dirs", "old_stps", "ro"):
                    state[name].pop(0)
            state["old_dirs"].append(change)
            state["old_stps"].append(move)
            state["ro"].append(1.0 / curvature)
            state["H_diag"] = curvature / change.dot(change)

    def _direction(self, state, gradient, history_size):
        if state["n_iter"] == 1:
            state.update(old_dirs=[], old_stps=[], ro=[], H_diag=1)
            return gradient.neg()
        self._remember(state, gradient, history_size)
        changes, moves, ro = state["old_dirs"], state["old_stps"], state["ro"]
        shares = {}
        direction = gradient.neg()
        for place in reversed(range(len(changes))):
            shares[place] = moves[place].dot(direction) * ro[place]
            direction.add_(changes[place], alpha=-shares[place].item())
        direction = direction.mul(state["H_diag"])
        for place in range(len(changes)):
            back = changes[place].dot(direction) * ro[place]
            direction.add_(moves[place], alpha=(shares[place] - back).item())
        return direction

    @torch.no_grad()
    def step(self, closure):
        group, state = self.param_groups[0], self.state[self._params[0]]
        state.setdefault("func_evals", 0)
        state.setdefault("n_iter", 0)
        search = group["line_search_fn"]
        first, loss = self._loss(closure)
        evaluations = 1
        state["func_evals"] += 1
        gradient = self._gradient()
        if gradient.abs().max() <= group["tolerance_grad"]:
            return first
        for iteration in range(1, group["max_iter"] + 1):
            state["n_iter"] += 1
            direction = self._direction(state, gradient, group["history_size"])
            state["d"], state["prev_flat_grad"] = direction, gradient.clone()
            state["prev_loss"] = before = loss
            step = group["lr"]
            if state["n_iter"] == 1:
                step = min(1.0, 1.0 / gradient.abs().sum()) * group["lr"]
            state["t"] = step
            slope = gradient.dot(direction)
            if slope > -group["tolerance_change"]:
                break
            count = 0
            if search is not None:
                if search != "strong_wolfe":
                    raise RuntimeError("only 'strong_wolfe' is supported")
                places = [p.clone() for p in self._params]
                loss, gradient, step, count = strong_wolfe(
                    lambda t: self._evaluate(closure, places, t, direction), step, direction,
                    loss, gradient, slope, max_ls=group["max_eval"] - evaluations)
                self._move(step, direction)
            else:
                self._move(step, direction)
                if iteration != group["max_iter"]:
                    _, loss = self._loss(closure)
                    gradient, count = self._gradient(), 1
            state["t"] = step
            evaluations += count
            state["func_evals"] += count
            if (
                evaluations >= group["max_eval"]
                or gradient.abs().max() <= group["tolerance_grad"]
                or direction.mul(step).abs().max() <= group["tolerance_change"]
                or abs(loss - before) < group["tolerance_change"]
            ):
                break
        return first
