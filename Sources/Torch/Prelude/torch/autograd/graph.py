from collections import namedtuple

from torch import _C
from torch import Tensor


class _NodeMeta(type):
    def __instancecheck__(cls, instance):
        return _C.is_graph_function(instance)


class Node(metaclass=_NodeMeta):
    """What stands in the graph for one call: the type of `tensor.grad_fn`."""


GradientEdge = namedtuple("GradientEdge", ["node", "output_nr", "ownership_token"], defaults=[None])


def get_gradient_edge(tensor):
    return GradientEdge(*_C.gradient_edge(tensor))


def increment_version(tensor):
    for each in [tensor] if isinstance(tensor, Tensor) else tensor:
        _C.increment_version(each)


class saved_tensors_hooks:
    """Hands what backward rules save to one function, and gets it back from another."""

    def __init__(self, pack_hook, unpack_hook):
        self.pack_hook, self.unpack_hook = pack_hook, unpack_hook

    def __enter__(self):
        _C.push_saved_tensors_hooks(self.pack_hook, self.unpack_hook)

    def __exit__(self, *details):
        _C.pop_saved_tensors_hooks()


def _itself(tensor):
    return tensor


class save_on_cpu(saved_tensors_hooks):
    """There is nowhere else to save to."""

    def __init__(self, pin_memory=False, device_type="cuda"):
        super().__init__(_itself, _itself)


class disable_saved_tensors_hooks:
    """Within it the hooks above are refused, with a message."""

    def __init__(self, error_message):
        self.error_message = error_message

    def __enter__(self):
        self._before = _C.refuse_saved_tensors_hooks(self.error_message)

    def __exit__(self, *details):
        _C.refuse_saved_tensors_hooks(self._before)


class allow_mutation_on_saved_tensors(saved_tensors_hooks):
    """Backward rules read what was there, whatever becomes of it later."""

    def __init__(self):
        super().__init__(lambda tensor: tensor.detach().clone(), _itself)


class _MultiHandle:
    def __init__(self, handles):
        self.handles = handles

    def remove(self):
        for handle in self.handles:
            handle.remove()

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.remove()


def register_multi_grad_hook(tensors, fn, *, mode="all"):
    if mode not in ("all", "any"):
        raise ValueError(f"Expects mode to be one of ('all', 'any') but got {mode}")
    state = {"wanted": 0, "found": None}

    def hook(place):
        def inner(gradient):
            if state["found"] is None:
                state["found"] = [None] * len(tensors)
                state["wanted"] = sum(_C.takes_part(tensor) for tensor in tensors)
                if mode == "any":
                    fn(gradient)
            state["found"][place] = gradient
            state["wanted"] -= 1
            if not state["wanted"]:
                found, state["found"] = state["found"], None
                if mode == "all":
                    fn(found)

        return inner

    return _MultiHandle([tensor.register_hook(hook(place)) for place, tensor in enumerate(tensors)])
