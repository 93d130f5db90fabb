from torch.autograd.gradcheck import gradcheck, gradgradcheck
