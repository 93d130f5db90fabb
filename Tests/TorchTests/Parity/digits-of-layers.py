# Every digit of batch and layer normalisation and of gelu, forwards and back.
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(6)
for dtype in (torch.float32, torch.float64):
    for shape in (
        (2, 3), (5, 10), (7, 4), (3, 2, 4), (2, 3, 10), (4, 3, 2, 2), (3, 4, 1),
    ):
        for affine in (False, True):
            kind = nn.BatchNorm2d if len(shape) == 4 else nn.BatchNorm1d
            layer = kind(shape[1], affine=affine).to(dtype)
            if affine:
                nn.init.normal_(layer.weight)
                nn.init.normal_(layer.bias)
            for step in range(3):
                if step == 2:
                    layer.eval()
                x = (torch.randn(shape, dtype=dtype) * 3 + 1).requires_grad_()
                y = layer(x)
                layer.zero_grad()
                y.backward(torch.randn(shape, dtype=dtype))
                print(y.tolist(), x.grad.tolist())
                print([p.grad.tolist() for p in layer.parameters()])
                print(layer.running_mean.tolist(), layer.running_var.tolist())
print(F.batch_norm(F.normalize(torch.ones(2, 2)), None, None, training=True))
print(F.instance_norm(torch.randn(2, 3, 4)).tolist())
for width in (1, 3, 6, 8, 9, 20, 64, 135):
    for affine in (False, True):
        layer = nn.LayerNorm(width, elementwise_affine=affine)
        if affine:
            nn.init.normal_(layer.weight)
            nn.init.normal_(layer.bias)
        x = (torch.randn(2, 2, width) * 3 + 1).requires_grad_()
        y = layer(x)
        y.backward(torch.randn(2, 2, width))
        print(y.tolist(), x.grad.tolist(), [p.grad.tolist() for p in layer.parameters()])
for count in (1, 2, 3, 8, 120):
    x = (torch.randn(count) * 2).requires_grad_()
    y = F.gelu(x)
    y.backward(torch.randn(count))
    print(y.tolist(), x.grad.tolist())
print(F.gelu(torch.tensor([float("inf"), float("-inf"), float("nan"), 0.0, -0.0, 20, -20])))
print(F.logsigmoid(torch.tensor([100.0, 95, 90, 88, 87])).tolist())
