import torch
import torch.nn as nn

torch.manual_seed(0)
X = torch.randn(800, 2)
Y = torch.randn(800, 1)
model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1))
loss = ((model(X) - Y) ** 2).mean()
loss.backward()
