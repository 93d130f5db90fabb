"""How dimensions are given."""


def axis_of(input, dim):
    rank = max(input.dim(), 1)
    if not -rank <= dim < rank:
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-rank}, {rank - 1}], but got "
            f"{dim})")
    return dim % rank


def tuple_of(value):
    return (value,) if isinstance(value, int) else tuple(value)
