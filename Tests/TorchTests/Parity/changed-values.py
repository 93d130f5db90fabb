# What a pass says of every kind of saved value that was changed in place.
import torch
def t(f):
    try:
        y=f(); y.backward()
    except RuntimeError as e: print(e)
def a():
    b=torch.ones(3,requires_grad=True); y=b.sigmoid(); y.mul_(2); return y.sum()
def c():
    b=torch.ones(3,3,requires_grad=True); y=torch.softmax(b,1); y[0,0]=3.; return y.sum()
def d():
    b=torch.ones(3,3,requires_grad=True); y=b@b; z=y*y; y+=1; return z.sum()
def e():
    b=torch.ones(3,3,requires_grad=True); y=b.sqrt(); y+=1; return y.sum()
def f():
    b=torch.ones(3,requires_grad=True); y=b**b; y+=1; return y.sum()
def g():
    b=torch.ones(3,requires_grad=True); y=b.max(); y+=1; return y.sum()
def h():
    b=torch.ones(3,requires_grad=True); y=b.relu(); y+=1; return y.sum()
def i():
    b=torch.ones(3,requires_grad=True); y=b.exp(); z=y.view(3)*2; z2=z*z; z+=1; return z2.sum()
class E(torch.autograd.Function):
    @staticmethod
    def forward(ctx,x): 
        r=x.exp(); ctx.save_for_backward(r); return r
    @staticmethod
    def backward(ctx,g): return g*ctx.saved_tensors[0]
def j():
    b=torch.ones(3,requires_grad=True); y=E.apply(b); y+=1; return y.sum()
for q in (a,c,d,e,f,g,h,i,j): t(q)


def a():
    b=torch.ones(3,requires_grad=True)*1; y=b*b; b[0]=2.; return y.sum()
def c():
    b=torch.ones(3,3,requires_grad=True)*1; v=b.view(9); y=v*v; b.add_(1); return y.sum()
def d():
    b=torch.ones(3,3,requires_grad=True); m=b.max(1); v=m.values; y=v*v; v.add_(1); return y.sum()
def e():
    b=torch.ones(4,requires_grad=True); p,q=b.exp().split(2); y=p*q; p2=p*1; 
    return y.sum()
def f():
    b=torch.ones(4,requires_grad=True); p,q=torch.std_mean(b); y=q*q; q.add_(1); return y
def g():
    b=torch.ones(3); w=torch.ones(3,requires_grad=True); y=b*w; b+=1; return y.sum()
def h():
    b=torch.ones(3,requires_grad=True)*1; y=b.addcmul(b,b); b.add_(1); return y.sum()
def k():
    w=torch.ones(3,3,requires_grad=True); x=torch.ones(3,3,requires_grad=True)*1; y=torch.nn.functional.linear(x,w); x.add_(1); return y.sum()
for q in (a,c,d,e,f,g,h,k): t(q)
with torch.autograd.set_detect_anomaly(True, check_nan=False):
    t(a)


def mk(g):
    def f():
        b=torch.rand(3,3,requires_grad=True)+1; v=g(b); y=v*v
        with torch.no_grad(): v.add_(1)
        return y.sum()
    return f
for g in (lambda b:b.mean(1),lambda b:b.mean(),lambda b:b.double(),lambda b:b.t().clone(),lambda b:torch.zeros(3,3).copy_(b), lambda b:b.t(), lambda b:b.clone(), lambda b: torch.nn.functional.mse_loss(b,b*2,reduction='none'), lambda b:b.__setitem__((0,0),1.) or b, lambda b:b.softmax(1), lambda b:b[0], lambda b:b.sum(1), lambda b: torch.stack([b,b])):
    t(mk(g))
z=torch.zeros(3).copy_(torch.ones(3,requires_grad=True)); print(z.grad_fn.name())
