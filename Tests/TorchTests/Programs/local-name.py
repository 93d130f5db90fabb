import torch
def model(x):
    w = torch.tensor(2.0, requires_grad=True)
    return w * x
loss = model(3.0) ** 2
loss.backward()
print(w.grad)
