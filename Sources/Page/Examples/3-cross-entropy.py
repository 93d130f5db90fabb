# Softmax and cross entropy: the gradient is p - y
import torch
from torch.nn import functional as F

logits = torch.tensor([2.0, 1.0, -1.0], requires_grad=True)
target = torch.tensor(1)

loss = F.cross_entropy(logits, target)
loss.backward()

p = F.softmax(logits.detach(), dim=0)
print(logits.grad)
print(p - F.one_hot(target, 3))
