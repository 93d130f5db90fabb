# What else PyTorch refuses, and what it has no derivative of.
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


def attempt(body):
    try:
        print("goes on", body())
    except Exception as error:
        print(type(error).__name__, error)


number = torch.tensor(1.0)
row = torch.ones(2)
square = torch.ones(2, 2)
double = torch.ones(1, 3, dtype=torch.float64)
leaf = torch.tensor([1.0, 0.0], requires_grad=True)

# Indices of a tensor without dimensions.
for index in (0, 1, -1, slice(None), [0], (0, 0), (None, 0), (..., 0)):
    attempt(lambda: number[index])
    attempt(lambda: number.clone().__setitem__(index, 1.0))
attempt(lambda: number.index_select(0, torch.tensor([0, 0])))
attempt(lambda: number.index_select(0, torch.tensor([0])))
attempt(lambda: number.roll(1, 0))
attempt(lambda: torch.tensor(2).mv(torch.tensor(2)))
attempt(lambda: torch.rot90(number))
attempt(lambda: torch.rot90(row))
attempt(lambda: square.rot90(1, [0, 0]))
attempt(lambda: square.rot90(1, [0]))
attempt(lambda: row.renorm(1, 2, 1))

# Truth values are no whole numbers, though numbers of tensors may be.
for call in (
    lambda: square.select(0, True), lambda: square.topk(True), lambda: square.flatten(True),
    lambda: square.softmax(True), lambda: square.transpose(False, True),
    lambda: square.argmax(True), lambda: square.chunk(True), lambda: square.cumsum(True),
    lambda: square.unbind(True), lambda: square.tril(True), lambda: square.unsqueeze(True),
    lambda: torch.zeros(True), lambda: torch.zeros(2, True).shape, lambda: torch.zeros((True, 2)),
    lambda: torch.eye(True), lambda: torch.cat([row], True), lambda: row.requires_grad_("yes"),
    lambda: number.new_empty(), lambda: number.new_ones(), lambda: number.new_full(True, 2),
    lambda: number.new_zeros(()), lambda: row.unsqueeze(1.0),
):
    attempt(call)

# Numbers that a type has no room for.
for value, dtype in (
    (math.nan, torch.int32), ([math.inf], torch.int64), (1e30, torch.int64), (300, torch.uint8),
    (300, torch.int8), (-300, torch.uint8), (2**40, torch.int32), ([1, 2**40], torch.int16),
    (2.0**63, torch.int64), (2**63, torch.int64), (-1, torch.uint8), (1e6, torch.float16),
    (1e40, torch.float32), (math.nan, torch.bool), (-1.5, torch.int32),
):
    attempt(lambda: torch.tensor(value, dtype=dtype))
attempt(lambda: torch.tensor([1.0, torch.ones(2)]))
attempt(lambda: torch.tensor([[1.0, 2.0], [torch.ones(3), 2.0]]))

# Types that differ.
attempt(lambda: torch.addmm(torch.ones(1), double, torch.ones(3, 3)))
attempt(lambda: torch.addmm(double[0, :1], torch.ones(1, 3), torch.ones(3, 3)))
attempt(lambda: torch.addmv(double[0, :1], torch.ones(1, 3), torch.ones(3)))
attempt(lambda: torch.addmv(torch.ones(1), double, torch.ones(3)))
attempt(lambda: torch.baddbmm(torch.ones(1), double[None], torch.ones(1, 3, 3)))
attempt(lambda: torch.ones(2, 3, 2) @ torch.ones(2, 2, 3).double())
attempt(lambda: torch.ones(2, 3, 2).double() @ torch.ones(2, 2, 3))
attempt(lambda: F.linear(torch.ones(1, 3), torch.ones(2, 3), torch.ones(2).double()))
attempt(lambda: torch.tensor([1, 0, 1]).inner(torch.ones(1, 2, 3)))
attempt(lambda: torch.heaviside(torch.tensor([1]), torch.tensor([1.0])))
for name in ("bitwise_or", "bitwise_and", "bitwise_xor", "bitwise_or_"):
    attempt(lambda: getattr(row.clone(), name)(2))
