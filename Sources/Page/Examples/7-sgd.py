# Five steps of gradient descent
import torch

w = torch.tensor(0.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)

for step in range(5):
    optimizer.zero_grad()
    loss = (2.0 * w - 6.0) ** 2
    loss.backward()
    optimizer.step()
    print(step, loss.item(), w.item())
