import torch
w = torch.tensor(0.5, requires_grad=True)
total = torch.tensor(0.0)
for x in [1.0, 2.0]:
    total = total + (w * x) ** 2
    total.backward()
