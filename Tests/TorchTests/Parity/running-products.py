"""Gradients of products as PyTorch rounds them, signs of zeros in sums, and what has no derivative."""
import torch
import torch.nn.functional as F


def passed(f, values):
    x = torch.tensor(values).requires_grad_()
    y = f(x)
    y.sum().backward()
    print(y, x.grad)


inf = float("inf")
for values in (
    [-0., -2.], [-1., -1., -1.], [2., -3., .5], [1.], [inf, 1.], [inf, 2., -inf],
    [.1, .2, .3, .7, -.9], [[-1., 2.], [3., -4.]],
):
    passed(lambda x: x.cumsum(0), values)
    passed(lambda x: x.prod(), values)
    passed(lambda x: x.prod(0), values)
    if 0 not in values:
        passed(lambda x: x.cumprod(0), values)
        passed(lambda x: x.cumprod(-1), values)
x = torch.tensor([.3, .7], requires_grad=True)
y = 2 % x
print(y)


def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, str(error)[:200])


attempt(lambda: y.sum().backward())
print(torch.remainder(x, 2.), torch.remainder(x, x.detach()))
a = torch.arange(6.).view(2, 3)
attempt(lambda: torch.einsum("ij,jk->ik", a, a.T.double()))
attempt(lambda: torch.einsum("i,j->ij", torch.ones(2).int(), torch.ones(3)))
attempt(lambda: torch.meshgrid(torch.ones(2), torch.ones(2).double(), indexing="ij"))
attempt(lambda: torch.cdist(a, a.double()))
attempt(lambda: torch.linalg.norm(torch.tensor(2.), 1))
attempt(lambda: torch.linalg.norm(torch.ones(2, 2, 2)))
attempt(lambda: F.soft_margin_loss(torch.ones(2), torch.ones(2).double()))
attempt(lambda: torch.unique(torch.tensor([1., float("nan"), 0., float("nan"), -1.])))
attempt(lambda: torch.ones(0).logsumexp(0))
for values in ([-3., -1., -.5, 0., .5, 1., 2.5], [.1, .2, -.3]):
    passed(lambda x: F.gelu(x, approximate="tanh"), values)
# Distances beyond every memory.
for far in (2**63 - 1, -2**63 + 1):
    attempt(lambda: torch.ones(2, 2).diagonal(far))
    attempt(lambda: torch.ones(2, 2).diag(far))
attempt(lambda: torch.ones(2).narrow(0, 1, 2**31 - 1))
