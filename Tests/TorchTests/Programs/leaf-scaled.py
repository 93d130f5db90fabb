import torch
w = torch.randn(2, requires_grad=True) * 0.01
loss = (w ** 2).sum()
loss.backward()
print(w.grad)
opt = torch.optim.SGD([w], lr=0.1)
