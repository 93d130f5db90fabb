# A recurrent network through three steps of time
import torch

w = torch.tensor(0.9, requires_grad=True)
u = torch.tensor(0.5, requires_grad=True)

h = torch.tensor(0.0)
for x in [1.0, -1.0, 2.0]:
    h = torch.tanh(w * h + u * x)

loss = (h - 1.0) ** 2
loss.backward()

# w and u are used at every step, and collect a gradient from each.
print(w.grad, u.grad)
