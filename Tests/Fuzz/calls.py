"""Random calls of every function that our program has, with every kind of argument."""

import ast
import os
import tempfile

from finds import missing

HEADER = '''
import bisect, collections, contextlib, copy, functools, itertools, json, math, operator, random, statistics, string
import torch, torch.nn as nn, torch.nn.functional as F, numpy as np
import torch.optim, torch.linalg, torch.func, torch.distributions, torch.autograd.functional
def show(value, depth=0):
    """Everything of a value that can be seen."""
    if isinstance(value, torch.Tensor):
        print(value, value.dtype, tuple(value.shape), value.requires_grad)
    elif isinstance(value, np.ndarray):
        print(repr(value), value.dtype, value.shape)
    elif isinstance(value, (list, tuple)) and depth < 3:
        print(type(value).__name__, len(value))
        for item in value[:8]:
            show(item, depth + 1)
    elif isinstance(value, (dict, set, frozenset, str, int, float, bool, range)) or value is None:
        print(repr(value)[:2000])
    elif hasattr(value, "__next__") and depth < 3:
        print(type(value).__name__)
        show(list(itertools.islice(value, 8)), depth + 1)
    else:
        print(type(value).__name__, callable(value) or repr(value)[:2000])
def backward(value):
    if isinstance(value, torch.Tensor) and value.requires_grad:
        print(value.grad_fn)
        (value * torch.arange(1.0, 1 + value.numel()).view(value.shape)).sum().backward()
def reset():
    torch.manual_seed(0)
    np.random.seed(0)
    random.seed(0)
'''

OWNERS = """torch F nn.init torch.linalg torch.special torch.func torch.autograd torch.autograd.functional
torch.distributions np np.linalg np.random math itertools functools collections random statistics json string operator
copy bisect""".split()
RECEIVERS = {
    "torch.tensor([1.0, -2.0, 3.0])": 4, "torch.tensor([[1.0, 2.0, -0.5], [0.0, 4.0, 5.0]], requires_grad=True)": 4,
    "torch.tensor(2.5, requires_grad=True)": 2, "torch.tensor([3, 1, 2])": 2, "torch.tensor([True, False])": 1,
    "torch.tensor([[2.0, 1.0], [1.0, 3.0]], dtype=torch.float64)": 1, "torch.empty(0)": 1,
    "np.array([1.0, -2.0, 3.0])": 2, "np.arange(6).reshape(2, 3)": 2, "np.float64(2.5)": 1,
    "np.random.default_rng(0)": 1, "torch.Generator()": 1, "torch.Size([2, 3])": 1, "torch.float32": 1,
    "torch.finfo(torch.float32)": 1, "nn.Linear(2, 2)": 1, "nn.Sequential(nn.Linear(2, 3), nn.ReLU())": 1,
    "nn.Parameter(torch.ones(2))": 1, "nn.ParameterList([torch.ones(2)])": 1, "nn.ModuleList([nn.ReLU()])": 1,
    "nn.ModuleDict({'a': nn.ReLU()})": 1, "torch.optim.SGD([torch.ones(2, requires_grad=True)], lr=0.1)": 1,
    "torch.distributions.Normal(0.0, 1.0)": 1, "torch.distributions.Categorical(torch.tensor([0.2, 0.8]))": 1,
    "'a b,Cß1'": 3, "''": 1, "[3, 1, 2]": 3, "[]": 1, "(1, 'a')": 1, "{'a': 1, 2: [3]}": 3, "{1, 2, 3}": 2,
    "frozenset((1, 2))": 1, "7": 1, "-2.5": 1, "True": 1, "range(1, 10, 3)": 1, "collections.Counter('abca')": 1,
    "collections.deque([1, 2, 3], 4)": 1, "collections.OrderedDict(a=1, b=2)": 1, "collections.defaultdict(list)": 1,
    "'ab'.encode()": 1, "complex(1, 2)": 1,
}
CLASSES = ["nn", "torch.optim", "torch.optim.lr_scheduler"]
BUILTINS = """abs all any ascii bin bool callable chr complex delattr dict dir divmod enumerate filter float format
frozenset getattr hasattr hash hex int isinstance issubclass iter len list map max min next object oct ord pow print
range
repr reversed round set setattr slice sorted str sum tuple type vars zip bytes""".split()
# These wait for input, end the process, write files, or tell the time.
NEVER = """input breakpoint exit quit open save load compile set_num_threads set_num_interop_threads seed initial_seed
get_rng_state set_default_dtype set_default_device set_printoptions set_default_tensor_type savez savetxt
savez_compressed tofile dump set_grad_enabled set_rng_state from_file use_deterministic_algorithms show_config
show info SystemRandom urandom getrandbits set_flush_denormal set_warn_always set_float32_matmul_precision
seterr __del__ _show fork_rng set_deterministic_debug_mode""".split()
# Who calls these by name?
RARE = """__class__ __init_subclass__ __subclasshook__ __reduce__ __reduce_ex__ __sizeof__ __dir__ __getstate__ __hash__
__new__ __init__ __repr__""".split()

