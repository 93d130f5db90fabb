import torch
w = torch.tensor([2.0, 1.0], requires_grad=True)
y = w * 3
y.backward(gradient=torch.tensor(3.0))
