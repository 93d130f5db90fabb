import torch
import torch.nn.functional as F
pred = torch.tensor([[1.0], [2.0], [3.0]], requires_grad=True)
y = torch.tensor([1.0, 2.0, 3.0])
loss = F.mse_loss(pred, y)
loss.backward()
print(loss)
