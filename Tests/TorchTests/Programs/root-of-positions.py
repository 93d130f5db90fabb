import torch
scores = torch.tensor([1.0, 2.0], requires_grad=True)
loss = scores.topk(1).indices.float().sum()
loss.backward()
