import torch
scores = torch.tensor([1.5, 2.0], requires_grad=True)
loss = scores.long().float().sum()
loss.backward()
