# Composed methods of tensors that are no functions of `torch`.

from torch._refs.moves import reshape_as, unfold
from torch._refs.places import (
    fill_diagonal_, index_add_, index_copy_, index_fill_, scatter_, scatter_add_,
)
