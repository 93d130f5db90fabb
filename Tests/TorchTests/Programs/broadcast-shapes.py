import torch
a = torch.ones(3, requires_grad=True)
b = torch.ones(2)
c = a + b
