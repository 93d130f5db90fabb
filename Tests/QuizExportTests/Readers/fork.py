import torch

a = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(-3.0, requires_grad=True)
e = a * b
d = (e + a) / 4
f = d * d
f.backward()
print(a.grad, b.grad)
print(f.grad)
