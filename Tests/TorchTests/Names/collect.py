"""Writes Sources/Torch/Prelude/names.txt: the public names of PyTorch's modules.

One line a module, `module: name name ...`, of what the module defines or offers in its `__all__`,
and `def module: name name ...` of the functions among it that are written in Python; `Tensor` has a
line as well. Made by PyTorch 2.15.0 under Python 3.11 with `python collect.py`.
"""
import importlib
import pathlib
import pkgutil
import types
import warnings

import torch

warnings.simplefilter("ignore")

# `torch.utils` has `tensorboard` only where TensorBoard is installed as well.
# What a program may ask for; of all other modules only that they exist.
DESCRIBED = (
    "torch.autograd", "torch.cuda", "torch.distributions", "torch.fft", "torch.func",
    "torch.functional", "torch.linalg", "torch.nn", "torch.optim", "torch.random", "torch.special",
    "torch.utils", "functorch",
)
LEFT_OUT = (
    "torch.cuda.", "torch.utils.benchmark.", "torch.utils.data.datapipes", "torch.nn.qat",
    "torch.nn.quantiz", "torch.nn.intrinsic", "torch.utils.tensorboard.", "torch.utils.cpp",
    "torch.utils.hipify", "torch.utils.model_dump", "torch.utils.viz", "torch.utils.bottleneck",
    "torch.utils.jit", "torch.utils.serialization", "functorch.",
)


def is_own(module, name):
    value = getattr(module, name)
    if isinstance(value, types.ModuleType):
        return value.__name__.startswith(("torch", "functorch"))
    return (getattr(value, "__module__", None) or "torch").split(".")[0] in (
        "torch", "functorch", "builtins")


def names(module):
    listed = set(getattr(module, "__all__", ()))
    return sorted(
        name for name in listed.union(dir(module))
        if not name.startswith("_") and hasattr(module, name)
        and (name in listed or is_own(module, name)))


def is_described(name):
    return name == "torch" or (name + ".").startswith(tuple(top + "." for top in DESCRIBED))


lines = {"Tensor": " ".join(name for name in dir(torch.Tensor) if not name.startswith("_"))}
waiting = ["torch", "functorch"]
while waiting:
    path = waiting.pop()
    if path.startswith(LEFT_OUT) or any(part.startswith("_") for part in path.split(".")):
        continue
    try:
        module = importlib.import_module(path)
        found = names(module) if is_described(path) else []
    except Exception:
        continue
    lines[path] = " ".join(found)
    functions = [name for name in found if isinstance(getattr(module, name), types.FunctionType)]
    if functions:
        lines[f"def {path}"] = " ".join(functions)
    if is_described(path) and hasattr(module, "__path__"):
        waiting += [f"{path}.{part.name}" for part in pkgutil.iter_modules(module.__path__)]
    if not is_described(path):
        continue
    waiting += [
        f"{path}.{name}" for name, value in vars(module).items()
        if isinstance(value, types.ModuleType) and value.__name__ == f"{path}.{name}"
        and f"{path}.{name}" not in lines]

root = pathlib.Path(__file__).parents[3]
(root / "Sources/Torch/Prelude/names.txt").write_text(
    "".join(f"{path}: {found}".rstrip() + "\n" for path, found in sorted(lines.items())))
