from collections import OrderedDict, namedtuple
from types import BuiltinFunctionType, FunctionType

import torch
from torch import Tensor
from torch._C import call_forward, call_module
from torch.utils.hooks import BackwardHook
from torch.nn.parameter import Parameter

_REGISTRIES = ("_parameters", "_buffers", "_modules")


class _IncompatibleKeys(namedtuple("_IncompatibleKeys", ["missing_keys", "unexpected_keys"])):
    def __repr__(self):
        if not self.missing_keys and not self.unexpected_keys:
            return "<All keys matched successfully>"
        return "_IncompatibleKeys(missing_keys=%r, unexpected_keys=%r)" % (
            self.missing_keys, self.unexpected_keys)

    __str__ = __repr__


class _Handle:
    """Takes a hook off again."""

    def __init__(self, hooks, key):
        self.hooks, self.key = hooks, key

    def remove(self):
        self.hooks.pop(self.key, None)

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.remove()


def _typename(value):
    if isinstance(value, Tensor):
        return "torch.FloatTensor" if type(value) is Tensor else "torch.nn.Parameter"
    kind = value if isinstance(value, type) else type(value)
    if isinstance(value, FunctionType):
        return f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, BuiltinFunctionType):
        owner = "torch._VariableFunctionsClass." if value is getattr(
            torch, value.__name__, None) else ""
        return owner + value.__name__
    return kind.__name__ if kind.__module__ == "builtins" else kind.__module__ + "." + kind.__name__


def _indented(text, spaces=2):
    return text.replace("\n", "\n" + " " * spaces)


