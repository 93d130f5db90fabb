import torch
w = torch.tensor(2.0, requires_grad=True)
x = torch.tensor(3.0)
loss = (w * x - 1.0) ** 2
loss.backward()
loss.backward()
