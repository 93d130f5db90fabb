import torch
x = torch.tensor(2.0, requires_grad=True)
y = (x * 3).detach().requires_grad_()
z = y ** 2
z.backward()
print(x.grad * 2)
