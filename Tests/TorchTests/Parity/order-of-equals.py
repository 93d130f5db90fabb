# Where equals stand after they are sorted, and which of them a quantile is made of.
import torch

torch.manual_seed(4)
for count in (1, 5, 16, 17, 40, 64):
    for most in (1, 3, 30):
        values = torch.randint(0, most, (count,))
        for dtype in (torch.float32, torch.float64, torch.int64):
            x = values.to(dtype)
            for descending in (False, True):
                print(x.sort(descending=descending).indices.tolist())
            print(x.argsort().tolist(), torch.sort(x, stable=True).indices.tolist())
        x = values.float().requires_grad_()
        (x.sort().values * torch.arange(count)).sum().backward()
        print(x.grad.tolist())
        for q in (0.0, 0.3, 0.5, 0.9):
            for interpolation in ("linear", "lower", "higher", "midpoint", "nearest"):
                x = values.float().requires_grad_()
                y = x.quantile(q, interpolation=interpolation)
                y.backward()
                print(count, most, q, interpolation, y.item(), x.grad.tolist())
        x = values.float().requires_grad_()
        x.quantile(torch.tensor([0.2, 0.9])).sum().backward()
        print(x.grad.tolist())
x = torch.randint(0, 3, (20, 3)).float()
x[4, 1] = float("nan")
for dim in (0, 1):
    print(x.sort(dim).indices.tolist(), x.sort(dim, descending=True).indices.tolist())
    y = x.clone().requires_grad_()
    y.quantile(0.4, dim=dim).nansum().backward()
    print(y.grad.tolist())
    y = x.clone().requires_grad_()
    y.nanquantile(0.4, dim=dim).sum().backward()
    print(y.grad.tolist())
    print(x.cummax(dim).values.tolist(), x.cummax(dim).indices.tolist())
    print(x.cummin(dim).values.tolist(), x.cummin(dim).indices.tolist())