attempt(lambda: row | row)
attempt(lambda: row ^ 1)
attempt(lambda: row.take(torch.ones(1)))
for values in ([1.5, 0], [True], 3, [[3]], [-1]):
    attempt(lambda: torch.tensor(values).bincount())
attempt(lambda: torch.tensor([1]).bincount(minlength=-1))
attempt(lambda: torch.tensor([1]).bincount(row))
attempt(lambda: torch.take_along_dim(row, torch.zeros(0, 2), 2))

# Losses.
attempt(lambda: F.gaussian_nll_loss(row, row, torch.ones(3)))
attempt(lambda: F.gaussian_nll_loss(row, row, -row))
attempt(lambda: F.gaussian_nll_loss(row, row, -1.0))
attempt(lambda: F.gaussian_nll_loss(row, row, row, reduction="middle"))
attempt(lambda: F.gaussian_nll_loss(square, square, row))
attempt(lambda: F.cosine_embedding_loss(square, number, row))
attempt(lambda: F.cosine_embedding_loss(row, row, row))
attempt(lambda: F.cosine_embedding_loss(row, row, number))
attempt(lambda: F.cosine_embedding_loss(square, square, square))
attempt(lambda: F.margin_ranking_loss(row, square, row))
attempt(lambda: F.triplet_margin_loss(row, square, row))
attempt(lambda: F.soft_margin_loss(row, leaf))

# What has no derivative, or none that PyTorch computes.
attempt(lambda: leaf.heaviside(row))
attempt(lambda: torch.heaviside(row, leaf).sum().backward())
attempt(lambda: leaf.heaviside(row).max().backward())
attempt(lambda: torch.tensor([0.0, -1, math.nan]).heaviside_(row[:1]))
slope, = torch.autograd.grad(F.hardsigmoid(leaf).sum(), leaf, create_graph=True)
print(slope)
attempt(lambda: slope.sum().backward())
attempt(lambda: (slope * leaf).sum().backward())
for order in (lambda x: x.norm(0), lambda x: torch.linalg.vector_norm(x, 0, dim=0)):
    attempt(lambda: (order(leaf), order(leaf).backward(), leaf.grad))
    attempt(lambda: torch.autograd.grad(order(leaf), leaf))
    attempt(lambda: torch.autograd.grad(order(leaf) * leaf.sum(), leaf))
attempt(lambda: row.register_post_accumulate_grad_hook(print))

# Numbers first, in an operator and in a function.
for result in (
    torch.sub(1, leaf), 1 - leaf, torch.rsub(leaf, 1), torch.rsub(leaf, row),
    torch.sub(1.5, leaf, alpha=2), torch.subtract(1, leaf), torch.div(2, leaf), 2 / leaf,
    torch.true_divide(2, leaf), torch.mul(2, leaf), torch.add(2, leaf), torch.pow(2, leaf),
):
    print(result, result.grad_fn.name())
x = torch.tensor([3.0, 7.0], requires_grad=True)
torch.div(2, x).sum().backward()
print(x.grad.tolist(), x.detach().clone().copy_(4))

# Gradients of what has no elements.
for build in (
    lambda x: x.sum(), lambda x: (x * 2).exp().sum(), lambda x: torch.cat([x, row]).sum(),
    lambda x: x.cumsum(0).prod(), lambda x: F.mse_loss(x, x.detach()),
):
    x = torch.zeros(0, requires_grad=True)
    x.register_hook(lambda gradient: print("hook", gradient))
    build(x).backward()
    print(x.grad, torch.autograd.grad(build(x), x))
x = torch.ones(0, 3, requires_grad=True)
x.sum(0).sum().backward()
print(x.grad, x.grad.shape)
layer = nn.Linear(2, 1)
layer(torch.ones(0, 2)).sum().backward()
print(layer.weight.grad, layer.bias.grad)
