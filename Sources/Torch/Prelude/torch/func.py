import torch
from torch import Tensor
from contextlib import nullcontext, redirect_stdout
from io import StringIO
from torch._C import keep_graphs, map_functions, map_innermost, mark_mapped, refuse_draws

# How many transformations are under way: what an inner one returns, an outer one may
# differentiate.
_levels = [0]


def _mapped(function, tree):
    """Applies a function to every tensor in tuples, lists and dictionaries."""
    if isinstance(tree, Tensor):
        return function(tree)
    if isinstance(tree, dict):
        return {key: _mapped(function, value) for key, value in tree.items()}
    if isinstance(tree, (tuple, list)):
        return type(tree)([_mapped(function, value) for value in tree])
    return tree


def _leaves(tree):
    found = []
    _mapped(found.append, tree)
    return found


def _rebuilt(tree, values):
    rest = iter(values)
    return _mapped(lambda _: next(rest), tree)


def _fresh(tree):
    return _mapped(
        lambda t: t.view_as(t) if t.requires_grad else t.detach().requires_grad_(), tree)


class _Level:
    """Inside of it everything is tracked; what leaves the outermost one is not."""

    def __init__(self, inputs):
        self.keeps = any(t.requires_grad for t in _leaves(inputs))

    def __enter__(self):
        self.keeps = self.keeps or _levels[0] > 0
        _levels[0] += 1
        self.maps = map_innermost(False)
        self.mode = torch.enable_grad()
        self.mode.__enter__()
        return self

    def __exit__(self, *details):
        _levels[0] -= 1
        map_innermost(self.maps)
        self.mode.__exit__(*details)

    def finished(self, tree):
        return tree if self.keeps else _mapped(lambda t: t.detach(), tree)


def _gradients(outputs, variables, seeds=None):
    followed = [place for place, output in enumerate(outputs) if output.requires_grad]
    if not followed:
        return [torch.zeros_like(v) for v in variables]
    outputs = [outputs[place] for place in followed]
    seeds = seeds and [seeds[place] for place in followed]
    found = torch.autograd.grad(
        outputs, variables, seeds, create_graph=True, allow_unused=True)
    return [torch.zeros_like(v) if g is None else g for g, v in zip(found, variables)]


def grad_and_value(func, argnums=0, has_aux=False):
    def transformed(*args, **kwargs):
        places = argnums if isinstance(argnums, tuple) else (argnums,)
        for place in places:
            if not -len(args) <= place < len(args):
                raise RuntimeError(
                    f"Got argnum={place}, but only {len(args)} positional inputs")
        with _Level(args) as level:
            chosen = [_fresh(args[place]) for place in places]
            own = list(args)
            for place, tree in zip(places, chosen):
                own[place] = tree
            result = func(*own, **kwargs)
            value, aux = result if has_aux else (result, None)
            if not isinstance(value, Tensor):
                raise RuntimeError(
                    "grad_and_value(f)(*args): Expected f(*args) to return a Tensor, "
                    f"got {type(value)}")
            if value.dim() != 0:
                raise RuntimeError(
                    "grad_and_value(f)(*args): Expected f(*args) to return a scalar Tensor, got "
                    f"tensor with {value.dim()} dims. Maybe you wanted to use the vjp or jacrev "
                    "APIs instead?")
            gradients = _gradients([value], _leaves(chosen))
            trees = _rebuilt(chosen, gradients)
            found = tuple(trees) if isinstance(argnums, tuple) else trees[0]
            found, value, aux = (level.finished(part) for part in (found, value, aux))
        return (found, (value, aux)) if has_aux else (found, value)

    return transformed


def grad(func, argnums=0, has_aux=False):
    both = grad_and_value(func, argnums, has_aux)

    def transformed(*args, **kwargs):
        found, rest = both(*args, **kwargs)
        return (found, rest[1]) if has_aux else found

    return transformed


def vjp(func, *primals, has_aux=False):
    with _Level(primals) as level:
        variables = [_fresh(primal) for primal in primals]
        result = func(*variables)
        result, aux = result if has_aux else (result, None)

    def pull(*cotangents):
        with level:
            seeds = _leaves(cotangents)
            found = _gradients(_leaves(result), _leaves(variables), seeds)
            return tuple(level.finished(_rebuilt(variables, found)))

    shown = level.finished(result)
    return (shown, pull, level.finished(aux)) if has_aux else (shown, pull)


def jvp(func, primals, tangents):
    with _Level((primals, tangents)) as level:
        variables = [_fresh(primal) for primal in primals]
        result = func(*variables)
        outputs = _leaves(result)
        duals = [torch.zeros_like(output).requires_grad_() for output in outputs]
        transposed = _gradients(outputs, _leaves(variables), duals)
        pushed = _gradients(transposed, duals, _leaves(tangents))
        return level.finished(result), level.finished(_rebuilt(result, pushed))


