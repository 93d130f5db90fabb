# Derivatives in strict mode, and functions mapped over a dimension that must not draw.
import torch
from torch.autograd.functional import hessian, hvp, jacobian, jvp, vhp, vjp
from torch.func import vmap


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


a, b, ones = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0]), torch.ones(2)
for strict in (False, True):
    for function in (
            lambda: jacobian(lambda x: x ** 2, a, strict=strict),
            lambda: jacobian(lambda x: ones, a, strict=strict),
            lambda: jacobian(lambda x: torch.ones(2, requires_grad=True), a, strict=strict),
            lambda: jacobian(lambda x, y: x * 2, (a, b), strict=strict),
            lambda: hessian(lambda x: (x ** 3).sum(), a, strict=strict),
            lambda: hessian(lambda x: x.sum(), a, strict=strict),
            lambda: hessian(lambda x: torch.tensor(1.0), a, strict=strict),
            lambda: hessian(lambda x, y: (x ** 2).sum() + y.sum(), (a, b), strict=strict),
            lambda: vjp(lambda x: ones, a, ones, strict=strict),
            lambda: vjp(lambda x, y: x * 2, (a, b), ones, strict=strict),
            lambda: jvp(lambda x: ones, a, ones, strict=strict),
            lambda: jvp(lambda x, y: x * 2, (a, b), (ones, ones), strict=strict),
            lambda: hvp(lambda x: x.sum(), a, ones, strict=strict),
            lambda: vhp(lambda x: x.sum(), a, ones, strict=strict)):
        attempt(function)
for function in (
        lambda: jacobian(lambda x: (x, 3), a), lambda: jacobian(lambda x: 3, a),
        lambda: jacobian(lambda x: x, 3), lambda: jacobian(lambda x: x, a, strategy="x"),
        lambda: jacobian(lambda x: x, a, strategy="forward-mode"),
        lambda: jacobian(lambda x: x, a, strategy="forward-mode", vectorize=True),
        lambda: hessian(lambda x: x, a), lambda: vjp(lambda x: x, a), lambda: jvp(lambda x: x, a)):
    attempt(function)
for function in (
        lambda: vmap(lambda x: torch.rand(1) + x)(a),
        lambda: vmap(lambda x: x.clone().normal_())(a),
        lambda: vmap(lambda x: torch.bernoulli(x / 2))(a),
        lambda: vmap(lambda x: torch.randn(1), randomness="x")(a),
        lambda: vmap(lambda x: torch.randn(2) + x, randomness="same")(a),
        lambda: vmap(lambda x: torch.randn(2) + x, randomness="different")(a),
        lambda: torch.rand(2), lambda: vmap(lambda x: 3)(a), lambda: vmap(lambda x: (x, None))(a),
        lambda: vmap(torch.sin)(3), lambda: vmap(torch.sin)(), lambda: vmap(torch.add)(a, 3),
        lambda: vmap(torch.sin, in_dims=None)(a), lambda: vmap(torch.sin, in_dims=1)(a)):
    torch.manual_seed(0)
    attempt(function)
