# Views that are changed in place: of several outputs, expanded, of leaves, made in another mode.
import copy

import torch
from torch import nn


def name(tensor):
    return type(tensor.grad_fn).__name__


def names(function):
    return [(type(next).__name__, place) for next, place in function.next_functions]


def case_0():
    x = torch.ones(4, requires_grad=True)
    y = x * 3
    a, b = y.chunk(2)
    a.mul_(2)


def case_1():
    x = torch.ones(4, requires_grad=True)
    y = x * 3
    a, b = y.split(2)
    with torch.no_grad():
        a.mul_(2)
    print(y, a, b)


def case_2():
    x = torch.ones(4, requires_grad=True)
    y = x * 3
    a, b = y.split(2)
    with torch.no_grad():
        a.mul_(2)
    y.sum().backward(); print(x.grad)
    print(name(a))


def case_3():
    x = torch.ones(4, requires_grad=True)
    y = x * 3
    a, b = y.split(2)
    y.mul_(2)
    print(y)
    print(a)


def case_4():
    x = torch.ones(2, 2, requires_grad=True)
    y = x * 3
    for r in y:
        r.add_(1)


def case_5():
    y = torch.ones(2, 2)
    for r in y:
        r.add_(1)
    print(y)
    w = torch.tensor(2., requires_grad=True)
    for r in y:
        r.mul_(w)


def case_6():
    y = torch.ones(4)
    w = torch.tensor(2., requires_grad=True)
    a, b = y.tensor_split(2)
    a.mul_(w)


def case_7():
    y = torch.ones(4)
    w = torch.tensor(2., requires_grad=True)
    a, b = y.unsafe_chunk(2)
    a.mul_(w)
    print(a, y)


def case_8():
    y = torch.ones(4)
    w = torch.tensor(2., requires_grad=True)
    a, b = y.unsafe_split(2)
    a.mul_(w)
    print(a, y, name(a))


def case_9():
    x = torch.tensor([1., 2.], requires_grad=True)
    v = (x * 1).expand(2, 2)
    v.fill_(3)
    print(v)


def case_10():
    v = torch.tensor([1., 2.]).expand(2, 2)
    v.zero_(); print(v)
    v[0] = 5; print(v)
    v[0, 0] = 6; print(v)
    v[1] = torch.tensor([8., 9.]); print(v)
    v[:, 0] = torch.tensor([8., 9.]); print(v)


def case_11():
    v = torch.tensor([1., 2.]).expand(2, 2)
    v.normal_()


def case_12():
    v = torch.tensor([1., 2.]).expand(2, 2)
    v.uniform_()


def case_13():
    v = torch.tensor([1., 2.]).expand(2, 2)
    v.masked_fill_(v > 1, 0.)
    print(v)


def case_14():
    v = torch.tensor([1., 2.]).expand(2, 2)
    v.copy_(torch.ones(2, 2))


def case_15():
    v = torch.tensor([1., 2.]).expand(2, 2)
    v.relu_()


def case_16():
    v = torch.tensor([1., 2.]).expand(2, 2)
    v.clamp_(0, 1)


def case_17():
    v = torch.tensor([1., 2.]).expand(2, 2)
    v += torch.ones(2, 2)


def case_18():
    x = torch.arange(5.)
    x[1:].copy_(x[:-1])


def case_19():
    x = torch.arange(5.)
    x[1:] += x[:-1]


def case_20():
    x = torch.arange(5.)
    x[1:] = x[:-1]


def case_21():
    x = torch.arange(6.)
    x[::2].copy_(x[1::2]); print(x)


def case_22():
    x = torch.arange(4.).view(2, 2)
    x.copy_(x.t()); print(x)


def case_23():
    x = torch.arange(4.).view(2, 2)
    x.add_(x.t()); print(x)


def case_24():
    c = torch.tensor([1.0, 2.0], requires_grad=True)
    v = c[0]
    v.mul_(2)


def case_25():
    c = torch.tensor([1.0, 2.0], requires_grad=True)
    v = c.view(2, 1)
    v[0] = 3


def case_26():
    c = torch.tensor([1.0, 2.0], requires_grad=True)
    with torch.no_grad():
        v = c[0]
    v.mul_(2)


