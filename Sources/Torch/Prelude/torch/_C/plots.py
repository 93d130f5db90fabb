from torch._C import warn


class _Nothing:
    """Stands for every figure, axis and line; whatever is done with it leads to itself."""

    def __getattr__(self, name):
        return self

    def __setattr__(self, name, value):
        pass

    def __call__(self, *args, **kwargs):
        warn("Plots are not drawn here; `gradwalk graph` draws the computation itself.")
        return self

    def __getitem__(self, index):
        return self

    def __setitem__(self, index, value):
        pass

    def __iter__(self):
        return iter((self, self))

    def __enter__(self):
        return self

    def __exit__(self, *details):
        return False

    def __repr__(self):
        return "<a plot that is not drawn>"


nothing = _Nothing()


def unchanged(iterable=None, *args, **kwargs):
    """A progress bar without the bar."""
    return range(0) if iterable is None else iterable
