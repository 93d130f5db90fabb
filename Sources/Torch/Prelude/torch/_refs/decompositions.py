import torch
from torch import Tensor
from torch._C import named, renamed, unsupported
from torch.autograd import Function

# What a matrix is made of. The work is done in double precision, as the solver of linear systems
# does it, and where the factors are not unique with LAPACK's choice of signs.
# Source: Golub and Van Loan, *Matrix Computations*, chapters 4, 5 and 8.


def _checked(A, name, isSquare=False):
    if A.dim() < 2:
        raise RuntimeError(
            f"{name}: The input tensor A must have at least 2 dimensions.")
    if isSquare and A.shape[-1] != A.shape[-2]:
        raise RuntimeError(
            f"{name}: A must be batches of square matrices, but they are {A.shape[-2]} by "
            f"{A.shape[-1]} matrices")
    if not A.is_floating_point():
        raise RuntimeError(
            f"{name}: Expected a floating point or complex tensor as input. Got {A.type()[6:-6]}")
    if A.dim() > 2:
        unsupported(f"{name} of a batch of matrices")
    return A


def _like(rows, A):
    shape = (len(rows), len(rows[0]) if rows else 0)
    return torch.tensor(rows, dtype=A.dtype).reshape(shape)


def _cholesky_rows(A, name):
    """The factor of the lower triangle, row by row."""
    given, factor = A.tolist(), []
    for i, row in enumerate(given):
        own = []
        for j in range(i + 1):
            known = factor[j] if j < i else own
            rest = row[j] - sum(a * b for a, b in zip(own, known))
            if i == j:
                if not rest > 0:
                    raise torch.linalg.LinAlgError(
                        f"{name}: The factorization could not be completed because the input is "
                        f"not positive-definite (the leading minor of order {i + 1} is not "
                        "positive-definite).")
                own.append(rest ** 0.5)
            else:
                own.append(rest / factor[j][j])
        factor.append(own)
    return [row + [0.0] * (len(given) - len(row)) for row in factor]


class _Cholesky(Function):
    @staticmethod
    def forward(ctx, A):
        L = _like(_cholesky_rows(A, "linalg.cholesky"), A)
        ctx.save_for_backward(L)
        return L

    @staticmethod
    def backward(ctx, gradient):
        L, = ctx.saved_tensors
        phi = (L.T @ gradient).tril()
        phi = phi - 0.5 * torch.diag(phi.diagonal())
        half = torch.linalg.solve(L.T, phi)
        gA = torch.linalg.solve(L.T, half.T).T
        return (gA + gA.T) / 2


def cholesky(A, *, upper=False):
    _checked(A, "linalg.cholesky", True)
    L = renamed(_Cholesky.apply(A), "LinalgCholeskyExBackward0")
    return L.mT if upper else L


def cholesky_ex(A, *, upper=False, check_errors=False):
    _checked(A, "linalg.cholesky_ex", True)
    return named(
        "linalg_cholesky_ex", ("L", "info"),
        (cholesky(A, upper=upper), torch.tensor(0, dtype=torch.int32)))


def _householder(A):
    """Q and R, whose signs are those of LAPACK's reflections."""
    R = [list(map(float, row)) for row in A.tolist()]
    m, n = A.shape
    Q = [[float(i == j) for j in range(m)] for i in range(m)]
    for k in range(min(m, n) if m > n else min(m - 1, n)):
        alpha = R[k][k]
        tail = sum(R[i][k] ** 2 for i in range(k + 1, m))
        if tail == 0:
            continue
        beta = (alpha * alpha + tail) ** 0.5
        beta = -beta if alpha >= 0 else beta
        v = [0.0] * k + [1.0] + [R[i][k] / (alpha - beta) for i in range(k + 1, m)]
        tau = (beta - alpha) / beta
        for j in range(n):
            part = tau * sum(v[i] * R[i][j] for i in range(k, m))
            for i in range(k, m):
                R[i][j] -= part * v[i]
        for row in Q:
            part = tau * sum(row[i] * v[i] for i in range(k, m))
            for i in range(k, m):
                row[i] -= part * v[i]
        for i in range(k + 1, m):
            R[i][k] = 0.0
    return Q, R