def case_27():
    c = torch.tensor([1.0, 2.0], requires_grad=True) * 2
    with torch.no_grad():
        v = c[0]
    print(v.requires_grad, v.is_leaf, v._is_view(), v._base is c)
    v.mul_(2)
    print(v, c)


def case_28():
    c = torch.tensor([1.0, 2.0], requires_grad=True) * 2
    with torch.no_grad():
        v = c[0]
        v.mul_(2)
    print(v, c)


def case_29():
    c = torch.tensor([1.0, 2.0], requires_grad=True) * 2
    with torch.inference_mode():
        v = c[0]
    print(v.requires_grad, v.is_inference())
    v.mul_(2)


def case_30():
    c = torch.tensor([1.0, 2.0])
    w = torch.tensor(2., requires_grad=True)
    with torch.no_grad():
        v = c[0]
    v.mul_(w)


def case_31():
    c = torch.tensor([1.0, 2.0])
    w = torch.tensor(2., requires_grad=True)
    with torch.inference_mode():
        v = c[0]
    v.mul_(w)


def case_32():
    x = torch.ones(3, requires_grad=True)
    y = x * 2
    v = y[1:]
    u = v[0]
    u.mul_(5)
    print(name(y), name(v), name(u))
    print(names(y.grad_fn), names(v.grad_fn), names(u.grad_fn))
    y.sum().backward(); print(x.grad)


def case_33():
    x = torch.ones(3, requires_grad=True)
    y = x * 2
    y[...] = 3
    print(name(y), y)
    y.sum().backward(); print(x.grad)


def case_34():
    x = torch.ones(3, requires_grad=True)
    y = x * 2
    y[:] = 3
    print(name(y), y)
    y.sum().backward(); print(x.grad)


def case_35():
    x = torch.ones(3, 2, requires_grad=True)
    y = x * 2
    y[:, :] = 3
    print(name(y), y)


def case_36():
    x = torch.ones(3, 2, requires_grad=True)
    y = x * 2
    y[:, 0] = x[:, 1]
    print(name(y), y)
    y.sum().backward(); print(x.grad)


def case_37():
    x = torch.ones(3, 2, requires_grad=True)
    y = x * 2
    y[None] = 3
    print(name(y))


def case_38():
    x = torch.arange(6.).view(2, 3)
    v = x[0]
    x.t_(); print(x, x.shape, x.stride())
    x.unsqueeze_(0); print(x.shape, x.stride())
    x.squeeze_(); print(x.shape)
    x.transpose_(0, 1); print(x)
    v.unsqueeze_(0); print(v, x._version, v._version)


def case_39():
    w = torch.ones(2, 3, requires_grad=True)
    y = w * 2
    y.t_(); print(name(y), y.shape)
    (y * torch.arange(6.).view(3, 2)).sum().backward(); print(w.grad)


def case_40():
    w = torch.ones(2, 3, requires_grad=True)
    y = (w * 2)[0]
    y.unsqueeze_(0); print(name(y), y.shape)
    (y * 3).sum().backward(); print(w.grad)


def case_41():
    w = torch.ones(2, 3, requires_grad=True)
    y = (w * 2).t()
    y.unsqueeze_(0); print(name(y), y.shape, y.stride())
    y.squeeze_(0); print(name(y), y.shape)


def case_42():
    w = torch.ones(2, 3, requires_grad=True)
    w.t_()


def case_43():
    y = torch.arange(4.).as_strided((3, 2), (1, 1))
    y.fill_(1); print(y)


def case_44():
    a = torch.ones(4, requires_grad=True)
    b = (a * 2)
    c = b.as_strided((3, 2), (1, 1)); print(c)
    c.sum().backward(); print(a.grad)


def case_45():
    x = torch.ones(4, requires_grad=True)
    b = x * 2
    with torch.no_grad(): a = b[:2]
    v = a[0]
    print(name(v))
    try: v.mul_(2)
    except Exception as e: print(e)
    try: a[0] = 3
    except Exception as e: print(e)
    with torch.inference_mode(): a = b[:2]
    v = a[0]
    try: v.mul_(2)
    except Exception as e: print(e)


def case_46():
    x = torch.ones(4, requires_grad=True)
    y = x * 1
    p, q = y.split(2)
    z = p * q
    y.add_(1)
    z.sum().backward()


def case_47():
    x = torch.ones(4, requires_grad=True)
    y = x * 1
    p, q = y.split(2)
    z = p * q
    with torch.no_grad(): y.add_(1)
    z.sum().backward()


