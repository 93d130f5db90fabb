import torch
import torch.nn as nn

torch.manual_seed(0)
POINTS, WIDTH = 5, 4
X = torch.randn(POINTS, 2)
Y = torch.randn(POINTS, 1)
model = nn.Sequential(nn.Linear(2, WIDTH), nn.ReLU(), nn.Linear(WIDTH, 1))
loss = ((model(X) - Y) ** 2).mean()
loss.backward()
