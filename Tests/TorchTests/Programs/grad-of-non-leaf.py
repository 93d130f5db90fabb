import torch
w = torch.tensor(2.0, requires_grad=True)
y = w * 3
loss = y ** 2
loss.backward()
print(y.grad)
print(y.grad.item())
