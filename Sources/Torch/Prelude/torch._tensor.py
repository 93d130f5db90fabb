# Composed methods of tensors that are no functions of `torch`.

from torch._refs.moves import reshape_as, squeeze_, t_, transpose_, unfold, unsqueeze_
from torch._refs.places import (
    fill_diagonal_, index_add_, index_copy_, index_fill_, scatter_, scatter_add_,
)
