import torch
from torch import Tensor


# What depends on an input or not, in the messages of strict mode.
_ALL = "The output of the user-provided function is"


def _all(values):
    return (values,) if isinstance(values, Tensor) else tuple(values)


def _like(given, results):
    """Results in the form in which the values were given: one alone, or a tuple."""
    return results[0] if isinstance(given, Tensor) else tuple(results)


def _check_tensors(values, what, name):
    if isinstance(values, Tensor):
        return
    if not isinstance(values, tuple):
        raise TypeError(
            f"The {what} given to {name} must be either a Tensor or a tuple of Tensors but the "
            f"given {what} has type {type(values)}.")
    for index, value in enumerate(values):
        if not isinstance(value, Tensor):
            raise TypeError(
                f"The {what} given to {name} must be either a Tensor or a tuple of Tensors but the "
                f"value at index {index} has type {type(value)}.")


def _fresh(inputs, keeps_graph, name):
    """Inputs that only this computation differentiates, connected to the old ones if wanted."""
    _check_tensors(inputs, "inputs", name)
    return tuple(
        value.view_as(value) if keeps_graph and value.requires_grad
        else value.detach().clone().requires_grad_() for value in _all(inputs))


def _finished(results, keeps_graph):
    return results if keeps_graph else tuple(result.detach() for result in results)


def _check_dependence(gradients, strict, subject):
    """In strict mode there is an error where zeros would be filled in for an input."""
    for index, gradient in enumerate(gradients):
        if strict and gradient is None:
            raise RuntimeError(
                f"{subject} independent of input {index}. This is not allowed in strict mode.")


def _check_tracked(outputs, strict):
    for index, output in enumerate(outputs):
        if strict and not output.requires_grad:
            raise RuntimeError(
                f"Output {index} of the user-provided function does not require gradients. The "
                "outputs must be computed in a differentiable manner from the input when running "
                "in strict mode.")


def _filled(gradients, values):
    return tuple(
        torch.zeros_like(value) if gradient is None else gradient
        for gradient, value in zip(gradients, values))


def _outputs(func, variables, name, strict):
    result = func(*variables)
    _check_tensors(result, "outputs of the user-provided function", name)
    _check_tracked(_all(result), strict)
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
    if strategy not in ("forward-mode", "reverse-mode"):
        raise AssertionError(
            'Expected strategy to be either "forward-mode" or "reverse-mode". Hint: If your '
            'function has more outputs than inputs, "forward-mode" tends to be more performant. '
            'Otherwise, prefer to use "reverse-mode".')
    if strategy == "forward-mode" and not vectorize:
        raise NotImplementedError(
            "Computing Jacobian using forward-AD or forward-over-reverse Hessian is"
            "only implemented for `vectorize=True`.")
    with torch.enable_grad():
        variables = _fresh(inputs, create_graph, "jacobian")
        result = _outputs(func, variables, "jacobian", strict)
        table = []
        for place, output in enumerate(_all(result)):
            rows = []
            for element in output.reshape(-1):
                gradients = _grad([element], variables)
                _check_dependence(
                    gradients, strict, f"Output {place} of the user-provided function is")
                rows.append(_filled(gradients, variables))
            parts = []
            for column, variable in enumerate(variables):
                stacked = [row[column].reshape(-1) for row in rows]
                whole = torch.stack(stacked) if stacked else torch.zeros(0, variable.numel())
                parts.append(whole.reshape(output.shape + variable.shape))
            table.append(_like(inputs, _finished(tuple(parts), create_graph)))
    return table[0] if isinstance(result, Tensor) else tuple(table)


def _check_slopes(gradients, strict):
    for index, gradient in enumerate(gradients):
        if strict and not gradient.requires_grad:
            raise RuntimeError(
                "While computing the hessian, found that the jacobian of the user-provided "
                f"function with respect to input {index} is independent of the input. This is not "
                "allowed in strict mode. You should ensure that your function is twice "
                "differentiable and that the jacobian depends on the inputs (this would be "
                "violated by a linear function for example).")


def hessian(
    func, inputs, create_graph=False, strict=False, vectorize=False,
    outer_jacobian_strategy="reverse-mode",
):
    def gradient(*variables):
        output = func(*variables)
        if not isinstance(output, Tensor) or output.numel() != 1:
            raise RuntimeError(
                "The Tensor returned by the function given to hessian should contain a single "
                "element")
        _check_tracked([output], strict)
        gradients = _grad([output.reshape(())], variables)
        _check_dependence(gradients, strict, "Output 0 of the user-provided function is")
        _check_slopes(gradients, strict)
        return _filled(gradients, variables)

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
        variables = _fresh(inputs, create_graph, "vjp")
        result = _outputs(func, variables, "vjp", strict)
        outputs = _all(result)
        seeds = _checked(v, outputs, "output")
        gradients = _grad(outputs, variables, seeds)
        _check_dependence(gradients, strict, _ALL)
        products = _filled(gradients, variables)
    return (
        _like(result, _finished(outputs, create_graph)),
        _like(inputs, _finished(products, create_graph)))


def _pushed(outputs, variables, vector, strict=False):
    """The product of the Jacobian and a vector, as the derivative of the transposed product."""
    duals = [torch.zeros_like(output).requires_grad_() for output in outputs]
    transposed = _grad(outputs, variables, duals)
    _check_dependence(transposed, strict, _ALL)
    transposed = _filled(transposed, variables)
    return _filled(_grad(transposed, duals, vector), outputs)


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    with torch.enable_grad():
        variables = _fresh(inputs, create_graph, "jvp")
        vector = _checked(v, variables, "input")
        result = _outputs(func, variables, "jvp", strict)
        outputs = _all(result)
        products = _pushed(outputs, variables, vector, strict)
    return (
        _like(result, _finished(outputs, create_graph)),
        _like(result, _finished(products, create_graph)))


def _second(func, inputs, v, create_graph, strict, name, push):
    with torch.enable_grad():
        variables = _fresh(inputs, create_graph, name)
        vector = _checked(v, variables, "input")
        output = _outputs(func, variables, name, strict)
        if not isinstance(output, Tensor) or output.numel() != 1:
            raise RuntimeError(
                f"The Tensor returned by the function given to {name} should contain a single "
                "element")
        gradients = _grad([output], variables)
        _check_dependence(gradients, strict, _ALL)
        _check_slopes(gradients, strict)
        gradients = _filled(gradients, variables)
        if push:
            products = _pushed(gradients, variables, vector)
        else:
            products = _filled(_grad(gradients, variables, vector), variables)
    return (
        output if create_graph else output.detach(),
        _like(inputs, _finished(products, create_graph)))


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    return _second(func, inputs, v, create_graph, strict, "vhp", False)


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    return _second(func, inputs, v, create_graph, strict, "hvp", True)
