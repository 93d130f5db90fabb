# Passes that hooks and rules of the program's own run while another pass is under way.
import torch

w = torch.tensor(2.0, requires_grad=True)
y = w * 3


def scaled(g):
    with torch.enable_grad():
        return torch.autograd.grad(w * w, w)[0] * g


y.register_hook(scaled)
(y * 5).backward()
print(w.grad)

v = torch.tensor(2.0, requires_grad=True)
z = v * 3


def run(g):
    with torch.enable_grad():
        (v * v).backward()


z.register_hook(run)
(z * 5 + v).backward()
print(v.grad)


class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        with torch.enable_grad():
            again = x.detach().requires_grad_()
            (slope,) = torch.autograd.grad((again**2).sum(), again)
        return g * slope


x = torch.tensor([1.0, -3.0], requires_grad=True)
(Square.apply(x) * x).sum().backward()
print(x.grad)

# The inner pass goes through a part of the outer one's graph.
a = torch.tensor([1.0, 2.0], requires_grad=True)
b = a * a
c = b * 3


def inner(g):
    with torch.enable_grad():
        (slope,) = torch.autograd.grad(b.sum(), a, retain_graph=True)
    return g + slope


c.register_hook(inner)
b.retain_grad()
(c.sum() + b.sum() * 10).backward(retain_graph=True)
print(a.grad, b.grad)

# The leaf's own hook runs a pass.
p = torch.tensor(1.5, requires_grad=True)
q = torch.tensor(-2.0, requires_grad=True)


def leaf(g):
    with torch.enable_grad():
        (r,) = torch.autograd.grad(p * q * q, q)
    return g * r


p.register_hook(leaf)
(p * q + p).backward()
print(p.grad, q.grad)
