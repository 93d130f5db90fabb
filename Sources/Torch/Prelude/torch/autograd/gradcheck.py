import torch
from torch import Tensor


class GradcheckError(RuntimeError):
    pass


def _all(values):
    return (values,) if isinstance(values, Tensor) else tuple(values)


def _differentiable(tensors):
    return [t for t in tensors if isinstance(t, Tensor) and t.requires_grad]


def _numerical(fn, inputs, variable, eps):
    """One row for each element of a variable: how the outputs move with it."""
    flat = variable.data.view(-1)
    rows = []
    for index in range(flat.numel()):
        before = flat[index].item()
        ends = []
        for place in (before + eps, before - eps):
            flat[index] = place
            with torch.no_grad():
                ends.append([output.clone() for output in _all(fn(*inputs))])
        flat[index] = before
        rows.append([(upper - lower) / (2 * eps) for upper, lower in zip(*ends)])
    return rows


def _analytical(output, variable):
    """One gradient for each element of an output."""
    rows = []
    for index in range(output.numel()):
        seed = torch.zeros_like(output)
        seed.view(-1)[index] = 1
        row, = torch.autograd.grad(
            output, variable, seed, retain_graph=True, allow_unused=True)
        rows.append(torch.zeros_like(variable) if row is None else row)
    return rows


def gradcheck(
    func, inputs, *, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True,
    nondet_tol=0.0, check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False,
    check_batched_forward_grad=False, check_forward_ad=False, check_backward_ad=True,
    fast_mode=False, masked=None,
):
    inputs = _all(inputs)
    variables = _differentiable(inputs)
    if not variables:
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of them "
            "have requires_grad=True.")
    for place, variable in enumerate(variables):
        numerical = _numerical(func, inputs, variable, eps)
        outputs = _differentiable(_all(func(*inputs)))
        # Only the outputs that can be differentiated are compared.
        kept = [
            index for index, output in enumerate(_all(func(*inputs)))
            if isinstance(output, Tensor) and output.requires_grad]
        for order, output in enumerate(outputs):
            wanted = torch.stack([row[kept[order]].reshape(-1) for row in numerical])
            found = torch.stack([row.reshape(-1) for row in _analytical(output, variable)]).T
            if found.dtype != wanted.dtype:
                wanted = wanted.to(found.dtype)
            if not torch.allclose(found, wanted, rtol=rtol, atol=atol):
                if not raise_exception:
                    return False
                error = GradcheckError(
                    f"Jacobian mismatch for output {order} with respect to input {place},\n"
                    f"numerical:{wanted}\nanalytical:{found}\n")
                error._compared = wanted, found
                raise error
    return True


def gradgradcheck(
    func, inputs, grad_outputs=None, *, eps=1e-6, atol=1e-5, rtol=1e-3,
    gen_non_contig_grad_outputs=False, raise_exception=True, nondet_tol=0.0,
    check_undefined_grad=True, check_grad_dtypes=False, check_batched_grad=False,
    check_fwd_over_rev=False, check_rev_over_rev=True, fast_mode=False, masked=False,
):
    inputs = _all(inputs)
    count = len(inputs)
    if grad_outputs is None:
        seeds = [
            torch.linspace(0.5, 1.5, output.numel(), dtype=output.dtype).reshape(output.shape)
            for output in _differentiable(_all(func(*inputs)))]
    else:
        seeds = list(_all(grad_outputs))
    seeds = [seed.detach().requires_grad_() for seed in seeds]

    @torch.enable_grad()
    def first_order(*values):
        own, given = values[:count], values[count:]
        own = tuple(
            value.view_as(value) if isinstance(value, Tensor) and value.requires_grad else value
            for value in own)
        outputs = _differentiable(_all(func(*own)))
        gradients = torch.autograd.grad(
            outputs, _differentiable(own), given, create_graph=True, allow_unused=True)
        return tuple(gradient for gradient in gradients if gradient is not None)

    return gradcheck(
        first_order, inputs + tuple(seeds), eps=eps, atol=atol, rtol=rtol,
        raise_exception=raise_exception)