FLOATS = ["0.5", "-1.5", "2.0", "0.0", "-0.0", "1e30", "1e-30", "float('inf')", "float('nan')", "3.7", "1e308"]
INTEGERS = [
    "0", "1", "2", "3", "-1", "-2", "5", "-7", "100", "2**31", "2**63", "-2**63", "10**30", "2**62", "1000000007",
]
SMALL = ["0", "1", "2", "3", "-1", "-2"]
TENSORS = [
    "torch.tensor([1.0, -2.0, 3.0])", "torch.tensor([1.0, -2.0, 3.0], requires_grad=True)",
    "torch.tensor([[1.0, 2.0, 3.0], [4.0, 0.0, -6.0]])",
    "torch.tensor([[0.5, 2.0, 2.0], [0.25, -0.0, 2.0]], requires_grad=True)", "torch.tensor(2.0)",
    "torch.tensor(-1.5, requires_grad=True)", "torch.tensor([[2.0, 1.0], [1.0, 3.0]], requires_grad=True)",
    "torch.tensor([0, 2, 1])", "torch.tensor([[0, 1, 2], [2, 1, 0]])", "torch.tensor(1)",
    "torch.tensor([True, False, True])", "torch.tensor([0.3, 0.6, 0.9], dtype=torch.float64)", "torch.empty(0)",
    "torch.empty(2, 0, 3)", "torch.tensor([float('nan'), float('inf'), -float('inf')])",
    "torch.ones(1, 2, 4, 4, requires_grad=True)", "torch.arange(12.0).reshape(2, 2, 3)",
    "torch.arange(6.0).view(1, 2, 3)", "torch.tensor([1.5, 2.5], dtype=torch.float16)",
    "torch.tensor([1, 2, 3], dtype=torch.int32)", "torch.tensor([1, 255], dtype=torch.uint8)", "torch.eye(3)",
    "torch.zeros(3, 1)", "torch.ones(3).expand(2, 3)", "torch.tensor([[1.0, -2.0, 3.0]]).T", "torch.ones(2, 1, 3)",
    "torch.randn(2, 3)", "torch.randn(3, 3, requires_grad=True)",
]
ARRAYS = [
    "np.array([1.0, -2.0, 3.0])", "np.arange(6).reshape(2, 3)", "np.array(2.5)", "np.array([])",
    "np.array([True, False, True])", "np.array([[2.0, 1.0], [1.0, 3.0]])", "np.array([3, 1, 2])",
    "np.array([np.nan, np.inf, -1.0])", "np.float32(1.5)", "np.int64(3)", "np.ones((2, 3), dtype=np.float32)",
    "np.eye(3)", "np.arange(3)[::-1]",
]
THINGS = [
    "None", "True", "False", "''", "'a'", "'mean'", "'sum'", "'none'", "'abc def'", "'ij,jk->ik'", "[]", "[1, 2]",
    "[1.5, -2.0, 3.0]", "[[1, 2], [3, 4]]", "[1, [2, 3]]", "(1, 2)", "(2,)", "()", "[0]", "{}", "{'a': 1}", "{1, 2}",
    "range(3)", "iter([1, 2, 3])", "(x for x in [1, 2])", "[True, False]", "['b', 'a']", "[None]", "'\\u00e9'", "'12'",
    "'1.5'", "'{}'", "'%d'", "object()", "int", "float", "str", "list", "dict", "len", "lambda x: x",
    "lambda x: x.sum()", "lambda a, b: a", "operator.add", "slice(None)", "slice(0, 2)", "Ellipsis", "ValueError('a')",
    "ValueError", "torch.float64", "torch.int64", "torch.float32", "torch.bool", "np.float32", "np.int64", "torch.nan",
    "'cpu'", "torch.device('cpu')", "torch.Size([2, 3])", "nn.ReLU()", "nn.Linear(3, 2)", "torch.relu", "'euclidean'",
    "'reflect'", "'constant'", "'fro'", "'nuc'", "(1, 1)", "(0, 1)", "(3, 3)", "(-1,)", "(2, 3)", "[2, 0]",
    "[torch.ones(2), torch.zeros(2)]", "(torch.tensor([1.0, 2.0, 3.0]), torch.ones(3))",
    "[torch.ones(2, 3), torch.zeros(2, 3)]", "[nn.Parameter(torch.ones(2))]", "'a'.encode()", "complex(0, 1)",
    "string.ascii_letters", "'x' * 1000", "[1] * 1000", "[[[[[[1]]]]]]",
]
KEYWORDS = """dim=0 dim=1 dim=-1 dim=(0,1) dim=None keepdim=True reduction='none' reduction='sum' reduction='mean'
dtype=torch.float64 dtype=torch.int64 axis=0 axis=-1 axis=None keepdims=True alpha=2 value=0.5 out=None
requires_grad=True p=1 p=2.0 p=0.0 weight=torch.ones(3) bias=torch.zeros(3) eps=0.1 inplace=True beta=2.0 lr=0.1
size=3 size=(2,2) key=len key=str reverse=True default=0 sep='-' maxsplit=1 start=1 strict=True descending=True
stable=True unbiased=False correction=0 largest=False sorted=False dims=(0,) diagonal=1 offset=1 min=0 max=1
generator=None training=False padding=1 stride=2 kernel_size=2 mode='constant' ord=1 n=2 k=1 fill_value=1.5
indices_or_sections=2 where=True initial=0 ddof=1 weights=None endpoint=False rounding_mode='floor'
rounding_mode='trunc' device='cpu' memory_format=torch.contiguous_format non_blocking=True copy=True
create_graph=True retain_graph=True allow_unused=True strict=False gamma=0.9 step_size=2 T_max=5 momentum=0.9
weight_decay=0.1 num_layers=2 batch_first=True bidirectional=True dilation=2 groups=1 return_indices=True
ceil_mode=True align_corners=True label_smoothing=0.1 ignore_index=1 delta=0.5 margin=0.5 num_classes=3
negative_slope=0.2 approximate='tanh' side='right' right=True return_inverse=True return_counts=True equal_nan=True
rtol=0.1 atol=0.1 dtype=None dtype=np.float32 indexing='ij' prepend=0 repeat=2 initial=1 fillvalue=0 x=1""".split()
POOL = SMALL * 3 + INTEGERS + FLOATS * 2 + TENSORS * 5 + ARRAYS * 2 + THINGS * 2

