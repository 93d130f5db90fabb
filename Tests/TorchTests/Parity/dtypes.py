# The type of numbers with a point where the program names none.
import torch
from torch import nn


def attempt(body):
    try:
        return body()
    except Exception as error:
        return type(error).__name__


print(torch.get_default_dtype(), torch.tensor([1, 2], dtype=float), torch.finfo(torch.float32).eps)
single = torch.tensor([1.0, 2.0])
torch.set_default_dtype(torch.float64)
print(torch.get_default_dtype(), single, torch.tensor([1.0, 2.0]), torch.tensor(0.1).item())
print(torch.zeros(2), torch.ones(1), torch.eye(1), torch.arange(0, 1, 0.5), torch.linspace(0, 1, 3))
print(torch.full((1,), 0.5), torch.Tensor([1, 2]), torch.Tensor(), torch.empty(0, 2), torch.tensor([]))
whole = torch.tensor([1, 2])
print(whole / 3, whole * 0.5, whole.sqrt(), whole.exp(), whole.float(), whole + single, single * 2.5)
print(single * torch.tensor(2.5), torch.tensor([True]) * 1.5, torch.sigmoid(torch.tensor(3)), whole.double())
torch.manual_seed(0)
layer = nn.Linear(2, 2)
print(layer.weight, layer(torch.tensor([1.0, 2.0])), torch.rand(2), torch.randn(2), torch.normal(0.0, 1.0, (2,)))
print(nn.BatchNorm1d(2).running_var.dtype, nn.Parameter().dtype, nn.Embedding(1, 2).weight)
x = torch.tensor([1.0, 2.0], requires_grad=True)
(x.pow(3).sum() / 3).backward()
print(x, x.grad, torch.autograd.gradcheck(layer, (x,)), attempt(lambda: layer(single)))
optimizer = torch.optim.Adam(layer.parameters(), lr=0.1)
layer(x).sum().backward()
optimizer.step()
print(layer.bias, torch.finfo().bits, torch.finfo(torch.float64), torch.iinfo(torch.int32).max)
for name in [torch.double, torch.half, torch.int64, torch.bool]:
    print(attempt(lambda: torch.set_default_dtype(name)), torch.get_default_dtype())
torch.set_default_tensor_type(torch.DoubleTensor)
print(torch.tensor(1.0).dtype)
torch.set_default_tensor_type("torch.FloatTensor")
print(torch.tensor(1.0).dtype, torch.tensor(0.1).item())
