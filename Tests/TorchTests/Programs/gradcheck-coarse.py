import torch
x = torch.tensor([2.0], requires_grad=True)
print(torch.autograd.gradcheck(lambda t: t ** 3, (x,)))