def jacrev(func, argnums=0, *, has_aux=False, chunk_size=None):
    def transformed(*args, **kwargs):
        places = argnums if isinstance(argnums, tuple) else (argnums,)
        with _Level(args) as level:
            chosen = [_fresh(args[place]) for place in places]
            own = list(args)
            for place, tree in zip(places, chosen):
                own[place] = tree
            result = func(*own, **kwargs)
            result, aux = result if has_aux else (result, None)
            variables = _leaves(chosen)

            def table(output):
                rows = [_gradients([element], variables) for element in output.reshape(-1)]
                parts = [
                    torch.stack([row[column] for row in rows]).reshape(output.shape + v.shape)
                    for column, v in enumerate(variables)]
                trees = _rebuilt(chosen, parts)
                return tuple(trees) if isinstance(argnums, tuple) else trees[0]

            found, aux = level.finished(_mapped(table, result)), level.finished(aux)
        return (found, aux) if has_aux else found

    return transformed


def jacfwd(func, argnums=0, has_aux=False, *, randomness="error"):
    def transformed(*args, **kwargs):
        places = argnums if isinstance(argnums, tuple) else (argnums,)
        with _Level(args) as level:
            chosen = [_fresh(args[place]) for place in places]
            own = list(args)
            for place, tree in zip(places, chosen):
                own[place] = tree
            result = func(*own, **kwargs)
            result, aux = result if has_aux else (result, None)
            variables, outputs = _leaves(chosen), _leaves(result)
            duals = [torch.zeros_like(output).requires_grad_() for output in outputs]
            transposed = _gradients(outputs, variables, duals)

            # For each element of each variable, how every output moves with it.
            moved = []
            for place, variable in enumerate(variables):
                moved.append([])
                for element in range(variable.numel()):
                    seeds = [torch.zeros_like(v) for v in variables]
                    seeds[place].view(-1)[element] = 1
                    moved[-1].append(_gradients(transposed, duals, seeds))
            tables = []
            for number, output in enumerate(outputs):
                parts = [
                    torch.stack([column[number] for column in columns], -1).reshape(
                        output.shape + variable.shape)
                    for columns, variable in zip(moved, variables)]
                trees = _rebuilt(chosen, parts)
                tables.append(tuple(trees) if isinstance(argnums, tuple) else trees[0])
            found = level.finished(_rebuilt(result, tables))
            aux = level.finished(aux)
        return (found, aux) if has_aux else found

    return transformed


def hessian(func, argnums=0):
    return jacfwd(jacrev(func, argnums), argnums)