def case_48():
    x = torch.ones(4, requires_grad=True)
    y = x * 1
    p, q = y.split(2)
    y.add_(1)
    z = p * q


def case_49():
    x = torch.ones(4, requires_grad=True)
    y = x * 1
    p, q = y.split(2)
    y.add_(1)
    with torch.no_grad(): print(p * q)
    print(p.detach(), p.requires_grad, p.is_leaf, p.sum().item() if False else '')


def case_50():
    x = torch.arange(4.)
    x[torch.tensor([0, 1])] = x[1:3]
    print(x)


def case_51():
    x = torch.arange(4.)
    x[torch.tensor([0, 1])] = x[2:]
    print(x)


def case_52():
    x = torch.arange(4.)
    x[torch.tensor([0, 1, 2, 3])] = x
    print(x)


def case_53():
    x = torch.arange(4.)
    x[x > 1] = x[x > 1] * 2; print(x)
    x.masked_fill_(x > 2, 0.); print(x)
    x[:] = x; print(x)
    x[...] = x[:]; print(x)
    x.add_(x); print(x)
    x.add_(x[:]); print(x)
    x.addcmul_(x, x); print(x)
    x.view(2, 2).add_(x.view(2,2)); print(x)
    try: x.add_(x[0]); print(x)
    except Exception as e: print(e)
    try: x.view(2,2).add_(x[:2]); print(x)
    except Exception as e: print(e)
    try: x.mul_(x.flip(0)); print(x)
    except Exception as e: print(e)
    try: x[1:].lerp_(x[:-1], 0.5)
    except Exception as e: print(e)
    try: x[1:].addcmul_(x[:-1], x[:-1])
    except Exception as e: print(e)
    try: torch.add(x[1:], x[:-1], out=x[1:]); print(x)
    except Exception as e: print(e)
    try: x[1:].maximum(x[:-1]); x[1:].copy_(x[0]); print(x)
    except Exception as e: print(e)


def case_54():
    a = torch.ones(2, 2, requires_grad=True)
    b = a * 1
    r = b[0]; c = b[:, 0]
    r.mul_(2)
    c.mul_(3)
    print(r, c, b, name(r), name(c), name(b))
    print(names(b.grad_fn), names(b.grad_fn.next_functions[0][0]))
    (b * torch.tensor([[1., 2.], [3., 4.]])).sum().backward(); print(a.grad)


def case_55():
    a = torch.ones(3)
    w = torch.tensor(2., requires_grad=True)
    v = a[0]; u = a[1:]
    v.mul_(w)
    print(a, v, u, a.requires_grad, a.is_leaf, name(u))
    (u.sum() + v).backward(); print(w.grad)


def case_56():
    a = torch.zeros(3)
    for i in range(3):
        a[i] = torch.tensor(float(i), requires_grad=True) * 2
    print(a)


def case_57():
    x = torch.ones(4, requires_grad=True)
    y = x * 2
    a, b = y.chunk(2)
    print(name(a), name(b), a.output_nr, b.output_nr, names(a.grad_fn), a.grad_fn is name(b))
    (a * 2 + b * 3).sum().backward(); print(x.grad)


def case_58():
    x = torch.ones(4, requires_grad=True)
    y = x * 2
    a, b = y.chunk(2)
    (a * 2).sum().backward(); print(x.grad)


def case_59():
    x = torch.ones(4, requires_grad=True)
    y = x * x
    a, b = y.chunk(2)
    g, = torch.autograd.grad((a * b).sum(), x, create_graph=True); print(g)
    g.sum().backward(); print(x.grad)


