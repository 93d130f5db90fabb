import torch

x = torch.tensor([1.0, -2.0, 3.0], requires_grad=True)
w = torch.tensor([0.5, 1.5, -1.0], requires_grad=True)
y = torch.tanh((w * x).sum()) + (w**2).mean()
y.backward()