class Module:
    training: bool

    def __init__(self, *args, **kwargs):
        put = super().__setattr__
        put("training", True)
        for name in _REGISTRIES:
            put(name, {})
        put("_non_persistent", set())
        put("_forward_hooks", OrderedDict())
        put("_forward_pre_hooks", OrderedDict())
        put("_backward_hooks", OrderedDict())
        put("_backward_pre_hooks", OrderedDict())
        # The keys of the hooks that take keyword arguments as well.
        put("_hooks_with_kwargs", set())
        put("_hook_count", 0)

    # What attributes are.

    def __getattr__(self, name):
        own = self.__dict__
        for registry in _REGISTRIES:
            if registry in own and name in own[registry]:
                return own[registry][name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __setattr__(self, name, value):
        own = self.__dict__
        parameters, modules, buffers = (
            own.get("_parameters"), own.get("_modules"), own.get("_buffers"))
        if isinstance(value, Parameter):
            if parameters is None:
                raise AttributeError("cannot assign parameters before Module.__init__() call")
            if name not in parameters:
                self._forget(name)
            self.register_parameter(name, value)
        elif parameters is not None and name in parameters:
            self._check_kind(value, name, "parameter", None, "torch.nn.Parameter or None")
            parameters[name] = value
        elif isinstance(value, Module):
            if modules is None:
                raise AttributeError("cannot assign module before Module.__init__() call")
            if name not in modules:
                self._forget(name)
            modules[name] = value
        elif modules is not None and name in modules:
            self._check_kind(value, name, "child module", None, "torch.nn.Module or None")
            modules[name] = value
        elif buffers is not None and name in buffers:
            self._check_kind(
                value, name, "buffer", Tensor, "torch.nn.Buffer, torch.Tensor or None")
            buffers[name] = value
        else:
            super().__setattr__(name, value)

    def __delattr__(self, name):
        for registry in _REGISTRIES:
            if name in self.__dict__.get(registry, {}):
                del self.__dict__[registry][name]
                return
        super().__delattr__(name)

    def __dir__(self):
        names = list(object.__dir__(self))
        for registry in _REGISTRIES:
            names += list(self.__dict__[registry])
        return sorted(set(names))

    def _forget(self, name):
        self.__dict__.pop(name, None)
        for registry in _REGISTRIES:
            self.__dict__[registry].pop(name, None)
        self._non_persistent.discard(name)

    def _check_kind(self, value, name, role, kind, wanted):
        if value is not None and (kind is None or not isinstance(value, kind)):
            raise TypeError(
                f"cannot assign '{_typename(value)}' as {role} '{name}' ({wanted} expected)")

    def _check_name(self, name, kind):
        if not isinstance(name, str):
            raise TypeError(f"{kind} name should be a string. Got {type(name).__name__}")
        if "." in name:
            raise KeyError(f'{kind} name can\'t contain "."')
        if name == "":
            raise KeyError(f'{kind} name can\'t be empty string ""')

    def register_parameter(self, name, param):
        if "_parameters" not in self.__dict__:
            raise AttributeError("cannot assign parameter before Module.__init__() call")
        self._check_name(name, "parameter")
        if hasattr(self, name) and name not in self._parameters:
            raise KeyError(f"attribute '{name}' already exists")
        if param is not None and not isinstance(param, Parameter):
            raise TypeError(
                f"cannot assign '{_typename(param)}' object to parameter '{name}' "
                "(torch.nn.Parameter or None required)")
        if param is not None and param.grad_fn is not None:
            raise ValueError(
                f"Cannot assign non-leaf Tensor to parameter '{name}'. Model parameters must be "
                f"created explicitly. To express '{name}' as a function of another Tensor, compute "
                "the value in the forward() method.")
        self._parameters[name] = param

    def register_buffer(self, name, tensor, persistent=True):
        if "_buffers" not in self.__dict__:
            raise AttributeError("cannot assign buffer before Module.__init__() call")
        self._check_name(name, "buffer")
        if hasattr(self, name) and name not in self._buffers:
            raise KeyError(f"attribute '{name}' already exists")
        if tensor is not None and not isinstance(tensor, Tensor):
            raise TypeError(
                f"cannot assign '{_typename(tensor)}' object to buffer '{name}' "
                "(torch Tensor or None required)")
        self._buffers[name] = tensor
        if persistent:
            self._non_persistent.discard(name)
        else:
            self._non_persistent.add(name)

    def add_module(self, name, module):
        if module is not None and not isinstance(module, Module):
            raise TypeError(f"{_typename(module)} is not a Module subclass")
        self._check_name(name, "module")
        if hasattr(self, name) and name not in self._modules:
            raise KeyError(f"attribute '{name}' already exists")
        self._modules[name] = module

    register_module = add_module

    def get_submodule(self, target):
        module = self
        for part in target.split(".") if target else []:
            module = module._member(part, Module, "nn.Module")
        return module

    def _member(self, name, kind, what):
        if not hasattr(self, name):
            raise AttributeError(f"{type(self).__name__} has no attribute `{name}`")
        value = getattr(self, name)
        if not isinstance(value, kind):
            raise AttributeError(f"`{name}` is not an {what}")
        return value

    def get_parameter(self, target):
        path, _, name = target.rpartition(".")
        return self.get_submodule(path)._member(name, Parameter, "nn.Parameter")

    def get_buffer(self, target):
        path, _, name = target.rpartition(".")
        owner = self.get_submodule(path)
        if not hasattr(owner, name):
            raise AttributeError(f"{type(owner).__name__} has no attribute `{name}`")
        if name not in owner._buffers:
            raise AttributeError(f"`{name}` is not a buffer")
        return owner._buffers[name]

    # Calling.

    def forward(self, *args):
        raise NotImplementedError(
            f'Module [{type(self).__name__}] is missing the required "forward" function')

    def __call__(self, *args, **kwargs):
        if (self._forward_pre_hooks or self._forward_hooks or self._backward_hooks
                or self._backward_pre_hooks):
            return call_module(type(self).__name__, self._call_hooked, args, kwargs)
        return call_module(type(self).__name__, self.forward, args, kwargs)

    def _call_hooked(self, *args, **kwargs):
        for key, hook in list(self._forward_pre_hooks.items()):
            takes_kwargs = key in self._hooks_with_kwargs
            changed = hook(self, args, kwargs) if takes_kwargs else hook(self, args)
            if changed is None:
                continue
            if takes_kwargs:
                args, kwargs = changed
            else:
                args = changed if isinstance(changed, tuple) else (changed,)
        watch = None
        if self._backward_hooks or self._backward_pre_hooks:
            watch = BackwardHook(self)
            args = watch.inputs(args)
        result = call_forward(self.forward, args, kwargs)
        for key, hook in list(self._forward_hooks.items()):
            takes_kwargs = key in self._hooks_with_kwargs
            changed = (
                hook(self, args, kwargs, result) if takes_kwargs else hook(self, args, result))
            if changed is not None:
                result = changed
        return watch.outputs(result) if watch else result

    def _add_hook(self, hooks, entry, prepend, with_kwargs=False):
        key = self._hook_count
        self._hook_count = key + 1
        if with_kwargs:
            self._hooks_with_kwargs.add(key)
        others = dict(hooks) if prepend else {}
        if prepend:
            hooks.clear()
        hooks[key] = entry
        hooks.update(others)
        return _Handle(hooks, key)

    def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
        return self._add_hook(self._forward_hooks, hook, prepend, with_kwargs)

    def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
        return self._add_hook(self._forward_pre_hooks, hook, prepend, with_kwargs)

    def register_full_backward_hook(self, hook, prepend=False):
        return self._add_hook(self._backward_hooks, hook, prepend)

    def register_full_backward_pre_hook(self, hook, prepend=False):
        return self._add_hook(self._backward_pre_hooks, hook, prepend)

    register_backward_hook = register_full_backward_hook

    # Walking.

    def named_modules(self, memo=None, prefix="", remove_duplicate=True):
        memo = set() if memo is None else memo
        if self in memo:
            return
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, module in self._modules.items():
            if module is not None:
                inner = prefix + ("." if prefix else "") + name
                yield from module.named_modules(memo, inner, remove_duplicate)

    def modules(self):
        for _, module in self.named_modules():
            yield module

    def named_children(self):
        seen = set()
        for name, module in self._modules.items():
            if module is not None and module not in seen:
                seen.add(module)
                yield name, module

    def children(self):
        for _, module in self.named_children():
            yield module

    def _named_members(self, registry, prefix, recurse, remove_duplicate):
        seen = set()
        modules = (
            self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate)
            if recurse else [(prefix, self)])
        for path, module in modules:
            for name, member in module.__dict__[registry].items():
                if member is None or member in seen:
                    continue
                if remove_duplicate:
                    seen.add(member)
                yield path + ("." if path else "") + name, member

    def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
        yield from self._named_members("_parameters", prefix, recurse, remove_duplicate)

    def parameters(self, recurse=True):
        for _, parameter in self.named_parameters(recurse=recurse):
            yield parameter

    def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
        yield from self._named_members("_buffers", prefix, recurse, remove_duplicate)

    def buffers(self, recurse=True):
        for _, buffer in self.named_buffers(recurse=recurse):
            yield buffer

    # Changing everything.

    def apply(self, fn):
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def train(self, mode=True):
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self):
        return self.train(False)

    def requires_grad_(self, requires_grad=True):
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none=True):
        for parameter in self.parameters():
            if parameter.grad is None:
                continue
            if set_to_none:
                parameter.grad = None
            else:
                parameter.grad.detach_()
                parameter.grad.zero_()

    def _apply(self, fn):
        for module in self.children():
            module._apply(fn)
        for parameter in self._parameters.values():
            if parameter is not None:
                gradient = parameter.grad
                parameter.grad = None
                parameter.data = fn(parameter.data)
                if gradient is not None:
                    parameter.grad = fn(gradient)
        for name, buffer in self._buffers.items():
            if buffer is not None:
                self._buffers[name] = fn(buffer)
        return self

    def to(self, *args, **kwargs):
        dtype = kwargs.get("dtype")
        for argument in args:
            if isinstance(argument, torch.dtype):
                dtype = argument
            elif isinstance(argument, Tensor):
                dtype = argument.dtype
            else:
                torch.zeros(1).to(argument)
        if kwargs.get("device") is not None:
            torch.zeros(1).to(kwargs["device"])
        if dtype is None:
            return self
        if not dtype.is_floating_point:
            raise TypeError(
                "nn.Module.to only accepts floating point or complex dtypes, but got desired "
                f"dtype={dtype}")
        return self._apply(lambda t: t.to(dtype) if t.is_floating_point() else t)

    def type(self, dst_type):
        return self._apply(lambda t: t.type(dst_type))

    def float(self):
        return self.to(torch.float32)

    def double(self):
        return self.to(torch.float64)

    def half(self):
        return self.to(torch.float16)

    def cpu(self):
        return self

    def cuda(self, device=None):
        return self._apply(lambda t: t.cuda())

    # Saving.

    def state_dict(self, *args, destination=None, prefix="", keep_vars=False):
        result = OrderedDict() if destination is None else destination
        for path, module in self.named_modules(prefix=prefix.rstrip("."), remove_duplicate=False):
            start = path + "." if path else ""
            for name, parameter in module._parameters.items():
                if parameter is not None:
                    result[start + name] = parameter if keep_vars else parameter.detach()
            for name, buffer in module._buffers.items():
                if buffer is not None and name not in module._non_persistent:
                    result[start + name] = buffer if keep_vars else buffer.detach()
        return result

    def load_state_dict(self, state_dict, strict=True, assign=False):
        if not hasattr(state_dict, "items"):
            raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
        own = self.state_dict(keep_vars=True)
        missing = [name for name in own if name not in state_dict]
        unexpected = [name for name in state_dict if name not in own]
        problems = []
        for kind, names in (("Missing", missing), ("Unexpected", unexpected)):
            if strict and names:
                quoted = ", ".join(f'"{name}"' for name in names)
                problems.append(f"{kind} key(s) in state_dict: {quoted}. ")
        for name, target in own.items():
            if name not in state_dict:
                continue
            source = state_dict[name]
            if not isinstance(source, Tensor):
                problems.append(
                    f'While copying the parameter named "{name}", expected torch.Tensor or '
                    f"Tensor-like object from checkpoint but received {type(source)}")
            elif source.shape != target.shape:
                problems.append(
                    f"size mismatch for {name}: copying a param with shape {source.shape} from "
                    f"checkpoint, the shape in current model is {target.shape}.")
            else:
                with torch.no_grad():
                    target.copy_(source)
        if problems:
            raise RuntimeError(
                f"Error(s) in loading state_dict for {type(self).__name__}:\n\t"
                + "\n\t".join(problems))
        return _IncompatibleKeys(missing, unexpected)

    # Printing.

    def extra_repr(self):
        return ""

    def _get_name(self):
        return type(self).__name__

    def __repr__(self):
        extra = self.extra_repr()
        lines = extra.split("\n") if extra else []
        children = [
            f"({name}): " + _indented(repr(module)) for name, module in self._modules.items()]
        if len(lines) == 1 and not children:
            return self._get_name() + "(" + lines[0] + ")"
        if not lines and not children:
            return self._get_name() + "()"
        return self._get_name() + "(\n  " + "\n  ".join(lines + children) + "\n)"
