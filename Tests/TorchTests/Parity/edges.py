# Functions at the edges of what they are defined for, and what they refuse.
import torch
import torch.nn.functional as F

inf, nan = float("inf"), float("nan")
VALUES = [0., -0., 0.5, -0.5, 1., -1., 2., -3., 3.5, 0.25, inf, -inf, nan]


def show(label, y, *leaves):
    print(label, y.dtype, y.tolist(), y.grad_fn.name())
    y.backward(torch.full_like(y, -1.5))
    for leaf in leaves:
        print("   ", leaf.grad.tolist())


for dtype in (torch.float32, torch.float64):
    for name in ("acosh", "asinh", "atanh", "exp2", "erfc", "logit", "sinc", "frac", "deg2rad", "rad2deg"):
        given = [v for v in VALUES if abs(v) != 3.5 and (name != "logit" or str(v) != "-0.0")]
        x = torch.tensor(given, dtype=dtype, requires_grad=True)
        y = getattr(torch, name)(x)
        print(name, y.grad_fn.name(), [f"{v:.5g}" for v in y.tolist()])
        y.backward(torch.full_like(y, -1.5))
        print("   ", [f"{v:.5g}" for v in x.grad.tolist()])
    for name in ("relu6", "hardtanh", "hardswish", "hardsigmoid", "softshrink", "hardshrink", "threshold", "elu"):
        x = torch.tensor(VALUES, dtype=dtype, requires_grad=True)
        y = F.threshold(x, 0., -0.) if name == "threshold" else F.elu(x, -1.) if name == "elu" else getattr(F, name)(x)
        print(name, [f"{v:.5g}" for v in y.tolist()])
        y.backward(torch.full_like(y, -1.5))
        print("   ", [f"{v:.5g}" for v in x.grad.tolist()])
    for name in ("copysign", "fmod", "hypot", "logaddexp", "xlogy", "fmax", "fmin"):
        pairs = [(a, b) for a in VALUES for b in VALUES]
        a = torch.tensor([p[0] for p in pairs], dtype=dtype, requires_grad=True)
        b = torch.tensor([p[1] for p in pairs], dtype=dtype, requires_grad=True)
        y = getattr(torch, name)(a, b)
        y.backward(torch.full_like(y, -1.5))
        for part in (y, a.grad, b.grad):
            for start in range(0, len(pairs), 13):
                print(name, [f"{v:.4g}" for v in part[start:start + 13].tolist()])

x = torch.tensor([0., 1., 2.], requires_grad=True)
for y in (torch.xlogy(x, 3), torch.xlogy(3, x), x.xlogy(nan), x.copysign(-2.), torch.clamp(x, min=0.5)):
    x.grad = None
    show("number", y, x)
for values in ([1e38, -1e38], [1e-30, 1e-30], [3e19] * 20, [3., 4.]):
    x = torch.tensor(values)
    print(x.norm(), torch.linalg.norm(x), x.norm(3), x.double().norm(), x.norm(inf), x.view(1, -1).norm(dim=1))
print(F.softmax(torch.tensor([inf, 1.]), 0), F.log_softmax(torch.tensor([-inf, 1., nan]), 0), F.softmax(torch.tensor([-inf, -inf]), 0))

# Zeros of products are sums that start from 0.
w = torch.tensor([[1., 2.]], requires_grad=True)
x = torch.tensor([[0., -0.]], requires_grad=True)
for product in (lambda: x @ w.t(), lambda: F.linear(x, w), lambda: torch.einsum("ij,kj->ik", x, w), lambda: x[0] @ w[0], lambda: torch.mv(w, x[0]), lambda: torch.bmm(x[None], w.t()[None])):
    w.grad = x.grad = None
    y = product()
    y.backward(torch.full_like(y, -2.))
    print(y, w.grad, x.grad)

# What was lost on the way.
a, b = torch.tensor([1., 2., 3.]), torch.tensor([2., -1., .5])
for function in (
    lambda x: torch.copysign(a, x), lambda x: x[:1].diff(), lambda x: x.diff(n=2), lambda x: x.diff(n=0),
    lambda x: x.unique(), lambda x: F.pairwise_distance(a[None], x[None]), lambda x: x[:0].sum(),
    lambda x: torch.trapezoid(x), lambda x: torch.trapezoid(x, a), lambda x: torch.cumulative_trapezoid(x, dx=.5),
    lambda x: x.ravel(), lambda x: x[0].movedim(0, 0), lambda x: x.quantile(.3), lambda x: x.nanquantile(torch.tensor([.3, .5])),
    lambda x: x.quantile(.7, dim=0, keepdim=True, interpolation="midpoint"),
):
    x = b.clone().requires_grad_()
    y = function(x)
    print(y)
    try:
        y.sum().backward()
        print("   ", x.grad)
    except Exception as error:
        print("   ", type(error).__name__, error)

# Mixed types.
d, dd, i = torch.tensor(1.5, dtype=torch.float64), torch.tensor([1., 2., 3.], dtype=torch.float64), torch.tensor([1, 0, 2])
for name in ("l1_loss", "mse_loss", "smooth_l1_loss", "huber_loss", "binary_cross_entropy_with_logits", "kl_div"):
    for left, right in ((a, dd), (dd, b), (d, b), (a, d), (a, i), (i, a), (i, i), (a, a > 1)):
        if name.startswith("b") and left.shape != right.shape:
            continue
        try:
            print(name, getattr(F, name)(left, right))
        except Exception as error:
            print(name, type(error).__name__, error)
for call in (
    lambda: torch.lerp(a, dd, .5), lambda: torch.lerp(i, i, .5), lambda: torch.cross(a, dd, dim=0), lambda: torch.heaviside(a, dd),
    lambda: F.prelu(a, dd[:1]), lambda: torch.isclose(a, dd), lambda: a.scatter(0, i[:1], dd), lambda: a.index_add(0, i[:1], dd[:1]),
    lambda: torch.vstack(a), lambda: torch.dstack(a), lambda: a.arctan2(-100), lambda: torch.fmax(a, 1.), lambda: torch.hypot(i, i),
    lambda: torch.cartesian_prod(torch.ones(2, 2), a), lambda: a - (a > 1), lambda: torch.copysign(a, dd), lambda: torch.copysign(i, b),
    lambda: torch.quantile(a, 1.5), lambda: torch.quantile(a, .5, interpolation="cubic"), lambda: torch.quantile(i, .5),
    lambda: F.binary_cross_entropy(torch.sigmoid(a), i), lambda: torch.fmax(a, dd),
):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)

# The slope of entr is infinite at 0, and no number below.
x = torch.tensor([0.0, 0.5, 1.0, -1.0, float("nan"), 2.0], requires_grad=True)
torch.special.entr(x).sum().backward()
print(x.grad)
