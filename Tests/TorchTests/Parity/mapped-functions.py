import torch, copy
import torch.nn.functional as F
from torch import vmap, func
def t(name, f):
    try: print(name, f())
    except Exception as e: print(name, type(e).__name__, str(e).split('\n')[0][:300])
x = torch.arange(6.).view(2,3)-2
t('item', lambda: vmap(lambda r: r.sum().item())(x))
t('item2', lambda: vmap(lambda r: r * r.sum().item())(x))
t('float', lambda: vmap(lambda r: r * float(r.sum()))(x))
t('int', lambda: vmap(lambda r: r * int(r.sum()))(x))
t('bool', lambda: vmap(lambda r: r if r.sum() > 0 else -r)(x))
t('mask', lambda: vmap(lambda r: r[r > 0])(x))
t('maskset', lambda: vmap(lambda r: r.clone().masked_fill(r>0, 2.))(x))
def ms(r):
    r = r.clone(); r[r > 0] = 0.; return r
t('maskset2', lambda: vmap(ms)(x))
t('nonzero', lambda: vmap(lambda r: torch.nonzero(r))(x))
t('nonzero2', lambda: vmap(lambda r: r.nonzero())(x))
t('where1', lambda: vmap(lambda r: torch.where(r>0))(x))
t('masked_select', lambda: vmap(lambda r: torch.masked_select(r, r>0))(x))
t('unique', lambda: vmap(lambda r: torch.unique(r))(x))
t('tolist', lambda: vmap(lambda r: torch.tensor(r.tolist()))(x))
t('numpy', lambda: vmap(lambda r: torch.tensor(r.numpy()))(x))
t('len', lambda: vmap(lambda r: r*len(r))(x))
t('iter', lambda: vmap(lambda r: sum(v for v in r))(x))
t('equal', lambda: vmap(lambda r: torch.equal(r, r))(x))
t('allclose', lambda: vmap(lambda r: torch.allclose(r, r))(x))
t('contains', lambda: vmap(lambda r: 2. in r)(x))
t('rand', lambda: vmap(lambda r: torch.rand(3))(x))
t('index', lambda: vmap(lambda r, i: r[i])(x, torch.tensor([0,1])))
t('slice', lambda: vmap(lambda r: r[:2])(x))
t('isnan', lambda: vmap(lambda r: r if torch.isnan(r).any() else r)(x))
t('assert', lambda: vmap(lambda r: r.backward())(x))
t('jacrev item', lambda: func.jacrev(lambda r: r * r.sum().item())(x[0]))
t('grad item', lambda: func.grad(lambda r: (r * r.sum().item()).sum())(x[0]))
t('grad if', lambda: func.grad(lambda r: (r if r.sum()>0 else -r).sum())(x[0]))
t('jacfwd item', lambda: func.jacfwd(lambda r: r * r.sum().item())(x[0]))
t('jacfwd if', lambda: func.jacfwd(lambda r: r if r.sum()>0 else -r)(x[0]))
t('jacrev if', lambda: func.jacrev(lambda r: r if r.sum()>0 else -r)(x[0]))
t('hessian if', lambda: func.hessian(lambda r: (r**2 if r.sum()>0 else -r**2).sum())(x[0]))
t('hessian item', lambda: func.hessian(lambda r: (r**2 *r.sum().item()).sum())(x[0]))
t('vmap grad if', lambda: vmap(func.grad(lambda r: (r if r.sum()>0 else -r).sum()))(x))
t('vmap grad item', lambda: vmap(func.grad(lambda r: (r *r.sum().item()).sum()))(x))
calls = []
def once(r):
    print(r.shape, len(calls) < 1)
    calls.append(1)
    return r * 2
t('once', lambda: vmap(once)(x))
def into(r):
    z = torch.zeros(3)
    z[0] = r[0]
    return z
t('into', lambda: vmap(into)(x))
t('slice by', lambda: vmap(lambda r, i: r[:i])(x, torch.tensor([0, 1])))
z = torch.tensor([1., .3, -.9])
for name, f in dict(square=lambda v: v ** 2, cube=lambda v: v ** 3, cos=torch.cos, recip=lambda v: 1 / v, abs=torch.abs, sum=lambda v: (v * v).sum()).items():
    t(name, lambda: func.jacfwd(f)(z))
    t(name, lambda: func.jacrev(f)(z))
    t(name, lambda: func.jacfwd(func.jacrev(lambda v: f(v).sum()))(z))
t('two', lambda: func.jacfwd(lambda a, b: a * b.sum(), argnums=(0, 1))(z, z[:2]))
t('aux', lambda: func.jacfwd(lambda a: (a * 2, a.sum()), has_aux=True)(z))
t('constant', lambda: func.jacfwd(lambda a: torch.ones(2))(z))
t('tree', lambda: func.jacfwd(lambda a: {'p': a * 2, 'q': (a.sum(),)})(z))
