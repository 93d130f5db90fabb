# The last digit of what PyTorch computes in the vectors of a processor with AVX2.
import torch
import torch.nn.functional as F

torch.manual_seed(1)


def show(label, *results):
    print(label, *[r.tolist() for r in results])


# Sums, in the order that memory gives.
for dtype in (torch.float32, torch.float64):
    for shape in ((3,), (17,), (100,), (5, 3), (9, 8), (40, 9), (6, 70), (2, 3, 4), (3, 9, 5), (30, 1), (33, 5)):
        x = torch.rand(shape, dtype=torch.float64).mul(10).sub(3).to(dtype)
        show("all", x.sum(), x.mean())
        for dim in range(len(shape)):
            show("along", x.sum(dim), x.mean(dim, keepdim=True))
        if len(shape) == 2:
            show("turned", x.t().sum(0), x.t().sum(), x[:, ::2].sum(0), x[::2].sum(), x[:1].expand(5, -1).sum(0))
        if len(shape) == 3:
            show("two", x.sum((0, 2)), x.sum((0, 1)), x.permute(2, 0, 1).sum(1))

# What is broadcast is sent the sum in the same order.
for left, right in (((6, 27), (6, 1)), ((6, 27), (27,)), ((40, 9), (9,)), ((40, 3), ()), ((2, 9, 4), (4,)), ((20, 1), (1, 9))):
    x = torch.rand(left, requires_grad=True)
    y = torch.rand(right, requires_grad=True)
    for function in (torch.add, torch.sub, torch.mul, torch.div, torch.maximum, torch.atan2):
        x.grad = y.grad = None
        z = function(x, y)
        z.retain_grad()
        (z * torch.rand(z.shape)).sum().backward()
        show(function.__name__, x.grad, y.grad)

# Products that are fused into sums.
for dtype in (torch.float32, torch.float64):
    a, b, c = (torch.rand(20, dtype=torch.float64).to(dtype) for _ in range(3))
    show("fused", torch.add(a, b, alpha=.9), torch.sub(a, b, alpha=.3), torch.addcmul(a, b, c, value=.7),
         torch.addcdiv(a, b, c, value=.7), torch.lerp(a, b, .3), torch.lerp(a, b, .8), torch.lerp(a, b, c))
    for optimiser, options in (
        ("SGD", dict(momentum=.9, nesterov=True, weight_decay=.01)), ("SGD", dict(momentum=.9, dampening=.3)),
        ("Adam", dict(amsgrad=True)), ("RMSprop", dict(momentum=.9)), ("Adagrad", {}),
    ):
        w = (a * 2 - 1).requires_grad_()
        opt = getattr(torch.optim, optimiser)([w], lr=.1, **options)
        for _ in range(5):
            opt.zero_grad()
            ((w - .3) ** 2 * (1 + .1 * w)).sum().backward()
            opt.step()
        show(optimiser, w)

# Steps, and normal numbers in blocks of sixteen.
for dtype in (torch.float32, torch.float64):
    show("steps", torch.arange(0, 1, .02, dtype=dtype), torch.arange(1, -4, -.1, dtype=dtype), torch.linspace(-1, 2, 41, dtype=dtype))
for count in (15, 16, 20, 33):
    show("normal", torch.randn(count), torch.normal(2., .5, (count,)), torch.empty(count).normal_(1., 3.), torch.randn(count, dtype=torch.float64))

# Softmax and the activations, the exponential of vectors first, what is left over one by one.
for shape, dim in (((3,), 0), ((2, 5), 1), ((4, 20), 1), ((4, 20), 0), ((3, 2), 0), ((2, 3, 4), 1)):
    x = torch.randn(shape).mul(3).requires_grad_()
    seed = torch.rand(shape)
    for function in (F.softmax, F.log_softmax) if dim == len(shape) - 1 else (F.softmax,):
        x.grad = None
        y = function(x, dim)
        y.backward(seed)
        show(function.__name__, y, x.grad)
        x.grad = None
        function(x, dim).sum().backward()
        show("of ones", x.grad)
for count in (5, 16, 20):
    for name in ("sigmoid", "silu", "mish", "logsigmoid", "softplus", "hardswish", "tanh"):
        x = torch.randn(count).mul(3).requires_grad_()
        y = getattr(F, name)(x)
        y.backward(torch.rand(count))
        print(name, [f"{v:.6g}" for v in y.tolist()], [f"{v:.6g}" for v in x.grad.tolist()])
