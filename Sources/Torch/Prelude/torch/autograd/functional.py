import torch
from torch import Tensor


def _all(values):
    return (values,) if isinstance(values, Tensor) else tuple(values)


def _like(given, results):
    """Results in the form in which the values were given: one alone, or a tuple."""
    return results[0] if isinstance(given, Tensor) else tuple(results)


def _fresh(inputs, keeps_graph):
    """Inputs that only this computation differentiates, connected to the old ones if wanted."""
    for value in _all(inputs):
        if not isinstance(value, Tensor):
            raise TypeError(
                "The inputs given to the function must be either a Tensor or a tuple of Tensors but "
                f"the given inputs have type {type(value)}.")
    return tuple(
        value.view_as(value) if keeps_graph and value.requires_grad
        else value.detach().clone().requires_grad_() for value in _all(inputs))


def _finished(results, keeps_graph):
    return results if keeps_graph else tuple(result.detach() for result in results)


def _filled(gradients, values, strict=False, what="input"):
    if strict and any(gradient is None for gradient in gradients):
        raise RuntimeError(f"The output of the user-provided function is independent of an {what}.")
    return tuple(
        torch.zeros_like(value) if gradient is None else gradient
        for gradient, value in zip(gradients, values))


def _outputs(func, variables, name):
    result = func(*variables)
    for output in result if isinstance(result, tuple) else (result,):
        if not isinstance(output, Tensor):
            raise TypeError(
                f"The outputs of the user-provided function given to {name} must be either a "
                "Tensor or a tuple of Tensors but the given outputs of the user-provided function "
                f"has type {type(output)}.")
    return result


def _grad(outputs, variables, seeds=None):
    pairs = [(o, s) for o, s in zip(outputs, seeds or [None] * len(outputs)) if o.requires_grad]
    if not pairs:
        return (None,) * len(variables)
    return torch.autograd.grad(
        [o for o, _ in pairs], variables, [s for _, s in pairs], create_graph=True,
        allow_unused=True)


def jacobian(
    func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"
):
    with torch.enable_grad():
        variables = _fresh(inputs, create_graph)
        result = _outputs(func, variables, "jacobian")
        table = []
        for output in _all(result):
            rows = []
            for element in output.reshape(-1):
                rows.append(_filled(_grad([element], variables), variables, strict))
            parts = []
            for column, variable in enumerate(variables):
                stacked = [row[column].reshape(-1) for row in rows]
                whole = torch.stack(stacked) if stacked else torch.zeros(0, variable.numel())
                parts.append(whole.reshape(output.shape + variable.shape))
            table.append(_like(inputs, _finished(tuple(parts), create_graph)))
    return table[0] if isinstance(result, Tensor) else tuple(table)


def hessian(
    func, inputs, create_graph=False, strict=False, vectorize=False,
    outer_jacobian_strategy="reverse-mode",
):
    def gradient(*variables):
        output = func(*variables)
        if not isinstance(output, Tensor):
            raise RuntimeError(
                "The Tensor returned by the function given to hessian should contain a single "
                "element")
        if output.numel() != 1:
            raise RuntimeError(
                "The Tensor returned by the function given to hessian should contain a single "
                "element")
        return _filled(_grad([output.reshape(())], variables), variables)

    table = jacobian(gradient, inputs, create_graph)
    return table[0] if isinstance(inputs, Tensor) else table


def _checked(vector, like, name):
    if vector is None:
        if len(like) != 1 or like[0].numel() != 1:
            what = "the user-provided function returns" if name == "output" else (
                "the input to the user-provided function is")
            raise RuntimeError(
                f"The vector v can only be None if {what} a single Tensor with a single element.")
        return (torch.ones_like(like[0]),)
    vector = _all(vector)
    if len(vector) != len(like):
        raise RuntimeError(f"v is a tuple of invalid length: should be {len(like)} but got "
                           f"{len(vector)}.")
    for one, other in zip(vector, like):
        if one.shape != other.shape:
            raise RuntimeError(
                f"v has invalid size: should be {other.shape} but got {one.shape}.")
    return vector


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    with torch.enable_grad():
        variables = _fresh(inputs, create_graph)
        result = _outputs(func, variables, "vjp")
        outputs = _all(result)
        seeds = _checked(v, outputs, "output")
        products = _filled(_grad(outputs, variables, seeds), variables, strict)
    return (
        _like(result, _finished(outputs, create_graph)),
        _like(inputs, _finished(products, create_graph)))


def _pushed(outputs, variables, vector):
    """The product of the Jacobian and a vector, as the derivative of the transposed product."""
    duals = [torch.zeros_like(output).requires_grad_() for output in outputs]
    transposed = _filled(_grad(outputs, variables, duals), variables)
    return _filled(_grad(transposed, duals, vector), outputs)


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    with torch.enable_grad():
        variables = _fresh(inputs, create_graph)
        vector = _checked(v, variables, "input")
        result = _outputs(func, variables, "jvp")
        outputs = _all(result)
        products = _pushed(outputs, variables, vector)
    return (
        _like(result, _finished(outputs, create_graph)),
        _like(result, _finished(products, create_graph)))


def _second(func, inputs, v, create_graph, name, push):
    with torch.enable_grad():
        variables = _fresh(inputs, create_graph)
        vector = _checked(v, variables, "input")
        output = _outputs(func, variables, name)
        if not isinstance(output, Tensor) or output.numel() != 1:
            raise RuntimeError(
                f"The Tensor returned by the function given to {name} should contain a single "
                "element")
        gradients = _filled(_grad([output], variables), variables)
        if push:
            products = _pushed(gradients, variables, vector)
        else:
            products = _filled(_grad(gradients, variables, vector), variables)
    return (
        output if create_graph else output.detach(),
        _like(inputs, _finished(products, create_graph)))


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    return _second(func, inputs, v, create_graph, "vhp", False)


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    return _second(func, inputs, v, create_graph, "hvp", True)
