from functorch._src.make_functional import (
    FunctionalModule, FunctionalModuleWithBuffers, combine_state_for_ensemble, make_functional,
    make_functional_with_buffers,
)
from torch.func import grad, grad_and_value, hessian, jacfwd, jacrev, jvp, vjp, vmap