LISTING = '''
found = []
def names(text, owner):
    try:
        of = owner()
        names = dir(of)
    except Exception:
        return
    for name in names:
        try:
            # Asking a value itself for what is no method may be refused.
            if callable(getattr(of if text.replace(".", "").isidentifier() else type(of), name)):
                found.append((text, name))
        except Exception:
            pass
'''


class Maker:
    """Makes calls. Arguments that a function has taken before are kept, and changed a little."""

    def __init__(self, random, sides):
        self.random = random
        owners = OWNERS + CLASSES + list(RECEIVERS)
        found = {each: None for side in sides for each in listed(side, owners) if usable(*each)}
        self.functions = [each for each in found for _ in range(RECEIVERS.get(each[0], 1))]
        self.functions += [("", name) for name in BUILTINS] * 2
        self.taken = {}
        self.refused = {}
        self.made = {}

    def make(self):
        function = self.random.choice(self.functions)
        while self.refused.get(kept(function), 0) > 2 and function not in self.taken:
            function = self.random.choice(self.functions)
        owner, name = function
        taken = self.taken.get(function)
        if taken and self.random.random() < 0.7:
            arguments = list(self.random.choice(taken))
            for _ in range(self.random.choice([1, 1, 1, 2])):
                self.change(arguments)
        else:
            arguments = [self.random.choice(POOL) for _ in range(self.random.choice([0, 1, 1, 1, 2, 2, 2, 3, 3, 4]))]
            if self.random.random() < 0.2:
                arguments.append(self.random.choice(KEYWORDS))
        snippet = self.snippet(owner, name, arguments)
        self.made[snippet] = (function, tuple(arguments))
        return snippet

    def change(self, arguments):
        place = self.random.randint(0, len(arguments))
        if self.random.random() < 0.3:
            arguments.append(self.random.choice(KEYWORDS))
        elif place == len(arguments):
            arguments.insert(sum(each not in KEYWORDS for each in arguments), self.random.choice(POOL))
        elif arguments[place] in KEYWORDS or self.random.random() < 0.2:
            del arguments[place]
        else:
            arguments[place] = self.random.choice(POOL)

    def snippet(self, owner, name, arguments):
        lines = []
        shown = []
        for number, argument in enumerate(arguments):
            # What the call may change is looked at afterwards.
            if argument in TENSORS or argument in ARRAYS or argument.startswith(("[", "{")):
                lines.append(f"a{number} = {argument}")
                shown.append(f"a{number}")
        given = [f"a{n}" if f"a{n}" in shown else argument for n, argument in enumerate(arguments)]
        if owner in RECEIVERS:
            lines.append(f"x = {owner}")
            shown.append("x")
            lines.append(f"r = x.{name}({', '.join(given)})")
        else:
            lines.append(f"r = {owner}.{name}({', '.join(given)})" if owner else f"r = {name}({', '.join(given)})")
        if owner == "nn":
            lines.append(f"r = r({self.random.choice(TENSORS)})" if self.random.random() < 0.8 else "print(r)")
        lines.append("show(r)")
        lines += [f"show({each})" for each in shown]
        leaves = [f"a{n}" for n, each in enumerate(arguments) if f"a{n}" in shown and "requires_grad=True" in each]
        leaves += ["x"] if owner in RECEIVERS and "True)" in owner else []
        if leaves and self.random.random() < 0.8:
            lines.append("backward(r)")
            lines += [f"show({each}.grad)" for each in leaves]
        return "\n".join(lines)

    def learn(self, snippet, ours, theirs):
        function, arguments = self.made.pop(snippet, (None, None))
        if function and (ours.end == "refused" or missing(ours)):
            self.refused[kept(function)] = self.refused.get(kept(function), 0) + 1
        elif function and "ended" in (ours.end, theirs.end):
            taken = self.taken.setdefault(function, [])
            if arguments not in taken and len(taken) < 40:
                taken.append(arguments)


