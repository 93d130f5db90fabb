import torch
from torch import Tensor
from torch.nn import Module, ModuleDict, ModuleList
from torch.nn.parameter import Parameter

# How many `cached` blocks are open, and what they hold.
_cache_enabled = [0]
_cache = {}


class cached:
    """Computes each parametrized tensor once within the block."""

    def __enter__(self):
        _cache_enabled[0] += 1

    def __exit__(self, *details):
        _cache_enabled[0] -= 1
        if not _cache_enabled[0]:
            _cache.clear()


class ParametrizationList(ModuleList):
    """The modules that make a tensor of the parameters it comes from."""

    def __init__(self, modules, original, unsafe=False):
        if len(modules) == 0:
            raise ValueError("ParametrizationList requires one or more modules.")
        super().__init__(modules)
        self.unsafe = unsafe
        before = original
        new = original
        for module in reversed(self):
            if hasattr(module, "right_inverse"):
                try:
                    new = module.right_inverse(new)
                except NotImplementedError:
                    pass
        if not isinstance(new, (Tensor, tuple, list)):
            raise ValueError(
                "'right_inverse' must return a Tensor or a Sequence of tensors (list, tuple...). "
                f"Got {type(new).__name__}")
        self.is_tensor = isinstance(new, Tensor)
        self.ntensors = 1 if self.is_tensor else len(new)
        if self.is_tensor:
            if before.dtype != new.dtype:
                raise ValueError(
                    "When `right_inverse` outputs one tensor, it may not change the dtype.\n"
                    f"original.dtype: {before.dtype}\nright_inverse(original).dtype: {new.dtype}")
            self._register("original", before, new)
        else:
            for place, value in enumerate(new):
                if not isinstance(value, Tensor):
                    raise ValueError(
                        "'right_inverse' must return a Tensor or a Sequence of tensors (list, "
                        f"tuple...). Got element {place} of the sequence with type "
                        f"{type(value).__name__}.")
                if isinstance(before, Parameter):
                    value = Parameter(value, before.requires_grad)
                self._register(f"original{place}", value, value)
        if not unsafe:
            shown = self()
            if not isinstance(shown, Tensor):
                raise ValueError(
                    f"A parametrization must return a tensor. Got {type(shown).__name__}.")
            if shown.dtype != before.dtype:
                raise ValueError(
                    "Registering a parametrization may not change the dtype of the tensor, unless "
                    "the `unsafe` flag is enabled.\n"
                    f"unparametrized dtype: {before.dtype}\nparametrized dtype: {shown.dtype}")
            if shown.shape != before.shape:
                raise ValueError(
                    "Registering a parametrization may not change the shape of the tensor, unless "
                    "the `unsafe` flag is enabled.\n"
                    f"unparametrized shape: {before.shape}\nparametrized shape: {shown.shape}")

    def _register(self, name, owner, value):
        if owner is not value:
            owner.data = value.data
        if isinstance(owner, Parameter):
            self.register_parameter(name, owner)
        else:
            self.register_buffer(name, owner)

    def right_inverse(self, value):
        with torch.no_grad():
            for module in reversed(self):
                if hasattr(module, "right_inverse"):
                    value = module.right_inverse(value)
                else:
                    raise RuntimeError(
                        f"parametrization {type(module).__name__} does not implement "
                        "right_inverse.")
            if self.is_tensor:
                if not isinstance(value, Tensor):
                    raise ValueError(
                        f"`right_inverse` should return a tensor. Got {type(value).__name__}")
                self.original.data = value.data
            else:
                for place, part in enumerate(value):
                    getattr(self, f"original{place}").data = part.data

    def forward(self):
        if self.is_tensor:
            x = self[0](self.original)
        else:
            x = self[0](*(getattr(self, f"original{place}") for place in range(self.ntensors)))
        for place in range(1, len(self)):
            x = self[place](x)
        return x


def _inject_new_class(module):
    base = module.__class__
    module.__class__ = type(
        f"Parametrized{base.__name__}", (base,), {"__module__": "torch.nn.utils.parametrize"})


def _inject_property(module, name):
    def get(self):
        found = self.parametrizations[name]
        if not _cache_enabled[0]:
            return found()
        key = (id(self), name)
        if key not in _cache:
            _cache[key] = found()
        return _cache[key]

    def put(self, value):
        self.parametrizations[name].right_inverse(value)

    setattr(module.__class__, name, property(get, put))


def register_parametrization(module, tensor_name, parametrization, *, unsafe=False):
    parametrization.train(module.training)
    if is_parametrized(module, tensor_name):
        found = module.parametrizations[tensor_name]
        if not unsafe:
            shown = getattr(module, tensor_name)
            made = parametrization(shown)
            if made.shape != shown.shape:
                raise ValueError(
                    "Registering a parametrization may not change the shape of the tensor, unless "
                    "the `unsafe` flag is enabled.\n"
                    f"module.{tensor_name}.shape: {shown.shape}\n"
                    f"parametrization(module.{tensor_name}).shape: {made.shape}.")
            if hasattr(parametrization, "right_inverse"):
                with torch.no_grad():
                    found.right_inverse(parametrization.right_inverse(shown))
        found.append(parametrization)
        found.unsafe = found.unsafe or unsafe
    elif tensor_name in module._buffers or tensor_name in module._parameters:
        original = getattr(module, tensor_name)
        made = ParametrizationList([parametrization], original, unsafe=unsafe)
        delattr(module, tensor_name)
        if not is_parametrized(module):
            _inject_new_class(module)
            module.parametrizations = ModuleDict()
        _inject_property(module, tensor_name)
        module.parametrizations[tensor_name] = made
    else:
        raise ValueError(
            f"Module '{module}' does not have a parameter, a buffer, or a parametrized element "
            f"with name '{tensor_name}'")
    return module


def is_parametrized(module, tensor_name=None):
    parametrizations = getattr(module, "parametrizations", None)
    if not isinstance(parametrizations, ModuleDict):
        return False
    if tensor_name is None:
        return len(parametrizations) > 0
    return tensor_name in parametrizations


def remove_parametrizations(module, tensor_name, leave_parametrized=True):
    if not is_parametrized(module, tensor_name):
        raise ValueError(f"Module {module} does not have a parametrization on {tensor_name}")
    found = module.parametrizations[tensor_name]
    if found.is_tensor:
        original = found.original
        if leave_parametrized:
            with torch.no_grad():
                original.data = getattr(module, tensor_name).data
    elif leave_parametrized:
        value = getattr(module, tensor_name)
        original = Parameter(value.detach()) if value.requires_grad else value
    else:
        raise ValueError(
            "Cannot leave unparametrized (`leave_parametrized=False`) a tensor that is "
            "parametrized in terms of a sequence of tensors.")
    delattr(module.__class__, tensor_name)
    del module.parametrizations[tensor_name]
    if isinstance(original, Parameter):
        module.register_parameter(tensor_name, original)
    else:
        module.register_buffer(tensor_name, original)
    if not is_parametrized(module):
        delattr(module, "parametrizations")
        module.__class__ = module.__class__.__bases__[0]
    return module


def type_before_parametrizations(module):
    return module.__class__.__bases__[0] if is_parametrized(module) else type(module)
