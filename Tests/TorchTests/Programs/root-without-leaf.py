import torch
w = torch.tensor(2.0)
loss = w ** 2
loss.backward()
