import torch
import torch.nn as nn

torch.manual_seed(0)
X = torch.randn(5, 2)
Y = torch.randn(5, 1)
model = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
loss = ((model(X) - Y) ** 2).mean()
loss.backward()
