# Attention of one query over three keys
import torch

q = torch.tensor([1.0, 0.5], requires_grad=True)
K = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
V = torch.tensor([1.0, 2.0, 4.0])

scores = K @ q / 2 ** 0.5
weights = torch.softmax(scores, dim=0)
out = weights @ V
out.backward()

print(weights)
print(q.grad)
