# Every kind of index and of value that is put where one points, and what is refused.
import torch


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


a = torch.arange(24).view(2, 3, 4)
bytes_ = torch.tensor([1, 0], dtype=torch.uint8)
for index in [
        0, None, ..., True, False, (..., 0), (None, 0), ([0, 1], [1, 2]), (0, [True, False, True]),
        a > 20, torch.tensor(1), [], [[]], (0, []), (slice(None), [], 0), ["a"], "a", 1.5,
        (0, None, 5), (None, 5), (None, None, 0, 5), (0, ..., 5),
        (True, 5), (slice(None), None, 5),
        slice(None, None, 0), slice(None, None, -1), slice("a", None), slice(None, 1.5),
        slice(torch.tensor(1), None), slice(torch.tensor([1, 2]), None), bytes_, (0, bytes_),
        torch.ones(2, 3, dtype=torch.uint8), torch.tensor([1, 0], dtype=torch.int32),
        torch.tensor([1, 0], dtype=torch.int16), torch.tensor([1, 0], dtype=torch.int8)]:
    attempt(lambda: (a[index].shape, a[index].flatten()[:4].tolist()))


def put(index, value):
    b = torch.zeros(2, 3)
    b[index] = value
    return b.tolist()


mask = torch.tensor([[True, False, True], [False, False, True]])
for value in (torch.tensor(5), torch.tensor([5, 6, 7]), torch.tensor(2.0, dtype=torch.float64),
              torch.tensor(True), 4, 2.5, True, "a", [1], (1, 2), None, {}):
    for index in (mask, torch.tensor([0]), (0, torch.tensor([1])), (slice(None), [0]), 0, []):
        attempt(lambda: put(index, value))
attempt(lambda: torch.zeros(2, dtype=torch.int64).__setitem__(0, "x"))

# Splitting by sections, contracting dimensions, unflattening.
m = torch.arange(12.0).view(3, 4)
for function in (
        lambda: torch.vsplit(m, 3), lambda: torch.vsplit(m, 2), lambda: torch.hsplit(m, 3),
        lambda: torch.hsplit(m, [1, 3]), lambda: torch.hsplit(m[0], 2),
        lambda: torch.hsplit(m[0], 3),
        lambda: torch.dsplit(torch.zeros(2, 2, 3), 2), lambda: m.hsplit(0),
        lambda: m.unflatten(1, (2, -1)), lambda: m.unflatten(1, (3, -1)),
        lambda: m.unflatten(1, (3, 2)), lambda: m.unflatten(1, ()),
        lambda: torch.tensordot(m, m, dims=([0], [1])), lambda: torch.tensordot(m, m, dims=2),
        lambda: torch.tensordot(m, m, dims=3), lambda: torch.tensordot(m, m, dims=-1),
        lambda: torch.tensordot(m, m, dims=([0, 1], [0])), lambda: torch.tensordot(m, m, dims=1),
        lambda: torch.tensordot(m, torch.ones(1, 4), dims=([0], [0])),
        lambda: torch.tensordot(torch.ones(1, 2), m, dims=([0], [0])),
        lambda: m.permute(0), lambda: m[0].permute(1, 0), lambda: m.permute(0, 0)):
    attempt(function)
