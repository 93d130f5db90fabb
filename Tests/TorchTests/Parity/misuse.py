# What PyTorch says of modules, optimisers, hooks and functions of one's own that are used wrongly.
import torch
import torch.nn as nn
import torch.nn.functional as F


def attempt(body):
    try:
        print("goes on", body())
    except Exception as error:
        print(type(error).__name__, error)


x = torch.ones(3, requires_grad=True)
a = torch.ones(2, 3)


class One(torch.autograd.Function):
    @staticmethod
    def forward(ctx,x): ctx.save_for_backward(x); return x*2
    @staticmethod
    def backward(ctx,g): return g*2, None
class Two(torch.autograd.Function):
    @staticmethod
    def forward(ctx,x,y): return x*y
    @staticmethod
    def backward(ctx,g): return g
class Three(torch.autograd.Function):
    @staticmethod
    def forward(ctx,x): return x*2
    @staticmethod
    def backward(ctx,g): return g[:1]
class Four(torch.autograd.Function):
    @staticmethod
    def forward(ctx,x): return x*2
class Five(torch.autograd.Function):
    @staticmethod
    def forward(ctx,x): return 3
    @staticmethod
    def backward(ctx,g): return 'a'
class Six(torch.autograd.Function):
    @staticmethod
    def forward(ctx,x): ctx.save_for_backward(3); return x*2
    @staticmethod
    def backward(ctx,g): return g
class Seven(torch.autograd.Function):
    @staticmethod
    def forward(ctx,x): return x*2
    @staticmethod
    def backward(ctx,g): return 'a'
class Eight(torch.autograd.Function):
    @staticmethod
    def forward(ctx,x): ctx.save_for_backward(x); return x*2
    @staticmethod
    def backward(ctx,g): s,=ctx.saved_tensors; return g*s
def twice(f):
    y=f(x).sum(); y.backward(); y.backward()
def hook(f):
    y=x*2; y.register_hook(f); y.sum().backward()
def prehook(f):
    m=nn.Linear(2,2); m.register_forward_hook(f); return m(torch.ones(1,2)).shape


