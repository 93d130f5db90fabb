import torch
w = torch.tensor(2.0, requires_grad=True)
loss = w ** 2
for i in range(3):
    loss.backward()
    print(w.grad)
