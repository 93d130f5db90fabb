# What inference mode makes, and what may be done with it outside.
import copy

import torch
from torch import nn


def name(tensor):
    return type(tensor.grad_fn).__name__


def names(function):
    return [(type(next).__name__, place) for next, place in function.next_functions]


def case_0():
    c = torch.tensor([1.0, 2.0], requires_grad=True) * 2
    with torch.inference_mode():
        v = c[0]
    print(v.requires_grad, v.is_inference())
    v.mul_(2)


def case_1():
    c = torch.tensor([1.0, 2.0])
    w = torch.tensor(2., requires_grad=True)
    with torch.inference_mode():
        v = c[0]
    v.mul_(w)


def case_2():
    with torch.inference_mode():
        c = torch.tensor([1.0, 2.0])
        c.mul_(2)
    print(c, c.is_inference())
    try: print(c._version)
    except Exception as e: print(e)
    try: c.mul_(2)
    except Exception as e: print(e)
    try: c[0] = 2
    except Exception as e: print(e)
    try: c.requires_grad_()
    except Exception as e: print(e)
    v = c[0]
    print(v.is_inference())
    try: v.mul_(2)
    except Exception as e: print(e)
    print((c * 2).is_inference(), c.clone().is_inference(), c.detach().is_inference(), c.data.is_inference(), c.view(2,1).is_inference())
    d = c.clone(); d.mul_(2); print(d)
    w = torch.ones(2, requires_grad=True)
    try: (c * w)
    except Exception as e: print(e)
    print(c + w)
    try: print(w * c)
    except Exception as e: print(e)


def case_3():
    with torch.inference_mode():
        print(torch.is_inference_mode_enabled(), torch.is_grad_enabled())
        a = torch.ones(2, requires_grad=True)
        print(a.requires_grad, (a*2).requires_grad)
    print(torch.is_inference_mode_enabled())
    x = torch.ones(2)
    with torch.inference_mode():
        x.add_(1)
        y = x.view(2,1)
        print(y.is_inference(), (x+1).is_inference(), x._version)
        print(y._is_view())
    x.add_(1); print(x._version, x)


def case_4():
    x = torch.ones(3)
    with torch.inference_mode():
        d = x.detach()
        print(d.is_inference(), x.data.is_inference(), x[0].is_inference(), x.clone().is_inference())
        e = x.view(3)
        e.mul_(2)
        print(x._version)
        r = torch.ones(3); r2 = r[0]; r2.mul_(3); print(r, r2._is_view(), r2._base)
        with torch.inference_mode(False):
            q = torch.ones(2)
            print(q.is_inference())
            q.add_(1)
        with torch.enable_grad():
            print(torch.is_grad_enabled())
    print(r + 1)
    try: r[0]
    except Exception as e: print(e)
    p = torch.nn.Parameter(r)
    print(p.is_inference())


def case_5():
    with torch.inference_mode():
        r = torch.zeros(3)
    x = torch.ones(3)
    try: x.data = r; print(x.is_inference())
    except Exception as e: print(e)
    x = torch.ones(3, requires_grad=True)
    y = (x * r.clone()).sum(); y.backward(); print(x.grad)
    try: x.add(r).sum().backward(); print(x.grad)
    except Exception as e: print(e)
    y = x * 2
    try: y.copy_(r); print(y)
    except Exception as e: print(e)
    try: y.add_(r); print(y)
    except Exception as e: print(e)
    print(r)
    try: r.requires_grad = True
    except Exception as e: print(e)
    try: torch.nn.functional.linear(r, torch.ones(1, 3, requires_grad=True))
    except Exception as e: print(e)
    try: r.zero_()
    except Exception as e: print(e)
    print(r)
    try: r.resize_(2)
    except Exception as e: print(e)
    try: r.t_()
    except Exception as e: print(e)
    try: r.detach_()
    except Exception as e: print(e)


def case_6():
    with torch.inference_mode():
        a = torch.ones(2, requires_grad=True)
        b = a * 2
        try: b.backward()
        except Exception as e: print(e)
    print(b, a)
    try: a.sum().backward()
    except Exception as e: print(e)


for number, case in enumerate([
    case_0, case_1, case_2, case_3, case_4, case_5, case_6,
]):
    print(number)
    try:
        case()
    except Exception as error:
        print(type(error).__name__, error)