attempt(lambda: One.apply(x).sum().backward())
attempt(lambda: Two.apply(x,x).sum().backward())
attempt(lambda: Three.apply(x).sum().backward())
attempt(lambda: Four.apply(x).sum().backward())
attempt(lambda: Five.apply(x))
attempt(lambda: Six.apply(x))
attempt(lambda: Seven.apply(x).sum().backward())
attempt(lambda: twice(Eight.apply))
attempt(lambda: twice(torch.exp))
attempt(lambda: twice(lambda v: v+1))
attempt(lambda: twice(lambda v: v*v))
attempt(lambda: One.forward(x))
attempt(lambda: hook(lambda g: g[:1]))
attempt(lambda: hook(lambda g: 3))
attempt(lambda: hook(lambda: 3))
attempt(lambda: hook(lambda g: g.double()))
attempt(lambda: nn.Linear(2,2).load_state_dict({'weight':torch.ones(3,2),'bias':torch.ones(2)}))
attempt(lambda: nn.Linear(2,2).load_state_dict({'weight':torch.ones(2,2),'bias':torch.ones(2),'foo':torch.ones(1)}))
attempt(lambda: nn.Linear(2,2).load_state_dict({'weight':torch.ones(2,2)},strict=False))
attempt(lambda: nn.Linear(2,2).load_state_dict(3))
attempt(lambda: nn.Linear(2,2).get_parameter('foo'))
attempt(lambda: nn.Linear(2,2).register_parameter('a b.c',None))
attempt(lambda: nn.Linear(2,2).register_parameter('w',torch.ones(2)))
attempt(lambda: setattr(nn.Linear(2,2),'weight',torch.ones(2,2)))
attempt(lambda: setattr(nn.Linear(2,2),'weight',3))
attempt(lambda: nn.Linear(2,2).register_buffer('weight',torch.ones(2)))
attempt(lambda: nn.Linear(2,2).add_module('x',3))
attempt(lambda: nn.ModuleDict({'a':3}))
attempt(lambda: nn.ModuleDict({'a':nn.ReLU()})['b'])
attempt(lambda: nn.ModuleList([nn.ReLU()])[2])
attempt(lambda: nn.ModuleList([nn.ReLU()])(a))
attempt(lambda: nn.Sequential(nn.ReLU(),nn.Linear(2,2))(a))
attempt(lambda: nn.ParameterList([3]))
attempt(lambda: nn.CrossEntropyLoss()(a))
attempt(lambda: nn.MSELoss()(a,torch.ones(2,2)))
attempt(lambda: nn.BCELoss()(a,a*2))
attempt(lambda: nn.BCELoss()(a,torch.ones(2)))
attempt(lambda: nn.NLLLoss()(a,torch.tensor([0,3])))
attempt(lambda: nn.Embedding(2,3)(a))
attempt(lambda: nn.LayerNorm([2])(a))
attempt(lambda: nn.Softmax()(a).shape)
attempt(lambda: nn.Dropout(1.5))
attempt(lambda: nn.Flatten(5)(a))
attempt(lambda: nn.Unflatten(1,(2,2))(a))
attempt(lambda: nn.Conv2d(1,2,3)(a))
attempt(lambda: nn.Conv2d(1,2,3)(torch.ones(1,2,5,5)))
attempt(lambda: nn.Conv2d(1,2,3)(torch.ones(1,1,2,2)))
attempt(lambda: nn.Conv2d(3,2,3,groups=2))
attempt(lambda: nn.MaxPool2d(2)(torch.ones(1,1,1,1)))
attempt(lambda: nn.BatchNorm1d(3)(torch.ones(1,3)))
attempt(lambda: nn.BatchNorm1d(3)(torch.ones(3)))
attempt(lambda: nn.BatchNorm2d(3)(a))
attempt(lambda: nn.LSTM(2,3)(torch.ones(1,1,3)))
attempt(lambda: nn.RNNCell(2,3)(torch.ones(1,3)))
attempt(lambda: nn.GRU(2,3)(torch.ones(2)))
attempt(lambda: nn.MultiheadAttention(3,2))
attempt(lambda: torch.optim.SGD([x],lr=.1,nesterov=True))
attempt(lambda: torch.optim.SGD([{'params':[x]},{'params':[x]}],lr=.1))
attempt(lambda: torch.optim.SGD([{'foo':[x]}],lr=.1))
attempt(lambda: torch.optim.SGD([x]).load_state_dict({}))
attempt(lambda: torch.optim.SGD([x],lr=.1).add_param_group(3))
attempt(lambda: torch.optim.SGD([x],lr=.1).step(3))
attempt(lambda: torch.optim.LBFGS([x]).step())
attempt(lambda: torch.optim.Adam([x],lr=.1,betas=(1.,.9)))
attempt(lambda: torch.optim.Adam([x],lr=.1,eps=-1))
attempt(lambda: torch.optim.Adam([x],weight_decay=-1))
attempt(lambda: torch.optim.lr_scheduler.StepLR(3,1))
attempt(lambda: torch.optim.lr_scheduler.ReduceLROnPlateau(torch.optim.SGD([x],lr=.1),factor=2))
attempt(lambda: torch.optim.lr_scheduler.OneCycleLR(torch.optim.SGD([x],lr=.1),max_lr=1))
attempt(lambda: torch.func.grad(3)(x))
attempt(lambda: torch.func.grad(lambda q: 3.)(x))
attempt(lambda: torch.func.grad(lambda q: q.sum(), argnums=2)(x))
attempt(lambda: torch.func.vmap(lambda q: q)(torch.tensor(1.)))
attempt(lambda: torch.func.vmap(lambda q,r: q+r)(torch.ones(2),torch.ones(3)))
attempt(lambda: torch.autograd.functional.vjp(lambda q: q*2,x))
attempt(lambda: torch.autograd.functional.jvp(lambda q: q*2,x,torch.ones(2)))
attempt(lambda: torch.autograd.functional.hvp(lambda q: (q*q).sum(),x))
attempt(lambda: torch.autograd.gradcheck(lambda q: q*2, x))
attempt(lambda: torch.autograd.gradcheck(lambda q: q*2, torch.ones(2)))
attempt(lambda: torch.autograd.gradcheck(lambda q: q.detach()*q, torch.ones(2,dtype=torch.float64,requires_grad=True)*2))
attempt(lambda: torch.autograd.gradcheck(lambda q: q.detach()*q, torch.full((2,),2.,dtype=torch.float64,requires_grad=True)))
attempt(lambda: torch.nn.utils.vector_to_parameters(torch.ones(2),[x]))
attempt(lambda: torch.utils.data.TensorDataset(a,x))
attempt(lambda: torch.utils.data.DataLoader([1],batch_size=0))
attempt(lambda: torch.utils.data.random_split([1,2,3],[1,1]))
attempt(lambda: next(iter(torch.utils.data.DataLoader([object()]))))
attempt(lambda: torch.distributions.Normal(0.,-1.))
attempt(lambda: torch.distributions.Categorical(probs=torch.tensor([-1.,2.])))
attempt(lambda: torch.distributions.Normal(0.,1.).log_prob('a'))