def kept(function):
    """What is learnt of a method of one value holds for the others."""
    owner, name = function
    return name if owner in RECEIVERS else function


def listed(side, owners):
    """Every function and method of these modules, classes and values: its owner and its name."""
    listing = "".join(f"names({owner!r}, lambda: {owner})\n" for owner in owners)
    with tempfile.TemporaryDirectory() as folder:
        program, output = os.path.join(folder, "names.py"), os.path.join(folder, "names.txt")
        with open(program, "w", encoding="utf-8") as file:
            file.write(f"{HEADER}{LISTING}{listing}print(found)\n")
        if side.run(program, output, 60)[0] == "ended":
            with open(output, encoding="utf-8") as file:
                return ast.literal_eval(file.read())
    # One of them is refused.
    middle = len(owners) // 2
    return listed(side, owners[:middle]) + listed(side, owners[middle:]) if middle else []


def usable(owner, name):
    """Not what only says how a thing is made, nor a class's own machinery, which few call by hand."""
    if name in NEVER:
        return False
    if owner in ("nn", "torch.optim", "torch.optim.lr_scheduler"):
        return name[:1].isupper() and name not in ("Module", "Optimizer", "Parameter")
    if name.startswith("__"):
        return owner in RECEIVERS and "torch" not in owner and "np." not in owner and name not in RARE
    return not name.startswith("_")
