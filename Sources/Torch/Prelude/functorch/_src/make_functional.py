import copy

import torch
from torch._C import warn
from torch.func import functional_call, stack_module_state
from torch.nn import Module


def _warn(name, instead):
    warn(
        f"We've integrated functorch into PyTorch. As the final step of the integration, "
        f"`functorch.{name}` is deprecated as of PyTorch 2.0 and will be deleted in a future "
        f"version of PyTorch >= 2.3. Please use `torch.func.{instead}` instead; see the PyTorch 2.0 "
        "release notes and/or the `torch.func` migration guide for more details "
        "https://pytorch.org/docs/main/func.migrating.html",
        FutureWarning)


class FunctionalModule(Module):
    """A module whose parameters are arguments of each call."""

    def __init__(self, stateless_model, param_names):
        super().__init__()
        self.stateless_model, self.param_names = stateless_model, param_names

    def forward(self, params, *args, **kwargs):
        values = dict(zip(self.param_names, params))
        return functional_call(self.stateless_model, values, args, kwargs)


class FunctionalModuleWithBuffers(Module):
    """A module whose parameters and buffers are arguments of each call."""

    def __init__(self, stateless_model, param_names, buffer_names):
        super().__init__()
        self.stateless_model = stateless_model
        self.param_names, self.buffer_names = param_names, buffer_names

    def forward(self, params, buffers, *args, **kwargs):
        values = dict(zip(self.param_names, params))
        values.update(zip(self.buffer_names, buffers))
        return functional_call(self.stateless_model, values, args, kwargs)


def _taken(model, disable_autograd_tracking):
    params = dict(model.named_parameters())
    own = copy.deepcopy(model)
    if disable_autograd_tracking:
        for param in params.values():
            param.requires_grad_(False)
    return own, tuple(params), tuple(params.values())


def make_functional(model, disable_autograd_tracking=False):
    _warn("make_functional", "functional_call")
    if len(list(model.buffers())) > 0:
        raise RuntimeError(
            "make_functional(model): `model` has buffers. Please use "
            "make_functional_with_buffers(model) instead.")
    own, names, params = _taken(model, disable_autograd_tracking)
    return FunctionalModule(own, names), params


def make_functional_with_buffers(model, disable_autograd_tracking=False):
    _warn("make_functional_with_buffers", "functional_call")
    own, names, params = _taken(model, disable_autograd_tracking)
    buffers = dict(model.named_buffers())
    made = FunctionalModuleWithBuffers(own, names, tuple(buffers))
    return made, params, tuple(buffers.values())


def combine_state_for_ensemble(models):
    _warn("combine_state_for_ensemble", "stack_module_state")
    params, buffers = stack_module_state(models)
    made = FunctionalModuleWithBuffers(
        copy.deepcopy(models[0]), tuple(params), tuple(buffers))
    return made, tuple(params.values()), tuple(buffers.values())
