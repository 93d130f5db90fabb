# The way between NumPy and PyTorch.
import numpy as np
import torch


def attempt(body):
    try:
        return body()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


# Shared memory, in both directions
t = torch.ones(2, 2)
n = t.numpy()
n[0, 0] = 7
t[1, 1] = 5
t.add_(1)
print(t, n, (t * 2).sum(), n.dtype, type(n))
n = np.ones(3)
t = torch.from_numpy(n)
n += 1
t.mul_(3)
print(n, t, torch.as_tensor(n) is t, torch.tensor(n, dtype=torch.float32))
view = t[1:]
n[1] = -1
print(view, view * 1)
w = torch.tensor([1.0, 2.0], requires_grad=True)
loss = (w * w).sum()
w.detach().numpy()[0] = 10.0
after = (w * w).sum()
after.backward()
print(w, loss, after, w.grad, w.grad.numpy())

# Copies and types
for value in (
    np.array(torch.arange(3)), np.asarray(torch.ones(2)), torch.tensor(np.arange(3)), torch.tensor(np.array([True])),
    torch.as_tensor(np.arange(2.0)), torch.tensor(np.float64(1)), torch.tensor(np.float32(1)), torch.tensor([np.float64(1), np.float64(2)]),
    torch.tensor([np.int64(1)]), torch.Tensor(np.array([1.0, 2.0])), torch.FloatTensor(np.arange(2.0)), torch.full((2,), np.float64(3)),
    torch.tensor(1.0).numpy(), torch.ones(2).detach().cpu().numpy(), torch.ones(2).double().numpy(), np.stack([torch.ones(2), torch.ones(2)]),
    np.array([torch.tensor(1.0), torch.tensor(2.0)]), np.concatenate([torch.ones(2), np.ones(1)]), torch.zeros((np.int64(2), 3)).shape,
    torch.ones(3)[np.array([0, 1])], torch.arange(3)[np.array([True, False, True])], torch.arange(3)[np.int64(1)],
    torch.ones(2) * np.float64(2), np.float64(2) * torch.ones(2), torch.ones(2) * np.float32(2), np.int64(2) + torch.ones(2, dtype=torch.int64),
    torch.ones(2) * np.ones(2), np.sin(torch.tensor([0.0, 1.0])), np.maximum(torch.ones(2), 0), torch.pow(torch.ones(2), np.float64(2)),
    np.dot(torch.ones(2), torch.ones(2)), np.argmax(torch.tensor([1.0, 3.0])), torch.linspace(0, 1, np.int64(3)), np.mean([torch.ones(1).item(), 2]),
):
    print(repr(value))

# A number of an array is a constant to the graph.
y = torch.tensor(2.0, requires_grad=True)
z = y * np.float64(3.0) + np.float32(0.5) * y + (torch.from_numpy(np.array([1.0, 2.0])) * y).sum()
z.backward()
print(z, y.grad)
x = torch.tensor(np.linspace(-1, 1, 5), requires_grad=True)
torch.sin(x).sum().backward()
print(x.grad.numpy(), np.allclose(x.grad.numpy(), np.cos(x.detach().numpy())))

for body in (
    lambda: w.numpy(), lambda: (w * 2).numpy(), lambda: np.array(w), lambda: np.ones(2) * w, lambda: np.ones(2) * torch.ones(2),
    lambda: np.ones(2) @ torch.ones(2), lambda: torch.from_numpy([1, 2]), lambda: torch.from_numpy(np.float64(1)),
    lambda: torch.from_numpy(np.arange(3)[::-1]), lambda: np.sum(torch.ones(2)),
):
    print(attempt(body))
