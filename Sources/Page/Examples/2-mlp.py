# A small network with nn.Sequential
import torch
from torch import nn

torch.manual_seed(1)
model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))

x = torch.tensor([[1.0, -2.0]])
target = torch.tensor([[0.5]])

pred = model(x)
loss = nn.functional.mse_loss(pred, target)
loss.backward()

for name, parameter in model.named_parameters():
    print(name, parameter.grad)
