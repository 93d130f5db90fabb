# Forward-mode differentiation: dual tensors.
import torch
import torch.autograd.forward_ad as fwAD
import torch.nn.functional as F
from torch.func import jvp


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, str(error)[:250])


x, v = torch.tensor([1.0, 2.0]), torch.tensor([1.0, 0.5])
attempt(lambda: fwAD.make_dual(x, v))
attempt(lambda: fwAD.exit_dual_level())
print(fwAD.unpack_dual(x))
with fwAD.dual_level():
    attempt(lambda: fwAD.make_dual(x, torch.ones(3)))
    attempt(lambda: fwAD.make_dual(torch.tensor([1, 2]), v))
    attempt(lambda: fwAD.make_dual(x, torch.tensor([1, 2])))
    d = fwAD.make_dual(x, v)
    print(d, d.requires_grad, fwAD.unpack_dual(d), fwAD.unpack_dual(x).tangent)
    y = d.sin() * d
    print(y, fwAD.unpack_dual(y).tangent, y.sum(), y.mean())
    print(d.view(2, 1), d[0], d[:1], d.detach(), d + 1, 3 * d, d / 2, 1 / d, -d, d ** 3, d ** -0.5)
    for f in [
        torch.exp, torch.log, torch.cos, torch.tan, torch.tanh, torch.sigmoid, torch.sqrt,
        torch.relu, F.softplus, F.gelu, F.silu, torch.abs, torch.square, torch.reciprocal,
        torch.max, torch.prod, torch.std, torch.norm, torch.erf, torch.floor,
    ]:
        print(f.__name__, f(d))
    print(d.softmax(0), d.log_softmax(0), d.cumsum(0), d.clamp(max=1.5))
    print(d @ d, torch.stack([d, x]), torch.cat([x, d]), torch.where(d > 1, d, x))
    print(torch.maximum(d, x), torch.dot(d, x), torch.outer(d, x), d.expand(2, 2), d.flip(0))
    print(F.mse_loss(d, torch.zeros(2)), F.linear(d, torch.ones(3, 2), torch.ones(3)))
    print(d.double(), d.sort().values)
    with torch.no_grad():
        print(d * 2)
    z = x.clone()
    z.mul_(d)
    print(z)
    z = d.clone()
    z[0] = 5.0
    print(z)
    z[1] = d[0]
    print(z)

    def nested():
        with fwAD.dual_level():
            pass

    attempt(nested)
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    q = (fwAD.make_dual(w, v) ** 2).sum()
    print(q)
    q.backward()
    print(w.grad)
print(d, y, fwAD.unpack_dual(d))


class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        ctx.save_for_forward(x)
        return x * x

    @staticmethod
    def backward(ctx, gradient):
        x, = ctx.saved_tensors
        return 2 * x * gradient

    @staticmethod
    def jvp(ctx, tangent):
        x, = ctx.saved_tensors
        return 2 * x * tangent


class OneWay(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * x

    @staticmethod
    def backward(ctx, gradient):
        return gradient


with fwAD.dual_level():
    d = fwAD.make_dual(x, v)
    print(Square.apply(d))
    attempt(lambda: OneWay.apply(d))
    layer = torch.nn.Linear(2, 1)
    with torch.no_grad():
        layer.weight.fill_(0.5)
        layer.bias.fill_(1.0)
    parameters = dict(layer.named_parameters())
    for name, value in parameters.items():
        delattr(layer, name)
        setattr(layer, name, fwAD.make_dual(value.detach(), torch.ones_like(value)))
    print(fwAD.unpack_dual(layer(x)).tangent)

# Both ways agree.
for f in [
    lambda t: t.sin() * t, lambda t: (t ** 3).sum(), lambda t: t.softmax(0), lambda t: t @ t,
]:
    print(jvp(f, (x,), (v,)))
    with fwAD.dual_level():
        print(fwAD.unpack_dual(f(fwAD.make_dual(x, v))))
level = fwAD.enter_dual_level()
print(level, fwAD.make_dual(torch.tensor(2.0), torch.tensor(1.0)) ** 3)
fwAD.exit_dual_level(level=level)
