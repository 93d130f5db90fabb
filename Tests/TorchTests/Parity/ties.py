# Which of equals is picked, and how their gradient is shared.
import torch

torch.manual_seed(2)


def show(label, *results):
    print(label, *[r.tolist() if isinstance(r, torch.Tensor) else r for r in results])


for count in (1, 2, 3, 4, 5, 7, 9, 12, 17, 33, 70):
    for most in (2, 3, 6):
        values = torch.randint(0, most, (count,)).float()
        for name in ("median", "nanmedian", "max", "min", "amax", "amin"):
            x = values.clone().requires_grad_()
            y = getattr(x, name)()
            (y * -2).backward()
            show(name, count, y, y.grad_fn.name(), x.grad)
        for name in ("median", "nanmedian", "max", "min", "mode", "cummax", "cummin"):
            x = values.clone().requires_grad_()
            y, where = getattr(x, name)(0)
            (y * -2).sum().backward()
            show(name, count, y, where, y.grad_fn.name(), x.grad)
        for k in sorted({1, 2, (count + 1) // 2, count}):
            if k > count:
                continue
            for name, function in {
                "topk": lambda x: x.topk(k), "smallest": lambda x: x.topk(k, largest=False),
                "kthvalue": lambda x: x.kthvalue(k),
            }.items():
                x = values.clone().requires_grad_()
                y, where = function(x)
                (y * -2).sum().backward()
                show(name, count, k, y, where, x.grad)
        show("first", values.argmax(), values.argmin(), values.argsort(stable=True))

table = torch.randint(0, 3, (4, 5)).float()
for dim in (0, 1):
    show("lines", *table.median(dim), *table.mode(dim), *table.kthvalue(2, dim), *table.topk(2, dim))
    show("kept", *table.median(dim, keepdim=True), table.amax(dim), table.argmax(dim))

holes = torch.tensor([1., float("nan"), 3., 2., float("nan")], requires_grad=True)
print(holes.median(), holes.nanmedian(), holes.median(0), holes.nanmedian(0), holes.max(), holes.min())
for function in (torch.median, torch.nanmedian, torch.max, torch.min):
    holes.grad = None
    function(holes).backward()
    print(holes.grad)
print(torch.tensor([]).median(), torch.tensor(3.).median(0), torch.tensor([5, 1, 3]).median())
for name in ("fmax", "fmin", "maximum", "minimum"):
    a = torch.tensor([1., 2., 3., float("nan"), 2.], requires_grad=True)
    b = torch.tensor([1., 3., 2., 1., float("nan")], requires_grad=True)
    result = getattr(torch, name)(a, b)
    result.backward(torch.full_like(result, -1.5))
    print(result, a.grad, b.grad)
