import torch
from torch._C import fused, renamed, type_names, warn_once
from torch._refs.dimensions import axis_of, tuple_of

# Functions of matrices.


def addmv(input, mat, vec, *, beta=1, alpha=1):
    if not input.dtype == mat.dtype == vec.dtype:
        raise RuntimeError(
            "addmv input tensors must have the same dtype, but got "
            f"{type_names(input)[0]}, {type_names(mat)[0]}, and {type_names(vec)[0]}")
    return fused(_sum(input, mat @ vec, beta, alpha), "AddmvBackward0", (input, mat, vec))


def addr(input, vec1, vec2, *, beta=1, alpha=1):
    return fused(
        _sum(input, torch.outer(vec1, vec2), beta, alpha), "AddrBackward0", (input, vec1, vec2))


def baddbmm(input, batch1, batch2, *, beta=1, alpha=1):
    if not input.dtype == batch1.dtype == batch2.dtype:
        raise RuntimeError(
            "Input dtypes must be the same, got: input "
            f"{type_names(input)[1]}, batch1: {type_names(batch1)[1]}, batch2: "
            f"{type_names(batch2)[1]}")
    return fused(
        _sum(input, batch1 @ batch2, beta, alpha), "BaddbmmBackward0", (input, batch1, batch2))


def addbmm(input, batch1, batch2, *, beta=1, alpha=1):
    result = input.expand(batch1.shape[1], batch2.shape[2])
    for name, batch in (("batch1", batch1), ("batch2", batch2)):
        if batch.dim() != 3:
            raise RuntimeError(f"{name} must be a 3D tensor")
    if batch1.shape[0] != batch2.shape[0]:
        raise RuntimeError(
            "batch1 and batch2 must have same number of batches, got "
            f"{batch1.shape[0]} and {batch2.shape[0]}")
    if batch1.shape[2] != batch2.shape[1]:
        raise RuntimeError(
            "Incompatible matrix sizes for bmm "
            f"({batch1.shape[1]}x{batch1.shape[2]} and {batch2.shape[1]}x{batch2.shape[2]})")
    for index in range(batch1.shape[0]):
        result = torch.addmm(result, batch1[index], batch2[index], beta=beta, alpha=alpha)
        beta = 1
    return fused(result, "AddbmmBackward0", (input, batch1, batch2))


def _sum(input, product, beta, alpha):
    return (input if beta == 1 else input * beta) + (product if alpha == 1 else product * alpha)


def inner(input, other):
    if input.dim() == 0 or other.dim() == 0:
        return input * other
    if input.dtype != other.dtype:
        raise RuntimeError("both inputs should have same dtype")
    return renamed(input @ (other.t() if other.dim() < 3 else other.mT), "ViewBackward0")


def vdot(input, other):
    return renamed(torch.dot(input, other), "VdotBackward0")


def kron(input, other):
    rank = max(input.dim(), other.dim())
    a = input.reshape((1,) * (rank - input.dim()) + tuple(input.shape))
    b = other.reshape((1,) * (rank - other.dim()) + tuple(other.shape))
    left = a.reshape([n for size in a.shape for n in (size, 1)])
    right = b.reshape([n for size in b.shape for n in (1, size)])
    product = (left * right).reshape([m * n for m, n in zip(a.shape, b.shape)])
    return renamed(product, "UnsafeViewBackward0")


def cross(input, other, dim=None):
    if input.dim() != other.dim():
        raise RuntimeError("linalg.cross: inputs must have the same number of dimensions.")
    if dim is None:
        warn_once(
            "Using torch.cross without specifying the dim arg is deprecated.\n"
            "Please either pass the dim explicitly or simply use torch.linalg.cross.\n"
            "The default value of dim will change to agree with that of linalg.cross in a future "
            "release.")
        threes = [axis for axis, size in enumerate(input.shape) if size == 3]
        if not threes:
            raise RuntimeError("no dimension of size 3 in input")
        dim = threes[0]
    if input.shape[dim] != 3 or other.shape[dim] != 3:
        raise RuntimeError(
            f"linalg.cross: inputs dimension {dim} must have length 3. Got {input.shape[dim]} and "
            f"{other.shape[dim]}")
    if input.dtype != other.dtype:
        raise RuntimeError(
            f"expected scalar type {type_names(input)[0]} but found {type_names(other)[0]}")
    (a, b, c), (x, y, z) = input.unbind(dim), other.unbind(dim)
    result = torch.stack([b * z - c * y, c * x - a * z, a * y - b * x], dim)
    return fused(result, "LinalgCrossBackward0", (input, other))


def linalg_cross(input, other, *, dim=-1):
    return cross(input, other, dim)


def dist(input, other, p=2):
    return fused((input - other).norm(p), "DistBackward0", (input, other))


def cdist(x1, x2, p=2.0):
    if x1.dtype != x2.dtype:
        raise RuntimeError(
            f"expected scalar type {type_names(x1)[0]} but found {type_names(x2)[0]}")
    result = (x1.unsqueeze(-2) - x2.unsqueeze(-3)).norm(p, -1)
    return fused(result, "CdistBackward0", (x1, x2))


