import torch
w = torch.tensor(2.0, requires_grad=True)
def step(lr):
    w = w - lr * w.grad
step(0.1)
