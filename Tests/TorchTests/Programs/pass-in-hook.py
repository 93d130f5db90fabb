import torch
x = torch.tensor(2.0, requires_grad=True)
y = x ** 2
def hook(g):
    z = (x * g) ** 2
    z.backward()
y.register_hook(hook)
y.backward()
