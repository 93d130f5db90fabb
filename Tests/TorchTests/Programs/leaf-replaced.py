import torch
w = torch.tensor(2.0, requires_grad=True)
for i in range(2):
    loss = (w - 1) ** 2
    loss.backward()
    w = w - 0.1 * w.grad
