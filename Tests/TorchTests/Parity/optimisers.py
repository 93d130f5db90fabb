# Every optimiser and every schedule, for a few steps.
import torch
from torch import nn, optim
from torch.optim import lr_scheduler as schedules

inputs = torch.linspace(-1, 1, 12).reshape(6, 2)
targets = inputs.pow(2).sum(1, keepdim=True)


def network(dtype=torch.float32):
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1)).to(dtype)


for make in [
    lambda p: optim.RAdam(p, 0.05), lambda p: optim.RAdam(p, 0.05, weight_decay=0.1),
    lambda p: optim.RAdam(p, 0.05, weight_decay=0.1, decoupled_weight_decay=True),
    lambda p: optim.Rprop(p), lambda p: optim.Rprop(p, 0.1, etas=(0.4, 1.3), step_sizes=(0.01, 0.2)),
    lambda p: optim.ASGD(p, 0.1), lambda p: optim.ASGD(p, 0.1, t0=3, weight_decay=0.01),
    lambda p: optim.RAdam(p, maximize=True),
]:
    net = network()
    optimizer = make(net.parameters())
    for _ in range(9):
        optimizer.zero_grad()
        loss = (net(inputs) - targets).pow(2).mean()
        loss.backward()
        optimizer.step()
    print(optimizer, loss, net[2].weight.data, list(optimizer.state_dict()["state"][0]))

for options in [
    {}, {"lr": 0.1}, {"line_search_fn": "strong_wolfe"}, {"history_size": 2, "max_iter": 5},
    {"line_search_fn": "strong_wolfe", "max_iter": 3}, {"max_eval": 3}, {"tolerance_grad": 10},
]:
    net, calls = network(torch.float64), []
    optimizer = optim.LBFGS(net.parameters(), **options)

    def closure():
        optimizer.zero_grad()
        loss = (net(inputs.double()) - targets.double()).pow(2).mean()
        loss.backward()
        calls.append(loss.item())
        return loss

    print(options, [f"{optimizer.step(closure).item():.5f}" for _ in range(2)], len(calls))

parameter = torch.zeros(1, requires_grad=True)


def rates(make, steps=9):
    optimizer = optim.SGD([parameter], lr=0.1, momentum=0.9)
    schedule = make(optimizer)
    seen = []
    for _ in range(steps):
        optimizer.step()
        schedule.step()
        seen.append(round(schedule.get_last_lr()[0], 7))
    return seen, round(optimizer.param_groups[0]["momentum"], 7)


for make in [
    lambda o: schedules.OneCycleLR(o, 0.1, total_steps=12),
    lambda o: schedules.OneCycleLR(o, 1.0, epochs=3, steps_per_epoch=4, anneal_strategy="linear", three_phase=True),
    lambda o: schedules.CyclicLR(o, 0.01, 0.1, step_size_up=4),
    lambda o: schedules.CyclicLR(o, 0.01, 0.1, 2, 3, mode="triangular2"),
    lambda o: schedules.CyclicLR(o, 0.01, 0.1, 4, mode="exp_range", gamma=0.9, cycle_momentum=False),
    lambda o: schedules.CyclicLR(o, 0.01, 0.1, 3, scale_fn=lambda n: 1 / n),
    lambda o: schedules.CosineAnnealingWarmRestarts(o, 3, 2),
    lambda o: schedules.CosineAnnealingWarmRestarts(o, 4, eta_min=0.01),
    lambda o: schedules.SequentialLR(o, [schedules.LinearLR(o, 0.1, total_iters=3), schedules.CosineAnnealingLR(o, 8)], [3]),
    lambda o: schedules.SequentialLR(o, [schedules.ConstantLR(o, 0.1, 2), schedules.ExponentialLR(o, 0.9), schedules.StepLR(o, 2)], [2, 6]),
    lambda o: schedules.SequentialLR(o, [schedules.LambdaLR(o, lambda e: 0.5 ** e), schedules.PolynomialLR(o, 5)], [4]),
    lambda o: schedules.ChainedScheduler([schedules.ConstantLR(o, 0.1, 4), schedules.ExponentialLR(o, 0.9)]),
]:
    print(rates(make))

for refused in [
    lambda o: schedules.OneCycleLR(o, 0.1), lambda o: schedules.OneCycleLR(o, 0.1, total_steps=-1),
    lambda o: schedules.OneCycleLR(o, 0.1, total_steps=3), lambda o: schedules.SequentialLR(o, [], []),
    lambda o: schedules.SequentialLR(o, [schedules.LinearLR(o)], [1]), lambda o: schedules.ChainedScheduler([]),
    lambda o: schedules.CyclicLR(o, 0.1, 1.0, mode="round"), lambda o: schedules.CosineAnnealingWarmRestarts(o, 0),
]:
    try:
        print(rates(refused))
    except ValueError as error:
        print(error)
