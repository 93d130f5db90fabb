import torch, torch.nn as nn, torch.nn.functional as F
def t(name, f):
    try: print(name, f())
    except Exception as e: print(name, type(e).__name__, str(e).split('\n')[0][:300])
for a in (torch.bool, torch.uint8, torch.int8, torch.int16,torch.int32, torch.int64, torch.float16, torch.float32, torch.float64):
    print([str(torch.promote_types(a,b)) for b in (torch.bool, torch.uint8, torch.int8, torch.int16,torch.int32, torch.int64, torch.float16, torch.float32, torch.float64)])
    print([torch.can_cast(a,b) for b in (torch.bool, torch.uint8, torch.int8, torch.int16,torch.int32, torch.int64, torch.float16, torch.float32, torch.float64)])
t('pt', lambda: torch.promote_types(torch.float32, 1)); t('cc', lambda: torch.can_cast(1, torch.bool))
torch.manual_seed(0)
x=torch.randn(2,3,requires_grad=True); b1=torch.randn(4,2,5,requires_grad=True); b2=torch.randn(4,5,3,requires_grad=True)
y=torch.addbmm(x,b1,b2); print(y); y.sum().backward(); print(x.grad, b1.grad, b2.grad)
y=torch.addbmm(x,b1,b2,beta=.5,alpha=2.); print(y, x.addbmm(b1,b2))
t('e', lambda: torch.addbmm(x,b1,b1)); t('e', lambda: torch.addbmm(x,b1[0],b2)); t('e', lambda: torch.addbmm(torch.zeros(3,3),b1,b2)); t('e', lambda: torch.addbmm(x.double(),b1,b2)); t('b', lambda: torch.addbmm(torch.ones(3),b1,b2).shape)
m=torch.tensor([[1,2],[3,4]]); t('i', lambda: torch.addbmm(m,m[None],m[None]))
for p in (1,2):
    for red in ('mean','sum','none'):
        x=torch.tensor([[.1,.2,.4,.8],[.5,-.3,.2,.9]],requires_grad=True); l=F.multi_margin_loss(x,torch.tensor([3,0]),p=p,margin=.5,reduction=red); print(l); l.sum().backward(); print(x.grad)
x=torch.tensor([[.1,.2,.4,.8]],requires_grad=True); l=F.multi_margin_loss(x,torch.tensor([3]),weight=torch.tensor([1.,2.,3.,4.])); print(l); l.backward(); print(x.grad)
t('1d', lambda: F.multi_margin_loss(torch.tensor([.1,.2,.4]),torch.tensor(1)));t('1d', lambda: F.multi_margin_loss(torch.tensor([.1,.2,.4]),torch.tensor([1])))
t('err', lambda: F.multi_margin_loss(torch.ones(2,3),torch.tensor([0,3]))); t('err', lambda: F.multi_margin_loss(torch.ones(2,3),torch.tensor([0]))); t('err', lambda: F.multi_margin_loss(torch.ones(2,3),torch.tensor([0.,1.]))); t('p3', lambda: F.multi_margin_loss(torch.ones(2,3),torch.tensor([0,1]),p=3)); t('err', lambda: F.multi_margin_loss(torch.ones(2,3),torch.tensor([0,1]),weight=torch.ones(2))); t('i', lambda: F.multi_margin_loss(torch.ones(2,3).long(),torch.tensor([0,1])))
c=nn.MultiMarginLoss(p=2); print(c, c(torch.ones(2,3),torch.tensor([0,1])))
t('w', lambda: nn.MultiMarginLoss(p=3)); 
