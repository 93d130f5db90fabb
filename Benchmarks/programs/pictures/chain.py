import torch

TURNS = 4
a = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(-3.0, requires_grad=True)
x = a * b
for _ in range(TURNS):
    x = (x + a) * b
x.backward()
