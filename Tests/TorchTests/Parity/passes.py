# What a pass keeps, frees and notices.
import torch
import torch.nn.functional as F


def attempt(body):
    try:
        return body()
    except Exception as error:
        return type(error).__name__


x = torch.tensor([1.0, 2.0], requires_grad=True)
w = torch.tensor([0.5, -1.0], requires_grad=True)
for name, operation in {
    "exp": torch.exp, "sin": torch.sin, "abs": torch.abs, "1/x": lambda t: 1 / t,
    "2**x": lambda t: 2 ** t, "x**3": lambda t: t ** 3, "x/4": lambda t: t / 4,
    "clamp": lambda t: t.clamp(0), "softmax": lambda t: t.softmax(0), "relu": torch.relu,
    "roll": lambda t: t.roll(1), "lerp": lambda t: t.lerp(t, 0.5), "median": torch.median,
    "index_select": lambda t: t.index_select(0, torch.tensor([1])),
}.items():
    outcome = []
    for change in ("input", "result"):
        inner = x * 1
        result = operation(inner)
        (inner if change == "input" else result).add_(1)
        outcome.append(attempt(lambda: result.sum().backward()) or "goes on")
    again = operation(x).sum()
    again.backward()
    outcome.append(attempt(again.backward) or "goes on")
    print(f"{name:12}", *outcome)

for change in ("abs_", "square_", "sqrt_", "exp_", "sin_", "log_", "neg_", "relu_", "reciprocal_"):
    x.grad = None
    y = x * 2
    getattr(y, change)()
    y.sum().backward()
    print(change, y, x.grad)
x.grad = None
y = x * 3
y *= w
y **= 2
y += x
y -= 1
y /= 4
print(y)
y.sum().backward()
print(x.grad, w.grad)
for write in (lambda t: t.zero_(), lambda t: t.fill_(3.0), lambda t: t.masked_fill_(t > 1, 7.0),
              lambda t: t.clamp_(max=1.5), lambda t: t.index_fill_(0, torch.tensor([0]), 2.0)):
    x.grad = None
    y = x * 1
    write(y)
    y.sum().backward()
    print(y, x.grad)
z = torch.zeros(3)
z[1:] = x * 2
z[z > 3] = 0.5
print(z)

y = (x * 3 + 1) ** 2
function = y.grad_fn
while function is not None:
    print(function.name(), len(function.next_functions))
    function = function.next_functions[0][0] if function.next_functions else None
print(y.grad_fn._saved_exponent, (x ** 2).grad_fn._saved_self is x)
e = x.exp()
print(e.grad_fn._saved_result.equal(e), e.grad_fn._saved_result is e)

x.grad = w.grad = None
z = x * w
for body in (
    lambda: torch.autograd.backward([z, w.sum()], [torch.ones(2)]),
    lambda: z.sum().backward(inputs=[torch.ones(1)]),
    lambda: z.sum().backward(inputs=[]),
    lambda: torch.autograd.grad(z.sum(), []),
    lambda: torch.autograd.grad(z, x, torch.eye(2), is_grads_batched=True, retain_graph=True),
    lambda: torch.autograd.grad([z], [x, w], [torch.tensor([1.0, 2.0])], retain_graph=True),
    lambda: setattr(x, "requires_grad", 1),
    lambda: torch.chunk(x, 0),
):
    print(attempt(body))
(z ** 2).sum().backward(inputs=[z, w])
print(x.grad, z.grad, w.grad)

handle = x.register_post_accumulate_grad_hook(lambda leaf: print("accumulated", leaf.grad))
(x * 2).sum().backward()
(x * 2).sum().backward()
handle.remove()
(x * 2).sum().backward()
print(x.grad, F.mse_loss(x, torch.zeros(2)))
