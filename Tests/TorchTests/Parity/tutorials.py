# Programs as they stand in tutorials: polynomials, softmax from scratch, a Value class.
import math
import random

import torch
from torch import nn


class Legendre(torch.autograd.Function):
    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return 0.5 * (5 * input ** 3 - 3 * input)

    @staticmethod
    def backward(ctx, grad_output):
        input, = ctx.saved_tensors
        return grad_output * 1.5 * (5 * input ** 2 - 1)


device = torch.accelerator.current_accelerator().type if torch.accelerator.is_available() else "cpu"
torch.set_default_device(device)
x = torch.linspace(-math.pi, math.pi, 50)
y = torch.sin(x)
a, b, c, d = (torch.full((), v, requires_grad=True) for v in (0.0, -1.0, 0.0, 0.3))
for step in range(60):
    loss = (a + b * Legendre.apply(c + d * x) - y).pow(2).sum()
    loss.backward()
    with torch.no_grad():
        for p in (a, b, c, d):
            p -= 2e-4 * p.grad
            p.grad = None
    if step % 20 == 19:
        print(step, f"{loss.item():.3f}")
powers = x.unsqueeze(-1).pow(torch.tensor([1, 2, 3]))
model = nn.Sequential(nn.Linear(3, 1), nn.Flatten(0, 1))
nn.init.constant_(model[0].weight, 0.1)
nn.init.zeros_(model[0].bias)
optimizer = torch.optim.RMSprop(model.parameters(), lr=1e-3)
for step in range(60):
    loss = nn.MSELoss(reduction="sum")(model(powers), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(f"{loss.item():.2f}", model[0].weight.shape)


def softmax(X):
    exponentials = torch.exp(X)
    return exponentials / exponentials.sum(1, keepdim=True)


def cross_entropy(y_hat, y):
    return -torch.log(y_hat[range(len(y_hat)), y])


X = torch.tensor([[1.0, 2.0, 0.5], [0.0, -1.0, 3.0]])
W = torch.full((3, 3), 0.1, requires_grad=True)
bias = torch.zeros(3, requires_grad=True)
labels = torch.tensor([1, 2])
cross_entropy(softmax(X @ W + bias), labels).mean().backward()
print(W.grad, bias.grad)


class Value:
    def __init__(self, data, children=(), op=""):
        self.data, self.grad = data, 0.0
        self._backward = lambda: None
        self._prev = children

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def tanh(self):
        t = math.tanh(self.data)
        out = Value(t, (self,), "tanh")

        def _backward():
            self.grad += (1 - t ** 2) * out.grad

        out._backward = _backward
        return out

    __radd__ = __add__
    __rmul__ = __mul__

    def backward(self):
        order, seen = [], set()

        def visit(v):
            if v not in seen:
                seen.add(v)
                for child in v._prev:
                    visit(child)
                order.append(v)

        visit(self)
        self.grad = 1.0
        for v in reversed(order):
            v._backward()

    def __repr__(self):
        return f"Value(data={self.data:.4f}, grad={self.grad:.4f})"


random.seed(1337)
weights = [Value(random.uniform(-1, 1)) for _ in range(3)]
for step in range(3):
    out = sum((w * v for w, v in zip(weights, [2.0, -1.0, 0.5])), Value(0.1)).tanh()
    error = (out + -1) * (out + -1)
    for w in weights:
        w.grad = 0.0
    error.backward()
    for w in weights:
        w.data -= 0.2 * w.grad
    print(step, error, weights)
indices = list(range(8))
random.shuffle(indices)
print(indices, random.randint(1, 6), random.choice("abc"), random.sample(range(20), 4))
print([f"{random.gauss(0, 1):.6f}" for _ in range(3)], random.random(), random.choices([1, 2, 3], k=4))
random.seed(2 ** 40)
print(random.getrandbits(40), random.randrange(0, 100, 7), f"{random.normalvariate(1, 2):.6f}")
g = torch.Generator().manual_seed(2147483647)
print(torch.randn((2, 3), generator=g))
