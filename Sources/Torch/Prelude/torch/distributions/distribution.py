import torch
from torch import Tensor
from torch.distributions import constraints


class Distribution:
    """Numbers that are drawn at random; a batch of shapes, each of an event's shape."""

    has_rsample = False
    # Attributes that `expand` enlarges, in the order in which they are shown.
    _parameters = ()
    support = constraints.real

    def __init__(self, batch_shape=torch.Size(), event_shape=torch.Size(), validate_args=None):
        self._batch_shape, self._event_shape = batch_shape, event_shape
        self._validate_args = validate_args is not False
        if self._validate_args:
            for name, constraint in self._constraints().items():
                if name not in self.__dict__:
                    continue
                value = getattr(self, name)
                if not constraint.check(value).all():
                    raise ValueError(
                        f"Expected parameter {name} ({type(value).__name__} of shape "
                        f"{tuple(value.shape)}) of distribution {self!r} to satisfy the constraint "
                        f"{constraint!r}, but found invalid values:\n{value}")

    def _constraints(self):
        return {}

    @property
    def batch_shape(self):
        return self._batch_shape

    @property
    def event_shape(self):
        return self._event_shape

    @property
    def stddev(self):
        return self.variance.sqrt()

    def sample(self, sample_shape=torch.Size()):
        with torch.no_grad():
            return self.rsample(sample_shape)

    def rsample(self, sample_shape=torch.Size()):
        raise NotImplementedError

    def log_prob(self, value):
        raise NotImplementedError

    def entropy(self):
        raise NotImplementedError

    def perplexity(self):
        return torch.exp(self.entropy())

    def _extended(self, sample_shape):
        return torch.Size(tuple(sample_shape) + tuple(self._batch_shape) + tuple(self._event_shape))

    def _check_value(self, value):
        if not self._validate_args:
            return
        if not isinstance(value, Tensor):
            raise ValueError("The value argument to log_prob must be a Tensor")
        shape = tuple(self._batch_shape) + tuple(self._event_shape)
        if any(a != 1 and b != 1 and a != b for a, b in zip(value.shape[::-1], shape[::-1])):
            raise ValueError(
                f"Value is not broadcastable with batch_shape+event_shape: {value.shape} vs "
                f"{torch.Size(shape)}.")
        if not self.support.check(value).all():
            raise ValueError(
                f"Expected value argument ({type(value).__name__} of shape {tuple(value.shape)}) to "
                f"be within the support ({self.support!r}) of the distribution {self!r}, but found invalid "
                f"values:\n{value}")

    def expand(self, batch_shape):
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__)
        new._batch_shape = torch.Size(batch_shape)
        for name in self._parameters:
            if name in self.__dict__:
                value = getattr(self, name)
                own = tuple(value.shape)[len(self._batch_shape):]
                setattr(new, name, value.expand(tuple(batch_shape) + own))
        return new

    def __repr__(self):
        parts = []
        for name in self._parameters:
            if name in self.__dict__:
                value = self.__dict__[name]
                parts.append(f"{name}: {value if value.numel() == 1 else value.size()}")
        return type(self).__name__ + "(" + ", ".join(parts) + ")"


class _LogitsDistribution(Distribution):
    """What is given by probabilities or by their logits; the other is computed when asked for."""

    _parameters = ("probs", "logits")

    def _check_one(self, probs, logits):
        if (probs is None) == (logits is None):
            raise ValueError("Either `probs` or `logits` must be specified, but not both.")

    def __getattr__(self, name):
        if name == "logits":
            self.logits = self._to_logits(self.probs)
            return self.logits
        if name == "probs":
            self.probs = self._to_probs(self.logits)
            return self.probs
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
