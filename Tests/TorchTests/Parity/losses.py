# Activations, losses and layers, each with its gradients, away from every kink.
import torch
import torch.nn.functional as F

z = torch.tensor([[0.5, -1.2, 2.3], [1.7, 0.4, -0.6]], dtype=torch.float64, requires_grad=True)
target = torch.tensor([[0.1, 0.7, 0.2], [0.3, 0.3, 0.4]], dtype=torch.float64)
weight = torch.tensor([1.0, 2.0, 0.5], dtype=torch.float64)
classes = torch.tensor([2, 0])

activations = {
    "relu": F.relu, "leaky_relu": F.leaky_relu, "elu": F.elu, "selu": F.selu, "celu": F.celu,
    "gelu": F.gelu, "silu": F.silu, "mish": F.mish, "softplus": F.softplus, "softsign": F.softsign,
    "tanhshrink": F.tanhshrink, "logsigmoid": F.logsigmoid, "hardtanh": F.hardtanh,
    "hardswish": F.hardswish, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "erf": torch.erf,
    "softmax": lambda t: F.softmax(t, 1) ** 2, "log_softmax": lambda t: F.log_softmax(t, 0),
    "layer_norm": lambda t: F.layer_norm(t, (3,), weight) ** 3,
    "normalize": lambda t: F.normalize(t) ** 3, "rms_norm": lambda t: F.rms_norm(t, (3,)) ** 3,
    "logsumexp": lambda t: t.logsumexp((0, 1)), "norm": lambda t: t.norm(3, 0),
    "std": lambda t: t.std(1), "prod": lambda t: t.prod(0), "cumprod": lambda t: t.cumprod(1),
    "asinh": torch.asinh, "hypot": lambda t: torch.hypot(t, t + 3), "sinc": torch.sinc,
    "logaddexp": lambda t: torch.logaddexp(t[0], t[1]), "median": torch.median,
    "einsum": lambda t: torch.einsum("ij,kj->ik", t, t) ** 2, "diff": lambda t: t.diff() ** 2,
    "cdist": lambda t: torch.cdist(t, t + 1), "roll": lambda t: t.roll(1, 1) * t,
    "scatter": lambda t: t.scatter_add(1, torch.tensor([[0, 0], [1, 2]]), t[:, :2] ** 2),
    "inverse": lambda t: torch.linalg.inv(t @ t.T), "solve": lambda t: torch.linalg.solve(t @ t.T, t),
}
for name, function in activations.items():
    z.grad = None
    y = function(z)
    y.sum().backward()
    print(name, y.grad_fn.name(), [round(g, 5) + 0.0 for g in z.grad.flatten().tolist()])

losses = {
    "mse": lambda: F.mse_loss(z, target, weight=weight.expand(2, 3)), "l1": lambda: F.l1_loss(z, target),
    "huber": lambda: F.huber_loss(z, target, delta=0.9, reduction="none"),
    "smooth": lambda: F.smooth_l1_loss(z, target, beta=0.5, reduction="sum"),
    "bce": lambda: F.binary_cross_entropy(torch.sigmoid(z), target, weight=weight),
    "logits": lambda: F.binary_cross_entropy_with_logits(z, target, pos_weight=weight),
    "classes": lambda: F.cross_entropy(z, classes, weight=weight, label_smoothing=0.1),
    "shares": lambda: F.cross_entropy(z, target, weight=weight),
    "nll": lambda: F.nll_loss(F.log_softmax(z, 1), classes, reduction="sum"),
    "kl": lambda: F.kl_div(F.log_softmax(z, 1), target, reduction="batchmean"),
    "poisson": lambda: F.poisson_nll_loss(z, target), "cosine": lambda: F.cosine_similarity(z, target),
    "gaussian": lambda: F.gaussian_nll_loss(z, target, target + 1),
    "margin": lambda: F.margin_ranking_loss(z, target, torch.ones(2, 3).double(), margin=9.0),
    "triplet": lambda: F.triplet_margin_loss(z, target, -target, margin=9.0),
    "batch_norm": lambda: F.batch_norm(torch.cat([z, z * z]), None, None, weight, training=True) ** 3,
    "attention": lambda: F.scaled_dot_product_attention(z[None], target[None], z[None]).sin(),
    "embedding": lambda: F.embedding(torch.tensor([1, 0, 1]), z) ** 2,
    "linear": lambda: F.linear(z, z, weight[:2]) ** 2,
}
for name, function in losses.items():
    z.grad = None
    y = function()
    y.sum().backward()
    print(name, f"{y.sum().item():.5f}", [round(g, 5) + 0.0 for g in z.grad.flatten().tolist()])

parameters = {
    "SGD": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01),
    "Adam": lambda p: torch.optim.Adam(p, lr=0.1, amsgrad=True),
    "AdamW": lambda p: torch.optim.AdamW(p, lr=0.1, betas=(0.5, 0.9)),
    "RMSprop": lambda p: torch.optim.RMSprop(p, lr=0.1, momentum=0.5, centered=True),
    "Adagrad": lambda p: torch.optim.Adagrad(p, lr=0.1, lr_decay=0.1),
}
for name, make in parameters.items():
    w = torch.tensor([1.0, -2.0], requires_grad=True)
    optimizer = make([w])
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=4)
    for _ in range(3):
        optimizer.zero_grad()
        ((w - torch.tensor([3.0, 1.0])) ** 2).sum().exp().log().backward()
        torch.nn.utils.clip_grad_norm_([w], 2.0)
        optimizer.step()
        schedule.step()
    print(name, w, schedule.get_last_lr())
