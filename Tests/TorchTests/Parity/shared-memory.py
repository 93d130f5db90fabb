# Tensors that share memory: what each of them sees of a change, which version it has, and what a
# pass makes of it.
import copy

import torch
from torch import nn


def name(tensor):
    return type(tensor.grad_fn).__name__


def names(function):
    return [(type(next).__name__, place) for next, place in function.next_functions]


def case_0():
    x = torch.ones(2, requires_grad=True)
    y = x.exp(); d = y.detach(); d.zero_()
    print(y._version, d._version)
    y.sum().backward()


def case_1():
    x = torch.ones(2, requires_grad=True)
    y = x.sigmoid(); d = y.data; d.zero_()
    print(y._version, d._version, y)
    y.sum().backward(); print(x.grad)


def case_2():
    x = torch.ones(2, requires_grad=True)
    y = x * 3
    v = y[0]
    y.detach()[0] = 7
    print(v, y, name(v), name(y))
    z = v * y.sum(); z.backward(); print(x.grad)


def case_3():
    x = torch.ones(2, requires_grad=True)
    y = x * 3
    n = y.detach().numpy()
    n[0] = 11
    z = (y * y).sum(); print(z); z.backward(); print(x.grad, y._version)


def case_4():
    x = torch.ones(2, requires_grad=True)
    y = x * 3
    z = y * y
    n = y.detach().numpy()
    n[0] = 11
    z.sum().backward(); print(x.grad, y._version, z)


def case_5():
    x = torch.ones(4)
    v = x[1:]
    print(x._base, v._base is x, v[0]._base is x, v._is_view(), x._is_view(), x.detach()._is_view(), x.data._is_view(), v.detach()._base)
    print(x.data_ptr() == x.view(2,2).data_ptr(), x.data_ptr() == x.clone().data_ptr(), v.data_ptr() - x.data_ptr())
    print(x.storage().data_ptr() == v.storage().data_ptr(), x.untyped_storage().data_ptr() == v.untyped_storage().data_ptr())
    print(v.storage_offset(), v.stride(), x.is_set_to(x), x.is_set_to(v), x.is_set_to(x.view(4)))
    print(len(x.untyped_storage()), x.untyped_storage().nbytes(), x.untyped_storage().size())


def case_6():
    x = torch.ones(4, requires_grad=True)
    y = x * 2
    y.detach_(); print(y, y.requires_grad, y.is_leaf)
    v = (x * 2)[0]
    v.detach_()


def case_7():
    x = torch.ones(4, requires_grad=True)
    v = x.view(2, 2)
    v.detach_()


def case_8():
    x = torch.ones(3, requires_grad=True)
    y = x * 2
    y.data = torch.zeros(3)
    print(y, name(y), y._version)
    y.sum().backward(); print(x.grad)


def case_9():
    w = torch.ones(3, requires_grad=True)
    y = w * w
    w.data = torch.tensor([5., 6., 7.])
    print(w, w._version)
    y.sum().backward(); print(w.grad)


def case_10():
    a = torch.ones(2, requires_grad=True)
    h = a * 2
    r = h.relu()
    h.detach().fill_(-1)
    r.sum().backward(); print(a.grad)


def case_11():
    a = torch.ones(2, requires_grad=True)
    h = a * 2
    r = h.abs()
    h.detach().fill_(-1)
    r.sum().backward(); print(a.grad)


def case_12():
    a = torch.ones(2, requires_grad=True)
    h = a * 2
    with torch.no_grad():
        h.mul_(5)
    s = (h * h).sum(); print(s)
    s.backward(); print(a.grad)


def case_13():
    a = torch.ones(2, requires_grad=True)
    h = a * 2
    h.retain_grad()
    u = h * 3
    with torch.no_grad():
        h.mul_(5)
    s = (h * h).sum() + u.sum(); print(s)
    s.backward(); print(a.grad, h.grad)


def case_14():
    x = torch.ones(2)
    y = x.resize_(4)
    print(y.shape)
    x.resize_(2, 1); print(x)


def case_15():
    w = torch.ones(2, requires_grad=True)
    w.resize_(3)


def case_16():
    x = torch.ones(3, requires_grad=True)
    y = x * 2
    d = y.detach()
    d.requires_grad_()
    z = d * 3
    z.sum().backward(); print(d.grad, x.grad)
    with torch.no_grad():
        d -= d.grad
    print(d, y)


def case_17():
    x = torch.ones(3, requires_grad=True)
    y = x * 2
    d = y.detach()
    e = d[0]
    f = e.detach()
    f.add_(10)
    print(x, y, d, e, f, y._version, d._version, e._version, f._version)
    (y * y).sum().backward(); print(x.grad)


def case_18():
    x = torch.ones(3, requires_grad=True)
    x.detach().add_(1)
    y = (x * x).sum()
    print(y)
    y.backward(); print(x.grad)
    x.detach().add_(1)
    y = (x * x).sum()
    x.data.add_(1)
    y.backward(); print(x.grad)


def case_19():
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    copy.deepcopy(y)


