import torch
w = torch.tensor(1.0, requires_grad=True)
for _ in range(2):
    loss = (w - 3) ** 2
    loss.backward()
    with torch.no_grad():
        w = w - 0.1 * w.grad
