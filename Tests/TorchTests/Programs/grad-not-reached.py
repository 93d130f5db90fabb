import torch
w = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(2.0, requires_grad=True)
loss = w ** 2
loss.backward()
b = b - 0.1 * b.grad