def case_60():
    x = torch.ones(3, requires_grad=True)
    w = torch.tensor(2., requires_grad=True)
    y = x * 2
    y.fill_(w); print(name(y), names(y.grad_fn))
    y.sum().backward(); print(x.grad, w.grad)
    y = x * 2
    y.fill_(torch.tensor(1.)); print(name(y), names(y.grad_fn))
    y = x * 2
    y.copy_(x); print(name(y), names(y.grad_fn))
    y.sum().backward(); print(x.grad)
    y = x * 2
    y[0] = 5; print(names(y.grad_fn))
    y = x * 2
    y[0] = w; print(names(y.grad_fn))
    y = x * 2
    y[:2] = 5; print(names(y.grad_fn))
    y = x * 2
    y[:2] = w; print(names(y.grad_fn))
    y = x * 2
    y[:2] = x[1:]; print(names(y.grad_fn))
    y = x * 2
    y[torch.tensor([0, 1])] = 5; print(name(y), names(y.grad_fn))
    y = x * 2
    y[torch.tensor([0, 1])] = x[:2]; print(name(y), names(y.grad_fn))
    y = x * 2
    y[y > 1] = 5; print(name(y), names(y.grad_fn))
    y = x * 2
    y[y > 1] = w; print(name(y), names(y.grad_fn))
    y = x * 2
    y[[True, False, True]] = 3.; print(name(y), names(y.grad_fn))
    y = x * 2
    y[0:2].mul_(w); print(name(y), names(y.grad_fn))
    y = x * 2
    y[0:2].masked_fill_(torch.tensor([True, False]), 1.); print(name(y), names(y.grad_fn))
    y = x * 2
    y.masked_fill_(torch.tensor([True, False, True]), w); print(name(y), names(y.grad_fn))
    y = torch.zeros(3)
    y.copy_(x); print(name(y), names(y.grad_fn))
    y = torch.zeros(3)
    y[0] = w; print(name(y), names(y.grad_fn))
    y = x * 2
    y.copy_(torch.ones(3)); print(name(y), names(y.grad_fn))
    y.sum().backward(); print(x.grad)
    y = torch.zeros(3)
    y.add_(x); print(name(y), names(y.grad_fn))
    y = torch.zeros(3)
    y.mul_(w); print(name(y), names(y.grad_fn))


def case_61():
    x = torch.ones(4, requires_grad=True)
    a = (x * 1).split(2)[1]
    v = a[0]
    try: v.mul_(2)
    except Exception as e: print(e)
    with torch.no_grad(): u = a[0]
    try: u.mul_(2)
    except Exception as e: print(e)
    w = (x * 1).unbind()[2]
    try: w.mul_(2)
    except Exception as e: print(e)


def case_62():
    class Id(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x): return x.view(3)
        @staticmethod
        def backward(ctx, g): return g
    x = torch.ones(3, requires_grad=True)
    y = x * 2
    z = Id.apply(y)
    print(z._is_view())
    z.mul_(2)


def case_63():
    class Id(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x): return x
        @staticmethod
        def backward(ctx, g): return g
    x = torch.ones(3, requires_grad=True)
    y = x * 2
    z = Id.apply(y)
    print(z._is_view())
    z.mul_(2)
    print(z)


