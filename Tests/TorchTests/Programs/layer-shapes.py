import torch
layer = torch.nn.Linear(3, 2)
out = layer(torch.ones(4, 2))
