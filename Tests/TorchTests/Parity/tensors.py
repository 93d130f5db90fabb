# Elements, indices and types, as they print.
import torch


def attempt(body):
    try:
        return body()
    except Exception as error:
        return type(error).__name__


w = torch.arange(6.0).view(2, 3).requires_grad_()
x = torch.arange(24.0, requires_grad=True).view(2, 3, 4)
for name, part in {
    "w[0, :]": w[0, :], "w[:, :]": w[:, :], "w[:, 0]": w[:, 0], "w[:, :2]": w[:, :2],
    "w[:]": w[:], "w[...]": w[...], "w[None, :]": w[None, :], "w[0, ...]": w[0, ...],
    "w[0:2, :]": w[0:2, :], "w[0][None, :]": w[0][None, :], "x[:, 1, :]": x[:, 1, :],
    "x[:, 0:1, :]": x[:, 0:1, :], "x[0, :, [0, 1]]": x[0, :, [0, 1]], "w[w > 2]": w[w > 2],
    "w[range(2)]": w[range(2)], "w[range(2), [0, 1]]": w[range(2), [0, 1]],
    "w[[[0, 1], [1, 0]]]": w[[[0, 1], [1, 0]]], "w[()]": w[()], "w[slice(None), 0]": w[slice(None), 0],
}.items():
    print(f"{name:20} {tuple(part.shape)} {part.grad_fn.name()} {part.sum().item()}")
for index in ("a", 1.5, -3, (0, 9), [0, 5]):
    print(index, attempt(lambda: w[index]))

i = torch.tensor([7, -7, 5, -5])
for body in (
    lambda: i % 2, lambda: i // -2, lambda: i / 2, lambda: torch.fmod(i, 2), lambda: i << 1,
    lambda: i >> 1, lambda: i & 3, lambda: torch.div(i, 2, rounding_mode="trunc"),
    lambda: torch.div(i, 2, rounding_mode="floor"), lambda: i % 0, lambda: i.std(),
    lambda: i.softmax(0), lambda: i.norm(), lambda: i.float() & 1, lambda: i.sigmoid(),
    lambda: i.prod(), lambda: i.nonzero(), lambda: torch.where(i > 0), lambda: i.short(),
    lambda: i.abs().to(torch.int8), lambda: i.max() - i.min(), lambda: i.unique(),
):
    print(attempt(body))
a = torch.tensor([True, False])
for body in (
    lambda: a - a, lambda: -a, lambda: a + a, lambda: a * 2.5, lambda: abs(a), lambda: a.floor(),
    lambda: a & True, lambda: ~a, lambda: a.sum(), lambda: torch.ones(2) - True,
):
    print(attempt(body))

print(torch.repeat_interleave(w, 2, dim=0), w.repeat_interleave(2))
print(w.masked_select(w > 3), w.clamp(torch.zeros(3), torch.full((3,), 2.5)))
print(w.sgn(), w % torch.tensor([2.0, 3.0, 4.0]), torch.bmm(w[None], w.T[None]))
print(w.detach().roll(1), w.roll(1, 0), w.median(), w.median(dim=1), w.diff())
print(w.unflatten(1, (3, 1)).shape, w.movedim(0, 1).shape, torch.cross(w[0], w[1], dim=0))
print(torch.zeros(3).scatter_add(0, torch.tensor([2, 0, 2]), w[1]))
print(torch.zeros(2, 3).scatter(1, torch.tensor([[2], [0]]), 5.0))
print(torch.zeros(3).index_add(0, torch.tensor([0, 0]), w[0, :2]))
print(torch.asinh(w[1]), torch.atanh(w[0] / 4), torch.exp2(w[0]), torch.erfc(w[0]))
print(torch.hypot(w[0], w[1]), torch.logaddexp(w[0], w[1]), torch.fmod(w[1], 2.5))
print(torch.device("cuda", 1), repr(torch.device("cpu")), torch.Size([2]) + (3,), w.itemsize)
y = torch.empty(2, 2)
print(torch.mul(torch.eye(2), 3, out=y), y)
flags = torch.arange(3.0)
flags[torch.tensor(True)] = 5.0
flags[False] = 7.0
print(flags, flags[True].shape, flags[torch.tensor(False)].shape, f"{flags.shape} {flags.shape[:1]}")
one = torch.tensor(2.0)
one[one > 3] = 0.0
print(one, one[one > 1], [torch.linspace(-1, 1, 30)[place].item() for place in (9, 12, 17)])
