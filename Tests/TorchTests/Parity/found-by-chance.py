"""What random programs have found, each once."""

import torch
import torch.nn.functional as F


def attempt(name, program):
    try:
        print(name, program())
    except Exception as error:
        print(name, type(error).__name__, str(error).split("\n")[0])


def gradient(function, *values):
    leaf = torch.tensor(*values, requires_grad=True)
    result = function(leaf)
    result.sum().backward()
    return result, leaf.grad


def squared_extreme():
    leaf = torch.tensor([0.0, -1.0], requires_grad=True)
    value = leaf.min()
    (value * value).backward()
    return leaf.grad


def one_unbound():
    matrix = torch.ones(2, 2, requires_grad=True) * 1
    matrix.unbind()[0].sub_(2)


def shared_storage():
    return torch.rand(3).amin().expand(2).square_()


infinity = float("inf")
nan = float("nan")
attempt("extreme squared:", squared_extreme)
attempt("fmod at nothing:", lambda: gradient(lambda x: x.fmod(torch.tensor([0.0, nan])), [1.0, 2.0]))
attempt("remainder at nothing:", lambda: gradient(lambda x: x.remainder(torch.tensor([0.0, nan])), [1.0, 2.0]))
attempt("fmod of infinity:", lambda: torch.fmod(torch.arange(3), infinity))
attempt("remainder of infinity:", lambda: torch.remainder(torch.tensor([1.0, -1.0]), infinity))
attempt("xlogy of log 1:", lambda: torch.xlogy(torch.tensor([-1.0, 1.0]), torch.tensor([True, True])))
attempt("sign's operand:", lambda: torch.copysign(torch.ones(2, 3), torch.ones(3, requires_grad=True)).select(1, 0))
attempt("softmin:", lambda: gradient(lambda x: F.softmin(x, 0), [0.25, 0.5, -0.125]))
attempt("softmax over the first:", lambda: gradient(lambda x: x.softmax(0), [[0.0, 4.0], [2.0, 0.5]]))
attempt("one of several views:", one_unbound)
attempt("one number in two places:", shared_storage)
attempt("lerp of two kinds:", lambda: torch.ones(1, dtype=torch.float64).lerp(torch.rand(1), -2))
attempt("several in one:", lambda: torch.tensor(1).var_mean())
attempt("an index of a number:", lambda: torch.tensor(1.0).__setitem__(0, 1))
attempt("floor division:", lambda: gradient(lambda x: torch.div(x, 1, rounding_mode="floor"), [1.5]))
attempt("floor division:", lambda: gradient(lambda x: torch.div(2, x, rounding_mode="floor").cumprod(0), [1.5]))
attempt("whole part:", lambda: gradient(lambda x: x.div(torch.tensor([-2.0, 3.0]), rounding_mode="trunc"), [5.0, -4.0]))
attempt("joined numbers:", lambda: torch.cat([torch.ones(1, 3), torch.ones(())]))
try:
    torch.tensor(2).split_with_sizes([1])
except RuntimeError as error:
    print(error)
print(torch.blackman_window(4, False), torch.hamming_window(5), torch.bartlett_window(6))