def case_20():
    x = torch.ones(4, requires_grad=True)
    b = x * 2
    v = b[:2]
    v.exp_()
    b.add_(1)
    b.sum().backward()


def case_21():
    x = torch.ones(4, requires_grad=True)
    b = x * 2
    v = b[:2]
    v.exp_()
    v.detach().add_(1)
    b.sum().backward()


def case_22():
    x = torch.ones(3, requires_grad=True)
    y = x * 2
    with torch.no_grad():
        y[0] = 9
    print(name(y), y._version)
    y.sum().backward(); print(x.grad)


def case_23():
    # hook and silent
    x = torch.ones(3, requires_grad=True)
    y = x * 2
    y.register_hook(lambda g: print('hook', g))
    u = y * 3
    y.data.fill_(7)
    z = (y * y).sum() + u.sum()
    g, = torch.autograd.grad(z, y, retain_graph=True); print(g)
    z.backward(); print(x.grad)


def case_24():
    x = torch.ones(3, requires_grad=True)
    lin = nn.Linear(3, 1)
    with torch.no_grad(): lin.weight.fill_(1.); lin.bias.fill_(0.)
    o = lin(x)
    lin.weight.data.fill_(5.)
    o.backward(); print(x.grad, lin.weight.grad)


def case_25():
    x = torch.ones(3, requires_grad=True)
    w = torch.ones(3, requires_grad=True)
    o = (x * w).sum()
    w.data.fill_(5.)
    g, = torch.autograd.grad(o, x, create_graph=True)
    print(g)
    w.data.fill_(6.)
    g.sum().backward(); print(w.grad, g)


def case_26():
    x = torch.tensor([1., 2., 3.])
    n = x.numpy()
    x.add_(1); print(n)
    n += 1; print(x, x._version)
    v = x[1:]; n[1] = 50; print(v)
    t = torch.from_numpy(n); t[0] = -1; print(x, n)


def case_27():
    x = torch.tensor([1., 2., 3.], requires_grad=True)
    n = x.detach().numpy()
    y = (x * x).sum()
    n[0] = 10
    y.backward(); print(x.grad, x)
    z = (x * x).sum(); print(z)


def case_28():
    a = torch.zeros(3, requires_grad=True)
    with torch.no_grad():
        a[0] = 5
        v = a[1:]
        v.add_(1)
    print(a, v, a._version, v._version, v.requires_grad)
    (a * a).sum().backward(); print(a.grad)


def case_29():
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    z = y.detach().clone()
    z[0] = 4; print(y, z)
    y2 = y.view(2, 1)
    y2.data[0] = 8
    print(y, y2, y._version)


def case_30():
    x = torch.ones(2, 3, requires_grad=True)
    y = x * 2
    for r in y.detach():
        r.add_(1)
    print(y, y._version)
    (y*y).sum().backward(); print(x.grad)


def case_31():
    c = torch.tensor([1.0, 2.0], requires_grad=True)
    b = c * 2
    with torch.no_grad():
        v = b[0]
    z = v * 3
    print(z, names(z.grad_fn))
    z.backward(); print(c.grad)
    print(v, name(v))


def case_32():
    w = torch.ones(3, requires_grad=True)
    w.data = torch.ones(3, dtype=torch.float64)
    (w*2).sum().backward(); print(w.grad)


def case_33():
    x = torch.ones(3, requires_grad=True)
    y = x * 2
    h = []
    y.register_hook(lambda g: h.append(('y', g.tolist())))
    y.retain_grad()
    y.mul_(3)
    y.register_hook(lambda g: h.append(('y2', g.tolist())))
    y.sum().backward()
    print(h, y.grad, x.grad)


def case_34():
    x = torch.ones(3, requires_grad=True)
    y = x * 2
    h = []
    v = y[0]
    v.register_hook(lambda g: h.append(('v', g.tolist())))
    v.retain_grad()
    y.retain_grad()
    y.register_hook(lambda g: h.append(('y', g.tolist())))
    v.mul_(3)
    y.sum().backward()
    print(h, y.grad, v.grad, x.grad)


def case_35():
    x = torch.ones(3, requires_grad=True)
    y = x * 2
    y.mul_(torch.tensor([1., 2., 3.], dtype=torch.float64))
    print(y, y.dtype)
    y.sum().backward(); print(x.grad)


def case_36():
    x = torch.ones(3, requires_grad=True)
    y = x * 2
    s = y.untyped_storage()
    print(type(s), type(y.storage()))
    print(y.storage())
    print(len(y.storage()), y.storage().size(), y.storage()[1], y.storage().tolist(), y.storage().dtype)
    print(y.detach().storage())


for number, case in enumerate([
    case_0, case_1, case_2, case_3, case_4, case_5, case_6, case_7,
    case_8, case_9, case_10, case_11, case_12, case_13, case_14, case_15,
    case_16, case_17, case_18, case_19, case_20, case_21, case_22, case_23,
    case_24, case_25, case_26, case_27, case_28, case_29, case_30, case_31,
    case_32, case_33, case_34, case_35, case_36,
]):
    print(number)
    try:
        case()
    except Exception as error:
        print(type(error).__name__, error)
