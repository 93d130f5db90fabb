# Windows that slide: convolutions, poolings, paddings, and what they refuse.
import torch
from torch import nn
import torch.nn.functional as F


def attempt(body):
    try:
        return body()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


torch.manual_seed(0)
x = torch.randn(1, 2, 5, 4, requires_grad=True)
w = torch.randn(4, 2, 3, 2, requires_grad=True)
b = torch.randn(4, requires_grad=True)
forms = [
    {}, {"stride": 2}, {"padding": (1, 2)}, {"padding": "same"}, {"padding": "valid"},
    {"dilation": (2, 1)}, {"stride": (2, 1), "padding": 1, "dilation": (1, 2)},
]
for form in forms:
    y = F.conv2d(x, w, b, **form)
    gradients = torch.autograd.grad(y.sin().sum(), [x, w, b])
    print(form, y.shape, y[0, 1, 0], [g.flatten()[:3] for g in gradients])
grouped = F.conv2d(x, w[:, :1], groups=2)
print(grouped[0, :, 0, 0], grouped.grad_fn.name(), F.conv2d(x[0], w).grad_fn.name())
line, taps = torch.randn(2, 3, 7, requires_grad=True), torch.randn(2, 3, 3, requires_grad=True)
y = F.conv1d(line, taps, padding=1)
y.pow(2).mean().backward()
print(y, line.grad[0], taps.grad)
print(F.conv1d(torch.ones(1, 1, 4), torch.ones(1, 1, 1), torch.tensor([0.5]), padding=1))

# Gradients of gradients.
small = torch.randn(1, 1, 3, 3, dtype=torch.float64, requires_grad=True)
kernel = torch.randn(1, 1, 2, 2, dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(F.conv2d, (small, kernel)))
print(torch.autograd.gradgradcheck(F.conv2d, (small, kernel)))
print(torch.autograd.gradgradcheck(lambda t: F.avg_pool2d(t.tanh(), 2, 1), (small,)))
g, = torch.autograd.grad(F.conv2d(small, kernel).pow(3).sum(), small, create_graph=True)
print(g.grad_fn.name(), torch.autograd.grad(g.sum(), kernel)[0])

up = F.conv_transpose2d(x, w.transpose(0, 1)[:, :3], stride=2, padding=1, output_padding=1)
print(up.shape, up[0, 0, 1], torch.autograd.grad(up.sin().sum(), [x, w])[1][0, 0])
print(F.conv_transpose1d(line, taps.transpose(0, 1))[0, 0])

# Poolings.
grid = torch.arange(24.0).reshape(1, 1, 4, 6).sin().requires_grad_()
for pool in [
    lambda t: F.max_pool2d(t, 2), lambda t: F.max_pool2d(t, 3, stride=1, padding=1),
    lambda t: F.max_pool2d(t, (2, 4), ceil_mode=True), lambda t: F.avg_pool2d(t, 2),
    lambda t: F.avg_pool2d(t, 3, 2, 1), lambda t: F.avg_pool2d(t, 3, 2, 1, True, False),
    lambda t: F.avg_pool2d(t, 3, 2, ceil_mode=True), lambda t: F.avg_pool2d(t, 2, divisor_override=3),
    lambda t: F.adaptive_avg_pool2d(t, (3, 4)), lambda t: F.adaptive_avg_pool2d(t, 1),
    lambda t: F.adaptive_max_pool2d(t, (3, 4)), lambda t: F.max_pool2d(t, 2, dilation=2),
]:
    y = pool(grid)
    gradient, = torch.autograd.grad(y.pow(2).sum(), grid)
    print(y, gradient[0, 0, 1])
print(F.max_pool2d(grid, 2, return_indices=True)[1])
flat = grid[0, 0]
print(F.max_pool1d(flat, 2), F.avg_pool1d(flat, 3, 2), F.adaptive_avg_pool1d(flat, 4)[0])
print(F.max_pool2d(torch.tensor([[[1.0, float("nan"), 2.0, 2.0]]]), (1, 2), return_indices=True))

