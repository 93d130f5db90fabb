import torch
class Neg(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return -x
    @staticmethod
    def backward(ctx, g):
        return g
x = torch.tensor([2.0], dtype=torch.float64, requires_grad=True)
torch.autograd.gradcheck(Neg.apply, (x,))
