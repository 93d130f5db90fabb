# Names and types of old programs, and the modules that PyTorch's names stand in.
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.utils.data.dataloader
import torch.utils.data.dataset as dataset
from torch.autograd import Variable
from torch.autograd.gradcheck import gradcheck
from torch.distributions.multinomial import Multinomial
from torch.nn import SyncBatchNorm
from torch.nn.modules.conv import Conv2d
from torch.nn.parameter import UninitializedParameter
from torch.nn.utils.clip_grad import clip_grad_norm_
from torch.utils.data.dataset import random_split
from torch.utils.data.sampler import SubsetRandomSampler


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, str(error)[:200])


# Modules have the names that PyTorch has, and no others.
print(dataset.Dataset is torch.utils.data.Dataset, Conv2d is nn.Conv2d)
for module, name in [
    (torch, "composed"), (torch, "fused"), (torch, "renamed"), (torch, "numbers"),
    (nn.modules, "watch"), (torch.optim, "linesearch"), (torch.optim, "combined"),
    (torch.optim, "scheduling"), (F, "boxed"), (F, "unsupported"), (torch, "no_such_name"),
    (torch.autograd, "no_such_name"),
]:
    print(name, hasattr(module, name))
for module in [
    nn.Flatten(), nn.Embedding(2, 2), nn.CosineSimilarity(), nn.Fold(2, 1), nn.InstanceNorm1d(2),
    nn.Upsample(scale_factor=2), nn.LazyLinear(2), nn.LazyConv1d(2, 1), nn.LazyBatchNorm1d(),
]:
    print(type(module))
for kind in ["Adadelta", "Adagrad", "Adam", "AdamW", "Adamax", "NAdam", "SGD"]:
    print(getattr(torch.optim, kind))
print(torch.functional.einsum is torch.einsum, callable(gradcheck), callable(clip_grad_norm_))
print(callable(torch.autograd.gradcheck), callable(nn.utils.weight_norm))

# Tensor types.
x = torch.tensor([1.7, -2.2])
for kind in [
    torch.FloatTensor, torch.DoubleTensor, torch.HalfTensor, torch.LongTensor, torch.IntTensor,
    torch.ShortTensor, torch.CharTensor, torch.ByteTensor, torch.BoolTensor,
]:
    print(kind, kind([1, 0, 3]), kind([1, 0, 3]).type(), isinstance(x, kind), kind.dtype)
    print(x.abs().type(kind), x.abs().type(str(kind)[8:-2]))
print(x.type(), x.long().type(), nn.Parameter(x).type(), isinstance(x, torch.Tensor))
print(x.type(torch.int32), x.type(dtype=torch.float64), x.type(torch.Tensor))
print(torch.FloatTensor(2, 3).shape, torch.FloatTensor((2, 3)), torch.FloatTensor())
print(torch.Tensor([[1, 2], [3, 4]]), torch.Tensor(3).shape, torch.LongTensor(range(3)))
print(torch.FloatTensor(torch.Size([2, 2])).shape, torch.FloatTensor(torch.tensor([1.0, 2.0])))
print(x.new([1, 2]), x.new(2, 2).shape, x.new(torch.Size([3])).shape, x.long().new([1, 2]))
print(x.new_tensor([1, 2]), x.double().type_as(torch.tensor([1])))
for wrong in [
    lambda: x.type("torch.NoTensor"), lambda: torch.FloatTensor(3.5),
    lambda: torch.FloatTensor("a"), lambda: torch.FloatTensor(1, 2.5),
    lambda: torch.FloatTensor(torch.tensor([1, 2])), lambda: torch.FloatTensor([[1, 2], [3]]),
]:
    attempt(wrong)
w = Variable(torch.FloatTensor([1, 2]), requires_grad=True)
(w * w).sum().backward()
print(w, w.grad, isinstance(w, Variable), type(w), Variable)
torch.set_default_tensor_type(torch.DoubleTensor)
print(torch.tensor(1.5).dtype, torch.Tensor([1]).dtype)
torch.set_default_tensor_type("torch.FloatTensor")

