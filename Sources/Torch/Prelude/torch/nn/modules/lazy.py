from torch.nn.parameter import is_lazy


class LazyModuleMixin:
    """Learns how wide its input is from the first one, and becomes a module like any other."""

    cls_to_become = None

    def has_uninitialized_params(self):
        return any(
            is_lazy(value) for value in [*self._parameters.values(), *self._buffers.values()])

    def initialize_parameters(self, *args, **kwargs):
        raise NotImplementedError(
            f"initialize_parameters is not implemented for {self.__class__.__name__}")

    def reset_parameters(self):
        # While a base makes itself there is nothing to fill either.
        sizes = [p.numel() for p in self._parameters.values() if p is not None and not is_lazy(p)]
        if not self.has_uninitialized_params() and all(sizes):
            super().reset_parameters()

    def forward(self, *args, **kwargs):
        self.initialize_parameters(*args, **kwargs)
        self.__class__ = self.cls_to_become
        return self.forward(*args, **kwargs)
