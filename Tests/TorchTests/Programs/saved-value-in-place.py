import torch
w = torch.tensor([2.0, 1.0], requires_grad=True)
y = w * 2
z = y ** 2
y += 1
z.sum().backward()
