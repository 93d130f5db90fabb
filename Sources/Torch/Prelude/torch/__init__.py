# Functions of torch that are made of others, with the name that PyTorch gives to the whole.

from torch._linalg_utils import cholesky, eig, lstsq, matrix_rank, qr, solve, symeig
from torch._refs.counting import corrcoef, cov, histc, histogram
from torch._refs.decompositions import (
    cholesky_inverse, cholesky_solve, logdet, matrix_exp, pinverse,
)
from torch._refs.decompositions import slogdet_of_old as slogdet
from torch._refs.limits import finfo, iinfo
from torch._refs.matrices import (
    addbmm, addmv, addr, baddbmm, binary_cross_entropy_with_logits, block_diag, cartesian_prod,
    cdist, chain_matmul, cosine_similarity, cross, diag_embed, diagflat, dist, inner, kron,
    logspace, matrix_power, meshgrid, norm_except_dim, _weight_norm, pairwise_distance, result_type, tensordot, tril_indices,
    triu_indices, vdot, vmap,
)
from torch._refs.moves import (
    atleast_1d, atleast_2d, broadcast_shapes, broadcast_to, column_stack, dstack, fliplr, flipud,
    moveaxis, movedim, roll, rot90, row_stack, swapaxes, swapdims, take, take_along_dim,
    tensor_split, unflatten,
)
from torch._refs.numbers import (
    cumulative_trapezoid, diff, float_power, gcd, greater, greater_equal, is_nonzero,
    lcm, less, less_equal, logit_, nanmean, nansum, not_equal, positive, std_mean, trapezoid,
    trapz, var_mean,
)
from torch._refs.order import (
    aminmax, bincount, bucketize, cummax, cummin, isin, logcumsumexp, msort, nanquantile,
    quantile, searchsorted, unique, unique_consecutive,
)
from torch._refs.places import (
    index_add, index_copy, index_fill, index_put, index_put_, masked_scatter, scatter,
    scatter_add,
)
from torch._refs.pools import adaptive_avg_pool1d, avg_pool1d, max_pool1d, max_pool2d
from torch._refs.dropout import alpha_dropout, dropout
from torch._refs.windows import conv1d, conv2d, conv3d, conv_transpose1d, conv_transpose2d
from torch._refs.series import (
    bartlett_window, blackman_window, combinations, dsplit, gradient, hamming_window, hann_window,
    hsplit, ldexp, logaddexp2, range, renorm, unravel_index, vander, vsplit,
)
from torch._refs.special import digamma, erfinv, i0, lgamma, mvlgamma, polygamma
