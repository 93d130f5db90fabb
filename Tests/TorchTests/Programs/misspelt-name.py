import torch
weight = torch.tensor(2.0, requires_grad=True)
loss = wieght ** 2
