# Derivatives of derivatives, with the names that they print.
import torch
import torch.nn.functional as F


def orders(function, start=0.7, count=5):
    x = torch.tensor(start, requires_grad=True, dtype=torch.float64)
    y = function(x)
    found = []
    for _ in range(count):
        y, = torch.autograd.grad(y, x, create_graph=True)
        found.append(f"{y.item():.6f}")
        if not y.requires_grad:
            break
    return " ".join(found)


def powers(x):
    return torch.stack([x, x * x, x ** 3])


for name, function in {
    "sigmoid": lambda x: torch.sigmoid(x) * torch.sigmoid(x * x),
    "tanh": lambda x: torch.tanh(x * torch.tanh(x)),
    "cumprod": lambda x: powers(x).cumprod(0)[2],
    "prod": lambda x: torch.stack([x, x, x, x, x]).prod(),
    "inverse": lambda x: torch.linalg.inv(torch.stack([x, x * x, x ** 3, x + 2]).view(2, 2)).sum(),
    "solve": lambda x: torch.linalg.solve(
        torch.stack([x, x * x, x ** 3, x + 2]).view(2, 2), torch.stack([x, x * x])).sum(),
    "quotients": lambda x: 1 / (x * x + 1) / (x + 2),
    "matrices": lambda x: (torch.stack([x, x * x, x ** 3, x + 2]).view(2, 2) ** 2 @ powers(x)[:2]).sum(),
    "variance": lambda x: powers(x).var() ** 2,
    "softmax": lambda x: powers(x).softmax(0)[1] ** 2,
    "logsumexp": lambda x: powers(x).logsumexp(0),
    "norm": lambda x: powers(x).norm(),
    "cosine": lambda x: F.cosine_similarity(powers(x), torch.ones(3, dtype=torch.float64), dim=0),
    "gelu": lambda x: F.gelu(x * x),
    "silu": lambda x: F.silu(x * x),
    "softplus": lambda x: F.softplus(x * x),
    "logits": lambda x: F.binary_cross_entropy_with_logits(x * x, torch.tensor(0.3, dtype=torch.float64)),
    "classes": lambda x: F.cross_entropy(powers(x)[None], torch.tensor([1])),
    "divergence": lambda x: F.kl_div(
        F.log_softmax(powers(x), 0), torch.full((3,), 1 / 3, dtype=torch.float64), reduction="sum"),
    "x^(x^2)": lambda x: x ** (x * x),
    "atan2": lambda x: torch.atan2(x * x, x + 1),
    "asinh": lambda x: torch.asinh(x * x),
    "hypot": lambda x: torch.hypot(x, x ** 2 + 1),
    "shared": lambda x: (lambda a: (lambda b: a * b * b * a)(a * a + x))(x * x),
}.items():
    print(f"{name:11}", orders(function))

x = torch.tensor([0.5, -1.5], requires_grad=True)
for name, function in {
    "relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid, "square": torch.square,
    "softmax": lambda t: t.softmax(0)[0],
}.items():
    first, = torch.autograd.grad(function(x).sum(), x, create_graph=True)
    second, = torch.autograd.grad(first.pow(2).sum(), x, create_graph=True)
    print(name, first, second)
try:
    torch.autograd.grad(torch.autograd.grad((x * 3).sum(), x, create_graph=True)[0].sum(), x)
except RuntimeError as error:
    print(type(error).__name__)
print(torch.autograd.gradcheck(
    torch.abs, torch.zeros(1, dtype=torch.float64, requires_grad=True), raise_exception=False))
print(torch.vmap(torch.dot)(torch.ones(2, 2), torch.eye(2)))