# Paddings and blocks.
for mode in ["constant", "reflect", "replicate", "circular"]:
    y = F.pad(grid, (1, 2, 0, 1), mode=mode)
    print(mode, y[0, 0, -1], torch.autograd.grad(y.pow(2).sum(), grid)[0][0, 0, 3])
print(F.pad(flat, (-1, 1), value=7.0)[0], F.pad(flat, (0, 0, 1, 0)).shape)
blocks = F.unfold(grid, 2, stride=2)
print(blocks[0, 1], F.fold(blocks, (4, 6), 2, stride=2).equal(grid))
print(F.interpolate(grid, scale_factor=2)[0, 0, 1, :4], F.interpolate(grid, size=(2, 4))[0, 0, 1])

# Modules.
torch.manual_seed(0)
for layer in [
    nn.Conv2d(2, 4, 3), nn.Conv2d(2, 4, (3, 1), 2, 1, bias=False), nn.Conv1d(3, 6, 3, groups=3),
    nn.Conv2d(2, 2, 3, padding="same", padding_mode="reflect"), nn.ConvTranspose2d(2, 3, 2, stride=2),
    nn.MaxPool2d(2), nn.AvgPool2d((2, 3), 1, 1), nn.AvgPool1d(2), nn.AdaptiveAvgPool2d((1, None)),
    nn.ZeroPad2d(1), nn.ReflectionPad1d(2), nn.Unfold(2), nn.Upsample(scale_factor=2),
    nn.BatchNorm2d(2), nn.GroupNorm(2, 4), nn.Dropout2d(0.2),
]:
    print(layer, [tuple(p.shape) for p in layer.parameters()])
print(nn.LazyConv2d(3, 2), nn.LazyLinear(2), nn.LazyBatchNorm1d())
net = nn.Sequential(
    nn.Conv2d(1, 2, 3, padding=1), nn.BatchNorm2d(2), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
    nn.LazyLinear(3))
image = torch.randn(2, 1, 4, 4)
loss = F.cross_entropy(net(image), torch.tensor([0, 2]))
loss.backward()
print(loss, net[0].weight.grad[0], net[0].bias, net[5], net[1].running_var)
mirrored = nn.Conv2d(1, 1, 3, padding=1, padding_mode="circular")
print(mirrored(image)[0, 0, 0], nn.GroupNorm(1, 2)(x.detach())[0, 0, 0])
print(nn.InstanceNorm2d(2)(x.detach())[0, 0, 0], nn.RMSNorm(4)(x.detach())[0, 0, 0])

for refused in [
    lambda: F.conv2d(x, w[:, :1]), lambda: F.conv2d(x, torch.ones(1, 2, 9, 9)),
    lambda: F.conv2d(x[0, 0], w), lambda: F.conv2d(x, w, b[:1]), lambda: F.conv2d(x, w, stride=0),
    lambda: F.conv2d(x, w, padding=-1), lambda: F.conv2d(x, w, padding="same", stride=2),
    lambda: F.conv2d(x, w.double()), lambda: F.conv2d(x, w, b.double()),
    lambda: F.conv1d(x, taps), lambda: F.conv2d(x, w, stride=(1, 1, 1)),
    lambda: F.conv2d(x, w, groups=3), lambda: F.max_pool2d(grid, 9), lambda: F.max_pool2d(grid, 2, 0),
    lambda: F.avg_pool2d(grid, 3, padding=2), lambda: F.max_pool2d(grid, (1, 2, 3)),
    lambda: F.max_pool1d(flat, 9), lambda: F.pad(grid, (1, 1, 1)),
    lambda: F.pad(grid, (6, 0, 0, 0), mode="reflect"), lambda: F.pad(grid, (1, 1), mode="mirror"),
    lambda: F.unfold(grid, 9), lambda: nn.Conv2d(3, 4, 2, groups=2),
    lambda: nn.Conv2d(1, 1, 2, padding="same", stride=2), lambda: nn.BatchNorm2d(2)(line),
]:
    print(attempt(refused))
