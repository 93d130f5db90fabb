# Which functions become methods as attributes of a class: those that PyTorch writes in Python.
import torch
import torch.nn as nn
import torch.nn.functional as F


def is_bound(function):
    class Holder:
        held = function

    return Holder().held is not Holder.held


for name, module in {
    "functional": F, "torch": torch, "special": torch.special, "linalg": torch.linalg,
    "init": nn.init, "utils": nn.utils, "autograd": torch.autograd, "func": torch.func,
}.items():
    for function in {
        "functional": "relu relu6 elu selu celu silu mish gelu softplus softsign softmin softmax "
            "log_softmax logsigmoid sigmoid tanh tanhshrink softshrink hardshrink hardtanh glu "
            "leaky_relu prelu threshold hardswish hardsigmoid linear bilinear dropout embedding "
            "normalize cosine_similarity pairwise_distance one_hot pad conv1d conv2d max_pool1d "
            "avg_pool1d mse_loss l1_loss huber_loss smooth_l1_loss cross_entropy nll_loss kl_div "
            "binary_cross_entropy binary_cross_entropy_with_logits layer_norm batch_norm fold",
        "torch": "relu sigmoid tanh softmax exp sum mean where stack cat addmv dist diff quantile "
            "norm einsum split is_tensor manual_seed heaviside cov cross take roll dropout unique "
            "cosine_similarity cdist tensordot meshgrid cartesian_prod block_diag atleast_1d "
            "broadcast_tensors vmap set_printoptions logspace hann_window gradient movedim kron "
            "nanmean std_mean bincount histc is_nonzero trapezoid vander lgamma digamma erfinv",
        "special": "expit erfcx i0 digamma entr xlog1py zeta",
        "linalg": "norm qr cross matrix_rank vander inv det",
        "init": "zeros_ ones_ uniform_ normal_ constant_ eye_ xavier_uniform_",
        "utils": "clip_grad_norm_ clip_grad_value_ parameters_to_vector vector_to_parameters",
        "autograd": "grad backward",
        "func": "grad vmap jacrev",
    }[name].split():
        print(name, function, is_bound(getattr(module, function)))


class Net(nn.Module):
    built_in = torch.relu
    written = F.relu
    plain = staticmethod(F.relu)

    def forward(self, x):
        return self.built_in(x), self.plain(x), Net.written(x)


net = Net()
print(net(torch.tensor([-1.0, 2.0])))
for call in (net.written, lambda: net.built_in()):
    try:
        print(call())
    except TypeError as error:
        print(str(error).partition(" must")[0])