class _QR(Function):
    @staticmethod
    def forward(ctx, A, mode):
        Q, R = _householder(A)
        count = min(A.shape)
        if mode != "complete":
            Q, R = [row[:count] for row in Q], R[:count]
        Q, R = _like(Q, A), _like(R, A)
        ctx.mode = mode
        ctx.save_for_backward(Q, R)
        return Q, R

    @staticmethod
    def backward(ctx, gQ, gR):
        Q, R = ctx.saved_tensors
        m, n = Q.shape[0], R.shape[1]
        if ctx.mode == "r":
            raise RuntimeError(
                "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. "
                "Please use linalg.qr(A, mode='reduced') if you are going to differentiate through "
                "linalg.qr.")
        if ctx.mode == "complete" and m > n:
            raise RuntimeError(
                "The QR decomposition is not differentiable when mode='complete' and nrows > ncols.")
        if m < n:
            unsupported("the gradient of linalg.qr of a wide matrix")
        upper = (gR @ R.T - Q.T @ gQ).triu()
        gA = gQ + Q @ (upper + upper.triu(1).T)
        return torch.linalg.solve(R, gA.T).T, None


def qr(A, mode="reduced"):
    if mode not in ("reduced", "complete", "r"):
        raise RuntimeError(
            f"qr received unrecognized mode '{mode}' but expected one of 'reduced' (default), 'r', "
            "or 'complete'")
    _checked(A, "linalg.qr")
    Q, R = _QR.apply(A, mode)
    Q, R = renamed(Q, "LinalgQrBackward0"), renamed(R, "LinalgQrBackward0")
    if mode == "r":
        Q = torch.empty(0, dtype=A.dtype)
    return named("linalg_qr", ("Q", "R"), (Q, R))


def _symmetric_parts(rows):
    """Eigenvalues in ascending order and their vectors, by Jacobi's rotations."""
    n = len(rows)
    A = [list(row) for row in rows]
    V = [[float(i == j) for j in range(n)] for i in range(n)]
    for _ in range(60):
        off = sum(A[i][j] ** 2 for i in range(n) for j in range(i))
        scale = sum(A[i][i] ** 2 for i in range(n))
        if not off > 1e-36 * scale:
            break
        for p in range(n):
            for q in range(p + 1, n):
                if A[p][q] == 0:
                    continue
                theta = (A[q][q] - A[p][p]) / (2 * A[p][q])
                t = (1 if theta >= 0 else -1) / (abs(theta) + (theta * theta + 1) ** 0.5)
                c = 1 / (t * t + 1) ** 0.5
                s = t * c
                for row in A:
                    row[p], row[q] = c * row[p] - s * row[q], s * row[p] + c * row[q]
                above, below = A[p], A[q]
                A[p] = [c * a - s * b for a, b in zip(above, below)]
                A[q] = [s * a + c * b for a, b in zip(above, below)]
                for row in V:
                    row[p], row[q] = c * row[p] - s * row[q], s * row[p] + c * row[q]
    order = sorted(range(n), key=lambda k: A[k][k])
    return [A[k][k] for k in order], [[row[k] for k in order] for row in V]


class _Eigvalsh(Function):
    @staticmethod
    def forward(ctx, A, lower):
        rows = A.tolist()
        for i in range(len(rows)):
            for j in range(i):
                if lower:
                    rows[j][i] = rows[i][j]
                else:
                    rows[i][j] = rows[j][i]
        values, vectors = _symmetric_parts(rows)
        ctx.save_for_backward(_like(vectors, A))
        return torch.tensor(values, dtype=A.dtype)

    @staticmethod
    def backward(ctx, gradient):
        V, = ctx.saved_tensors
        return (V * gradient.unsqueeze(-2)) @ V.T, None


def eigvalsh(A, UPLO="L"):
    _checked(A, "linalg.eigh", True)
    if UPLO.upper() not in ("L", "U"):
        raise RuntimeError(f"Expected UPLO argument to be 'L' or 'U', but got {UPLO}")
    return renamed(_Eigvalsh.apply(A, UPLO.upper() == "L"), "LinalgEighBackward0")


def _singular_parts(A):
    """U, S and V of the thin decomposition, by Jacobi's rotations of the columns."""
    wide = A.shape[0] < A.shape[1]
    columns = [list(map(float, c)) for c in (A if wide else A.T).tolist()]
    n = len(columns)
    V = [[float(i == j) for j in range(n)] for i in range(n)]
    for _ in range(60):
        turned = False
        for p in range(n):
            for q in range(p + 1, n):
                a, b = columns[p], columns[q]
                aa, bb, ab = sum(x * x for x in a), sum(x * x for x in b), sum(
                    x * y for x, y in zip(a, b))
                if not abs(ab) > 1e-16 * (aa * bb) ** 0.5:
                    continue
                turned = True
                theta = (bb - aa) / (2 * ab)
                t = (1 if theta >= 0 else -1) / (abs(theta) + (theta * theta + 1) ** 0.5)
                c = 1 / (t * t + 1) ** 0.5
                s = t * c
                for pair in (columns, V):
                    x, y = pair[p], pair[q]
                    pair[p] = [c * u - s * w for u, w in zip(x, y)]
                    pair[q] = [s * u + c * w for u, w in zip(x, y)]
        if not turned:
            break
    S = [sum(x * x for x in column) ** 0.5 for column in columns]
    order = sorted(range(n), key=lambda k: -S[k])
    left = [[x / S[k] if S[k] else 0.0 for x in columns[k]] for k in order]
    right = [V[k] for k in order]
    S = [S[k] for k in order]
    return (right, S, left) if wide else (left, S, right)


