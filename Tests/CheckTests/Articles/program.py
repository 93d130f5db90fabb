import torch

def f(x):
    return x ** 3

x = torch.tensor(2.0, requires_grad=True)
(g,) = torch.autograd.grad(f(x), x, create_graph=True)
print(g)  #> tensor(12., grad_fn=<MulBackward0>)
g.backward()
print(x.grad)  #> tensor(12.0)
# Second derivative is 6x
print(x.grad)
# Output:
# tensor(12.)
y = torch.tensor([1, 2], requires_grad=True)
print("never")  #> never
