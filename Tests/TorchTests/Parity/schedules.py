# What schedules of learning rates remember, and what modules say of their parts.
import torch
from torch import nn
from torch.optim import lr_scheduler as schedules


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class Factor:
    def __init__(self, power):
        self.power = power

    def __call__(self, epoch):
        return 0.5 ** (self.power * epoch)


for make in [
        lambda o: schedules.StepLR(o, 2, 0.5), lambda o: schedules.MultiStepLR(o, [1, 3]),
        lambda o: schedules.LambdaLR(o, lambda epoch: 1 / (epoch + 1)),
        lambda o: schedules.LambdaLR(o, Factor(2)),
        lambda o: schedules.MultiplicativeLR(o, lambda epoch: 0.9),
        lambda o: schedules.ReduceLROnPlateau(o, factor=0.5, patience=0),
        lambda o: schedules.OneCycleLR(o, 0.3, total_steps=9),
        lambda o: schedules.OneCycleLR(o, 0.3, total_steps=9, three_phase=True),
        lambda o: schedules.CyclicLR(o, 0.01, 0.1, 3),
        lambda o: schedules.CosineAnnealingLR(o, 5, 0.01)]:
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.1, momentum=0.9)
    schedule = make(optimizer)
    arguments = [1.0] if isinstance(schedule, schedules.ReduceLROnPlateau) else []
    for _ in range(3):
        optimizer.step()
        schedule.step(*arguments)
    state = schedule.state_dict()
    print({name: value for name, value in state.items() if "func" not in name})
    again = make(optimizer)
    again.load_state_dict(state)
    optimizer.step()
    again.step(*arguments)
    print(again.last_epoch, again.get_last_lr())

net = nn.Module()
net.register_buffer("count", torch.zeros(1))
net.weight, net.layer, net.size = nn.Parameter(torch.zeros(1)), nn.Identity(), 3
net.parts = nn.ModuleDict({"act": nn.ReLU()})
for find in (net.get_buffer, net.get_parameter, net.get_submodule):
    for name in ("count", "weight", "layer", "size", "none", "layer.none", "size.a", "parts.act",
                 "parts.none"):
        attempt(lambda: find(name))
for name, value in (("count", 3), ("count", None), ("weight", 3), ("weight", torch.zeros(1)),
                    ("layer", 3), ("layer", None)):
    attempt(lambda: setattr(net, name, value))


class Plain:
    pass


for part in (torch.relu, nn.ReLU, len, 3, "a", [nn.ReLU()], torch.zeros(1), Plain(), Plain):
    attempt(lambda: nn.Sequential(part))
