# What backward rules save, and hooks that keep it in a way of their own.
import torch
from torch.autograd import graph

log = []


def pack(tensor):
    log.append(("pack", tensor.tolist()))
    return tensor


def unpack(tensor):
    log.append(("unpack", tensor.tolist()))
    return tensor


def leaf(*values):
    return torch.tensor(values, requires_grad=True)


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, str(error)[:120])


for make in [
    lambda a, b: a * b, lambda a, b: a / b, lambda a, b: a * 2, lambda a, b: a + b,
    lambda a, b: a ** 2, lambda a, b: a ** b, lambda a, b: a.exp(), lambda a, b: a.log(),
    lambda a, b: a.sin().cos(), lambda a, b: a.tanh(), lambda a, b: a.sigmoid(),
    lambda a, b: a.sqrt(), lambda a, b: a.relu(), lambda a, b: a.softmax(0), lambda a, b: a.std(),
    lambda a, b: a.norm(), lambda a, b: a.max(), lambda a, b: a.sum(), lambda a, b: a.mean(),
    lambda a, b: torch.maximum(a, b), lambda a, b: torch.dot(a, b), lambda a, b: a.view(2, 1),
    lambda a, b: torch.nn.functional.mse_loss(a, b), lambda a, b: (a * b).exp() * a,
]:
    a, b = leaf(1.0, 2.0), leaf(3.0, 4.0)
    log.clear()
    with graph.saved_tensors_hooks(pack, unpack):
        y = make(a, b)
    packed = list(log)
    y.sum().backward()
    print(packed, log[len(packed):], a.grad, b.grad)

# Matrices.
m, n = leaf([1.0, 2.0], [3.0, 4.0]), leaf([5.0, 6.0], [7.0, 8.0])
log.clear()
with graph.saved_tensors_hooks(pack, unpack):
    y = m @ n
y.sum().backward()
print(log, m.grad, n.grad)

# Each look at what was saved unpacks it; a freed graph has nothing to show.
a, b = leaf(1.0, 2.0), leaf(3.0, 4.0)
log.clear()
with graph.saved_tensors_hooks(pack, unpack):
    y = a * b
print(y.grad_fn._saved_self, y.grad_fn._saved_other, log)
y.sum().backward()
attempt(lambda: y.grad_fn._saved_self)

# What unpack returns is what the rule reads.
a, b = leaf(1.0, 2.0), leaf(3.0, 4.0)
with graph.saved_tensors_hooks(lambda t: t * 10, lambda t: t):
    y = (a * a).exp()
y.sum().backward()
print(a.grad)
a.grad = None
with graph.saved_tensors_hooks(lambda t: t.half(), lambda t: t.float()):
    y = a.exp() * b
y.sum().backward()
print(a.grad, b.grad)
with graph.saved_tensors_hooks(lambda t: (t.shape, t.tolist()), lambda p: torch.tensor(p[1])):
    y = (a * b).sum()
y.backward()
print(a.grad, b.grad)
with graph.saved_tensors_hooks(lambda t: t, lambda t: 1):
    y = a * a
attempt(lambda: y.sum().backward())

# The innermost hooks alone.
log.clear()
names = {}
with graph.saved_tensors_hooks(lambda t: log.append("outer"), lambda t: t):
    with graph.saved_tensors_hooks(lambda t: (log.append("inner"), t)[1], lambda t: t):
        y = a * b
    z = a.sin()
print(log)


# A program's own function.
class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx, gradient):
        x, = ctx.saved_tensors
        ctx.saved_tensors
        return 2 * x * gradient


log.clear()
a = leaf(1.0, 2.0)
with graph.saved_tensors_hooks(pack, unpack):
    y = Square.apply(a)
y.sum().backward()
print(log, a.grad)


# Without hooks.
def refused():
    with graph.disable_saved_tensors_hooks("no hooks here"):
        with graph.saved_tensors_hooks(pack, unpack):
            pass


attempt(refused)
a = leaf(1.0, 2.0)
with graph.save_on_cpu():
    y = (a * a).sum()
y.backward()
print(a.grad)
with graph.allow_mutation_on_saved_tensors():
    q = a.clone()
    y = (q ** 2).sum()
    q.mul_(3)
    y.backward()
print(a.grad)
a.grad = None
q = a.clone()
with graph.saved_tensors_hooks(lambda t: t, lambda t: t):
    y = (q ** 2).sum()
q.mul_(3)
y.backward()
print(a.grad)

# A saved tensor with hooks of its own.
a, b = leaf(1.0, 2.0), leaf(3.0, 4.0)
y = a * b
saved = y.grad_fn._raw_saved_self
saved.register_hooks(lambda t: (print("pack", t), t * 2)[1], lambda t: (print("unpack", t), t)[1])
y.sum().backward()
print(type(saved).__name__, a.grad, b.grad)

# Nodes and several gradients at once.
y = (a * b).sum()
print(isinstance(y.grad_fn, graph.Node), isinstance(a, graph.Node), y.grad_fn.metadata)
edge = graph.get_gradient_edge(y)
print(edge.node is y.grad_fn, edge.output_nr)
c, d, unused = leaf(1.0), leaf(2.0), leaf(3.0)
calls = []
handle = graph.register_multi_grad_hook((c, d, unused), calls.append)
(c * d).sum().backward()
print(calls)
handle.remove()
(c * d).sum().backward()
print(len(calls))
with graph.register_multi_grad_hook((c, d), lambda g: print("any", g.shape), mode="any"):
    (c * d).sum().backward()
attempt(lambda: graph.register_multi_grad_hook((c, d), print, mode="some"))
before = c._version
graph.increment_version(c)
print(c._version - before)
