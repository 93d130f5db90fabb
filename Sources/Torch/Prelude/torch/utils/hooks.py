import torch
from torch import Tensor
from torch._C import warn
from torch.nn.modules._functions import BackwardHookFunction


class BackwardHook:
    """What the backward hooks of a module see of one call."""

    def __init__(self, module):
        self.module = module
        self.grad_output = None

    def inputs(self, args):
        places = [
            place for place, arg in enumerate(args)
            if isinstance(arg, Tensor) and arg.requires_grad]
        self.count = len(args)
        if not places or not torch.is_grad_enabled():
            self.places = []
            return args
        self.places = places
        passed = _all(BackwardHookFunction.apply(self._leave, *[args[place] for place in places]))
        own = list(args)
        for place, tensor in zip(places, passed):
            own[place] = tensor
        return tuple(own)

    def outputs(self, result):
        if not torch.is_grad_enabled():
            return result
        many = isinstance(result, tuple)
        passed = BackwardHookFunction.apply(self._enter, *(result if many else (result,)))
        return _all(passed) if many else passed

    def _enter(self, gradients):
        for hook in list(self.module._backward_pre_hooks.values()):
            changed = hook(self.module, gradients)
            if changed is not None:
                gradients = _all(changed)
        self.grad_output = tuple(gradients)
        hooks = list(self.module._backward_hooks.values())
        if not self.places and hooks:
            warn(
                "Full backward hook is firing when gradients are computed with respect to module "
                "outputs since no inputs require gradients. See "
                "https://docs.pytorch.org/docs/main/generated/torch.nn.Module.html#torch.nn.Module."
                "register_full_backward_hook for more details.")
            for hook in hooks:
                hook(self.module, (None,) * self.count, self.grad_output)
        return gradients

    def _leave(self, gradients):
        seen = [None] * self.count
        for place, gradient in zip(self.places, gradients):
            seen[place] = gradient
        for hook in list(self.module._backward_hooks.values()):
            changed = hook(self.module, tuple(seen), self.grad_output)
            if changed is not None:
                seen = list(_all(changed))
                if len(seen) != self.count:
                    raise RuntimeError(
                        "Backward hook returned an invalid number of grad_input, got "
                        f"{len(seen)}, but expected {self.count}")
        return [seen[place] for place in self.places]


def _all(values):
    return (values,) if isinstance(values, Tensor) else tuple(values)