def tensordot(a, b, dims=2):
    if isinstance(dims, int):
        if dims < 0:
            raise RuntimeError(f"tensordot expects dims >= 0, but got dims={dims}")
        if dims > min(a.dim(), b.dim()):
            raise RuntimeError(f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")
        dims = list(range(-dims, 0)), list(range(dims))
    named = [tuple_of(dims[0]), tuple_of(dims[1])]
    if len(named[0]) != len(named[1]):
        raise RuntimeError("both dimension lists should have same length")
    left = [axis_of(a, dim) for dim in named[0]]
    right = [axis_of(b, dim) for dim in named[1]]
    # A dimension is summed beforehand where the other tensor has but one.
    for (i, j), (first, second) in zip(zip(left, right), zip(*named)):
        if b.shape[j] == 1 and a.shape[i] != 1:
            a = a.sum(i, keepdim=True)
        elif a.shape[i] == 1 and b.shape[j] != 1:
            b = b.sum(j, keepdim=True)
        elif a.shape[i] != b.shape[j]:
            raise RuntimeError(
                f"contracted dimensions need to match, but first has size {a.shape[i]} in dim "
                f"{first} and second has size {b.shape[j]} in dim {second}")
    rows = [dim for dim in range(a.dim()) if dim not in left]
    columns = [dim for dim in range(b.dim()) if dim not in right]
    inside = 1
    for dim in left:
        inside *= a.shape[dim]
    product = a.permute(rows + left).reshape(-1, inside) @ b.permute(
        right + columns).reshape(inside, -1)
    return renamed(
        product.reshape([a.shape[d] for d in rows] + [b.shape[d] for d in columns]),
        "ViewBackward0")


def matrix_power(input, n):
    if n < 0:
        input, n = torch.linalg.inv(input), -n
    result = torch.eye(input.shape[-1], dtype=input.dtype) if n == 0 else input
    for _ in range(n - 1):
        result = result @ input
    return result


def chain_matmul(*matrices):
    warn_once(
        "torch.chain_matmul is deprecated and will be removed in a future PyTorch release. Use "
        "torch.linalg.multi_dot instead, which accepts a list of two or more tensors rather than "
        "multiple parameters.")
    result = matrices[0]
    for matrix in matrices[1:]:
        result = result @ matrix
    return result


def diag_embed(input, offset=0, dim1=-2, dim2=-1):
    if input.dim() == 1:
        return renamed(torch.diag(input, offset), "DiagEmbedBackward0")
    return torch.stack([diag_embed(part, offset) for part in input])


diagflat = torch.diag


def block_diag(*tensors):
    parts = [t.reshape(1, -1) if t.dim() < 2 else t for t in tensors]
    width = sum(part.shape[1] for part in parts)
    rows, start = [], 0
    for part in parts:
        before = torch.zeros(part.shape[0], start, dtype=part.dtype)
        after = torch.zeros(part.shape[0], width - start - part.shape[1], dtype=part.dtype)
        rows.append(torch.cat([before, part, after], 1))
        start += part.shape[1]
    return fused(torch.cat(rows), "BlockDiagBackward0", tensors)


def meshgrid(*tensors, indexing=None):
    if indexing is None:
        warn_once(
            "torch.meshgrid: in an upcoming release, it will be required to pass the indexing "
            "argument.")
    if len(tensors) == 1 and isinstance(tensors[0], (list, tuple)):
        tensors = tensors[0]
    if any(t.dtype != tensors[0].dtype for t in tensors):
        raise RuntimeError("meshgrid expects all tensors to have the same dtype")
    if indexing == "xy" and len(tensors) > 1:
        grids = meshgrid(tensors[1], tensors[0], *tensors[2:], indexing="ij")
        grids = [grids[1], grids[0]] + list(grids[2:])
        return tuple(grids)
    shape = [t.numel() for t in tensors]
    grids = []
    for place, t in enumerate(tensors):
        own = [1] * len(tensors)
        own[place] = t.numel()
        grids.append(t.reshape(own).expand(shape))
    return tuple(grids)


def cartesian_prod(*tensors):
    for tensor in tensors:
        if tensor.dim() != 1:
            raise RuntimeError(f"Expect a 1D vector, but got shape {list(tensor.shape)}")
    if len(tensors) == 1:
        return tensors[0]
    return torch.stack([grid.flatten() for grid in meshgrid(*tensors)], 1)


def tril_indices(row, col, offset=0):
    return torch.ones(row, col).tril(offset).nonzero().t().clone()


def triu_indices(row, col, offset=0):
    return torch.ones(row, col).triu(offset).nonzero().t().clone()


def logspace(start, end, steps, base=10.0):
    return base ** torch.linspace(start, end, steps)


def result_type(a, b):
    like = torch.zeros_like(a) if isinstance(a, torch.Tensor) else torch.tensor(a)
    return (like + b).dtype


def vmap(func, in_dims=0, out_dims=0, randomness="error", *, chunk_size=None):
    import torch.func

    return torch.func.vmap(func, in_dims, out_dims, randomness)


def cosine_similarity(x1, x2, dim=1, eps=1e-8):
    return torch.nn.functional.cosine_similarity(x1, x2, dim, eps)


def pairwise_distance(x1, x2, p=2.0, eps=1e-6, keepdim=False):
    return torch.nn.functional.pairwise_distance(x1, x2, p, eps, keepdim)


def binary_cross_entropy_with_logits(
    input, target, weight=None, pos_weight=None, reduction=1
):
    return torch.nn.functional.binary_cross_entropy_with_logits(
        input, target, weight, pos_weight=pos_weight,
        reduction=("none", "mean", "sum")[reduction])


def norm_except_dim(v, pow=2, dim=0):
    """The norm of each part of a tensor along a dimension; of all of it where that is -1."""
    if dim == -1:
        return v.norm(pow)
    shape = [1] * v.dim()
    shape[dim] = v.shape[dim]
    rows = v if dim == 0 else v.movedim(dim, 0)
    return rows.reshape(v.shape[dim], -1).norm(pow, 1).view(shape)


def _weight_norm(v, g, dim=0):
    return fused(v * (g / norm_except_dim(v, 2, dim)), "WeightNormInterfaceBackward0", (v, g))
