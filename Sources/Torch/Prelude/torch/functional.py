from torch import (
    atleast_1d, atleast_2d, block_diag, broadcast_shapes, broadcast_tensors, cartesian_prod,
    cdist, chain_matmul, einsum, meshgrid, norm, split, tensordot, unique, unique_consecutive,
    unravel_index,
)
