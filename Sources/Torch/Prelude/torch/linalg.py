from torch import diagonal, matmul, matrix_power
from torch._refs.decompositions import (
    cholesky, cholesky_ex, cond, eigvalsh, lstsq, matrix_exp, matrix_norm, matrix_rank, multi_dot,
    pinv, qr, slogdet, solve_triangular, svdvals, vander, vecdot,
)
from torch._refs.matrices import linalg_cross as cross