def case_64():
    class Mul(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            x.mul_(2); ctx.mark_dirty(x); return x
        @staticmethod
        def backward(ctx, g): return g * 2
    x = torch.ones(3, requires_grad=True)
    y = x * 2
    z = Mul.apply(y)
    print(z is y, y, y._version)
    y.sum().backward(); print(x.grad)
    b = x * 2
    v = b[0]
    z = Mul.apply(v)
    print(b, v)
    b.sum().backward(); print(x.grad)
    try: Mul.apply(x)
    except Exception as e: print(e)


def case_65():
    x = torch.ones(4, requires_grad=True)
    def ng(f):
        with torch.no_grad(): return f()
    def inf(f):
        with torch.inference_mode(): return f()
    def df(f): return f()
    class Id(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x): return x.view(-1)
        @staticmethod
        def backward(ctx, g): return g
    modes = {'ng': ng, 'inf': inf, 'df': df}
    for m1 in modes:
        for k1 in ('one', 'multi', 'custom'):
            for m2 in modes:
                for k2 in ('one', 'multi', 'custom'):
                    b = x * 1
                    f1 = {'one': lambda: b[:3], 'multi': lambda: b.split(3)[0], 'custom': lambda: Id.apply(b)}[k1]
                    v = modes[m1](f1)
                    f2 = {'one': lambda: v[:2], 'multi': lambda: v.split(2)[0], 'custom': lambda: Id.apply(v)}[k2]
                    u = modes[m2](f2)
                    try: u.mul_(2); print(m1, k1, m2, k2, 'ok')
                    except Exception as e: print(m1, k1, m2, k2, str(e)[:140])


def case_66():
    x = torch.zeros(3)
    try: x[:2] = torch.ones(3)
    except Exception as e: print(type(e).__name__, e)
    try: x[:2].copy_(torch.ones(3))
    except Exception as e: print(type(e).__name__, e)
    try: x[torch.tensor([0, 1])] = torch.ones(3)
    except Exception as e: print(type(e).__name__, e)
    try: x[x == 0] = torch.ones(2)
    except Exception as e: print(type(e).__name__, e)
    try: x[0] = torch.ones(3)
    except Exception as e: print(type(e).__name__, e)
    try: x[:] = torch.ones(2, 3)
    except Exception as e: print(type(e).__name__, e)
    try: x[:] = torch.ones(1, 3); print(x)
    except Exception as e: print(type(e).__name__, e)
    try: x[0] = torch.ones(1, 1); print(x)
    except Exception as e: print(type(e).__name__, e)
    try: x.copy_(torch.ones(2, 3))
    except Exception as e: print(type(e).__name__, e)
    try: x.fill_(torch.ones(2))
    except Exception as e: print(type(e).__name__, e)
    try: x[3] = 1
    except Exception as e: print(type(e).__name__, e)
    try: x[0, 1] = 1
    except Exception as e: print(type(e).__name__, e)
    try: x[torch.tensor([5])] = 1
    except Exception as e: print(type(e).__name__, e)
    try: x.view(1, 3)[0, 5] = 1
    except Exception as e: print(type(e).__name__, e)
    try: x.view(1, 3)[:, torch.tensor([4])] = 1
    except Exception as e: print(type(e).__name__, e)
    try: x.view(1, 3)[0, torch.tensor([4])] = 1
    except Exception as e: print(type(e).__name__, e)
    try: x.view(1, 3)[0, torch.tensor([4])]
    except Exception as e: print(type(e).__name__, e)
    try: x.view(1, 3)[:, 3]
    except Exception as e: print(type(e).__name__, e)
    try: x.view(1, 3)[torch.tensor([0]), torch.tensor([4])]
    except Exception as e: print(type(e).__name__, e)
    i = torch.zeros(3, dtype=torch.int64)
    i[0] = 1.7; i[1:] = torch.tensor([2.9, -3.9]); print(i)
    m = torch.zeros(2, dtype=torch.bool)
    m[0] = 5; print(m)


def case_67():
    x = torch.ones(2, 3, requires_grad=True)
    y = x * 1
    y[0, torch.tensor([0, 2])] = torch.tensor([5., 6.], requires_grad=True)
    print(y, name(y), names(y.grad_fn))
    y = x * 1
    y[:, torch.tensor([0, 2])] = 3.
    print(y, name(y))
    y = x * 1
    y[torch.tensor([0]), torch.tensor([1])] = 3.
    print(y, name(y))
    y = x * 1
    y[..., 0] = 3.
    print(y, name(y))
    y = x * 1
    y[torch.tensor(1)] = 3.
    print(y, name(y))
    y = x * 1
    y[True] = 3.
    print(y, name(y))
    y = x * 1
    y[[0, 1]] = 3.
    print(y, name(y))
    y = x * 1
    y[torch.tensor([[0, 1]])] = 3.
    print(y, name(y))
    y = x * 1
    y[torch.tensor([True, False])] = 3.
    print(y, name(y))
    y = x * 1
    y[torch.tensor([True, False]), 1] = 3.
    print(y, name(y))
    y = x * 1
    y[1, torch.tensor([True, False, True])] = torch.tensor(3.)
    print(y, name(y))
    y = x * 1
    y[y > 0] = torch.tensor(3.)
    print(y, name(y))


for number, case in enumerate([
    case_0, case_1, case_2, case_3, case_4, case_5, case_6, case_7,
    case_8, case_9, case_10, case_11, case_12, case_13, case_14, case_15,
    case_16, case_17, case_18, case_19, case_20, case_21, case_22, case_23,
    case_24, case_25, case_26, case_27, case_28, case_29, case_30, case_31,
    case_32, case_33, case_34, case_35, case_36, case_37, case_38, case_39,
    case_40, case_41, case_42, case_43, case_44, case_45, case_46, case_47,
    case_48, case_49, case_50, case_51, case_52, case_53, case_54, case_55,
    case_56, case_57, case_58, case_59, case_60, case_61, case_62, case_63,
    case_64, case_65, case_66, case_67,
]):
    print(number)
    try:
        case()
    except Exception as error:
        print(type(error).__name__, error)