class _Svdvals(Function):
    @staticmethod
    def forward(ctx, A):
        U, S, V = _singular_parts(A)
        ctx.save_for_backward(_like(U, A).T, _like(V, A))
        return torch.tensor(S, dtype=A.dtype)

    @staticmethod
    def backward(ctx, gradient):
        U, Vh = ctx.saved_tensors
        return (U * gradient.unsqueeze(-2)) @ Vh


def svdvals(A, *, driver=None):
    _checked(A, "linalg.svd")
    return renamed(_Svdvals.apply(A), "LinalgSvdBackward0")


def _cutoff(A, S, atol, rtol):
    if rtol is None:
        rtol = torch.finfo(A.dtype).eps * max(A.shape) if atol is None else 0.0
    return max(0.0 if atol is None else float(atol), float(rtol) * (S[0] if S else 0.0))


def matrix_rank(A, tol=None, hermitian=False, *, atol=None, rtol=None):
    _checked(A, "linalg.matrix_rank")
    S = svdvals(A.detach()).tolist()
    bound = float(tol) if tol is not None else _cutoff(A, S, atol, rtol)
    return torch.tensor(sum(value > bound for value in S))


def _pinv_backward(gradient, P, A):
    """The gradient of a pseudoinverse, for a rank that does not change."""
    if A.shape[0] <= A.shape[1]:
        K = gradient.T @ P
        return (
            -(P @ K).T + K @ P.T - (A @ P) @ (K @ P.T) + (P.T @ P) @ (gradient.T - K @ A))
    K = P @ gradient.T
    return -(K @ P).T + (gradient.T - A @ K) @ P @ P.T + P.T @ K - (P.T @ K @ P) @ A


class _Pinv(Function):
    @staticmethod
    def forward(ctx, A, atol, rtol):
        U, S, V = _singular_parts(A)
        bound = _cutoff(A, S, atol, rtol)
        inverse = [1 / value if value > bound else 0.0 for value in S]
        result = [
            [sum(v[i] * s * u[j] for u, s, v in zip(U, inverse, V)) for j in range(A.shape[0])]
            for i in range(A.shape[1])]
        found = _like(result, A)
        ctx.save_for_backward(A, found)
        return found

    @staticmethod
    def backward(ctx, gradient):
        A, P = ctx.saved_tensors
        return _pinv_backward(gradient, P, A), None, None


def pinv(A, rcond=None, hermitian=False, *, atol=None, rtol=None):
    _checked(A, "linalg.pinv")
    return renamed(_Pinv.apply(A, atol, rcond if rtol is None else rtol), "LinalgPinvBackward0")


def pinverse(input, rcond=1e-15):
    return pinv(input, rcond)


def slogdet(A):
    return _slogdet(A, "linalg_slogdet", "linalg.slogdet")


def _slogdet(A, kind, name):
    _checked(A, name, True)
    determinant = torch.linalg.det(A.double())
    sign = renamed(determinant.sign().to(A.dtype), "LinalgSlogdetBackward0")
    logarithm = renamed(determinant.abs().log().to(A.dtype), "LinalgSlogdetBackward0")
    return named(kind, ("sign", "logabsdet"), (sign, logarithm))


def slogdet_of_old(A):
    return _slogdet(A, "slogdet", "linalg.slogdet")


def logdet(A):
    _checked(A, "logdet", True)
    sign, logarithm = slogdet(A)
    return torch.where(sign.detach() == -1, float("nan"), logarithm)


class _Lstsq(Function):
    @staticmethod
    def forward(ctx, A, B):
        P = pinv(A)
        ctx.save_for_backward(A, B, P)
        return P @ B

    @staticmethod
    def backward(ctx, gradient):
        A, B, P = ctx.saved_tensors
        return _pinv_backward(gradient @ B.T, P, A), P.T @ gradient


