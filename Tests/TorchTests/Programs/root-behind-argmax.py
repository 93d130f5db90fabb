import torch
scores = torch.tensor([1.0, 2.0], requires_grad=True)
pred = scores.argmax()
loss = (pred.float() - 1) ** 2
loss.backward()
