import torch
from torch.distributions import constraints
from torch.distributions.distribution import _LogitsDistribution
from torch.distributions.utils import logits_to_probs, probs_to_logits


class Categorical(_LogitsDistribution):
    def __init__(self, probs=None, logits=None, validate_args=None):
        self._check_one(probs, logits)
        given = "logits" if probs is None else "probs"
        values = logits if probs is None else probs
        if values.dim() < 1:
            raise ValueError(f"`{given}` parameter must be at least one-dimensional.")
        if probs is None:
            self.logits = logits - logits.logsumexp(-1, keepdim=True)
        else:
            self.probs = probs / probs.sum(-1, keepdim=True)
        self._num_events = values.size()[-1]
        super().__init__(values.size()[:-1], validate_args=validate_args)

    def _constraints(self):
        return {"probs": constraints.simplex, "logits": constraints.real_vector}

    def _to_logits(self, probs):
        return probs_to_logits(probs)

    def _to_probs(self, logits):
        return logits_to_probs(logits)

    @property
    def support(self):
        return constraints.integer_interval(0, self._num_events - 1)

    @property
    def param_shape(self):
        return (self.probs if "probs" in self.__dict__ else self.logits).size()

    @property
    def mean(self):
        return torch.full(self._extended(()), float("nan"), dtype=self.probs.dtype)

    variance = mean

    @property
    def mode(self):
        return self.probs.argmax(-1)

    def sample(self, sample_shape=torch.Size()):
        rows = self.probs.reshape(-1, self._num_events)
        count = torch.Size(sample_shape).numel()
        return torch.multinomial(rows, count, True).T.reshape(self._extended(sample_shape))

    def log_prob(self, value):
        self._check_value(value)
        value, logs = torch.broadcast_tensors(value.long().unsqueeze(-1), self.logits)
        return logs.gather(-1, value[..., :1]).squeeze(-1)

    def entropy(self):
        return -(self.logits.clamp(min=torch.finfo(self.logits.dtype).min) * self.probs).sum(-1)

    def enumerate_support(self, expand=True):
        values = torch.arange(self._num_events).view((-1,) + (1,) * len(self._batch_shape))
        return values.expand((-1,) + tuple(self._batch_shape)) if expand else values