def lstsq(A, B, rcond=None, *, driver=None):
    _checked(A, "torch.linalg.lstsq")
    if B.dim() == 1:
        unsupported("linalg.lstsq of a vector")
    solution = renamed(_Lstsq.apply(A, B), "LinalgLstsqBackward0")
    tall = A.shape[0] > A.shape[1]
    full = int(matrix_rank(A)) == min(A.shape)
    residuals = (A @ solution - B).pow(2).sum(0) if tall and full else torch.empty(0, dtype=A.dtype)
    return named(
        "linalg_lstsq", ("solution", "residuals", "rank", "singular_values"),
        (solution, residuals.detach(), torch.empty(0, dtype=torch.int64),
         torch.empty(0, dtype=A.dtype)))


def solve_triangular(A, B, *, upper, left=True, unitriangular=False):
    triangle = A.triu() if upper else A.tril()
    if unitriangular:
        triangle = triangle - torch.diag(triangle.diagonal()) + torch.eye(A.shape[0], dtype=A.dtype)
    result = torch.linalg.solve(triangle, B) if left else torch.linalg.solve(triangle.T, B.T).T
    return renamed(result, "LinalgSolveTriangularBackward0")


def cholesky_solve(B, L, upper=False):
    A = L.T @ L if upper else L @ L.T
    return renamed(torch.linalg.solve(A, B), "CholeskySolveBackward0")


def cholesky_inverse(L, upper=False):
    A = L.T @ L if upper else L @ L.T
    return renamed(torch.linalg.inv(A), "CholeskyInverseBackward0")


def matrix_exp(A):
    _checked(A, "linalg.matrix_exp", True)
    # Halved until its series is short, and squared again.
    size = float(A.detach().abs().sum(-2).max()) if A.numel() else 0.0
    halvings = 0
    while size > 0.5:
        size, halvings = size / 2, halvings + 1
    wide = A.double()
    term = total = torch.eye(A.shape[0], dtype=torch.float64)
    for step in range(1, 19):
        term = term @ (wide / 2 ** halvings) / step
        total = total + term
    for _ in range(halvings):
        total = total @ total
    return renamed(total.to(A.dtype), "LinalgMatrixExpBackward0")


def multi_dot(tensors):
    if len(tensors) < 2:
        raise RuntimeError("multi_dot(): expected at least 2 tensors but got " + str(len(tensors)))
    result = tensors[0]
    for factor in tensors[1:]:
        result = result @ factor
    return result if len(tensors) == 2 else renamed(result, "ViewBackward0")


def vander(x, *, N=None):
    count = x.shape[-1] if N is None else N
    if count < 2:
        raise RuntimeError("N must be greater than 1.")
    powers = x.unsqueeze(-1).expand(tuple(x.shape) + (count - 1,)).cumprod(-1)
    return torch.cat([torch.ones_like(powers[..., :1]), powers], -1)


def vecdot(x, y, *, dim=-1):
    return torch.vdot(x, y) if x.dim() == y.dim() == 1 else (x * y).sum(dim)


def matrix_norm(A, ord="fro", dim=(-2, -1), keepdim=False, *, dtype=None):
    if dtype is not None:
        A = A.to(dtype)
    row, column = (place % A.dim() for place in dim)
    if ord == "fro":
        return torch.linalg.vector_norm(A, 2, (row, column), keepdim=keepdim)
    if ord in (1, -1, float("inf"), float("-inf")):
        inner, outer = (row, column) if abs(ord) == 1 else (column, row)
        sums = torch.linalg.vector_norm(A, 1, inner, keepdim=keepdim)
        outer -= inner < outer and not keepdim
        return sums.amax(outer, keepdim) if ord > 0 else sums.amin(outer, keepdim)
    if ord not in (2, -2, "nuc"):
        raise RuntimeError(f"linalg.matrix_norm: Order {ord} not supported.")
    if A.dim() > 2:
        unsupported("linalg.matrix_norm of a batch of matrices")
    S = svdvals(A)
    result = S.sum(-1) if ord == "nuc" else S.amax(-1) if ord == 2 else S.amin(-1)
    return result.reshape(1, 1) if keepdim else result


def cond(A, p=None):
    if p in (None, 2, -2):
        S = svdvals(A)
        highest, lowest = S[..., 0], S[..., -1]
        return renamed(lowest / highest if p == -2 else highest / lowest, "SqueezeBackward1")
    return matrix_norm(A, p) * matrix_norm(torch.linalg.inv(A), p)
