import torch
with torch.autograd.detect_anomaly():
    x = torch.tensor(-1.0, requires_grad=True)
    y = torch.sqrt(x)
    z = y * 2
    z.backward()
