import torch
l = F.mse_loss(torch.tensor(1.0), torch.tensor(2.0))
