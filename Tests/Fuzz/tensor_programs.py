"""A grammar of PyTorch programs whose shapes agree: a kind is a shape, such as `m`, a matrix of 2 by 3."""

from grammar import Writer

HEADER = '''
import torch
import torch.nn as nn
import torch.nn.functional as F
import numpy as np
import math
from torch.autograd import Function, grad
def reset():
    torch.manual_seed(0)
'''

SHAPES = {"s": (), "v": (3,), "w": (2,), "m": (2, 3), "n": (3, 2), "q": (3, 3), "c": (2, 1), "r": (1, 3), "b": (2, 2, 3)}
UNARY = """exp log sqrt rsqrt abs neg sin cos tan tanh sigmoid relu square reciprocal sinh cosh asin acos atan asinh acosh atanh
erf erfc erfinv expm1 log1p log2 log10 exp2 sign floor ceil round trunc frac logit lgamma digamma sinc positive clone detach
nan_to_num deg2rad rad2deg softplus silu gelu mish elu selu celu hardtanh hardsigmoid hardswish relu6 leaky_relu logsigmoid
softsign tanhshrink hardshrink softshrink""".split()
METHODS = [name for name in UNARY[:UNARY.index("softplus")]]
BINARY = "add sub mul div pow maximum minimum fmax fmin atan2 hypot xlogy copysign fmod remainder logaddexp logaddexp2 true_divide".split()
REDUCTIONS = "sum mean prod std var amax amin norm logsumexp median max min nansum nanmean all any argmax argmin count_nonzero aminmax".split()
COMPARE = "< <= > >= == !=".split()
MODES = ["'mean'", "'sum'", "'none'"]
NUMBERS = ["0.0", "1.0", "-1.0", "2.0", "0.5", "-0.5", "3.0", "-2.0", "1.5", "0.1", "1e-3", "100.0", "-0.0", "0.25", "4.0"]
SPECIAL = ["float('inf')", "float('nan')", "-float('inf')", "1e30", "1e-30", "88.0"]


def numbers(shape):
    """A nested list of holes."""
    if not shape:
        return "<number>"
    return "[" + ", ".join([numbers(shape[1:])] * shape[0]) + "]"


def size(shape):
    return ", ".join(map(str, shape))


