from collections import OrderedDict

import torch
from torch.nn.modules.module import Module, _indented


def _position(modules, index, kind="index"):
    length = len(modules)
    if isinstance(index, (str, float)) or not hasattr(index, "__index__"):
        raise TypeError(
            f"'{type(index).__name__}' object cannot be interpreted as an integer")
    index = int(index)
    if not -length <= index < length:
        raise IndexError(f"index {index} is out of range")
    return str(index % length)


def _list_repr(module):
    """Runs of children that look the same are shown once, with their number."""
    runs = []
    for index, child in enumerate(module):
        text = repr(child)
        if runs and runs[-1][2] == text:
            runs[-1][1] = index
        else:
            runs.append([index, index, text])
    if not runs:
        return module._get_name() + "()"
    lines = []
    for first, last, text in runs:
        label = f"({first})" if first == last else f"({first}-{last})"
        count = "" if first == last else f"{last - first + 1} x "
        lines.append(_indented(f"{label}: {count}{text}"))
    return module._get_name() + "(\n  " + "\n  ".join(lines) + "\n)"


def _sizes(tensor):
    return "x".join(str(size) for size in tensor.shape)


class Sequential(Module):
    def __init__(self, *args):
        super().__init__()
        if len(args) == 1 and isinstance(args[0], OrderedDict):
            for name, module in args[0].items():
                self.add_module(name, module)
        else:
            for index, module in enumerate(args):
                self.add_module(str(index), module)

    def _key(self, index):
        return list(self._modules)[int(_position(self, index))]

    def __getitem__(self, index):
        if isinstance(index, slice):
            return type(self)(OrderedDict(list(self._modules.items())[index]))
        return self._modules[self._key(index)]

    def __setitem__(self, index, module):
        setattr(self, self._key(index), module)

    def __delitem__(self, index):
        keys = list(self._modules)
        for key in keys[index] if isinstance(index, slice) else [self._key(index)]:
            delattr(self, key)
        left = list(self._modules.values())
        self._modules.clear()
        for position, module in enumerate(left):
            self._modules[str(position)] = module

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(list(self._modules.values()))

    def __add__(self, other):
        return Sequential(*self, *other)

    def append(self, module):
        self.add_module(str(len(self)), module)
        return self

    def extend(self, modules):
        for module in modules:
            self.append(module)
        return self

    def insert(self, index, module):
        rest = list(self)
        rest.insert(index, module)
        self._modules.clear()
        for position, item in enumerate(rest):
            self._modules[str(position)] = item
        return self

    def pop(self, index):
        module = self[index]
        del self[index]
        return module

    def forward(self, input):
        for module in self:
            input = module(input)
        return input


class ModuleList(Module):
    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            self.extend(modules)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return type(self)(list(self)[index])
        return self._modules[_position(self, index)]

    def __setitem__(self, index, module):
        setattr(self, _position(self, index), module)

    def __delitem__(self, index):
        rest = list(self)
        del rest[index]
        self._refill(rest)

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(list(self._modules.values()))

    def __iadd__(self, modules):
        return self.extend(modules)

    def __add__(self, other):
        return ModuleList(list(self) + list(other))

    def _refill(self, modules):
        self._modules.clear()
        for module in modules:
            self.append(module)

    def append(self, module):
        self.add_module(str(len(self)), module)
        return self

    def extend(self, modules):
        for module in modules:
            self.append(module)
        return self

    def insert(self, index, module):
        rest = list(self)
        rest.insert(index, module)
        self._refill(rest)

    def pop(self, key):
        module = self[key]
        del self[key]
        return module

    def __repr__(self):
        return _list_repr(self)


class ModuleDict(Module):
    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            self.update(modules)

    def __getitem__(self, key):
        return self._modules[key]

    def __setitem__(self, key, module):
        self.add_module(key, module)

    def __delitem__(self, key):
        del self._modules[key]

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(list(self._modules))

    def __contains__(self, key):
        return key in self._modules

    def keys(self):
        return self._modules.keys()

    def values(self):
        return self._modules.values()

    def items(self):
        return self._modules.items()

    def clear(self):
        self._modules.clear()

    def pop(self, key):
        return self._modules.pop(key)

    def update(self, modules):
        for key, module in modules.items() if hasattr(modules, "items") else modules:
            self[key] = module


class ParameterList(Module):
    def __init__(self, values=None):
        super().__init__()
        self._size = 0
        for value in values if values is not None else []:
            self.append(value)

    def append(self, value):
        setattr(self, str(self._size), value)
        self._size += 1
        return self

    def extend(self, values):
        for value in values:
            self.append(value)
        return self

    def __getitem__(self, index):
        if isinstance(index, slice):
            return type(self)(list(self)[index])
        return getattr(self, _position(self, index))

    def __setitem__(self, index, value):
        setattr(self, _position(self, index), value)

    def __len__(self):
        return self._size

    def __iter__(self):
        return iter([getattr(self, str(index)) for index in range(self._size)])

    def extra_repr(self):
        return "\n".join(
            f"  ({index}): Parameter containing: [{value.dtype} of size {_sizes(value)}]"
            if isinstance(value, torch.Tensor)
            else f"  ({index}): Object of type: {type(value).__name__}"
            for index, value in enumerate(self))


class ParameterDict(Module):
    def __init__(self, parameters=None):
        super().__init__()
        self._names = {}
        for key, value in parameters.items() if parameters is not None else []:
            self[key] = value

    def __getitem__(self, key):
        return getattr(self, key)

    def __setitem__(self, key, value):
        self._names[key] = None
        setattr(self, key, value)

    def __len__(self):
        return len(self._names)

    def __iter__(self):
        return iter(list(self._names))

    def __contains__(self, key):
        return key in self._names

    def keys(self):
        return self._names.keys()

    def values(self):
        return [self[key] for key in self._names]

    def items(self):
        return [(key, self[key]) for key in self._names]

    def extra_repr(self):
        return "\n".join(
            f"  ({key}): Parameter containing: [{value.type()} of size {_sizes(value)}]"
            for key, value in self.items())