# Attributes.
m = torch.tensor([[1.0, 2.0]])
print(m.H, m.mH, m.is_cpu, m.is_quantized, m.storage_offset(), m[:, 1].storage_offset())
print(m.is_signed(), torch.is_signed(m.byte()), m.isreal(), m.conj() is m)
attempt(lambda: x.H)

# Lazy modules show that they wait.
net = nn.Sequential(nn.LazyLinear(3), nn.ReLU(), nn.LazyLinear(2))
print(net[0].weight, net[0].bias, isinstance(net[0].weight, UninitializedParameter))
attempt(lambda: net[0].weight.shape)
print(net)
print(net(torch.ones(4, 5)).shape, net[0].weight.shape, type(net[0].weight))
print(net)
conv = nn.Sequential(nn.LazyConv2d(2, 3), nn.LazyBatchNorm2d())
print(conv, conv[1].running_mean)
print(conv(torch.ones(1, 1, 4, 4)).shape, conv[1].running_mean.shape)

# Names that marked nothing yet.
torch.manual_seed(0)
for name in ["uniform", "normal", "xavier_uniform", "xavier_normal", "kaiming_uniform", "eye"]:
    print(name, getattr(nn.init, name)(torch.empty(2, 3)))
print(nn.init.constant(torch.empty(2), 0.5), nn.init.dirac_(torch.empty(2, 2, 3)))
print(nn.init.sparse_(torch.empty(4, 2), 0.5))
p = nn.Parameter(torch.ones(2))
p.grad = torch.tensor([3.0, 4.0])
print(nn.utils.clip_grad_norm([p], 1.0), p.grad)
print(F.mse_loss(torch.ones(2), torch.zeros(2), size_average=False))
print(F.mse_loss(torch.ones(2), torch.zeros(2), reduce=False), nn.L1Loss(size_average=False))
attempt(lambda: torch.qr(torch.eye(2)))
attempt(lambda: torch.symeig(torch.eye(2)))

# functorch.
from functorch import combine_state_for_ensemble, jacrev, make_functional, vmap
from torch.func import functional_call, linearize, stack_module_state

print(vmap(torch.sin)(torch.tensor([0.0, 1.0])), jacrev(torch.sin)(torch.tensor(0.5)))
a = torch.arange(3.0, requires_grad=True)
b = a ** 2
print(torch.vmap(lambda v: torch.autograd.grad(b, a, v)[0])(torch.eye(3)))
attempt(lambda: torch.autograd.grad(b, a, torch.ones(3)))
linear = nn.Linear(2, 1)
call, params = make_functional(linear)
print(torch.equal(call(params, torch.ones(2)), linear(torch.ones(2))))
models = [nn.Linear(2, 1) for _ in range(3)]
params, buffers = stack_module_state(models)
print({name: value.shape for name, value in params.items()}, params["weight"].requires_grad)
print(vmap(lambda p: functional_call(linear, p, (torch.ones(2),)))(params).shape)
call, params, buffers = combine_state_for_ensemble(models)
print(vmap(call, in_dims=(0, 0, None))(params, buffers, torch.ones(2)).shape)
value, push = linearize(torch.sin, torch.tensor(0.0))
print(value, push(torch.tensor(2.0)))

# Draws of several classes.
torch.manual_seed(1)
draws = Multinomial(10, torch.tensor([0.2, 0.8]))
print(draws, draws.mean, draws.variance, draws.support, draws.sample(), draws.sample((2,)))
print(draws.log_prob(torch.tensor([3.0, 7.0])), Multinomial(3, logits=torch.zeros(2, 3)).sample())
print(torch.distributions.Normal(0.0, 1.0).support, torch.distributions.constraints.positive)
