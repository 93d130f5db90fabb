# A product and a sum
import torch

x = torch.tensor(2.0, requires_grad=True)
y = torch.tensor(-3.0, requires_grad=True)
z = torch.tensor(4.0, requires_grad=True)

f = x * y + z
f.backward()

print(x.grad, y.grad, z.grad)
