from collections import defaultdict

import torch
from torch import Tensor
from torch._C import called, note_step, pass_count


def _check(name, value, holds=lambda value: value >= 0.0):
    if not holds(value):
        raise ValueError(f"Invalid {name}: {value}")


def _check_betas(betas):
    for index in range(2):
        if not 0.0 <= betas[index] < 1.0:
            raise ValueError(f"Invalid beta parameter at index {index}: {betas[index]}")


def _decayed(p, grad, group):
    """The gradient with the weight's decay in it; one that is decoupled shrinks the weight itself."""
    decay = group["weight_decay"]
    if decay == 0:
        return grad
    if group.get("decoupled_weight_decay", False):
        p.mul_(1 - group["lr"] * decay)
        return grad
    return grad.add(p, alpha=decay)


class Optimizer:
    def __init__(self, params, defaults):
        self.defaults = defaults
        self._made_after = pass_count()
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or dicts, "
                "but got torch.FloatTensor")
        self.state = defaultdict(dict)
        self.param_groups = []
        groups = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        if not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        for group in groups:
            self.add_param_group(dict(group))

    def add_param_group(self, param_group):
        if not isinstance(param_group, dict):
            raise TypeError(f"param_group must be a dict, but got {type(param_group)}")
        params = param_group["params"]
        if isinstance(params, Tensor):
            params = [params]
        elif isinstance(params, set):
            raise TypeError(
                "optimizer parameters need to be organized in ordered collections, but the "
                "ordering of tensors in sets will change between runs. Please use a list instead.")
        else:
            params = list(params)
        if params and all(isinstance(p, tuple) for p in params):
            param_group["param_names"] = [name for name, _ in params]
            params = [p for _, p in params]
        param_group["params"] = params
        for p in params:
            if not isinstance(p, Tensor):
                raise TypeError(
                    f"optimizer can only optimize Tensors, but one of the params is "
                    f"{type(p).__name__}")
            if not p.is_leaf:
                raise ValueError("can't optimize a non-leaf Tensor")
        for name, value in self.defaults.items():
            param_group.setdefault(name, value)
        known = {id(p) for group in self.param_groups for p in group["params"]}
        if any(id(p) in known for p in params):
            raise ValueError("some parameters appear in more than one parameter group")
        self.param_groups.append(param_group)

    def zero_grad(self, set_to_none=True):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                if set_to_none:
                    p.grad = None
                else:
                    p.grad.detach_()
                    p.grad.zero_()

    def step(self, closure=None):
        self._opt_called = True
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        note_step([p for group in self.param_groups for p in group["params"]], self._made_after)
        with torch.no_grad():
            for group in self.param_groups:
                for p in group["params"]:
                    if p.grad is not None:
                        grad = -p.grad if group.get("maximize") else p.grad
                        state = self.state[p] if self._has_state(group) else None
                        self._update(p, grad, state, group)
                        if state:
                            called(state)
        return loss

    def _has_state(self, group):
        return True

    def _update(self, p, grad, state, group):
        raise NotImplementedError

    def state_dict(self):
        places = {}
        for group in self.param_groups:
            for p in group["params"]:
                places.setdefault(id(p), len(places))
        groups = []
        for group in self.param_groups:
            packed = {name: value for name, value in group.items() if name != "params"}
            packed["params"] = [places[id(p)] for p in group["params"]]
            groups.append(packed)
        state = {
            places[id(p)] if isinstance(p, Tensor) else p: entry for p, entry in self.state.items()}
        return {"state": state, "param_groups": groups}

    def load_state_dict(self, state_dict):
        saved = state_dict["param_groups"]
        if len(saved) != len(self.param_groups):
            raise ValueError("loaded state dict has a different number of parameter groups")
        params = {}
        for old, group in zip(saved, self.param_groups):
            if len(old["params"]) != len(group["params"]):
                raise ValueError(
                    "loaded state dict contains a parameter group that doesn't match the size of "
                    "optimizer's group")
            params.update(zip(old["params"], group["params"]))
            for name, value in old.items():
                if name != "params":
                    group[name] = value
        self.state = defaultdict(dict)
        for place, entry in state_dict["state"].items():
            self.state[params[place]] = {
                name: value.clone() if isinstance(value, Tensor) else value
                for name, value in entry.items()}

    def __repr__(self):
        text = type(self).__name__ + " ("
        for index, group in enumerate(self.param_groups):
            text += f"\nParameter Group {index}\n"
            for name in sorted(group):
                if name != "params":
                    text += f"    {name}: {group[name]}\n"
        return text + ")"
