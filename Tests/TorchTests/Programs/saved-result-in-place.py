import torch
w = torch.tensor(0.5, requires_grad=True)
s = torch.sigmoid(w)
s.mul_(2)
s.backward()
