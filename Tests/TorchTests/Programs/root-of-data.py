import torch
w = torch.tensor(2.0, requires_grad=True)
loss = w.data * 3
loss.backward()
