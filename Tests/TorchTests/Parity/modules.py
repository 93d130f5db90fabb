# Modules: their order, their hooks, their printing; data that is shuffled from a seed.
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split


def attempt(body):
    try:
        return body()
    except Exception as error:
        return type(error).__name__


torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
net[1] = nn.Tanh()
net.append(nn.Sigmoid())
net.insert(0, nn.Identity())
del net[4]
print(net, [name for name, _ in net.named_parameters()])
tied = nn.ModuleList([nn.Linear(2, 2), nn.Linear(2, 2)])
tied[1].weight = tied[0].weight
print([n for n, _ in tied.named_parameters()], [n for n, _ in tied.named_parameters(remove_duplicate=False)])
print(nn.ParameterList([nn.Parameter(torch.ones(2)), nn.Parameter(torch.zeros(1, 3))]))
print(attempt(lambda: net["fc"]), attempt(lambda: net[9]), attempt(lambda: net(torch.ones(3))))

calls = []
first = net[1]
handles = [
    first.register_forward_pre_hook(lambda module, inputs: calls.append("before")),
    first.register_forward_hook(lambda module, inputs, output: calls.append("after")),
    first.register_full_backward_pre_hook(lambda module, out: print("back at", out)),
    first.register_full_backward_hook(lambda module, into, out: print("back", into, out)),
]
inputs = torch.tensor([[1.0, -1.0]], requires_grad=True)
net(inputs).sum().backward()
print(calls, inputs.grad)
for handle in handles:
    handle.remove()
handle = first.register_full_backward_hook(lambda module, into, out: (into[0] * 10,))
inputs.grad = None
net(inputs).sum().backward()
print(inputs.grad)

norm = nn.BatchNorm1d(2)
batch = torch.tensor([[1.0, 2.0], [2.0, 6.0], [6.0, 1.0]])
print(norm, norm(batch), norm.running_mean, norm.running_var)
norm.eval()
print(norm(batch[:1]), list(norm.state_dict()))

data = TensorDataset(torch.arange(7.0), torch.arange(7))
torch.manual_seed(1)
for _ in range(2):
    print([y.tolist() for _, y in DataLoader(data, batch_size=3, shuffle=True)])
print(torch.rand(1), [len(b[0]) for b in DataLoader(data, batch_size=3, drop_last=True)], torch.rand(1))
own = torch.Generator().manual_seed(5)
print([y.tolist() for _, y in DataLoader(data, batch_size=4, shuffle=True, generator=own)])
print(torch.rand(1, generator=own), [list(part.indices) for part in random_split(data, [5, 2])])
