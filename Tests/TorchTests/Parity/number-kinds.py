# What each type of number can hold, and which functions take which types.
import torch
import torch.nn.functional as F


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


for dtype in (torch.uint8, torch.int8, torch.int16, torch.int32):
    for value in (300, -1, -129, 70000, -70000, 2**31, 1.7):
        attempt(lambda: torch.tensor([value], dtype=dtype))
    attempt(lambda: ~torch.tensor([0, 1, 100], dtype=dtype))
attempt(lambda: torch.tensor(2**63))

truth, whole, real = torch.tensor([True, False]), torch.tensor([1, 2]), torch.tensor([1.0, 2.0])
square = torch.ones(2, 2).bool()
for other in (1, 1.5, True, torch.tensor(1), torch.tensor(1.0), torch.tensor(True), whole, truth):
    attempt(lambda: truth - other)
    attempt(lambda: other - truth)
    attempt(lambda: real - other)
    for x in (whole, real, truth, whole.half()):
        attempt(lambda: x.masked_fill(truth, other))
for function in (
        lambda: truth @ truth, lambda: square @ square, lambda: square @ truth,
        lambda: truth @ square, lambda: square[None] @ square[None], lambda: -truth,
        lambda: truth // truth, lambda: truth % truth, lambda: truth ** truth, lambda: truth ** 2,
        lambda: truth.floor(), lambda: truth.round(), lambda: truth.abs(), lambda: truth.relu(),
        lambda: truth.argmax(), lambda: truth.argmin(0), lambda: truth.topk(1),
        lambda: truth.median(), lambda: truth.max(0), lambda: real << 1, lambda: real & 1,
        lambda: whole.norm(), lambda: truth.norm(), lambda: whole.normal_(),
        lambda: whole.uniform_(),
        lambda: F.layer_norm(whole, (2,)), lambda: F.binary_cross_entropy(whole, whole),
        lambda: F.glu(whole), lambda: F.gelu(whole), lambda: F.elu(whole), lambda: F.celu(whole),
        lambda: F.leaky_relu(whole), lambda: F.softshrink(whole), lambda: F.logsigmoid(whole),
        lambda: F.silu(whole)):
    attempt(function)

# One sample's classes without a batch, targets that are ignored, and reductions by a wrong name.
z = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
for reduction in ("mean", "sum", "none"):
    for target in (torch.tensor([1]), torch.tensor(1), torch.tensor([1, 2]), torch.tensor([-100])):
        attempt(lambda: F.nll_loss(z, target, reduction=reduction))
        attempt(lambda: F.cross_entropy(z, target, reduction=reduction))
    attempt(lambda: F.nll_loss(torch.eye(3)[:2], torch.tensor([-100, 0]), reduction=reduction))
attempt(lambda: F.gaussian_nll_loss(real, real, real, reduction="avg"))
attempt(lambda: F.multilabel_soft_margin_loss(real[None], real[None], reduction="avg"))
attempt(lambda: F.cross_entropy(real[None], torch.tensor([0]), label_smoothing=2))

# What is assigned as a gradient.
for gradient in (z, z.detach(), torch.zeros(2), torch.zeros(3).double(), torch.zeros(3).long(), 3):
    attempt(lambda: setattr(z, "grad", gradient))
attempt(lambda: torch.autograd.grad(z.sum(), []))