def build():
    grammar = {
        "slips": [*SHAPES, "number", "int"],
        "number": NUMBERS * 4 + SPECIAL + ["<int>", "<int>"],
        "int": ["0", "1", "2", "3", "-1", "-2"],
        "positive": ["1", "2", "3", "0.5", "0.1", "1e-3", "2.5"],
        "flag": ["True", "True", "True", "False"],
        "dtype": ["torch.float32", "torch.float64", "torch.float64", "torch.int64", "torch.bool", "torch.float16", "torch.int32"],
        "compare": COMPARE, "operator": ["+", "-", "*", "/", "+", "-", "*", "**", "//", "%"], "inplace": ["+", "-", "*", "/"],
        "mode": MODES,
        "unary": METHODS, "activation": UNARY[UNARY.index("softplus"):] + ["relu", "sigmoid", "tanh"],
        "change": ("add_(<positive>) mul_(<number>) zero_() fill_(<number>) sub_(<s>) div_(<positive>) neg_() abs_() exp_() sigmoid_() tanh_() "
                   "relu_() sqrt_() clamp_(0,1) clamp_(min=<number>) pow_(2) copy_(<s>) square_() addcmul_(<s>,<s>) lerp_(<s>,0.5) requires_grad_() detach_() "
                   "sin_() round_() floor_() reciprocal_() masked_fill_(torch.tensor(True),<number>)").split(),
        "loss": ("mse_loss l1_loss smooth_l1_loss huber_loss binary_cross_entropy_with_logits kl_div soft_margin_loss poisson_nll_loss").split(),
        "hook": ["lambda g: g * 2", "lambda g: print('hook', g)", "lambda g: None", "lambda g: g.clamp(-1, 1)", "lambda g: g + <number>", "torch.sign"],
        "optimiser": ["SGD(<parameters>, lr=<positive>)", "SGD(<parameters>, lr=0.1, momentum=0.9, nesterov=<flag>)", "Adam(<parameters>, lr=<positive>)",
                      "AdamW(<parameters>, lr=0.1, weight_decay=<positive>)", "RMSprop(<parameters>, lr=0.1, momentum=<positive>, centered=<flag>)",
                      "Adagrad(<parameters>, lr=<positive>)", "Adadelta(<parameters>)", "Adamax(<parameters>)", "NAdam(<parameters>)", "RAdam(<parameters>)",
                      "SGD(<parameters>, lr=0.1, weight_decay=0.1, maximize=<flag>)", "Rprop(<parameters>)", "ASGD(<parameters>)", "Adam(<parameters>, amsgrad=True, betas=(0.5, 0.9))"],
        "parameters": ["[leaf]"],
        "module": ["nn.Linear(3, 3)", "nn.Sequential(nn.Linear(3, 2), nn.ReLU(), nn.Linear(2, 3))", "nn.LayerNorm(3)", "nn.BatchNorm1d(3)", "nn.Dropout(0.0)",
                   "nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Dropout(p=0.0), nn.Linear(4, 3))", "nn.PReLU()", "nn.Softmax(dim=1)", "nn.Identity()", "nn.GELU()",
                   "nn.Bilinear(3, 3, 2)", "nn.RMSNorm(3)", "nn.GroupNorm(1, 3)", "nn.Linear(3, 1, bias=False)", "nn.Hardtanh()", "nn.Softplus()", "nn.LSTM(3, 2)", "nn.GRU(3, 2)", "nn.RNN(3, 2)"],
        "floatdata": ["<m>", "<v>", "<q>", "<s>"],
        "mask": [f"(<m> {c} <m>)" for c in COMPARE] + ["(<m> > 0)", "<m>.isnan()", "<m>.isfinite()", "torch.logical_not(<m>)", "(<m> > 0) & (<v> < 1)", "~(<r> > <c>)", "<m>.bool()"],
        "index": ["torch.tensor([0, 1, 0])", "torch.tensor([[0, 1, 1]])", "torch.tensor([[1, 0, 0], [0, 0, 1]])", "<m>.argsort(0) % 2", "<m>.long().clamp(0, 1)"],
        "shown": [f"<{kind}>" for kind in SHAPES] + [
            "<mask>", "<index>", "<m>.unique()", "<v>.sort()", "<m>.topk(2)", "<m>.max(1)", "<m>.min(0, keepdim=True)", "<m>.median(1)", "<v>.median()", "<m>.mode(1)",
            "<m>.<reduction>()", "<m>.<reduction>(1)", "<m>.argsort(<int>)", "<m>.kthvalue(2)", "<m>.nonzero()", "<m>.tolist()", "<s>.item()", "<m>.shape",
            "<m>.grad_fn", "<m>.requires_grad", "<m>.is_leaf", "<s>.dtype", "<m>.stride()", "<m>._version", "<m>.to(<dtype>)", "<m>.int() // 2", "<v>.long() % 3",
            "<m>.numpy(force=True)", "<m>[<mask>]", "torch.allclose(<m>, <m>)", "torch.equal(<v>, <v>)", "<m>.unbind(1)", "<m>.split(2, 1)", "<m>.chunk(2)", "<v>.histc(4, -2, 2)",
            "torch.meshgrid(<v>, <w>, indexing='ij')", "torch.einsum('ij,kj->ik', <m>, <m>)", "<v>.bincount()", "<m>.cov()", "torch.cdist(<m>, <q>)", "<q>.det()", "<q>.inverse()",
            "torch.linalg.<linalg>(<q>)", "<m>.quantile(0.3, dim=1)", "torch.stack([<m>, <m>])", "torch.cat([<m>, <q>])", "<m>.view(-1)", "<m>.flatten().unfold(0, 2, 2)", "<b>.transpose(0, 2)",
            "F.one_hot(torch.tensor([0, 2]), 3)", "F.cosine_similarity(<m>, <m>)", "F.pad(<m>, (1, 0), value=<number>)", "F.normalize(<m>, dim=<int>)", "<m>.cummax(1)", "<m>.std_mean() if False else torch.std_mean(<m>)",
            "<m> @ <n>", "<m>.repeat(2, 1)", "torch.where(<mask>)", "<v>.outer(<w>)", "<m>.diff()", "<m>.new_zeros(2)", "torch.full_like(<m>, <number>)", "<v>.cross(<v>, 0)", "<m>.is_contiguous()",
            "<m>.element_size()", "<m>.type()", "torch.promote_types(<m>.dtype, <dtype>)", "torch.result_type(<m>, <number>)", "<m>.square().sum(dtype=torch.float64)", "<m>.searchsorted(<c>)",
        ],
        "linalg": "det norm inv matrix_norm slogdet matrix_rank cond pinv eigvalsh svdvals cholesky qr trace".split(),
        "reduction": REDUCTIONS,
    }
    for kind, shape in SHAPES.items():
        grammar[kind] = [
            f"torch.tensor({numbers(shape)})", f"torch.tensor({numbers(shape)}, requires_grad=True)", f"torch.tensor({numbers(shape)}, requires_grad=True)",
            f"torch.tensor({numbers(shape)}, dtype=torch.float64)", f"torch.tensor({numbers(shape)}, dtype=<dtype>)",
            f"torch.randn({size(shape)})" if shape else "torch.randn(())", f"torch.ones({shape})", f"torch.rand({shape}, requires_grad=True)",
            f"<{kind}>.<unary>()", f"torch.<unary>(<{kind}>)", f"F.<activation>(<{kind}>)", f"-<{kind}>", f"<{kind}> <operator> <number>", f"<number> <operator> <{kind}>",
            f"<{kind}> <operator> <{kind}>", f"<{kind}> <operator> <s>", f"torch.where(<{kind}> <compare> <number>, <{kind}>, <number>)", f"<{kind}>.clamp(<number>, 2)", f"<{kind}>.clamp(min=<{kind}>)",
            f"<{kind}>.float()", f"<{kind}>.double()", f"<{kind}>.lerp(<{kind}>, <number>)", f"<{kind}>.addcmul(<{kind}>, <{kind}>, value=<int>)", f"<{kind}>.addcdiv(<{kind}>, <{kind}>)",
            f"torch.zeros_like(<{kind}>)", f"<{kind}>.masked_fill(<{kind}> > 0, <number>)", f"F.<loss>(<{kind}>, <{kind}>, reduction='none')", f"<{kind}>.view_as(<{kind}>)", f"<{kind}>.contiguous()",
            f"<{kind}>.type_as(<s>)", f"<{kind}>.heaviside(<s>)", f"F.threshold(<{kind}>, <number>, 0.0)", f"F.elu(<{kind}>, alpha=<positive>)", f"F.softplus(<{kind}>, beta=<positive>)", f"F.gelu(<{kind}>, approximate='tanh')",
            f"<{kind}>.detach().clone()", f"<{kind}>.add(<{kind}>, alpha=<int>)", f"torch.div(<{kind}>, <{kind}>, rounding_mode='floor')", f"<{kind}>.nan_to_num(<number>)",
        ] + [f"torch.{name}(<{kind}>, <{kind}>)" for name in BINARY] + ([f"<{kind}>.sigmoid() * (<{kind}> <compare> 0)"] if shape else [])
    for kind, shape in SHAPES.items():
        # By one dimension, what is left of it.
        for dim in range(len(shape)):
            rest = shape[:dim] + shape[dim + 1:]
            for other, left in SHAPES.items():
                if left == rest:
                    grammar[other] += [f"<{kind}>.{name}({dim})" for name in "sum mean prod amax amin logsumexp norm var".split()]
                    grammar[other] += [f"<{kind}>.max({dim}).values", f"<{kind}>.select({dim}, <int>)", f"<{kind}>.sort({dim})[0].select({dim}, 0)", f"<{kind}>.unbind({dim})[0]", f"<{kind}>.median({dim})[0]"]
                if left == shape[:dim] + (1,) + shape[dim + 1:]:
                    grammar[other] += [f"<{kind}>.{name}({dim}, keepdim=True)" for name in "sum mean amax std logsumexp".split()]
            grammar[kind] += [f"<{kind}>.{name}({dim - len(shape)})" for name in "softmax log_softmax cumsum cumprod logcumsumexp".split()]
            grammar[kind] += [f"F.softmin(<{kind}>, {dim})", f"<{kind}>.flip({dim})", f"<{kind}>.roll(1, {dim})", f"<{kind}>.sort({dim}).values", f"<{kind}>.cummax({dim})[0]", f"F.normalize(<{kind}>, dim={dim})", f"<{kind}>.renorm(2, {dim}, <positive>)"]
    grammar["s"] += [f"<{kind}>.{name}()" for kind in "vmqw" for name in "sum mean sum mean prod norm std var amax max min median logsumexp".split() if name != "logsumexp"]
    grammar["s"] += ["<v>.dot(<v>)", "<v> @ <v>", "<q>.trace()", "<q>.det()", "<q>.logdet()", "<v>[<int>]", "F.<loss>(<m>, <m>)", "F.<loss>(<v>, <v>, reduction=<mode>).sum()", "torch.linalg.norm(<v>, 1)", "<m>.norm(p=<positive>)",
                     "F.cross_entropy(<m>, torch.tensor([0, 2]))", "F.cross_entropy(<m>, torch.tensor([1, 2]), label_smoothing=0.1, reduction='sum')", "F.nll_loss(<m>.log_softmax(1), torch.tensor([2, 0]))", "F.cross_entropy(<m>, <m>.softmax(1))",
                     "F.binary_cross_entropy(<v>.sigmoid(), torch.tensor([0., 1., 1.]))", "F.margin_ranking_loss(<v>, <v>, torch.tensor([1., -1., 1.]))", "F.hinge_embedding_loss(<v>, torch.tensor([1., -1., 1.]))", "F.triplet_margin_loss(<m>, <m>, <m>)",
                     "F.cosine_embedding_loss(<m>, <m>, torch.tensor([1, -1]))", "F.gaussian_nll_loss(<v>, <v>, <v>.exp())", "F.multi_margin_loss(<m>, torch.tensor([0, 2]))", "<m>.masked_select(<mask>).sum()", "<s>.squeeze()", "torch.dist(<m>, <m>)", "<m>.nanmean()",
                     "<m>.gather(0, <index>).sum()", "torch.einsum('i,i->', <v>, <v>)", "torch.trapezoid(<v>)"]
    grammar["v"] += ["<m>[<int> % 2]", "<q>.diag()", "<m>.T @ <w>", "<q> @ <v>", "torch.mv(<q>, <v>)", "<r>.squeeze()", "<w>.new_tensor([1., 2., 3.])", "<r>[0]", "torch.stack([<s>, <s>, <s>])", "torch.cat([<w>, <v>[:1]])", "<s>.expand(3)", "<v>[torch.tensor([2, 0, 0])]", "<n>[:, 0]", "<m>.reshape(-1)[:3]",
                     "F.pad(<w>, (1, 0))", "torch.linspace(0, 1, 3)", "torch.arange(3.)", "<q>[<int>]", "<v>.index_add(0, torch.tensor([0, 0]), <w>)", "<v>.scatter(0, torch.tensor([1]), <number>)", "<v>.scatter_add(0, torch.tensor([1, 1]), <w>)"]
    grammar["w"] += ["<m> @ <v>", "<v>[1:]", "<v>[:2]", "<c>.squeeze(1)", "<m>[:, <int>]", "<v>[::2]", "<v>.narrow(0, 1, 2)", "<v>.index_select(0, torch.tensor([2, 2]))", "<v>.take(torch.tensor([0, 1]))", "<c>.flatten()", "<v>.diff()", "<v>.topk(2).values", "<b>[0, :, 1]"]
    grammar["m"] += ["<c> * <r>", "<v> + <c>", "<m> - <v>", "<m> / <c>", "<n>.T", "<n>.t()", "<n>.reshape(2, 3)", "<m> @ <q>", "<n>.transpose(0, 1)", "<v>.expand(2, 3)", "<c>.expand(2, 3)", "torch.outer(<w>, <v>)", "torch.stack([<v>, <v>])", "torch.cat([<r>, <r>])", "<b>[<int> % 2]", "<b>[:, 1]", "<n>.view(2, 3)",
                     "<q>[:2]", "<q>[[0, 2]]", "<q>[torch.tensor([1, 1])]", "F.linear(<m>, <q>, <v>)", "<m>.tril()", "<m>.triu(1)", "<m>.gather(1, torch.tensor([[0, 1, 2], [2, 2, 0]]))", "<m>.index_fill(1, torch.tensor([1]), <number>)", "<m>.scatter(0, <index>, <number>)", "torch.einsum('ij,jk->ik', <m>, <q>)", "<b>.sum(1)",
                     "<v>.repeat(2, 1)", "torch.where(<mask>, <m>, <v>)", "torch.where(<mask>, <s>, <r>)", "torch.addmm(<v>, <m>, <q>)", "<m>.take_along_dim(<index>, 0)", "F.layer_norm(<m>, (3,))", "F.batch_norm(<m>, None, None, training=True)", "<m>.swapaxes(0, 1).mT", "<m>.maximum(<v>)", "<m>.masked_fill(<mask>, <number>)"]
    grammar["n"] += ["<m>.T", "<m>.reshape(3, 2)", "<m>.permute(1, 0)", "<m>.view(3, 2)", "<q>[:, :2]", "torch.stack([<v>, <v>], 1)", "<q> @ <n>"]
    grammar["q"] += ["torch.outer(<v>, <v>)", "<n> @ <m>", "torch.eye(3)", "torch.diag(<v>)", "<v>.diag_embed()", "<q>.T", "<q>.inverse()", "<q> @ <q>", "torch.cat([<m>, <r>])", "<v>.unsqueeze(1) * <v>", "<q>.matrix_power(2)", "torch.tril(<q>)", "<v>.expand(3, 3)"]
    grammar["c"] += ["<w>.unsqueeze(1)", "<w>[:, None]", "<m> @ <v>.view(3, 1)", "<w>.view(-1, 1)", "<m>[:, :1]", "<w>.reshape(2, 1)"]
    grammar["r"] += ["<v>.unsqueeze(0)", "<v>[None]", "<v>.view(1, 3)", "<m>[:1]", "<v>.reshape(1, -1)"]
    grammar["b"] += ["torch.stack([<m>, <m>])", "<m>.expand(2, 2, 3)", "<m>.unsqueeze(0) * <b>", "<b> + <m>", "<b> * <v>", "<b> @ <q>", "torch.bmm(<b>, <b>.mT @ <b>)", "<m>[:, None] - <m>"]
    # Tensors of integers, and what goes wrong with them, by chance alone.
    simple = ["print(<shown>)"] * 8 + [f"<new:{kind}> = <{kind}>" for kind in SHAPES] + [f"<new:{kind}> = <{kind}>\nprint(<new:{kind}>)" for kind in SHAPES]
    simple += [f"<new:{kind}> = <{kind}>\n<new:{kind}>.<change>\nprint(<new:{kind}>)" for kind in "svmq"]
    simple += [f"<new:{kind}> = <{kind}>\n<new:{kind}> <inplace>= <{kind}>" for kind in "svm"]
    simple += [
        "<new:m> = <m>\n<new:v> = <new:m>[0]\n<new:v>.<change>\nprint(<new:m>, <new:v>)", "<new:m> = <m>\n<new:m>[<int> % 2] = <v>\nprint(<new:m>)", "<new:m> = <m>\n<new:m>[:, 1] <inplace>= <w>\nprint(<new:m>)",
        "<new:m> = <m>\n<new:m>[<mask>] = <number>\nprint(<new:m>)", "<new:v> = <v>\n<new:v>[<int>] = <s>\nprint(<new:v>)", "<new:m> = <m>\nwith torch.no_grad():\n    <new:m>.<change>\nprint(<new:m>)",
        "<new:m> = <m>\n<new:v> = <new:m>.detach()[1]\n<new:v>.<change>\nprint(<new:m>._version)", "<new:q> = <q>\n<new:q>.T[0].<change>\nprint(<new:q>)", "<new:m> = <m>\n<new:m>.data.<change>\nprint(<new:m>)",
        "<new:m> = <m>\n<new:m>.diagonal().<change>\nprint(<new:m>)", "<new:m> = <m>\n<new:m>.view(-1)[::2].<change>\nprint(<new:m>)", "<new:m> = <m>\n<new:m>.index_add_(0, torch.tensor([0, 0]), <m>)\nprint(<new:m>)",
        "<new:m> = <m>\n<new:m>.scatter_(1, torch.tensor([[0], [1]]), <number>)\nprint(<new:m>)", "<new:m> = <m>\n<new:m>.unbind(0)[1].<change>\nprint(<new:m>)", "<new:v> = <v>\n<new:v>.expand(2, 3).<change>\nprint(<new:v>)",
        "leaf = <m>.detach().requires_grad_()\nloss = (leaf * <m>).sum()\nloss.backward(retain_graph=<flag>)\nprint(leaf.grad)\nloss.backward()\nprint(leaf.grad)",
        "leaf = <floatdata>.detach().requires_grad_()\nleaf.register_hook(<hook>)\n(leaf * leaf + <s>).sum().backward()\nprint(leaf.grad)",
        "leaf = <m>.detach().requires_grad_()\nmid = leaf * <v>\nmid.retain_grad()\nmid.register_hook(<hook>)\nmid.<unary>().sum().backward()\nprint(leaf.grad, mid.grad)",
        "leaf = <v>.detach().requires_grad_()\ng, = grad((leaf ** 3 * <v>).sum(), leaf, create_graph=True)\nprint(g)\nprint(grad(g.sum(), leaf, allow_unused=True))",
        "leaf = <v>.detach().requires_grad_()\ny = leaf.<unary>()\ng, = grad(y, leaf, <v>, create_graph=True)\nprint(g)\nprint(grad(g.sum(), leaf, allow_unused=True))",
        "leaf = <m>.detach().requires_grad_()\ny = F.<activation>(leaf)\ng, = grad(y.sum(), leaf, create_graph=True)\nprint(y, g)\nprint(grad((g * <m>).sum(), leaf, allow_unused=True))",
        "leaf = <m>.detach().requires_grad_()\nopt = torch.optim.<optimiser>\nfor _ in range(3):\n    opt.zero_grad()\n    loss = ((leaf - <m>) ** 2).mean()\n    loss.backward()\n    opt.step()\nprint(leaf, loss)",
        "leaf = nn.Parameter(<v>)\nopt = torch.optim.<optimiser>\nfor _ in range(2):\n    (leaf * <v>).sum().backward()\n    opt.step()\nprint(leaf, leaf.grad)\nprint(opt.state_dict()['param_groups'][0]['lr'])",
        "torch.manual_seed(<int> % 3)\nnet = <module>\nx = <m>.detach().float().requires_grad_()\nout = net(x)\nprint(out)\nout.sum().backward()\nprint(x.grad, [p.grad for p in net.parameters()])",
        "torch.manual_seed(1)\nnet = <module>\nprint(net)\nprint(sorted(net.state_dict()), sum(p.numel() for p in net.parameters()))\nnet.eval()\nprint(net(<m>.detach().float()))",
        "net = nn.Sequential(nn.Linear(3, 2), nn.Tanh())\nnet.register_forward_hook(lambda m, i, o: print('forward', o.shape) if <flag> else o * 2)\nnet[0].register_full_backward_hook(lambda m, i, o: print('backward', o[0].shape))\nwith torch.no_grad():\n    for p in net.parameters():\n        p.fill_(<number>)\nout = net(<m>.detach().float())\nprint(out)\nout.mean().backward()\nprint(net[0].weight.grad)",
        "class Square(Function):\n    @staticmethod\n    def forward(ctx, x):\n        ctx.save_for_backward(x)\n        return x * x\n    @staticmethod\n    def backward(ctx, g):\n        x, = ctx.saved_tensors\n        return g * 2 * x * <number>\nleaf = <v>.detach().requires_grad_()\ny = Square.apply(leaf)\nprint(y)\n(y * <v>).sum().backward()\nprint(leaf.grad)",
        "with torch.no_grad():\n    <new:m> = <m>\n    <new:m>.<change>\nprint(<new:m>, <new:m>.requires_grad)", "with torch.inference_mode():\n    <new:v> = <v>\nprint(<new:v>.is_inference(), <new:v> * <v>)",
        "print(torch.func.grad(lambda x: (x * <v>).<unary>().sum())(<v>.detach()))", "print(torch.autograd.functional.jacobian(lambda x: x.<unary>() * <v>, <v>.detach()))", "print(torch.func.vmap(lambda x: x.<reduction>())(<m>.detach()))",
        "print(torch.autograd.functional.hessian(lambda x: (x ** 3 * <v>).sum(), <v>.detach()))", "print(torch.func.jacrev(lambda x: F.<activation>(x) * 2)(<v>.detach()))",
        "<new:v> = <v>\na = <new:v>.numpy(force=True)\na[0] = <number>\nprint(<new:v>, a)", "print(torch.from_numpy(np.array([<number>, 1.0, 2.0])) * <v>)", "print(<m>.grad_fn.next_functions if <m>.requires_grad else None)",
        "<new:s> = <s>\nprint(f'{<new:s>.item():.3f} {<new:s>}', float(<new:s>))", "for p in [<v>, <w>]:\n    print(p.sum(), p.max())",
        "leaf = <m>.detach().requires_grad_()\nwith torch.set_grad_enabled(<flag>):\n    y = leaf * 2\nprint(y.requires_grad, y.grad_fn)\ny.sum().backward()\nprint(leaf.grad)",
        "leaf = <v>.detach().requires_grad_()\ny = leaf * <v>\ny.<change>\ny.sum().backward()\nprint(leaf.grad)", "leaf = <v>.detach().requires_grad_()\ny = leaf.<unary>()\ny.<change>\ny.sum().backward()\nprint(leaf.grad)",
        "leaf = <v>.detach().requires_grad_()\ny = leaf.<unary>()\nleaf.data.<change>\n(y * y).sum().backward()\nprint(leaf.grad)", "leaf = <v>.detach().requires_grad_()\ny = leaf.clone()\nz = y ** 2\ny[0] = <number>\nz.sum().backward()\nprint(leaf.grad)",
    ]
    # A function of a leaf of each shape, and its gradient.
    simple += [f"leaf = <{kind}>.detach().requires_grad_()\n<new:{kind}> = leaf.clone()\n<new:{other}> = <{other}>\nprint(<new:{other}>)\n(<new:{other}> * <{other}>).sum().backward()\nprint(leaf.grad)" for kind in SHAPES for other in SHAPES]
    simple += [f"leaf = <{kind}>.detach().requires_grad_()\ny = {text.replace(hole, 'leaf', 1)}\nprint(y)\ny.sum().backward()\nprint(leaf.grad)"
               for kind in SHAPES for other in SHAPES for text in grammar[other] for hole in [f"<{kind}>"] if hole in text]
    simple += [f"leaf = <{kind}>.detach().requires_grad_()\ny = {text.replace(hole, 'leaf', 1)}\nprint(y)\ny.backward(torch.ones_like(y) * <number>)\nprint(leaf.grad)"
               for kind in SHAPES for text in grammar["shown"] for hole in [f"<{kind}>"] if hole in text]
    grammar["statement"] = simple
    return grammar


def maker(random):
    grammar = build()
    grammar["leaf"] = [text for text in grammar["statement"] if text.startswith("leaf")]
    grammar["other"] = [text for text in grammar["statement"] if not text.startswith("leaf")]

    def make():
        writer = Writer(grammar, random, depth=2)
        lines = []
        for _ in range(random.randint(1, 4)):
            lines.append(writer.statement(random.choice(["leaf", "other"]), 0))
        return "\n".join(lines)

    return make
