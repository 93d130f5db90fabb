import torch
w = torch.tensor(2.0, requires_grad=True)
losses = [w * 2, w * 3]
loss = torch.tensor(losses).sum()
loss.backward()
