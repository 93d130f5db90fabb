import torch
x = torch.ones(4, 3)
W = torch.ones(2, 3, requires_grad=True)
y = x @ W