def vmap(func, in_dims=0, out_dims=0, randomness="error", *, chunk_size=None):
    name = getattr(func, "__name__", repr(func))
    call = f"vmap({name}, in_dims={in_dims}, ...)(<inputs>)"
    if randomness not in ("error", "different", "same"):
        raise RuntimeError(
            "Only allowed values for randomness are 'error', 'different', or 'same'. Got "
            f"{randomness}")

    def pick(tree, dim, index):
        if dim is None:
            return tree
        if isinstance(dim, int):
            return _mapped(lambda t: mark_mapped(t.select(dim, index)), tree)
        if isinstance(dim, dict):
            return {key: pick(tree[key], dim[key], index) for key in tree}
        return type(tree)([pick(part, d, index) for part, d in zip(tree, dim)])

    def size(tree, dim):
        if dim is None:
            return []
        if isinstance(dim, int):
            for t in _leaves(tree):
                if not -t.dim() <= dim < t.dim():
                    raise ValueError(
                        f"{call}: Got in_dim={dim} for some "
                        f"input, but that input is a Tensor of dimensionality {t.dim()} so "
                        f"expected in_dim to satisfy -{t.dim()} <= in_dim < {t.dim()}.")
            if not isinstance(tree, (Tensor, dict, tuple, list)):
                raise ValueError(
                    f"{call}: Got in_dim={dim} for an input "
                    f"but the input is of type {type(tree)}. We cannot vmap over non-Tensor "
                    "arguments, please use None as the respective in_dim")
            return [t.shape[dim] for t in _leaves(tree)]
        if isinstance(dim, dict):
            return sum((size(tree[key], dim[key]) for key in tree), [])
        return sum((size(part, d) for part, d in zip(tree, dim)), [])

    def join(parts, dim):
        if isinstance(parts[0], Tensor):
            return torch.stack(parts, dim)
        if not isinstance(parts[0], (dict, tuple, list)):
            raise ValueError(
                f"vmap({name}, ...): `{name}` must only return Tensors, got type "
                f"{type(parts[0])}. Did you mean to set out_dims= to None for output?")
        if isinstance(parts[0], dict):
            return {key: join([part[key] for part in parts], dim) for key in parts[0]}
        dims = dim if isinstance(dim, tuple) else (dim,) * len(parts[0])
        return type(parts[0])([join(list(group), d) for group, d in zip(zip(*parts), dims)])

    def transformed(*args, **kwargs):
        if not args:
            raise ValueError(
                f"vmap({name})(<inputs>): got no inputs. Maybe you forgot to add inputs, or you "
                "are trying to vmap over a function with no inputs. The latter is unsupported.")
        if not isinstance(in_dims, (int, tuple, list)):
            raise ValueError(
                f"{call}: expected `in_dims` to be int or a "
                "(potentially nested) tuple matching the structure of inputs, got: "
                f"{type(in_dims)}.")
        dims = in_dims if isinstance(in_dims, (tuple, list)) else (in_dims,) * len(args)
        sizes = sum((size(arg, dim) for arg, dim in zip(args, dims)), [])
        if not sizes:
            raise ValueError(
                "vmap: at least one of the inputs must be mapped over (in_dims was all None)")
        if any(other != sizes[0] for other in sizes):
            raise ValueError(
                "vmap: Expected all tensors to have the same size in the mapped dimension, got "
                f"sizes {sizes} for the mapped dimension")
        # In PyTorch one call does it all, so passes free their graph after the last.
        results, kept = [], keep_graphs(True)
        depth = map_functions(0)
        map_functions(depth + 1)
        innermost = map_innermost(True)
        drawn = refuse_draws(True) if randomness == "error" else None
        state = torch.get_rng_state() if randomness == "same" else None
        try:
            for index in range(sizes[0]):
                keep_graphs(kept or index < sizes[0] - 1)
                if state is not None:
                    torch.set_rng_state(state)
                own = [pick(arg, dim, index) for arg, dim in zip(args, dims)]
                # It prints once there.
                with nullcontext() if index == 0 else redirect_stdout(StringIO()):
                    results.append(func(*own, **kwargs))
        finally:
            map_functions(depth)
            map_innermost(innermost)
            keep_graphs(kept)
            if drawn is not None:
                refuse_draws(drawn)
        return join(results, out_dims)

    return transformed


def functional_call(module, parameters, args=(), kwargs=None, *, tie_weights=True, strict=False):
    args = args if isinstance(args, tuple) else (args,)
    given = parameters if isinstance(parameters, (tuple, list)) else (parameters,)
    replaced = []
    for name, value in [item for names in given for item in names.items()]:
        path, _, last = name.rpartition(".")
        owner = module.get_submodule(path)
        registry = owner._parameters if last in owner._parameters else owner._buffers
        replaced.append((registry, last, registry[last]))
        registry[last] = value
    try:
        return module(*args, **(kwargs or {}))
    finally:
        for registry, last, value in replaced:
            registry[last] = value


def linearize(func, *primals):
    """A function's value, and the linear function that it is near there."""
    with _Level(primals) as level:
        variables = [_fresh(primal) for primal in primals]
        result = func(*variables)
        outputs = _leaves(result)
        duals = [torch.zeros_like(output).requires_grad_() for output in outputs]
        transposed = _gradients(outputs, _leaves(variables), duals)

    def push(*tangents):
        with level:
            pushed = _gradients(transposed, duals, _leaves(tangents))
            return level.finished(_rebuilt(result, pushed))

    return level.finished(result), push


def stack_module_state(models):
    """The parameters of several modules of one kind, and their buffers, each stacked."""
    if not models:
        raise RuntimeError("stack_module_state: Expected at least one model, got 0.")
    if not (all(m.training for m in models) or all(not m.training for m in models)):
        raise RuntimeError(
            "stack_module_state: Expected all models to have the same training/eval mode.")
    if not all(type(m) is type(models[0]) for m in models):
        raise RuntimeError("stack_module_state: Expected all models to be of the same class.")
    params = [dict(m.named_parameters()) for m in models]
    buffers = [dict(m.named_buffers()) for m in models]

    def stacked(values):
        found = torch.stack([value.detach() for value in values])
        return found.requires_grad_(values[0].requires_grad)

    return (
        {name: stacked([own[name] for own in params]) for name in params[0]},
        {name: stacked([own[name] for own in buffers]) for name in buffers[0]})


def replace_all_batch_norm_modules_(root):
    for module in root.modules():
        if isinstance(module, torch.nn.modules.batchnorm._NormBase):
            module.running_mean = module.running_var = module.num_batches_tracked = None
            module.track_running_stats = False
    return root
