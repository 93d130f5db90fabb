from torch.nn import functional as F
from torch.nn.modules.batchnorm import _NormBase


class _InstanceNorm(_NormBase):
    def __init__(
        self, num_features, eps=1e-5, momentum=0.1, affine=False, track_running_stats=False,
        device=None, dtype=None,
    ):
        super().__init__(num_features, eps, momentum, affine, track_running_stats, dtype=dtype)

    def forward(self, input):
        self._check(input)
        batch = input if input.dim() == self._ranks[-1] else input.unsqueeze(0)
        result = F.instance_norm(
            batch, self.running_mean, self.running_var, self.weight, self.bias,
            self.training or self.running_mean is None, self.momentum, self.eps)
        return result if batch is input else result.squeeze(0)


class InstanceNorm1d(_InstanceNorm):
    _ranks, _expected = (2, 3), "2D or 3D"


class InstanceNorm2d(_InstanceNorm):
    _ranks, _expected = (3, 4), "3D or 4D"
