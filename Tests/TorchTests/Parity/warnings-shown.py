# What PyTorch warns of, and how a program hears of it or not.
import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F


def warned(name, function):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            function()
        except Exception as error:
            print(name, "raised", type(error).__name__)
    print(name, [
        (w.category.__name__, str(w.message).split(" (Triggered")[0]) for w in caught])


x = torch.tensor([1.0, 2.0], requires_grad=True)
column, row = torch.ones(2, 1), torch.ones(2)
for loss in [F.mse_loss, F.l1_loss, F.smooth_l1_loss, F.huber_loss, nn.MSELoss(), nn.L1Loss()]:
    warned("broadcast", lambda: loss(column, row))
    warned("equal sizes", lambda: loss(row, row))
warned("create_graph", lambda: (x * x).sum().backward(create_graph=True))
warned("create_graph again", lambda: (x * x).sum().backward(create_graph=True))
for name in ["std", "var"]:
    warned(name, lambda: getattr(torch, name)(torch.ones(1)))
warned("std of rows", lambda: torch.ones(1, 2).std(0))
warned("std of enough", lambda: torch.ones(2).std())
warned("std biased", lambda: torch.ones(1).std(unbiased=False))


def hooked():
    layer = nn.Linear(2, 1)
    layer.register_full_backward_hook(lambda *args: None)
    layer(torch.ones(2)).sum().backward()


warned("hook", hooked)


def detected():
    with torch.autograd.detect_anomaly():
        (x * x).sum().backward()


warned("anomaly", detected)


def scheduled(steps, epoch=None):
    optimizer = torch.optim.SGD([x], lr=0.1)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1)
    if steps:
        optimizer.step()
    scheduler.step() if epoch is None else scheduler.step(epoch)


warned("scheduler first", lambda: scheduled(False))
warned("optimizer first", lambda: scheduled(True))
warned("scheduler with epoch", lambda: scheduled(True, 3))
warned("non-leaf", lambda: (x * 2).grad)
warned("range", lambda: torch.range(0, 2))
for name in ["uniform", "normal", "eye", "xavier_uniform", "kaiming_normal", "orthogonal"]:
    warned("init", lambda: getattr(nn.init, name)(torch.empty(3, 3)))
warned("size_average", lambda: nn.MSELoss(size_average=False))
warned("reduce", lambda: F.l1_loss(row, row, reduce=False))
warned("nll", lambda: F.nll_loss(torch.ones(1, 2), torch.tensor([0]), size_average=True))
warned("softmax", lambda: F.softmax(torch.ones(2, 2)))
warned("log_softmax", lambda: F.log_softmax(torch.ones(2, 2)))
warned("clip", lambda: nn.utils.clip_grad_norm([x], 1.0))
warned("copy", lambda: torch.tensor(row))
warned("new copy", lambda: row.new_tensor(row))
warned("T", lambda: torch.ones(2, 2, 2).T)
warned("T of two", lambda: torch.ones(2, 2).T)
warned("meshgrid", lambda: torch.meshgrid(row, row))
warned("float", lambda: float(x[0]))
warned("item", lambda: x[0].item())
warned("kl_div", lambda: F.kl_div(torch.zeros(2, 2), torch.ones(2, 2)))
warned("kl_div batchmean", lambda: F.kl_div(column, column, reduction="batchmean"))
warned("cross", lambda: torch.cross(torch.ones(3), torch.ones(3)))
warned("volatile", lambda: torch.autograd.Variable(row, volatile=True))
warned("weight_norm", lambda: nn.utils.weight_norm(nn.Linear(2, 2)))

# Filters.
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("ignore")
    torch.range(0, 1)
print(len(caught))
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        torch.range(0, 1)
    except UserWarning as error:
        print("raised", str(error)[:30])
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("default")
    for _ in range(3):
        torch.range(0, 1)
print(len(caught))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.filterwarnings("ignore", message=".*deprecated.*")
    warnings.filterwarnings("ignore", category=FutureWarning)
    torch.range(0, 1)
    nn.init.uniform(torch.empty(1))
    warnings.warn("mine")
    warnings.warn("old", DeprecationWarning)
    warnings.warn(RuntimeWarning("an object"))
print([(w.category.__name__, str(w.message), w.lineno > 0) for w in caught])
try:
    warnings.warn("no", int)
except TypeError as error:
    print(error)
