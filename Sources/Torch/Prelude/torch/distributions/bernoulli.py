import torch
from torch.distributions import constraints
from torch.distributions.distribution import _LogitsDistribution
from torch.distributions.utils import broadcast_all, logits_to_probs, probs_to_logits
from torch.nn.functional import binary_cross_entropy_with_logits


class Bernoulli(_LogitsDistribution):
    support = constraints.boolean

    def __init__(self, probs=None, logits=None, validate_args=None):
        self._check_one(probs, logits)
        if probs is None:
            self.logits, = broadcast_all(logits)
            shape = self.logits.size()
        else:
            self.probs, = broadcast_all(probs)
            shape = self.probs.size()
        super().__init__(shape, validate_args=validate_args)

    def _constraints(self):
        return {"probs": constraints.unit_interval, "logits": constraints.real}

    def _to_logits(self, probs):
        return probs_to_logits(probs, is_binary=True)

    def _to_probs(self, logits):
        return logits_to_probs(logits, is_binary=True)

    @property
    def mean(self):
        return self.probs

    @property
    def mode(self):
        mode = (self.probs >= 0.5).to(self.probs)
        mode[self.probs == 0.5] = float("nan")
        return mode

    @property
    def variance(self):
        return self.probs * (1 - self.probs)

    def sample(self, sample_shape=torch.Size()):
        with torch.no_grad():
            return torch.bernoulli(self.probs.expand(self._extended(sample_shape)))

    def log_prob(self, value):
        self._check_value(value)
        logits, value = broadcast_all(self.logits, value)
        return -binary_cross_entropy_with_logits(logits, value, reduction="none")

    def entropy(self):
        return binary_cross_entropy_with_logits(self.logits, self.probs, reduction="none")
