# A NaN from the branch that was not taken
import torch

x = torch.tensor(0.0, requires_grad=True)
y = torch.where(x > 0, torch.sqrt(x), x)
y.backward()
print(x.grad)  # 0 times infinity is not 0

# Make the other branch harmless first.
safe = torch.where(x > 0, x, 1.0)
x.grad = None
y = torch.where(x > 0, torch.sqrt(safe), x)
y.backward()
print(x.grad)
